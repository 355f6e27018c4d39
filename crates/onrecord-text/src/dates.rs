//! Dates of publication as feeds, pages and people write them.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, temporal::Pieces};

use crate::words::DateWords;

/// The letters of a shortened name of a month, and the fewest of one of a weekday.
const SHORT: usize = 3;

/// Returns `text` as a date (`2025-02-13`), or as an RFC 3339 time where it gives both time and offset from UTC.
///
/// Reads ISO 8601 and RFC 3339 (`2025-02-13`, `20250213`, `2025-02-13 18:30+01:00`), RFC 2822
/// (`Thu, 13 Feb 2025 18:30:00 +0000`), `2025/02/13` and dates with an English month (`February 13, 2025`,
/// `13 Feb 2025`). A time without an offset is dropped, since it says nothing certain. All-number dates with the year
/// last are not read: 03/04/2025 is in March for some and in April for others.
///
/// ```
/// use onrecord_text::normalise_date;
///
/// assert_eq!(normalise_date("13 Feb 2025").as_deref(), Some("2025-02-13"));
/// assert_eq!(normalise_date("2025-02-13T18:30:00+0100").as_deref(), Some("2025-02-13T18:30:00+01:00"));
/// assert_eq!(normalise_date("03/04/2025"), None);
/// ```
pub fn normalise_date(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() > 80 {
        return None;
    }
    iso(text).or_else(|| mail(text)).or_else(|| in_words(text)).or_else(|| slashes(text))
}

fn iso(text: &str) -> Option<String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text.len() == 14 {
        // GDELT and the Wayback Machine write 20250213183000, each in a zone of its own.
        return iso(text.get(..8)?);
    }
    if digits && text.len() != 8 {
        return None;
    }
    let pieces = Pieces::parse(text).ok()?;
    let date = plausible(pieces.date())?;
    let (Some(time), Some(offset)) = (pieces.time(), pieces.offset()) else {
        return Some(date.to_string());
    };
    let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    let offset = match offset {
        jiff::fmt::temporal::PiecesOffset::Numeric(numeric) => numeric.offset().seconds(),
        _ => 0,
    };
    Some(format!("{date}T{clock}{}", written_offset(offset)))
}

fn mail(text: &str) -> Option<String> {
    let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    let date = plausible(zoned.date())?;
    let time = zoned.time();
    let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    Some(format!("{date}T{clock}{}", written_offset(zoned.offset().seconds())))
}

fn written_offset(seconds: i32) -> String {
    if seconds == 0 {
        return "Z".to_owned();
    }
    let minutes = seconds.abs() / 60;
    format!("{}{:02}:{:02}", if seconds < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// Reads a month in letters, a day and a year of four digits; weekdays and times beside them are passed over.
fn in_words(text: &str) -> Option<String> {
    let known = DateWords::english();
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '|' | '-' | '–' | '(' | ')' | '/'))
    {
        let lower = word.to_ascii_lowercase();
        let number = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = &lower[number.len()..];
        if word.is_empty() || is_beside(&lower, known) {
            continue;
        } else if let Some(found) = month_of(&lower, known) {
            if month.replace(found).is_some() {
                return None;
            }
        } else if number.len() == 4 && suffix.is_empty() && year.is_none() {
            year = Some(number.parse().ok()?);
        } else if number.len() <= 2 && (suffix.is_empty() || known.ordinal_endings.contains(suffix)) && day.is_none() {
            day = Some(number.parse().ok()?);
        } else {
            return None;
        }
    }
    plausible(Date::new(year?, month?, day?).ok()?).map(|date| date.to_string())
}

fn month_of(word: &str, known: &DateWords) -> Option<i8> {
    let is_name = |name: &str| name == word || word.len() == SHORT && name.starts_with(word);
    known.months.iter().find(|(name, _)| is_name(name)).map(|&(_, number)| number)
}

fn is_beside(word: &str, known: &DateWords) -> bool {
    let is_day = word.len() >= SHORT && known.weekdays.iter().any(|day| day.starts_with(word));
    let clock = known.half_days.iter().fold(word, |clock, half_day| clock.trim_end_matches(half_day.as_str()));
    is_day
        || known.beside.contains(word)
        || clock.contains(':') && clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

fn slashes(text: &str) -> Option<String> {
    let mut parts = text.split(['/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    plausible(date).map(|date| date.to_string())
}

/// News begins with the Relation of 1605 (Strasbourg); years before are misread numbers.
fn plausible(date: Date) -> Option<Date> {
    (1605..=2999).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(normalise_date(text).as_deref(), expected, "{text}");
        }
        check("2025-02-13", Some("2025-02-13"));
        check(" 20250213 ", Some("2025-02-13"));
        check("20250213183000", Some("2025-02-13"));
        check("2025/02/13", Some("2025-02-13"));
        check("2025/2/3", Some("2025-02-03"));
        check("2025-02-13T18:30:00Z", Some("2025-02-13T18:30:00Z"));
        check("2025-02-13T18:30:00.123+00:00", Some("2025-02-13T18:30:00Z"));
        check("2025-02-13T18:30:00+0530", Some("2025-02-13T18:30:00+05:30"));
        check("2025-02-13 18:30-08:00", Some("2025-02-13T18:30:00-08:00"));
        check("2025-02-13T18:30:00", Some("2025-02-13"));
        check("Thu, 13 Feb 2025 18:30:00 +0100", Some("2025-02-13T18:30:00+01:00"));
        check("Thu, 13 Feb 2025 18:30:00 GMT", Some("2025-02-13T18:30:00Z"));
        check("February 13, 2025", Some("2025-02-13"));
        check("Feb. 6, 2025", Some("2025-02-06"));
        check("13 Feb 2025", Some("2025-02-13"));
        check("13-Feb-2025", Some("2025-02-13"));
        check("Thursday 13th February 2025", Some("2025-02-13"));
        check("13 February 2025, 18:30", Some("2025-02-13"));
        check("Published at 6:30pm on Sept. 3, 2024", Some("2024-09-03"));
        check("FEBRUARY 13 2025", Some("2025-02-13"));
        for strange in [
            "",
            "yesterday",
            "2025",
            "2025-02",
            "2025-02-30",
            "02/13/2025",
            "13.02.2025",
            "0000",
            "1739471400",
            "13 Foo 2025",
            "February 2025",
            "In February 13 men of 2025 companies came",
            "99999999",
            "١٣ Feb 2025",
        ] {
            check(strange, None);
        }
    }
}
