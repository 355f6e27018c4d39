//! Parses dates of publication as feeds, pages and people write them.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, temporal::Pieces};

use crate::words::DateWords;

/// The number of letters of an abbreviated month name, and the fewest letters of an abbreviated weekday.
const SHORT: usize = 3;

/// Returns `text` as a date (`2025-02-13`), or as an RFC 3339 time if it gives both a time and an offset from UTC.
///
/// Reads ISO 8601 and RFC 3339 (`2025-02-13`, `20250213`, `2025-02-13 18:30+01:00`), RFC 2822
/// (`Thu, 13 Feb 2025 18:30:00 +0000`), `2025/02/13`, `13.02.2025` and dates with the name of a month
/// (`February 13, 2025`, `13 Feb 2025`, `13. März 2025`), also after a weekday in any language and before the name of a
/// time zone (`CET`). A time without an offset is dropped, since it is ambiguous. Dates with slashes and the year last
/// are read only if one of the other numbers must be the day: 03/04/2025 is in March for some readers and in April for
/// others.
///
/// ```
/// use onrecord_text::normalise_date;
///
/// assert_eq!(normalise_date("13 Feb 2025").as_deref(), Some("2025-02-13"));
/// assert_eq!(normalise_date("2025-02-13T18:30:00+0100").as_deref(), Some("2025-02-13T18:30:00+01:00"));
/// assert_eq!(normalise_date("Thu, 13 Feb 2025 10:00 CET").as_deref(), Some("2025-02-13T10:00:00+01:00"));
/// assert_eq!(normalise_date("03/04/2025"), None);
/// ```
pub fn normalise_date(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() > 80 {
        return None;
    }
    let behind = behind_weekday(text);
    // Parsers of RFC 2822 treat unknown time zones as UTC.
    let last = text.rsplit(' ').next().unwrap_or_default();
    if last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let date = text[..text.len() - last.len()].trim_end();
        return in_words(text)
            .or_else(|| behind.and_then(in_words))
            .or_else(|| in_words(date).filter(|_| date.contains(':')))
            .or_else(|| behind_weekday(date).and_then(in_words).filter(|_| date.contains(':')));
    }
    iso(text)
        .or_else(|| mail(text))
        .or_else(|| behind.and_then(mail))
        .or_else(|| in_words(text))
        .or_else(|| behind.and_then(in_words))
        .or_else(|| in_numbers(text))
}

/// Returns the date in an address: `/2025/02/13/`, `/2025-02-13-` or `/20250213/`.
pub(crate) fn in_address(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).skip(1).collect();
    let digits = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let at = |year: &str, month: &str, day: &str| {
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        // Dates in the addresses of web pages cannot be older than the web.
        (1990..=2100).contains(&date.year()).then(|| date.to_string())
    };
    let month = |name: &str| month_of(&name.to_ascii_lowercase(), DateWords::english()).map(|month| month.to_string());
    let joined = parts.windows(3).find_map(|window| {
        let [year, second, day] = window else { return None };
        if !digits(year, 4..=4) || !digits(day, 1..=2) {
            return None;
        }
        let month = if digits(second, 1..=2) { Some((*second).to_owned()) } else { month(second) };
        at(year, &month?, day)
    });
    joined.or_else(|| {
        parts.iter().filter(|part| digits(part, 8..=8)).find_map(|part| at(&part[..4], &part[4..6], &part[6..]))
    })
}

