//! What templates may do with a value: days and years as Japan writes them, marks of answers.

use minijinja::{Environment, UndefinedBehavior, Value};

use crate::calendar::{Day, Stamp, fiscal_year_name};

/// A name that is not there is a mistake in the template, and must not print as nothing.
pub fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("wareki", |value: Value| on_day(&value, Day::wareki));
    environment.add_filter("wareki_weekday", |value: Value| on_day(&value, Day::wareki_with_weekday));
    environment.add_filter("date", |value: Value| on_day(&value, western));
    environment.add_filter("time", |value: Value| time(&value));
    environment.add_filter("fiscal_year", |value: i32| fiscal_year_name(value));
    environment
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| if value.is_none() { String::new() } else { value.to_string() }, str::to_owned)
}

/// Nothing stays nothing; what is no day stays as it is.
fn on_day(value: &Value, write: fn(Day) -> String) -> String {
    let text = text(value);
    let day = text.parse::<Day>().ok().or_else(|| text.parse::<Stamp>().ok().map(Stamp::day));
    day.map_or(text, write)
}

fn western(day: Day) -> String {
    day.0.format("%Y年%-m月%-d日").to_string()
}

/// 令和8年11月20日 14時05分
fn time(value: &Value) -> String {
    let text = text(value);
    if let Ok(at) = text.parse::<Stamp>() {
        let compact = at.compact();
        let (hour, minute) =
            (compact.get(9..11).unwrap_or_default(), compact.get(11..13).unwrap_or_default());
        return format!("{} {hour}時{minute}分", at.day().wareki());
    }
    let Some((day, clock)) = text.split_once(['T', ' ']) else { return on_day(value, Day::wareki) };
    let mut parts = clock.split(':');
    match (day.parse::<Day>(), parts.next(), parts.next()) {
        (Ok(day), Some(hour), Some(minute)) if minute.len() == 2 => {
            format!("{} {hour}時{minute}分", day.wareki())
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_written_as_papers_have_them() {
        let environment = environment();
        let say = |text: &str| environment.render_str(text, ()).unwrap();
        assert_eq!(say("{{ '2026-11-20' | wareki }}"), "令和8年11月20日");
        assert_eq!(say("{{ '' | wareki | default('　年', true) }}"), "　年");
        assert_eq!(say("{{ none | wareki }}"), "");
        assert_eq!(say("{{ '2019-05-01' | wareki_weekday }}"), "令和元年5月1日（水）");
        assert_eq!(say("{{ '2026-11-20' | date }}"), "2026年11月20日");
        assert_eq!(say("{{ '2026-11-20T14:05' | time }}"), "令和8年11月20日 14時05分");
        assert_eq!(say("{{ '2026-11-20 14:05' | time }}"), "令和8年11月20日 14時05分");
        assert_eq!(say("{{ '2026-11-20 14:05から' | time }}"), "2026-11-20 14:05から");
        // An instant is UTC; a paper's time is Japan's.
        assert_eq!(say("{{ '2026-11-20T16:05:00.000Z' | time }}"), "令和8年11月21日 01時05分");
        assert_eq!(say("{{ '来週' | wareki }}"), "来週");
        assert_eq!(say("{{ 2026 | fiscal_year }}"), "令和8年度");
        assert!(environment.render_str("{{ nowhere }}", ()).is_err());
    }
}
