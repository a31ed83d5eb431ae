//! .csv and its kin: UTF-8, UTF-16, `Shift_JIS` or EUC-JP; commas, tabs or semicolons.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::model::{Book, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Refusal, Sheet, cell_name};

pub fn book(bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.len() > MOST_TEXT {
        return Err(Refusal::TooBig(format!("> {} MB", MOST_TEXT >> 20)));
    }
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet { name: "CSV".into(), ..Sheet::default() };
    let mut cells = 0;
    for record in reader.records() {
        let record = record.map_err(|e| Refusal::Unreadable(e.to_string()))?;
        cells += record.len();
        if sheet.rows.len() >= MOST_ROWS || record.len() > MOST_COLUMNS || cells > MOST_CELLS {
            let at = cell_name(sheet.rows.len(), record.len().min(MOST_COLUMNS));
            return Err(Refusal::TooBig(at));
        }
        // The csv reader skips empty lines; row numbers must stay those of the file.
        let line = record.position().map_or(0, |at| usize::try_from(at.record()).unwrap_or(0));
        sheet.rows.resize(line.max(sheet.rows.len()), Vec::new());
        sheet.rows.push(record.iter().map(|cell| cell.replace("\r\n", "\n")).collect());
    }
    Ok(Book { sheets: vec![sheet] })
}

/// What was pasted: a text of this very person, so it is read here.
pub fn pasted(text: &str) -> crate::Result<Book> {
    book(text.as_bytes()).map_err(|refusal| crate::Error::SheetUnreadable {
        path: String::new(),
        detail: format!("{refusal:?}"),
    })
}

/// A plain text in any usual Japanese encoding; nothing where it is none.
pub fn plain(bytes: &[u8]) -> Option<String> {
    decoded(bytes).ok()
}

/// The text, or at which line its encoding breaks. Control characters mean that it is no text at all.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let encoding = encoding_of(bytes);
    let (text, used, broken) = encoding.decode(bytes);
    let line = |text: &str, at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    if broken {
        let at = text.find('\u{FFFD}').unwrap_or(0);
        return Err(Refusal::Encoding(format!("{}: {}", used.name(), line(&text, at))));
    }
    if let Some(at) = text.find(|c: char| c.is_control() && !"\r\n\t".contains(c)) {
        return Err(Refusal::Unreadable(format!("{}: {}", used.name(), line(&text, at))));
    }
    Ok(text.into_owned())
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    // UTF-16 without its mark: every other byte of Latin letters and line ends is zero.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        return if odd >= even { UTF_16LE } else { UTF_16BE };
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), chardetng::Utf8Detection::Deny);
    // A file cut in the middle of a character is still Japanese.
    if guess.decode(bytes).2 { SHIFT_JIS } else { guess }
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |c: u8| first.bytes().filter(|b| *b == c).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_comes_in_in_every_usual_encoding() {
        let text = "番号,実施項目\n1,監査を行う\n";
        let shift_jis = SHIFT_JIS.encode(text).0.into_owned();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark = [&[0xFF, 0xFE], utf16.as_slice()].concat();
        let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &bom, &shift_jis, &utf16, &with_mark] {
            let book = book(bytes).unwrap();
            assert_eq!(book.sheets[0].rows, [["番号", "実施項目"], ["1", "監査を行う"]]);
        }
    }

    #[test]
    fn what_is_broken_names_its_line() {
        let mut bytes = SHIFT_JIS.encode("番号,項目\n1,監査\n").0.into_owned();
        bytes.extend([0x81, 0x20, 0x0A]);
        assert!(matches!(book(&bytes), Err(Refusal::Encoding(detail)) if detail == "Shift_JIS: 3"));
        assert!(matches!(book(b"a,b\n\x01,c\n"), Err(Refusal::Unreadable(_))));
    }

    #[test]
    fn separators_are_told_apart_and_rows_keep_their_numbers() {
        assert_eq!(book(b"a\tb\n").unwrap().sheets[0].rows, [["a", "b"]]);
        assert_eq!(book(b"a;b\n").unwrap().sheets[0].rows, [["a", "b"]]);
        assert_eq!(book(b"a,b\n\"x\ny\",2\n").unwrap().sheets[0].rows[1], ["x\ny", "2"]);
    }
}
