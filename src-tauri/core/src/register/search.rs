//! Words looked for in records as they lie there: nothing is unpacked, so a hundred thousand are gone through at once.

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::definition::Register;
use crate::catalogue::fold;
use crate::{Error, Result};

/// Every word must stand somewhere in the record.
pub struct Wanted(Vec<Word>);

struct Word {
    forms: AhoCorasick,
    /// The record's own number.
    number: Option<i64>,
}

impl Wanted {
    /// Nothing where nothing is looked for.
    pub fn of(register: &Register, text: &str) -> Result<Option<Self>> {
        let words: Vec<Word> =
            text.split_whitespace().map(|word| Word::of(register, word)).collect::<Result<_>>()?;
        Ok((!words.is_empty()).then_some(Self(words)))
    }

    /// `fields` is the record's JSON.
    pub fn stands_in(&self, number: i64, fields: &str, title: &str) -> bool {
        self.0.iter().all(|word| {
            word.number == Some(number)
                || word.forms.is_match(title)
                || word.forms.find_iter(fields).any(|hit| !is_key(fields, hit.end()))
        })
    }
}

impl Word {
    fn of(register: &Register, word: &str) -> Result<Self> {
        let plain: String = word.nfkc().collect();
        let mut forms = vec![word.to_owned(), plain.clone(), shifted(&plain, true), shifted(&plain, false)];
        forms.extend([wide(&plain.to_lowercase()), wide(&plain.to_uppercase())]);
        // As JSON writes it.
        let mut forms: Vec<String> = forms.iter().map(|form| escaped(form)).collect();
        // Choices are stored by their ids and read by their names.
        let wanted = fold::bare(word);
        for field in &register.fields {
            for option in field.options.iter().filter(|one| fold::bare(&one.name).contains(&wanted)) {
                forms.push(format!("\"{}\":\"{}\"", field.id, option.id));
                if field.kind == super::definition::Kind::Choices {
                    forms.push(format!("\"{}\"", option.id));
                }
            }
        }
        forms.retain(|form| !form.is_empty());
        forms.sort();
        forms.dedup();
        let forms = AhoCorasick::builder().ascii_case_insensitive(true).build(&forms);
        let forms = forms.map_err(|e| Error::internal(e.to_string()))?;
        Ok(Self { forms, number: plain.trim_start_matches("No.").parse().ok() })
    }
}

fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

/// ＡＢＣ１２ for ABC12: old lists have them.
fn wide(text: &str) -> String {
    let one = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().map(one).collect()
}

/// ひらがな for カタカナ, or the other way.
fn shifted(text: &str, to_katakana: bool) -> String {
    let one = |c: char| match c {
        'ぁ'..='ゖ' if to_katakana => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        'ァ'..='ヶ' if !to_katakana => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    text.chars().map(one).collect()
}

/// Whether what ends here lies in the name of a field: the next quote is followed by a colon.
fn is_key(fields: &str, end: usize) -> bool {
    let bytes = fields.as_bytes();
    let mut at = end;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return bytes.get(at + 1) == Some(&b':'),
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::bundled;

    fn finds(text: &str, fields: &str) -> bool {
        let backup = bundled("backup").unwrap();
        Wanted::of(&backup, text).unwrap().unwrap().stands_in(12, fields, "電子カルテ")
    }

    #[test]
    fn a_word_is_found_however_it_is_written() {
        let fields = r#"{"kind":"daily","remarks":"ＵＳＢメモリに \"控え\" を取った","target":"Server01"}"#;
        for text in
            ["usb", "ＵＳＢ", "めもり", "メモリ", "server01", "電子", "控え", "12", "No.12", "電子 usb"]
        {
            assert!(finds(text, fields), "{text}");
        }
        // A choice by its name.
        assert!(finds("毎日", fields));
        for text in ["テープ", "月次", "remarks", "kind", "電子 テープ", "13"] {
            assert!(!finds(text, fields), "{text}");
        }
    }
}