/// Returns the text after a first word that ends in a comma or full stop: a weekday in any language.
fn behind_weekday(text: &str) -> Option<&str> {
    let (day, rest) = text.split_once([',', '.', ' '])?;
    let rest = rest.trim_start_matches([',', '.', ' ']);
    let is_word = (2..=14).contains(&day.chars().count()) && day.chars().all(char::is_alphabetic);
    (is_word && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}

fn iso(text: &str) -> Option<String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text.len() == 14 {
        // GDELT and the Wayback Machine write 20250213183000, each in its own time zone.
        return iso(text.get(..8)?);
    }
    if digits && text.len() != 8 {
        return None;
    }
    let pieces = Pieces::parse(text).ok()?;
    // A year followed by hyphens is not a misread number.
    let date = if digits { plausible(pieces.date())? } else { since_first_news(pieces.date())? };
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

/// Reads a month in letters, a day and a year of four digits, and a time if its zone is named; ignores weekdays and
/// some other words beside them.
fn in_words(text: &str) -> Option<String> {
    let known = DateWords::english();
    let (mut year, mut month, mut day) = (None, None, None);
    let (text, offset_minutes) = without_offset(text);
    let mut clock = Clock { offset_minutes, ..Clock::default() };
    let mut text = text.to_lowercase();
    for half in &known.half_days {
        // The abbreviations can also have full stops.
        let stopped: String = half.chars().flat_map(|c| [c, '.']).collect();
        text = text.replace(&stopped, half);
    }
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '|' | '-' | '–' | '(' | ')' | '/' | '·' | '•');
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches(':');
        let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = &word[number.len()..];
        if clock.read(word, known) || is_beside(word, known) {
            continue;
        } else if let Some(found) = month_of(word, known) {
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
    let date = plausible(Date::new(year?, month?, day?).ok()?)?;
    Some(clock.at(date).unwrap_or_else(|| date.to_string()))
}

/// Returns the text without an offset from UTC at its end ("+0200", "-03:00"), and the offset in minutes.
fn without_offset(text: &str) -> (&str, Option<i32>) {
    let split = || {
        let (rest, last) = text.rsplit_once(' ')?;
        let sign = if last.starts_with('-') { -1 } else { 1 };
        let digits: String = last.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
        (hours <= 14 && minutes < 60).then_some((rest, sign * (hours * 60 + minutes)))
    };
    split().map_or((text, None), |(rest, offset)| (rest, Some(offset)))
}

/// A time of day in words.
#[derive(Default)]
struct Clock {
    /// Hours, minutes and seconds.
    time: Option<[i8; 3]>,
    /// Whether the time is before or after noon.
    is_afternoon: Option<bool>,
    offset_minutes: Option<i32>,
}

impl Clock {
    /// Reads a word of a time, and returns whether it was one.
    fn read(&mut self, word: &str, known: &DateWords) -> bool {
        if let Some((_, minutes)) = known.zones.iter().find(|(name, _)| name == word) {
            self.offset_minutes = self.offset_minutes.or(Some(*minutes));
            return true;
        }
        if let Some(half) = known.half_days.iter().position(|half| half == word) {
            self.is_afternoon = Some(half > 0);
            return true;
        }
        let half = known.half_days.iter().position(|half| word.ends_with(half.as_str()));
        let digits = half.map_or(word, |half| word.trim_end_matches(known.half_days[half].as_str()));
        let mut parts = digits.split([':', 'h']).filter(|part| !part.is_empty());
        let is_clock = digits.starts_with(|c: char| c.is_ascii_digit())
            && (digits.contains([':', 'h']) || half.is_some())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'h'));
        if is_clock {
            let mut next = || parts.next().map_or(Some(0), |part| part.parse().ok());
            if let (Some(hour), Some(minute), Some(second)) = (next(), next(), next()) {
                self.time = self.time.or(Some([hour, minute, second]));
            }
            self.is_afternoon = self.is_afternoon.or(half.map(|half| half > 0));
        }
        is_clock
    }

    /// Returns the time on this date, if its zone is known.
    fn at(&self, date: Date) -> Option<String> {
        let [hour, minute, second] = self.time?;
        let hour = match self.is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
        let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        Some(format!("{date}T{clock}{}", written_offset(self.offset_minutes? * 60)))
    }
}

fn month_of(word: &str, known: &DateWords) -> Option<i8> {
    let is_name = |name: &str| name == word || word.len() == SHORT && name.starts_with(word);
    let own = known.months.iter().find(|(name, _)| is_name(name));
    own.or_else(|| known.other_months.iter().find(|(name, _)| name == word)).map(|&(_, number)| number)
}

fn is_beside(word: &str, known: &DateWords) -> bool {
    let is_day = word.len() >= SHORT && known.weekdays.iter().any(|day| day.starts_with(word));
    is_day || known.beside.contains(word) || known.other_words.contains(word)
}

