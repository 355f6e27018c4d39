//! The calendar dates of TIMEX3 values, for programs that cannot read TIMEX3.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use onrecord_record::{Time, TimeType};

/// The length of the period that begins at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    Day,
    Weekend,
    Week,
    Month,
    Year,
}

impl Precision {
    /// Returns the name in the column `date_precision`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Weekend => "weekend",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
        }
    }
}

/// The precision given for values without a calendar date.
const NO_PRECISION: &str = "none";

/// Returns the cells of the columns `date` and `date_precision`: the first day of the period that a time refers to, in
/// ISO 8601, and the length of the period. Durations, repeated times, vague times, and periods longer than a year have
/// no date.
pub(crate) fn cells(time: Option<&Time>) -> [String; 2] {
    let dated = time.filter(|time| matches!(time.time_type, TimeType::Date | TimeType::Time));
    match dated.and_then(|time| first_day(&time.value)) {
        Some((date, precision)) => [date.to_string(), precision.as_str().to_owned()],
        None => [String::new(), NO_PRECISION.to_owned()],
    }
}

/// Returns the first day of the period that a TIMEX3 value refers to, and the precision. Halves, quarters and seasons
/// count as the whole year.
fn first_day(value: &str) -> Option<(Date, Precision)> {
    let year: i16 = number(value.get(..4)?).filter(|year| *year > 0)?;
    let day = |month, day| Date::new(year, month, day).ok();
    let begins_year = day(1, 1).map(|date| (date, Precision::Year));
    let Some(rest) = value[4..].strip_prefix('-') else { return begins_year.filter(|_| value.len() == 4) };
    if rest.starts_with('W') {
        return week(value).map(|(first, _, precision)| (first, precision));
    }
    let Some(month) = rest.get(..2).and_then(number).filter(|_| ends_number(&rest[2..])) else { return begins_year };
    let begins_month = (day(month, 1)?, Precision::Month);
    let day_of_month = rest.get(3..5).and_then(number).filter(|_| ends_number(&rest[5..]));
    Some(day_of_month.and_then(|number| day(month, number)).map_or(begins_month, |date| (date, Precision::Day)))
}

/// Returns the first and the last day of the week, the weekend or the day of a week that a TIMEX3 value names, and which of them
/// it is: `2025-W07`, `2025-W07-WE`, `2025-W07-3`.
pub(crate) fn week(value: &str) -> Option<(Date, Date, Precision)> {
    let year: i16 = number(value.get(..4)?).filter(|year| *year > 0)?;
    let week: i8 = number(value.get(4..)?.strip_prefix("-W")?.get(..2)?)?;
    let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date);
    let rest = &value[8..];
    if rest.starts_with("-WE") {
        return Some((day(Weekday::Saturday)?, day(Weekday::Sunday)?, Precision::Weekend));
    }
    let nth = rest.strip_prefix('-').and_then(|rest| number(rest.get(..1)?).filter(|_| ends_number(&rest[1..])));
    if let Some(weekday) = nth.and_then(|nth: i8| Weekday::from_monday_one_offset(nth).ok()) {
        return Some((day(weekday)?, day(weekday)?, Precision::Day));
    }
    Some((day(Weekday::Monday)?, day(Weekday::Sunday)?, Precision::Week))
}

/// Returns the number in `digits`, which must consist of digits only.
fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Returns whether a number can end before `rest`.
fn ends_number(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['-', 'T', ' '])
}

#[cfg(test)]
mod tests {
    use onrecord_record::Span;

    use super::*;

    #[test]
    fn values_have_the_first_day_of_their_period() {
        let check = |time_type, value: &str, date: &str, precision: &str| {
            let time = Time { span: Span::default(), time_type, value: value.to_owned(), modifier: None };
            assert_eq!(cells(Some(&time)), [date, precision], "{value}");
        };
        let date = |value, expected, precision| check(TimeType::Date, value, expected, precision);
        date("2025-02-13", "2025-02-13", "day");
        date("2025-02", "2025-02-01", "month");
        date("2025", "2025-01-01", "year");
        date("2025-W07", "2025-02-10", "week");
        date("2025-W01", "2024-12-30", "week");
        date("2020-W53", "2020-12-28", "week");
        date("2025-W07-WE", "2025-02-15", "weekend");
        date("2022-W29-WE", "2022-07-23", "weekend");
        date("2020-W53-WE", "2021-01-02", "weekend");
        date("2025-W07-3", "2025-02-12", "day");
        date("2025-W07-3TMO", "2025-02-12", "day");
        date("2025-W07-9", "2025-02-10", "week");
        date("2025-Q3", "2025-01-01", "year");
        date("2025-SU", "2025-01-01", "year");
        date("2025-H1", "2025-01-01", "year");
        date("2025-XX", "2025-01-01", "year");
        date("2025-02-XX", "2025-02-01", "month");
        date("0476", "0476-01-01", "year");
        check(TimeType::Time, "2025-02-13TEV", "2025-02-13", "day");
        check(TimeType::Time, "2025-02-13T24:00", "2025-02-13", "day");
        check(TimeType::Duration, "P1W", "", "none");
        for none in [
            "199",
            "19",
            "20",
            "202",
            "BC0490",
            "XXXX-02-13",
            "XXXX-WXX-5",
            "PAST_REF",
            "PRESENT_REF",
            "2025-W54",
            "0000-02",
        ] {
            date(none, "", "none");
        }
        for odd in ["", "2025x", "20255", "2025-13", "2025-W", "2025-Wé", "日本日本", "+025", "202é-01"] {
            date(odd, "", "none");
        }
        check(TimeType::Time, "2025-02-13T18:30", "2025-02-13", "day");
        check(TimeType::Time, "2025-02-13TMO", "2025-02-13", "day");
        check(TimeType::Time, "T18:30", "", "none");
        check(TimeType::Duration, "P3D", "", "none");
        check(TimeType::Set, "2025", "", "none");
        assert_eq!(cells(None), ["", "none"]);
    }

    #[test]
    fn days_that_no_month_has_leave_the_month() {
        assert_eq!(
            first_day("2025-02-30").map(|(date, precision)| (date.to_string(), precision)).unwrap(),
            ("2025-02-01".to_owned(), Precision::Month)
        );
    }
}
