//! One shape for what looks the same to a reader: full and half width, ① and 1, カタカナ and ひらがな, case, old
//! dashes. For search keys and comparing only; what is stored keeps its code points.

use unicode_normalization::UnicodeNormalization;

pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter_map(one).collect()
}

/// `None` for what only separates.
fn one(c: char) -> Option<char> {
    Some(match c {
        // ァ–ヶ and ヽヾ lie 0x60 above their hiragana.
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c if c.is_control() || c.is_whitespace() => ' ',
        // Variation selectors choose a glyph, not a character.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200B}' | '\u{FEFF}' => return None,
        c => c,
    })
}

/// Folded, without anything that is not a letter or digit: for comparing names and headings.
pub fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric() || *c == 'ー').collect()
}

/// What a spreadsheet's heading is compared by. Signs count only where there is nothing else: a column may be headed "#".
pub fn heading_key(text: &str) -> String {
    let bare = bare(text);
    if bare.is_empty() { text.trim().to_owned() } else { bare }
}

/// The whole heading, or what stands before a remark in brackets or on a second line.
pub fn heading_keys(heading: &str) -> impl Iterator<Item = String> {
    let before = |separators: &[char]| heading.split(separators).find(|part| !part.trim().is_empty());
    let tries = [Some(heading), before(&['(', '（', '[', '【']), before(&['\n']), heading.lines().last()];
    tries.into_iter().flatten().map(heading_key)
}

/// The part of `text` around the first place that folds to contain `wanted`, cut to about `width` characters.
pub fn excerpt(text: &str, wanted: &str, width: usize) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    // Folded character by character, remembering where each came from; half-width ﾞﾟ join the one before.
    let mut folded = String::new();
    let mut origin = Vec::new();
    let mut at = 0;
    while let Some(first) = chars.get(at) {
        let marks = chars.iter().skip(at + 1).take_while(|c| is_mark(**c)).count();
        let cluster: String = std::iter::once(first).chain(chars.iter().skip(at + 1).take(marks)).collect();
        let piece = fold(&cluster);
        origin.extend(std::iter::repeat_n(at, piece.len()));
        folded.push_str(&piece);
        at += 1 + marks;
    }
    let hit = folded.find(wanted)?;
    let centre = origin.get(hit).copied().unwrap_or(0);
    let start = centre.saturating_sub(width / 4);
    let mut cut: String =
        chars.iter().skip(start).take(width).map(|c| if *c == '\n' { ' ' } else { *c }).collect();
    if start > 0 {
        cut.insert(0, '…');
    }
    if start + width < chars.len() {
        cut.push('…');
    }
    Some(cut)
}

fn is_mark(c: char) -> bool {
    matches!(c, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_folds_to_the_same() {
        assert_eq!(fold("①ＵＳＢメモリ"), fold("1usbめもり"));
        assert_eq!(fold("ﾊﾞｯｸｱｯﾌﾟ"), fold("バックアップ"));
        assert_eq!(fold("辻\u{E0100}"), fold("辻"));
        assert_eq!(bare("運用管理 項目（必須）"), bare("運用管理項目必須"));
        assert_ne!(fold("監査"), fold("監視"));
    }

    #[test]
    fn excerpts_come_from_the_text_as_it_is_written() {
        let text = "当院は、ﾊﾞｯｸｱｯﾌﾟを毎日取得し、①別の場所に保管する。";
        assert_eq!(excerpt(text, &fold("バックアップ"), 12).unwrap(), "…院は、ﾊﾞｯｸｱｯﾌﾟを…");
        assert!(excerpt(text, &fold("1別"), 40).unwrap().contains("①別の場所"));
        assert!(excerpt(text, "ない", 40).is_none());
    }
}
