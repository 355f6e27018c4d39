//! Parses TIMEX3 values.

use super::{Amount, Clock, DayPart, Length, Part, Point, Season, TimeValue, Unit, Year};

impl TimeValue {
    /// Returns the value written in `text`; `None` if it is not a value, or its numbers are out of range.
    pub fn parse(text: &str) -> Option<TimeValue> {
        match text {
            "PAST_REF" => return Some(TimeValue::Past),
            "PRESENT_REF" => return Some(TimeValue::Present),
            "FUTURE_REF" => return Some(TimeValue::Future),
            _ => {}
        }
        if !text.is_ascii() {
            return None;
        }
        if let Some(rest) = text.strip_prefix('P') {
            return length(rest).map(TimeValue::Duration);
        }
        match text.find('T') {
            Some(at) => Some(TimeValue::Time(point(&text[..at])?, clock(&text[at + 1..])?)),
            None => point(text).map(TimeValue::Date),
        }
    }
}

fn digits(text: &str, min: u8, max: u8) -> Option<u8> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|n| (min..=max).contains(n))
}

/// Parses two digits within the range, or `XX`.
fn two(text: &str, min: u8, max: u8) -> Option<Option<u8>> {
    match text {
        "XX" => Some(None),
        _ if text.len() == 2 => digits(text, min, max).map(Some),
        _ => None,
    }
}

fn one(text: &str, max: u8) -> Option<Option<u8>> {
    match text {
        "X" => Some(None),
        _ if text.len() == 1 => digits(text, 1, max).map(Some),
        _ => None,
    }
}

fn year(text: &str) -> Option<Year> {
    if text == "XXXX" {
        return Some(Year::Unknown);
    }
    if let Some(before) = text.strip_prefix("BC") {
        return match before.len() {
            4 => before.parse().ok().filter(|n| (1..=9999).contains(n)).map(|n: i16| Year::Known(1 - n)),
            2 => digits(before, 0, 99).map(|n| Year::Century(-1 - n as i8)),
            _ => None,
        };
    }
    let number = |t: &str| -> Option<u16> { if t.bytes().all(|b| b.is_ascii_digit()) { t.parse().ok() } else { None } };
    match text.len() {
        4 => match text.strip_suffix('X') {
            Some(decade) => number(decade).map(Year::InDecade),
            None => number(text).filter(|&n| n > 0).map(|n| Year::Known(n as i16)),
        },
        3 => number(text).map(Year::Decade),
        2 => digits(text, 0, 99).map(|n| Year::Century(n as i8)),
        1 => digits(text, 0, 9).map(Year::Millennium),
        _ => None,
    }
}

fn point(text: &str) -> Option<Point> {
    let mut pieces = text.split('-');
    let year = year(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let part = match pieces.as_slice() {
        [] => Part::Whole,
        [one_piece] => lone_part(one_piece)?,
        [week, day] if week.starts_with('W') => {
            let week = two(&week[1..], 1, 53)?;
            match *day {
                "WE" => Part::Weekend(week),
                day => Part::Weekday(week, one(day, 7)??),
            }
        }
        [month, day] => Part::Day(two(month, 1, 12)?, two(day, 1, 31)?),
        _ => return None,
    };
    Some(Point { year, part })
}

fn lone_part(text: &str) -> Option<Part> {
    if let Some(season) = Season::parse(text) {
        return Some(Part::Season(season));
    }
    match text.as_bytes().first()? {
        b'W' => two(&text[1..], 1, 53).map(Part::Week),
        b'Q' => one(&text[1..], 4).map(Part::Quarter),
        b'H' => one(&text[1..], 2).map(Part::Half),
        _ => two(text, 1, 12).map(Part::Month),
    }
}

fn clock(text: &str) -> Option<Clock> {
    if let Some(part) = DayPart::parse(text) {
        return Some(Clock::Part(part));
    }
    if text == "XX:XX" {
        return Some(Clock::Unknown);
    }
    let at = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let zone_minutes = match &text[at..] {
        "" => None,
        "Z" => Some(0),
        zone => {
            let (hours, minutes) = zone[1..].split_once(':')?;
            let minutes = i16::from(two(hours, 0, 23)??) * 60 + i16::from(two(minutes, 0, 59)??);
            // An offset of zero is written only as Z.
            Some(if zone.starts_with('-') { -minutes } else { minutes }).filter(|&m| m != 0)?.into()
        }
    };
    let mut pieces = text[..at].split(':');
    let hour = two(pieces.next()?, 0, 24)??;
    let mut next = |max| match pieces.next() {
        None => Some(None),
        Some(piece) => two(piece, 0, max)?.map(Some),
    };
    let (minute, second) = (next(59)?, next(60)?);
    pieces.next().is_none().then_some(Clock::At { hour, minute, second, zone_minutes })
}

fn amount(text: &str) -> Option<Amount> {
    if text == "X" {
        return Some(Amount::Unknown);
    }
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let is_number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    let thousandths = match part {
        None => 0,
        Some(p) if is_number(p) && p.len() <= 3 => format!("{p:0<3}").parse().ok()?,
        Some(_) => return None,
    };
    Some(Amount::Thousandths(whole.checked_mul(1000)?.checked_add(thousandths)?))
}

fn length(text: &str) -> Option<Length> {
    let mut pairs = Vec::new();
    let mut rest = text;
    let mut in_clock = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !in_clock) {
            in_clock = true;
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'X'))?;
        let number = amount(&rest[..end])?;
        let letters = rest[end..].find(|c: char| !c.is_ascii_uppercase() || c == 'T' || c == 'X');
        let letters = end + letters.unwrap_or(rest.len() - end);
        let unit =
            if in_clock { Unit::parse(&format!("T{}", &rest[end..letters])) } else { Unit::parse(&rest[end..letters]) };
        pairs.push((number, unit?));
        rest = &rest[letters..];
    }
    match pairs.as_slice() {
        [first] => Some(Length { first: *first, second: None }),
        [first, second] if first.1 < second.1 => Some(Length { first: *first, second: Some(*second) }),
        _ => None,
    }
}