/// Reads numeric dates: year first; full stops with the day first; or slashes if only one number can be the day.
/// Ignores a time after the date.
fn in_numbers(text: &str) -> Option<String> {
    let (date, clock) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let is_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | '.' | '|' | '-' | ',' | 'h');
    if !clock.chars().all(is_clock) {
        return None;
    }
    let mark = ['/', '.'].into_iter().find(|mark| date.contains(*mark))?;
    let mut parts = date.trim_end_matches('.').split(mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [first, second, third].iter().any(|part| part.is_empty()) {
        return None;
    }
    let number = |part: &str| part.parse::<i8>().ok();
    let (year, month, day) = if first.len() == 4 {
        (first, number(second)?, number(third)?)
    } else if third.len() == 4 && mark == '.' {
        (third, number(second)?, number(first)?)
    } else if third.len() == 4 {
        match (number(first)?, number(second)?) {
            (day, month) if day > 12 => (third, month, day),
            (month, day) if day > 12 || day == month => (third, month, day),
            _ => return None,
        }
    } else {
        return None;
    };
    plausible(Date::new(year.parse().ok()?, month, day).ok()?).map(|date| date.to_string())
}

/// Returns the date, or `None` if its year is more likely a misread number.
fn plausible(date: Date) -> Option<Date> {
    since_first_news(date).filter(|date| date.year() <= 2999)
}

/// Returns the date, or `None` if it is before the first newspaper, the Relation of 1605 (Strasbourg).
fn since_first_news(date: Date) -> Option<Date> {
    (date.year() >= 1605).then_some(date)
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
        check("Do, 13 Feb 2025 11:41:36", Some("2025-02-13"));
        check("jeu., 13 Feb 2025 11:41:36 +0100", Some("2025-02-13T11:41:36+01:00"));
        check("Thu, 13 Feb 2025 10:00 CET", Some("2025-02-13T10:00:00+01:00"));
        check("Thu, 13 Feb 2025 10:00:00 XYZT", Some("2025-02-13"));
        check("Thu, 13 Feb 2025 10:00 PST", Some("2025-02-13T10:00:00-08:00"));
        check("Updated 5:27 pm EST, Wednesday, November 20, 2019", Some("2019-11-20T17:27:00-05:00"));
        check("12:05 a.m. ET Feb. 13, 2025", Some("2025-02-13"));
        check("13. März 2025", Some("2025-03-13"));
        check("jeu., 13 févr. 2025 10:00:00 +0100", Some("2025-02-13T10:00:00+01:00"));
        check("13 de febrero de 2025 10:00 -03:30", Some("2025-02-13T10:00:00-03:30"));
        check("13 février 2025 10h05 +0200", Some("2025-02-13T10:05:00+02:00"));
        check("13 févr. 2025 10:00:00 +9900", None);
        check("jeudi 13 février 2025 à 10h00", Some("2025-02-13"));
        check("13 de febrero de 2025", Some("2025-02-13"));
        check("13 Şubat 2025 Perşembe", Some("2025-02-13"));
        check("13.02.2025", Some("2025-02-13"));
        check("03.04.2025 14:05", Some("2025-04-03"));
        check("02/13/2025", Some("2025-02-13"));
        check("13/02/2025 - 10:30", Some("2025-02-13"));
        check("9999-12-31", Some("9999-12-31"));
        check("9999-12-31T23:59:59-12:00", Some("9999-12-31T23:59:59-12:00"));
        for strange in [
            "",
            "yesterday",
            "2025",
            "2025-02",
            "2025-02-30",
            "02/03/2025",
            "13.02.25",
            "13.13.2025",
            "Osk, 12 people in 2025",
            "0000",
            "1739471400",
            "13 Foo 2025",
            "February 2025",
            "In February 13 men of 2025 companies came",
            "99999999",
            "99991231",
            "31 Dec 9999",
            "10000-01-01",
            "+010000-01-01",
            "1604-12-31",
            "١٣ Feb 2025",
        ] {
            check(strange, None);
        }
    }

    #[test]
    fn dates_are_found_in_addresses() {
        fn check(address: &str, expected: Option<&str>) {
            assert_eq!(in_address(address).as_deref(), expected, "{address}");
        }
        check("https://a.example/2025/02/13/rain", Some("2025-02-13"));
        check("https://a.example/news/2025-02-13-rain", Some("2025-02-13"));
        check("https://a.example/world/20250213/rain.html", Some("2025-02-13"));
        check("https://a.example/2025/feb/13/rain", Some("2025-02-13"));
        check("https://a.example/2025/02/rain", None);
        check("https://a.example/1234/56/78/rain", None);
        check("https://a.example/?d=2025/02/13", None);
    }
}
