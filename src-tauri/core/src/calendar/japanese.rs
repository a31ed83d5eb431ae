//! Days and years as Japanese papers write them: 令和8年11月20日（金）, 令和8年度.

use chrono::Datelike;
use icu_calendar::Date;
use icu_calendar::cal::Japanese;

use super::Day;

impl Day {
    /// 令和8年11月20日; the first year of an era is 元年. Days before 明治6年, when the calendar began, stay as they are.
    pub fn wareki(self) -> String {
        match era(self) {
            Some((era, year)) => {
                format!("{era}{}年{}月{}日", year_name(year), self.0.month(), self.0.day())
            }
            None => self.to_string(),
        }
    }

    /// 令和8年11月20日（金）
    pub fn wareki_with_weekday(self) -> String {
        format!("{}（{}）", self.wareki(), self.weekday())
    }

    pub fn weekday(self) -> &'static str {
        const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
        NAMES.get(self.0.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
    }
}

/// 令和8年度. A 年度 has the name that its first day has: the year in which an era ended is still the old one's.
pub fn fiscal_year_name(fiscal_year: i32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(fiscal_year, 4, 1).map(Day);
    match first.and_then(era) {
        Some((era, year)) => format!("{era}{}年度", year_name(year)),
        None => format!("{fiscal_year}年度"),
    }
}

fn year_name(year: i32) -> String {
    if year == 1 { "元".into() } else { year.to_string() }
}

fn era(day: Day) -> Option<(&'static str, i32)> {
    let (month, date) = (u8::try_from(day.0.month()).ok()?, u8::try_from(day.0.day()).ok()?);
    let there = Date::try_new_iso(day.0.year(), month, date).ok()?.to_calendar(Japanese::new()).era_year();
    let name = match there.era.as_str() {
        "reiwa" => "令和",
        "heisei" => "平成",
        "showa" => "昭和",
        "taisho" => "大正",
        "meiji" => "明治",
        _ => return None,
    };
    Some((name, there.year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_begin_on_their_day_with_their_first_year() {
        let wareki = |day: &str| day.parse::<Day>().unwrap().wareki();
        assert_eq!(wareki("2026-11-20"), "令和8年11月20日");
        assert_eq!(wareki("2019-05-01"), "令和元年5月1日");
        assert_eq!(wareki("2019-04-30"), "平成31年4月30日");
        assert_eq!(wareki("1989-01-08"), "平成元年1月8日");
        assert_eq!(wareki("1989-01-07"), "昭和64年1月7日");
        assert_eq!(wareki("1926-12-25"), "昭和元年12月25日");
        assert_eq!(wareki("1912-07-30"), "大正元年7月30日");
        assert_eq!(wareki("1600-01-01"), "1600-01-01");
        assert_eq!("2026-11-20".parse::<Day>().unwrap().wareki_with_weekday(), "令和8年11月20日（金）");
    }

    #[test]
    fn a_fiscal_year_is_called_as_its_first_day() {
        assert_eq!(fiscal_year_name(2026), "令和8年度");
        assert_eq!(fiscal_year_name(2019), "平成31年度");
        assert_eq!(fiscal_year_name(2020), "令和2年度");
    }
}
