//! Civil dates: shifting, weeks, seasons, quarters and feasts. Results outside the years -9998 to 9999 are `None`.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::value::{Part, Point, Season, Unit, Year};

/// Returns the date `n` units from `date`; days that a month does not have are replaced by its last day.
pub(super) fn shift(date: Date, unit: Unit, n: i64) -> Option<Date> {
    let years = |factor: i64| n.checked_mul(factor).and_then(|n| Span::new().try_years(n).ok());
    let span = match unit {
        Unit::Millennium => years(1000),
        Unit::Century => years(100),
        Unit::Decade => years(10),
        Unit::Year => years(1),
        Unit::Quarter => n.checked_mul(3).and_then(|n| Span::new().try_months(n).ok()),
        Unit::Month => Span::new().try_months(n).ok(),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(n).ok(),
        Unit::Day => Span::new().try_days(n).ok(),
        Unit::Hour => Span::new().try_days(n / 24).ok(),
        Unit::Minute | Unit::Second => Some(Span::new()),
    }?;
    date.checked_add(span).ok().filter(|d| d.year() >= -9998)
}

/// Returns the calendar `unit` that contains `date`.
pub(super) fn containing(date: Date, unit: Unit) -> Option<Point> {
    let year = date.year();
    let point = |part| Point { year: Year::Known(year), part };
    Some(match unit {
        Unit::Millennium if year > 0 => Point { year: Year::Millennium((year / 1000) as u8), part: Part::Whole },
        Unit::Century if year > 0 => Point { year: Year::Century((year / 100) as i8), part: Part::Whole },
        // The years 100 to 1 BC are the first century BC, written BC00.
        Unit::Century => Point { year: Year::Century((-1 - (-i32::from(year)) / 100) as i8), part: Part::Whole },
        Unit::Decade if year > 0 => Point { year: Year::Decade((year / 10) as u16), part: Part::Whole },
        Unit::Year => point(Part::Whole),
        Unit::Quarter => point(Part::Quarter(Some((date.month() as u8).div_ceil(3)))),
        Unit::Month => point(Part::Month(Some(date.month() as u8))),
        Unit::Week | Unit::Weekend => {
            let week = date.iso_week_date();
            let number = Some(week.week() as u8);
            let part = if unit == Unit::Week { Part::Week(number) } else { Part::Weekend(number) };
            Point { year: Year::Known(week.year()), part }
        }
        Unit::Millennium | Unit::Decade => return None,
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => day(date),
    })
}

/// Returns the point of one day.
pub(super) fn day(date: Date) -> Point {
    Point { year: Year::Known(date.year()), part: Part::Day(Some(date.month() as u8), Some(date.day() as u8)) }
}

/// Returns the first day of `point`; `None` if the point has no known start.
pub(super) fn first_day(point: Point) -> Option<Date> {
    let year = match point.year {
        Year::Known(year) => year,
        Year::Decade(decade) | Year::InDecade(decade) => i16::try_from(decade).ok()?.checked_mul(10)?,
        Year::Century(century) if century >= 0 => i16::from(century) * 100,
        Year::Century(_) | Year::Unknown => return None,
        Year::Millennium(millennium) => i16::from(millennium) * 1000,
    };
    let month_day = |m: u8, d: u8| Date::new(year, m as i8, d as i8).ok();
    let week_day = |w: u8, weekday| ISOWeekDate::new(year, w as i8, weekday).ok().map(ISOWeekDate::date);
    match point.part {
        Part::Whole => month_day(1, 1),
        Part::Month(m) => month_day(m?, 1),
        Part::Day(m, d) => month_day(m?, d?),
        Part::Week(w) => week_day(w?, Weekday::Monday),
        Part::Weekday(w, d) => week_day(w?, Weekday::from_monday_one_offset(d as i8).ok()?),
        Part::Weekend(w) => week_day(w?, Weekday::Saturday),
        Part::Season(Season::Spring) => month_day(3, 1),
        Part::Season(Season::Summer) => month_day(6, 1),
        Part::Season(Season::Autumn) => month_day(9, 1),
        Part::Season(Season::Winter) => month_day(12, 1),
        Part::Quarter(q) => month_day(q? * 3 - 2, 1),
        Part::Half(h) => month_day(h? * 6 - 5, 1),
    }
}

/// Returns the season that contains `date`.
pub(super) fn season_of(date: Date) -> Season {
    match date.month() {
        3..=5 => Season::Spring,
        6..=8 => Season::Summer,
        9..=11 => Season::Autumn,
        _ => Season::Winter,
    }
}

/// Returns the weekday (1 is Monday) of `date`.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

/// Returns the day of a feast in `year`.
///
/// `rule` is `MM-DD`; `MM-N-W`, the N-th weekday W (1 is Monday) of a month, or the last if N is 0; `MM-DD+W`, the
/// first weekday W after a day; or `easter+N`.
pub(super) fn feast(rule: &str, year: i16) -> Option<Date> {
    if let Some(offset) = rule.strip_prefix("easter") {
        return shift(easter(year)?, Unit::Day, offset.parse().ok()?);
    }
    let (month, rest) = rule.split_once('-')?;
    let month: i8 = month.parse().ok()?;
    if let Some((start, wanted)) = rest.split_once('+') {
        let start = Date::new(year, month, start.parse().ok()?).ok()?;
        let wanted: i64 = wanted.parse().ok()?;
        return shift(start, Unit::Day, (wanted - weekday(start) - 1).rem_euclid(7) + 1);
    }
    match rest.split_once('-') {
        None => Date::new(year, month, rest.parse().ok()?).ok(),
        Some((nth, wanted)) => {
            let nth: i8 = nth.parse().ok()?;
            let wanted = Weekday::from_monday_one_offset(wanted.parse().ok()?).ok()?;
            let nth = if nth == 0 { -1 } else { nth };
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, wanted).ok()
        }
    }
}

/// Returns Easter Sunday of the Gregorian calendar (the anonymous computus of 1876, as Meeus gives it).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1 {
        return None;
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_where_almanacs_say() {
        let check = |rule: &str, year, expected: &str| {
            assert_eq!(feast(rule, year).map(|d| d.to_string()).as_deref(), Some(expected), "{rule} {year}");
        };
        check("easter+0", 2025, "2025-04-20");
        check("easter-2", 2024, "2024-03-29");
        check("easter+0", 1961, "1961-04-02");
        check("11-4-4", 1999, "1999-11-25");
        check("09-1-1", 2025, "2025-09-01");
        check("05-0-1", 2025, "2025-05-26");
        check("12-25", 1935, "1935-12-25");
        check("11-01+2", 1998, "1998-11-03");
        check("11-01+2", 2022, "2022-11-08");
        assert_eq!(feast("02-29", 2023), None);
        assert_eq!(feast("easter+0", -40), None);
    }

    #[test]
    fn shifts_stay_in_range() {
        let date = Date::new(9999, 12, 31).unwrap();
        assert_eq!(shift(date, Unit::Day, 1), None);
        assert_eq!(shift(date, Unit::Year, i64::MAX), None);
        assert_eq!(shift(Date::new(2024, 2, 29).unwrap(), Unit::Year, 1), Date::new(2025, 2, 28).ok());
    }
}
