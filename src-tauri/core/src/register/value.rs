//! A field's value as a spreadsheet has it: read as people write it, written so that it is read again as the same.

use chrono::{NaiveDateTime, NaiveTime};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::definition::{Choice, Field, Kind};
use super::load;
use crate::calendar::{Day, read_day, read_day_and_time, read_time};
use crate::catalogue::fold;
use crate::{Error, Result};

/// Finds the record of a register that a text means.
pub type Find<'a> = dyn FnMut(&str, &str) -> Result<Option<Uuid>> + 'a;

const YES: [&str; 14] = ["○", "〇", "◯", "✓", "✔", "レ", "true", "yes", "y", "はい", "有", "あり", "済", "1"];
const NO: [&str; 12] = ["×", "✕", "✗", "－", "-", "false", "no", "n", "いいえ", "無", "なし", "0"];

/// Nothing where the text is empty.
pub fn read(field: &Field, text: &str, find: &mut Find<'_>) -> Result<Option<Value>> {
    let text = bare(text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    let unreadable = |kind: &str| Error::NotReadable {
        field: field.name.clone(),
        text: shortened(text),
        kind: kind.to_owned(),
    };
    let value = match field.kind {
        Kind::Text | Kind::Person => json!(text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")),
        Kind::LongText => json!(text),
        Kind::Number => json!(number(text).ok_or_else(|| unreadable("number"))?),
        Kind::Date => json!(read_day(text).ok_or_else(|| unreadable("date"))?),
        Kind::Time => {
            let time = time(text).ok_or_else(|| unreadable("time"))?;
            json!(time.format("%H:%M").to_string())
        }
        Kind::DateTime => {
            let at = read_day_and_time(text).ok_or_else(|| unreadable("date_time"))?;
            json!(at.format("%Y-%m-%dT%H:%M").to_string())
        }
        Kind::Period => json!(period(text).ok_or_else(|| unreadable("period"))?),
        Kind::Choice => json!(option(field, text).ok_or_else(|| no_option(field, text))?),
        Kind::Choices => several(field, text)?,
        Kind::Check => {
            let bare: String = text.nfkc().flat_map(char::to_lowercase).collect();
            let meant = |list: &[&str]| list.contains(&text) || list.contains(&bare.as_str());
            match (meant(&YES), meant(&NO)) {
                (true, _) => json!(true),
                (_, true) => return Ok(None),
                _ => return Err(unreadable("check")),
            }
        }
        Kind::Link => {
            let register = field.register.as_deref().unwrap_or_default();
            let found = find(register, text)?;
            let called = || load::find(register).map_or_else(|_| register.to_owned(), |one| one.name.clone());
            json!(found.ok_or_else(|| Error::NoSuchRecord {
                field: field.name.clone(),
                text: shortened(text),
                register: called(),
            })?)
        }
        Kind::Computed | Kind::Sequence | Kind::File => return Ok(None),
    };
    Ok(Some(value))
}

/// Without the mark that keeps a spreadsheet from taking a text for a formula.
fn bare(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text)
}

/// What a formula begins with.
pub const FORMULA: [char; 5] = ['=', '+', '-', '@', '\t'];

/// A cell that nobody meant for a value must not fill the screen.
fn shortened(text: &str) -> String {
    const WIDTH: usize = 60;
    if text.chars().count() <= WIDTH {
        return text.to_owned();
    }
    text.chars().take(WIDTH).chain(['…']).collect()
}

/// `１，２００`, `¥1,200`, `△5`, `12台`
fn number(text: &str) -> Option<Value> {
    let plain: String = text.nfkc().filter(|c| !matches!(c, ',' | ' ' | '¥' | '\\')).collect();
    let plain = plain.replace(['△', '▲', '−'], "-");
    // A unit after the number, never a second number.
    let plain = plain.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '%' | '°'));
    let plain = plain.strip_prefix('+').unwrap_or(plain);
    if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.')) {
        return None;
    }
    match plain.parse::<i64>() {
        Ok(whole) => Some(json!(whole)),
        Err(_) => plain.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| json!(number)),
    }
}

