//! Days and times as people write them in lists: 令和8年11月20日, R8.11.20, 2026/11/20（金）, 20261120, Excel's serial
//! numbers; 14:05, 14時5分, 午後2時5分.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use super::Day;

/// The eras, each with its letter and the year before its first. 平成35年 is counted on: old papers look ahead.
const ERAS: [(&str, char, i32); 5] =
    [("令和", 'r', 2018), ("平成", 'h', 1988), ("昭和", 's', 1925), ("大正", 't', 1911), ("明治", 'm', 1867)];

/// Excel's day 1 is 1900-01-01, and it believes in 1900-02-29.
const SERIAL: (i32, u32, u32) = (1899, 12, 30);
/// Serial numbers that are days of this time: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;

/// Half-width, small letters.
fn folded(text: &str) -> String {
    let text = text.trim();
    // Most are plain already.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Folded, without the weekday.
fn plain(text: &str) -> String {
    let folded = folded(text);
    let without_weekday = match (folded.rfind('('), folded.ends_with(')')) {
        (Some(open), true) => folded.get(..open).unwrap_or_default(),
        _ => &folded,
    };
    without_weekday.trim().to_owned()
}

pub fn read_day(text: &str) -> Option<Day> {
    let text = plain(text);
    if let Some(at) = serial(&text) {
        return Some(Day(at.date()));
    }
    day_of(&text).map(Day)
}

/// A day with a time; the day alone is its beginning.
pub fn read_day_and_time(text: &str) -> Option<NaiveDateTime> {
    // The weekday stands between the two.
    let whole = folded(text);
    if let Some(at) = serial(&whole) {
        return Some(at);
    }
    if let Some(day) = day_of(&plain(text)) {
        return Some(day.and_time(NaiveTime::MIN));
    }
    let cut = |at: usize| Some((whole.get(..at)?, whole.get(at..)?));
    let places = whole.char_indices().filter(|(_, c)| matches!(c, ' ' | 't' | '日' | ')' | '午'));
    let mut tries = places.filter_map(|(at, c)| match c {
        '日' | ')' => cut(at + c.len_utf8()),
        _ => cut(at),
    });
    tries.find_map(|(day, time)| {
        let day = day_of(&plain(day))?;
        let time = read_time(time.trim_start_matches([' ', 't']))?;
        Some(day.and_time(time))
    })
}

pub fn read_time(text: &str) -> Option<NaiveTime> {
    let text = plain(text).replace([' ', '.'], "");
    let marks = [("午前", 0), ("午後", 12), ("am", 0), ("pm", 12)];
    let found = marks.into_iter().find(|(mark, _)| text.starts_with(mark) || text.ends_with(mark));
    let (rest, later) = match found {
        Some((mark, hours)) => (text.replace(mark, ""), Some(hours)),
        None => (text, None),
    };
    let rest = rest.trim_end_matches(['分', '秒']).replace(['時', '分'], ":").replace("半", "30");
    let mut parts = rest.trim_end_matches(':').split(':');
    let mut number = || parts.next().map(|part| part.parse::<u32>().ok());
    let hour = number()??;
    let minute = number().unwrap_or(Some(0))?;
    let second = number().unwrap_or(Some(0))?;
    let hour = match later {
        // 午後12時 is noon, 午前12時 midnight.
        Some(more) if hour <= 12 => hour % 12 + more,
        Some(_) => return None,
        // A bare number is no time: `9` may be anything.
        None if !rest.contains(':') => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// `46346`, `46346.5`
fn serial(text: &str) -> Option<NaiveDateTime> {
    let days: f64 = text.parse().ok().filter(|days| SERIALS.contains(days))?;
    let first = NaiveDate::from_ymd_opt(SERIAL.0, SERIAL.1, SERIAL.2)?;
    // Within the range above, so nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (whole, seconds) = (days.trunc() as u64, (days.fract() * 86_400.0).round() as u32);
    let day = first.checked_add_days(Days::new(whole))?;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0)?;
    Some(day.and_time(time))
}

fn day_of(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let (before, rest) = ERAS
        .into_iter()
        .find_map(|(name, letter, before)| {
            let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(letter))?;
            Some((before, rest))
        })
        .unwrap_or((0, text));
    let rest = rest.trim_start_matches([' ', '.']).trim_end_matches('日');
    let mut parts = rest.split(['年', '月', '/', '-', '.']).map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year: i32 = if year == "元" { 1 } else { year.parse().ok()? };
    // Two digits without an era could be of any: 08/11/20.
    if before == 0 && !(1868..=2999).contains(&year) || before > 0 && !(1..=99).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(before + year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_every_form() {
        for text in [
            "2026-11-20",
            "2026/11/20",
            "2026.11.20",
            "2026/11/20（金）",
            "２０２６年１１月２０日",
            "2026年11月20日(金)",
            "令和8年11月20日",
            "令和 8年 11月 20日",
            "㋿8年11月20日",
            "R8.11.20",
            "r8/11/20",
            "R08-11-20",
            "Ｒ８．１１．２０",
            "平成38年11月20日",
            "20261120",
            "46346",
            "46346.75",
            " 2026-11-20 ",
        ] {
            assert_eq!(read_day(text).map(|day| day.to_string()).as_deref(), Some("2026-11-20"), "{text}");
        }
        assert_eq!(read_day("令和元年5月1日"), read_day("2019-05-01"));
        assert_eq!(read_day("S64.1.7"), read_day("1989/1/7"));
        assert_eq!(read_day("H31.4.30"), read_day("2019/4/30"));
    }

    #[test]
    fn what_is_not_sure_to_be_a_day_is_none() {
        for text in
            ["", "11/20", "08/11/20", "2026-13-01", "2026/02/30", "11/20/2026", "未定", "8", "R8", "123456"]
        {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn times_as_people_write_them() {
        for text in [
            "14:05",
            "14：05",
            "14:05:00",
            "14時5分",
            "14時05分",
            "午後2時5分",
            "2:05 PM",
            "pm 2:05",
            "１４時５分",
        ] {
            assert_eq!(
                read_time(text).map(|t| t.format("%H:%M").to_string()).as_deref(),
                Some("14:05"),
                "{text}"
            );
        }
        assert_eq!(read_time("9時"), NaiveTime::from_hms_opt(9, 0, 0));
        assert_eq!(read_time("9時半"), NaiveTime::from_hms_opt(9, 30, 0));
        assert_eq!(read_time("午後12時"), NaiveTime::from_hms_opt(12, 0, 0));
        assert_eq!(read_time("25:00"), None);
        assert_eq!(read_time("9"), None);
    }

    #[test]
    fn a_day_with_its_time() {
        for text in [
            "2026-11-20 14:05",
            "2026-11-20T14:05",
            "2026/11/20（金）14:05",
            "2026/11/20 (金) 14:05",
            "令和8年11月20日14時5分",
            "令和8年11月20日（金） 午後2時5分",
            "R8.11.20 14:05",
            "R8.11.20午後2時5分",
        ] {
            let found = read_day_and_time(text).map(|at| at.format("%Y-%m-%dT%H:%M").to_string());
            assert_eq!(found.as_deref(), Some("2026-11-20T14:05"), "{text}");
        }
        let midnight = read_day_and_time("2026/11/20").map(|at| at.to_string());
        assert_eq!(midnight.as_deref(), Some("2026-11-20 00:00:00"));
        assert_eq!(
            read_day_and_time("46346.5").map(|at| at.to_string()).as_deref(),
            Some("2026-11-20 12:00:00")
        );
    }
}
