//! Calendar days as numbers, which sort and compare cheaply.
//!
//! Day 1 is 1 January of the year 1 (proleptic Gregorian calendar); 0 stands for an unknown day.

use jiff::ToSpan;
use jiff::civil::Date;

/// The day before day 1.
const ORIGIN: Date = jiff::civil::date(0, 12, 31);

/// The last day of the year 9999.
pub(crate) const LAST_DAY: i64 = 3_652_059;

/// Returns the number of the date at the start of `text` (`2025-02-13`, `2025-02-13T08:00:00Z`), or 0 if there is none.
pub(crate) fn day_number(text: &str) -> i64 {
    let Some(date) = text.get(..10).filter(|date| has_date_shape(date)) else { return 0 };
    let day = date.parse::<Date>().ok().and_then(|date| date.since(ORIGIN).ok()).map_or(0, |span| span.get_days());
    i64::from(day).max(0)
}

/// Returns whether `text` has digits and hyphens in the same positions as `2025-02-13`. The parser alone would accept
/// other ISO 8601 forms as well.
fn has_date_shape(text: &str) -> bool {
    text.bytes().enumerate().all(|(idx, byte)| if matches!(idx, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// Returns the first and last day of a year, month or day (`2025`, `2025-02`, `2025-02-13`).
pub(crate) fn day_span(text: &str) -> Option<(i64, i64)> {
    let (first, last) = match text.len() {
        4 => (format!("{text}-01-01"), format!("{text}-12-31")),
        7 => {
            let first = format!("{text}-01");
            let last = first.parse::<Date>().ok()?.last_of_month().to_string();
            (first, last)
        }
        10 => (text.to_owned(), text.to_owned()),
        _ => return None,
    };
    let days = (day_number(&first), day_number(&last));
    (days.0 > 0 && days.1 > 0).then_some(days)
}

/// Returns the date of day `number` as `2025-02-13`, or `None` if it is 0 or beyond the year 9999.
pub(crate) fn date_of_day(number: i64) -> Option<String> {
    if !(1..=LAST_DAY).contains(&number) {
        return None;
    }
    ORIGIN.checked_add(number.days()).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_the_same_days() {
        for (text, expected) in
            [("0001-01-01", 1), ("1970-01-01", 719_163), ("9999-12-31", LAST_DAY), ("2024-02-29T10:00:00Z", 738_945)]
        {
            assert_eq!(day_number(text), expected, "{text}");
            assert_eq!(date_of_day(expected).as_deref(), text.get(..10));
        }
        for day in 730_000..740_000 {
            assert_eq!(day_number(&date_of_day(day).unwrap()), day);
        }
    }

    #[test]
    fn spans_are_years_months_and_days() {
        for (text, expected) in [
            ("2024", Some(("2024-01-01", "2024-12-31"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2025-02-13", Some(("2025-02-13", "2025-02-13"))),
            ("2025-2", None),
            ("2025-13", None),
            ("20251-1", None),
            ("last year", None),
            ("", None),
        ] {
            let expected = expected.map(|(first, last)| (day_number(first), day_number(last)));
            assert_eq!(day_span(text), expected, "{text}");
        }
    }

    #[test]
    fn text_without_a_date_is_day_0() {
        for text in [
            "",
            "2025",
            "2025-02",
            "2025-02-30",
            "2025-13-01",
            "0000-01-01",
            "2025-W07-1",
            "2025/02/13",
            "20250213T1",
            "+025-02-13",
            "日本語日本語",
        ] {
            assert_eq!(day_number(text), 0, "{text}");
        }
        assert_eq!(date_of_day(0), None);
        assert_eq!(date_of_day(LAST_DAY + 1), None);
    }
}