/// Also as Excel has it: a part of the day.
fn time(text: &str) -> Option<NaiveTime> {
    let part: Option<f64> = text.parse().ok().filter(|part| (0.0..1.0).contains(part) && text.contains('.'));
    match part {
        // Less than a day, so nothing is lost.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(part) => NaiveTime::from_num_seconds_from_midnight_opt((part * 86_400.0).round() as u32, 0),
        None => read_time(text),
    }
}

/// `2026/11/20～2026/11/27`; an open end is left empty.
fn period(text: &str) -> Option<String> {
    let text = text.trim_end_matches("まで").replace("から", "～");
    let cuts =
        text.char_indices().filter(|(_, c)| matches!(c, '～' | '〜' | '~' | '－' | '–' | '-' | '/' | '→'));
    for (at, c) in cuts {
        let (from, to) = (text.get(..at)?, text.get(at + c.len_utf8()..)?);
        let Some(from) = read_day(from) else { continue };
        if to.trim().is_empty() {
            return Some(format!("{from}/"));
        }
        if let Some(to) = read_day(to) {
            return Some(format!("{from}/{to}"));
        }
    }
    read_day(&text).map(|day| format!("{day}/{day}"))
}

fn option<'f>(field: &'f Field, text: &str) -> Option<&'f String> {
    // A mark alone（○）is what it is.
    let key = fold::heading_key(text);
    let named = |option: &&Choice| {
        let mut names = [&option.name, &option.name_en].into_iter();
        option.id == text || names.any(|name| fold::heading_key(name) == key)
    };
    // A name in full before one of its parts: USBメモリ of 「USBメモリ（暗号化）」, ハードディスク of 「ハードディスク・SSD」.
    let whole = field.options.iter().find(named);
    let short = |name: &str| {
        let before = name.split(['（', '(']).next().unwrap_or_default();
        fold::heading_key(before) == key
            || before.split(['・', '、', '/']).any(|part| fold::heading_key(part) == key)
    };
    let mut short = field.options.iter().filter(|option| short(&option.name));
    whole.or_else(|| short.next().filter(|_| short.next().is_none())).map(|option| &option.id)
}

fn several(field: &Field, text: &str) -> Result<Value> {
    if let Some(one) = option(field, text) {
        return Ok(json!([one]));
    }
    let mut ids: Vec<&String> = Vec::new();
    for part in
        text.split(['、', ',', '，', ';', '；', '\n', '/']).map(str::trim).filter(|part| !part.is_empty())
    {
        let id = option(field, part).ok_or_else(|| no_option(field, part))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    // In the order of the definition: the same marks are the same value.
    ids.sort_by_key(|id| field.options.iter().position(|option| option.id == **id));
    Ok(json!(ids))
}

fn no_option(field: &Field, text: &str) -> Error {
    let options = field.options.iter().map(|option| option.name.as_str()).collect::<Vec<_>>().join("、");
    Error::NotAnOption { field: field.name.clone(), text: shortened(text), options }
}

/// What a cell says of a value: days stay days, the rest is text.
pub enum Cell {
    Text(String),
    Number(f64),
    Day(Day),
    At(NaiveDateTime),
}

/// As a spreadsheet shows it. `title` answers what a link's record is called.
pub fn write(
    field: &Field,
    value: &Value,
    title: &mut dyn FnMut(&str, Uuid) -> Result<String>,
) -> Result<Cell> {
    let named = |id: &str| {
        let found = field.options.iter().find(|option| option.id == id);
        found.map_or_else(|| id.to_owned(), |option| option.name.clone())
    };
    Ok(match (field.kind, value) {
        (_, Value::Null) => Cell::Text(String::new()),
        (Kind::Number | Kind::Sequence, Value::Number(number)) => {
            Cell::Number(number.as_f64().unwrap_or_default())
        }
        (Kind::Check, value) => Cell::Text(if value == &Value::Bool(true) { "○" } else { "" }.to_owned()),
        (Kind::Choices, Value::Array(ids)) => {
            let mut ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
            ids.sort_by_key(|id| field.options.iter().position(|option| option.id == *id));
            Cell::Text(ids.into_iter().map(named).collect::<Vec<_>>().join("、"))
        }
        (kind, Value::String(text)) => match kind {
            Kind::Date => text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Day),
            Kind::DateTime => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
                .map_or_else(|_| Cell::Text(text.clone()), Cell::At),
            Kind::Period => Cell::Text(text.replace('/', "～")),
            Kind::Choice => Cell::Text(named(text)),
            Kind::Link => match (Uuid::parse_str(text), &field.register) {
                (Ok(id), Some(register)) => Cell::Text(title(register, id)?),
                _ => Cell::Text(text.clone()),
            },
            _ => Cell::Text(text.clone()),
        },
        (_, other) => Cell::Text(other.to_string()),
    })
}

