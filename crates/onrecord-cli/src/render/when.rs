//! TIMEX3 values in words, and their order on the calendar.

use jiff::civil::ISOWeekDate;
use jiff::civil::Weekday;

use super::clean::clean;

/// A point or period on the calendar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    /// Year, month, day, and minute of the day plus one; unknown parts are 0, so that a year sorts before its days.
    begins: (i32, i8, i8, i16),
    /// The value in words.
    pub(super) label: String,
}

/// Returns the value in words, or `None` if it is not on the calendar.
pub(super) fn label(value: &str) -> Option<String> {
    when(value).map(|when| when.label)
}

/// Returns the position of `value` on the calendar; `None` for durations, vague times and unknown times.
pub(super) fn when(value: &str) -> Option<When> {
    let (date, clock) = match value.split_once('T') {
        Some((date, clock)) => (date, Some(clock)),
        None => (value, None),
    };
    let mut when = day(date)?;
    if let Some(clock) = clock {
        let (minute, shown) = time_of_day(clock)?;
        when.begins.3 = minute + 1;
        when.label = format!("{} {shown}", when.label);
    }
    Some(when)
}

fn day(date: &str) -> Option<When> {
    let (is_bc, date) = match date.strip_prefix("BC") {
        Some(rest) => (true, rest),
        None => (false, date),
    };
    let mut parts = date.split('-');
    let year_text = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let number: i32 = digits(year_text)?;
    let found = |begins: (i32, i8, i8), label: String| Some(When { begins: (begins.0, begins.1, begins.2, 0), label });
    if is_bc {
        return if rest.is_empty() { found((-number, 0, 0), format!("{number} BC")) } else { None };
    }
    match (year_text.len(), rest.as_slice()) {
        (2, []) => found((number * 100, 0, 0), format!("{number}00s")),
        (3, []) => found((number * 10, 0, 0), format!("{number}0s")),
        (4, []) => found((number, 0, 0), number.to_string()),
        (4, [part]) => {
            if let Some(week) = part.strip_prefix('W') {
                let (month, day) = monday(number, week)?;
                return found((number, month, day), format!("{number} week {}", digits::<i8>(week)?));
            }
            if let Some(quarter) = part.strip_prefix('Q').and_then(digits::<i8>).filter(|n| (1..=4).contains(n)) {
                return found((number, quarter * 3 - 2, 0), format!("{number} quarter {quarter}"));
            }
            if let Some(half) = part.strip_prefix('H').and_then(digits::<i8>).filter(|n| (1..=2).contains(n)) {
                return found((number, half * 6 - 5, 0), format!("{number} half {half}"));
            }
            let season = match *part {
                "SP" => Some((3, "spring")),
                "SU" => Some((6, "summer")),
                "FA" => Some((9, "autumn")),
                "WI" => Some((12, "winter")),
                _ => None,
            };
            if let Some((month, name)) = season {
                return found((number, month, 0), format!("{number} {name}"));
            }
            let month = digits::<i8>(part).filter(|month| (1..=12).contains(month))?;
            found((number, month, 0), date.to_owned())
        }
        (4, [week, "WE"]) => {
            let week = week.strip_prefix('W')?;
            let (month, day) = monday(number, week)?;
            found((number, month, day), format!("{number} week {} weekend", digits::<i8>(week)?))
        }
        (4, [month, day]) => {
            let (month, day) = (digits::<i8>(month)?, digits::<i8>(day)?);
            jiff::civil::Date::new(i16::try_from(number).ok()?, month, day).ok()?;
            found((number, month, day), date.to_owned())
        }
        _ => None,
    }
}

fn time_of_day(clock: &str) -> Option<(i16, String)> {
    let part = match clock {
        "MO" => Some((6, "morning")),
        "MI" => Some((12, "midday")),
        "AF" => Some((12, "afternoon")),
        "EV" => Some((18, "evening")),
        "NI" => Some((21, "night")),
        "DT" => Some((8, "daytime")),
        _ => None,
    };
    if let Some((hour, name)) = part {
        return Some((hour * 60, name.to_owned()));
    }
    if !clock.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let hour: i16 = digits(clock.get(..2)?)?;
    let minute: i16 = clock.get(3..5).and_then(digits).unwrap_or(0);
    (hour <= 24 && minute < 60).then(|| (hour * 60 + minute, clean(clock)))
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Returns month and day of the Monday of an ISO week.
fn monday(year: i32, week: &str) -> Option<(i8, i8)> {
    let date = ISOWeekDate::new(i16::try_from(year).ok()?, digits(week)?, Weekday::Monday).ok()?.date();
    // Week 1 can begin in the previous year; it is sorted with its own year.
    Some(if i32::from(date.year()) < year { (1, 1) } else { (date.month(), date.day()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_words() {
        for (value, expected) in [
            ("2025-02-12", Some("2025-02-12")),
            ("2025-02-12T18:30", Some("2025-02-12 18:30")),
            ("2025-02-12T18:30Z", Some("2025-02-12 18:30Z")),
            ("2025-02-12TMO", Some("2025-02-12 morning")),
            ("2024-05", Some("2024-05")),
            ("2014", Some("2014")),
            ("199", Some("1990s")),
            ("18", Some("1800s")),
            ("2025-W07", Some("2025 week 7")),
            ("2025-W07-WE", Some("2025 week 7 weekend")),
            ("2024-Q3", Some("2024 quarter 3")),
            ("2024-SU", Some("2024 summer")),
            ("BC0044", Some("44 BC")),
            ("9999-12-31", Some("9999-12-31")),
            ("2025-02-30", None),
            ("2025-W60", None),
            ("2025-13", None),
            ("XXXX-XX-XX", None),
            ("XXXX-05", None),
            ("PAST_REF", None),
            ("PRESENT_REF", None),
            ("P3D", None),
            ("PT90M", None),
            ("T18:30", None),
            ("2025-02-12TXX", None),
            ("2025-02-12T99:99", None),
            ("99999999999", None),
            ("é", None),
            ("2025-02-12Té1", None),
            ("", None),
        ] {
            assert_eq!(label(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn values_are_in_order() {
        let ordered = [
            "BC0044",
            "1066",
            "19",
            "190",
            "1999",
            "2024",
            "2024-Q1",
            "2024-01-05",
            "2024-05",
            "2024-SU",
            "2025-W01",
            "2025-02-12",
            "2025-02-12TMO",
            "2025-02-12T18:30",
            "2025-02-13",
        ];
        let mut sorted: Vec<When> = ordered.iter().map(|value| when(value).expect(value)).collect();
        sorted.sort();
        let labels: Vec<String> = ordered.iter().filter_map(|value| label(value)).collect();
        assert_eq!(sorted.into_iter().map(|when| when.label).collect::<Vec<_>>(), labels);
    }
}
