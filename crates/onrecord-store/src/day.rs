//! Days as numbers, so that ids sort by time.

/// Returns the days from 1 January of the year 1, which is day 1, to the date that `text` begins with (`2025-02-13`,
/// proleptic Gregorian); 0 where there is none.
pub(crate) fn number(text: &str) -> i64 {
    let parse = |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let part = |range| parse(range).and_then(|part| part.parse::<i64>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else { return 0 };
    let has_dashes = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    if !has_dashes || year == 0 || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return 0;
    }
    before_year(year) + (1..month).map(|month| days_in(year, month)).sum::<i64>() + day
}

/// Returns the first and the last day of the year, month or day that `text` is (`2025`, `2025-02`, `2025-02-13`).
pub(crate) fn span(text: &str) -> Option<(i64, i64)> {
    let (first, last) = match text.len() {
        4 => (format!("{text}-01-01"), format!("{text}-12-31")),
        7 => {
            let first = format!("{text}-01");
            let last = (28..=31).rev().map(|day| format!("{text}-{day}")).find(|date| number(date) > 0)?;
            (first, last)
        }
        10 => (text.to_owned(), text.to_owned()),
        _ => return None,
    };
    let days = (number(&first), number(&last));
    (days.0 > 0 && days.1 > 0).then_some(days)
}

/// Returns the date of day `number`; `None` for 0, which is no date.
pub(crate) fn date(number: i64) -> Option<String> {
    if !(1..=LAST).contains(&number) {
        return None;
    }
    let mut year = (number - 1) / 366 + 1;
    while before_year(year + 1) < number {
        year += 1;
    }
    let mut day = number - before_year(year);
    let mut month = 1;
    while day > days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The last day of the year 9999.
pub(crate) const LAST: i64 = 3_652_059;

fn before_year(year: i64) -> i64 {
    let years = year - 1;
    years * 365 + years / 4 - years / 100 + years / 400
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_the_same_days() {
        for (text, expected) in
            [("0001-01-01", 1), ("1970-01-01", 719_163), ("9999-12-31", LAST), ("2024-02-29T10:00:00Z", 738_945)]
        {
            assert_eq!(number(text), expected, "{text}");
            assert_eq!(date(expected).as_deref(), text.get(..10));
        }
        for day in 730_000..740_000 {
            assert_eq!(number(&date(day).unwrap()), day);
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
            ("last year", None),
            ("", None),
        ] {
            let expected = expected.map(|(first, last)| (number(first), number(last)));
            assert_eq!(span(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_day_0() {
        for text in [
            "",
            "2025",
            "2025-02",
            "2025-02-30",
            "2025-13-01",
            "0000-01-01",
            "2025-W07-1",
            "2025/02/13",
            "+025-02-13",
            "日本語日本語",
        ] {
            assert_eq!(number(text), 0, "{text}");
        }
        assert_eq!(date(0), None);
        assert_eq!(date(LAST + 1), None);
    }
}