impl Cell {
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::At(at) => at.format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind) -> Field {
        let text = json!({
            "id": "x", "name": "項目", "name_en": "Field", "type": kind,
            "options": [
                { "id": "usb", "name": "USBメモリ", "name_en": "USB memory" },
                { "id": "disc", "name": "CD・DVD（光学）", "name_en": "Optical" },
            ],
        });
        serde_json::from_value(text).unwrap()
    }

    fn said(kind: Kind, text: &str) -> Result<Option<Value>> {
        read(&field(kind), text, &mut |_, _| Ok(None))
    }

    #[test]
    fn texts_become_values_of_their_kind() {
        assert_eq!(said(Kind::Number, "１，２００").unwrap(), Some(json!(1200)));
        assert_eq!(said(Kind::Number, "¥3,500").unwrap(), Some(json!(3500)));
        assert_eq!(said(Kind::Number, "△2.5").unwrap(), Some(json!(-2.5)));
        assert_eq!(said(Kind::Number, "12台").unwrap(), Some(json!(12)));
        assert_eq!(said(Kind::Choice, "ＵＳＢメモリ").unwrap(), Some(json!("usb")));
        assert_eq!(said(Kind::Choice, "CD・DVD").unwrap(), Some(json!("disc")));
        assert_eq!(said(Kind::Choices, "CD・DVD、USBメモリ").unwrap(), Some(json!(["usb", "disc"])));
        assert_eq!(said(Kind::Check, "○").unwrap(), Some(json!(true)));
        assert_eq!(said(Kind::Check, "なし").unwrap(), None);
        assert_eq!(said(Kind::Time, "0.5").unwrap(), Some(json!("12:00")));
        assert_eq!(said(Kind::Period, "R8.11.20～R8.11.27").unwrap(), Some(json!("2026-11-20/2026-11-27")));
        assert_eq!(
            said(Kind::Period, "2026-11-20/2026-11-27").unwrap(),
            Some(json!("2026-11-20/2026-11-27"))
        );
        assert_eq!(said(Kind::Period, "2026/11/20から").unwrap(), Some(json!("2026-11-20/")));
        assert_eq!(said(Kind::Text, "  二行\nにわたる ").unwrap(), Some(json!("二行 にわたる")));
        assert_eq!(said(Kind::Text, "   ").unwrap(), None);
    }

    #[test]
    fn what_cannot_be_read_says_what_it_should_be() {
        for (kind, text) in [
            (Kind::Number, "10～20"),
            (Kind::Number, "三"),
            (Kind::Date, "来週"),
            (Kind::Time, "9"),
            (Kind::Check, "たぶん"),
            (Kind::Period, "今月"),
        ] {
            let code = said(kind, text).unwrap_err();
            assert_eq!(code.code(), "not-readable", "{text}: {code}");
        }
        assert_eq!(said(Kind::Choice, "フロッピー").unwrap_err().code(), "not-an-option");
        assert_eq!(said(Kind::Link, "サーバ").unwrap_err().code(), "no-such-record");
    }
}
