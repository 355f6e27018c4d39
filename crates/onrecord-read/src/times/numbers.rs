//! Numbers in digits and words, years, decades, written dates and times of day.

use super::lexer::{Sense, Words};
use super::value::{Amount, Clock, TimeValue};

/// Cardinal number words up to ninety, and their ordinals.
const SMALL: &[(&str, &str, u64)] = &[
    ("one", "first", 1),
    ("two", "second", 2),
    ("three", "third", 3),
    ("four", "fourth", 4),
    ("five", "fifth", 5),
    ("six", "sixth", 6),
    ("seven", "seventh", 7),
    ("eight", "eighth", 8),
    ("nine", "ninth", 9),
    ("ten", "tenth", 10),
    ("eleven", "eleventh", 11),
    ("twelve", "twelfth", 12),
    ("thirteen", "thirteenth", 13),
    ("fourteen", "fourteenth", 14),
    ("fifteen", "fifteenth", 15),
    ("sixteen", "sixteenth", 16),
    ("seventeen", "seventeenth", 17),
    ("eighteen", "eighteenth", 18),
    ("nineteen", "nineteenth", 19),
    ("twenty", "twentieth", 20),
    ("thirty", "thirtieth", 30),
    ("forty", "fortieth", 40),
    ("fifty", "fiftieth", 50),
    ("sixty", "sixtieth", 60),
    ("seventy", "seventieth", 70),
    ("eighty", "eightieth", 80),
    ("ninety", "ninetieth", 90),
];

const DECADES: &[(&str, u64)] = &[
    ("twenties", 2),
    ("thirties", 3),
    ("forties", 4),
    ("fifties", 5),
    ("sixties", 6),
    ("seventies", 7),
    ("eighties", 8),
    ("nineties", 9),
];

fn small(word: &str) -> Option<u64> {
    SMALL.iter().find(|(cardinal, _, _)| *cardinal == word).map(|s| s.2)
}

fn small_ordinal(word: &str) -> Option<u64> {
    SMALL.iter().find(|(_, ordinal, _)| *ordinal == word).map(|s| s.2)
}

/// Returns the number of at most `max` digits that `word` is.
pub(super) fn digits(word: &str, max: usize) -> Option<u64> {
    let all = !word.is_empty() && word.len() <= max && word.bytes().all(|b| b.is_ascii_digit());
    all.then(|| word.parse().ok()).flatten()
}

/// Returns the amount of digits with commas and a point ("1,700", "2.5"), in thousandths.
fn written(word: &str) -> Option<u64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.len() > 20 {
        return None;
    }
    let (whole, part) = word.split_once('.').map_or((word, ""), |(w, p)| (w, p));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    let whole = digits(&joined, 15)?;
    let part = if part.is_empty() {
        if word.ends_with('.') {
            return None;
        }
        0
    } else {
        digits(part, 3)? * 10u64.pow(3 - part.len() as u32)
    };
    Some(whole * 1000 + part)
}

/// "1/2", "½" in thousandths.
fn fraction(word: &str) -> Option<u64> {
    match word {
        "1/2" | "½" => Some(500),
        "1/4" | "¼" => Some(250),
        "3/4" | "¾" => Some(750),
        _ => None,
    }
}

/// Returns the numbers that begin at `token`, the longest last, with how many tokens they take.
pub(super) fn readings(words: &Words<'_>, token: usize) -> Vec<(Amount, usize)> {
    let word = words.get(token);
    let mut out = Vec::new();
    if let Some(n) = written(word) {
        out.push((Amount::Thousandths(n), 1));
        let (mut total, mut used) = (n, 1);
        if let Some(f) = fraction(words.get(token + 1)) {
            (total, used) = (n + f, 2);
        } else if words.get(token + 1) == "-" {
            if let Some(f) = fraction(words.get(token + 2)) {
                (total, used) = (n + f, 3);
            }
        } else if let Some(scale) = scale(words.get(token + 1))
            && let Some(scaled) = n.checked_mul(scale)
        {
            (total, used) = (scaled, 2);
        }
        if used > 1 {
            out.push((Amount::Thousandths(total), used));
        }
        with_half(words, token, total, used, &mut out);
        return out;
    }
    if let Some(f) = fraction(word) {
        out.push((Amount::Thousandths(f), 1));
        return out;
    }
    if let Some((n, used)) = spelled(words, token) {
        let n = n.saturating_mul(1000);
        out.push((Amount::Thousandths(n), used));
        with_half(words, token, n, used, &mut out);
    }
    out
}

/// "two and a half", "two-and-a-half".
fn with_half(words: &Words<'_>, token: usize, n: u64, used: usize, out: &mut Vec<(Amount, usize)>) {
    let mut at = token + used;
    for part in ["and", "a", "half"] {
        if words.get(at) == "-" {
            at += 1;
        }
        if words.get(at) != part && !(part == "a" && words.get(at) == "one") {
            return;
        }
        at += 1;
    }
    out.push((Amount::Thousandths(n.saturating_add(500)), at - token));
}

fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        "dozen" => Some(12),
        _ => None,
    }
}

/// Returns the number spelled out from `token` on ("twenty-four", "a hundred and six", "two dozen").
fn spelled(words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
    let first = words.get(token);
    let mut total: u64 = 0;
    let mut current: u64 = 0;
    let mut at = token;
    let mut seen_small = false;
    if matches!(first, "a" | "an") {
        scale(words.get(token + 1))?;
        current = 1;
        at += 1;
    } else if small(first).is_none() && !matches!(first, "hundred" | "thousand" | "dozen") {
        return None;
    }
    // Nobody spells out more words than these.
    while at < token + 12 {
        let mut next = at;
        let is_hyphen = words.get(at) == "-" && words.touches_next(at);
        let is_and = words.get(at) == "and" && current > 0 && current.is_multiple_of(100);
        if at > token && (is_hyphen || is_and) {
            next += 1;
        }
        let word = words.get(next);
        if let Some(n) = small(word) {
            let fits = !seen_small || (n < 10 && current % 100 >= 20 && current.is_multiple_of(10));
            if !fits || (current > 0 && !current.is_multiple_of(100) && n >= 10) {
                break;
            }
            current = current.saturating_add(n);
            seen_small = true;
        } else if let Some(factor) = scale(word) {
            let base = current.max(1).saturating_mul(factor);
            if factor == 100 {
                current = base;
            } else {
                total = total.saturating_add(base);
                current = 0;
            }
            seen_small = false;
        } else {
            break;
        }
        at = next + 1;
    }
    (at > token).then_some((total.saturating_add(current), at - token))
}

/// Returns the ordinal at `token` ("21st", "third", "twenty-first").
pub(super) fn ordinal(words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
    let word = words.get(token);
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(n) = word.strip_suffix(ending).and_then(|n| digits(n, 3)) {
            return Some((n, 1));
        }
    }
    if let Some(n) = small_ordinal(word) {
        return Some((n, 1));
    }
    let tens = small(word).filter(|n| (20..=90).contains(n))?;
    let gap = usize::from(words.get(token + 1) == "-");
    let unit = small_ordinal(words.get(token + 1 + gap)).filter(|&n| n < 10)?;
    Some((tens + unit, 2 + gap))
}

/// Returns the year that is spelled out at `token` ("nineteen ninety-six", "two thousand and four").
pub(super) fn spoken_year(words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
    let word = words.get(token);
    let century = small(word)?;
    if word == "two" && words.get(token + 1) == "thousand" {
        return spelled(words, token).filter(|(n, _)| (2000..2100).contains(n));
    }
    if !(11..=20).contains(&century) {
        return None;
    }
    let gap = usize::from(words.get(token + 1) == "-");
    let (rest, used) = spelled(words, token + 1 + gap)?;
    (10..=99).contains(&rest).then_some((century * 100 + rest, 1 + gap + used))
}

/// Returns the decade at `token` by its number: 199 for "1990s", 9 for "'90s" and "nineties".
pub(super) fn decade(words: &Words<'_>, token: usize, apostrophe: bool) -> Option<(u64, usize)> {
    let (at, gap) = if apostrophe { (token + 1, 1) } else { (token, 0) };
    let word = words.get(at);
    if let Some((_, n)) = DECADES.iter().find(|(name, _)| *name == word) {
        return Some((*n, 1 + gap));
    }
    if let Some(century) = small(word).filter(|n| (15..=19).contains(n)) {
        let gap = usize::from(words.get(at + 1) == "-");
        let (_, n) = DECADES.iter().find(|(name, _)| *name == words.get(at + 1 + gap))?;
        return Some((century * 10 + n, 2 + gap));
    }
    let (number, used) = match word.strip_suffix('s') {
        Some(number) => (number.strip_suffix('\'').unwrap_or(number), 1),
        None if words.get(at + 1) == "'s" && words.touches_next(at) => (word, 2),
        None => return None,
    };
    let n = digits(number, 4)?;
    match number.len() {
        4 if n % 10 == 0 && (1000..2200).contains(&n) => Some((n / 10, used + gap)),
        2 if n % 10 == 0 && n > 0 && used == 1 => Some((n / 10, used + gap)),
        _ => None,
    }
}

/// Returns the dates written in digits at `token`, with how many tokens they take; month before day where both fit.
pub(super) fn calendar(words: &Words<'_>, token: usize) -> Vec<(Sense<'static>, usize)> {
    let mut out = Vec::new();
    let word = words.get(token);
    let make = |y: u64, m: u64, d: u64| {
        let fits = (1..=9999).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
        fits.then_some(Sense::Calendar(y as i16, m as u8, d as u8))
    };
    let full_year = |piece: &str| {
        let n = digits(piece, 4)?;
        match piece.len() {
            4 => Some(n),
            2 => Some(if n < 50 { 2000 + n } else { 1900 + n }),
            _ => None,
        }
    };
    for mark in ['/', '.'] {
        let pieces: Vec<&str> = word.split(mark).collect();
        if let [a, b, c] = pieces.as_slice() {
            let date = match (digits(a, 4), digits(b, 2), digits(c, 4)) {
                (Some(y), Some(m), Some(d)) if a.len() == 4 && c.len() <= 2 => make(y, m, d),
                (Some(first), Some(second), Some(_)) if a.len() <= 2 && (mark == '/' || c.len() == 4) => full_year(c)
                    .and_then(|y| {
                        let month_first = mark == '/' && first <= 12;
                        if month_first {
                            make(y, first, second).or_else(|| make(y, second, first))
                        } else {
                            make(y, second, first)
                        }
                    }),
                _ => None,
            };
            out.extend(date.map(|d| (d, 1)));
        }
    }
    let joined =
        words.get(token + 1) == "-" && words.get(token + 3) == "-" && (token..token + 4).all(|t| words.touches_next(t));
    if joined {
        let last = words.get(token + 4);
        let day_text = &last[..last.bytes().take_while(u8::is_ascii_digit).count()];
        let (a, b, c) = (word, words.get(token + 2), day_text);
        if let (Some(first), Some(second), Some(third)) = (digits(a, 4), digits(b, 2), digits(c, 4)) {
            let date = match (a.len(), c.len()) {
                (4, 1 | 2) => make(first, second, third),
                (1 | 2, 4) => make(third, first, second).or_else(|| make(third, second, first)),
                _ => None,
            };
            if day_text == last {
                out.extend(date.map(|d| (d, 5)));
            }
        }
    }
    out
}

/// Returns the date with time of day that is written as ISO 8601 has it ("2025-02-12T10:30:00Z").
pub(super) fn stamp(words: &Words<'_>, token: usize) -> Option<(TimeValue, usize)> {
    let is_year = words.get(token).len() == 4 && words.get(token + 1) == "-" && words.get(token + 3) == "-";
    if !is_year || !words.get(token + 4).contains('t') {
        return None;
    }
    // The zone may stand in tokens of its own.
    (5..=8).rev().find_map(|n_tokens| {
        let together = (token..token + n_tokens - 1).all(|t| words.touches_next(t));
        let text: String = (token..token + n_tokens).map(|t| words.get(t)).collect::<String>().to_uppercase();
        let value = TimeValue::parse(&text).filter(|_| together)?;
        matches!(value, TimeValue::Time(_, Clock::At { .. })).then_some((value, n_tokens))
    })
}

/// Returns the time of day that `word` writes with colons ("7:15", "19:15:30").
pub(super) fn hands(word: &str) -> Option<Sense<'static>> {
    let word = word.strip_suffix("hrs").or_else(|| word.strip_suffix('h')).unwrap_or(word);
    let mut pieces = word.split(':');
    let hour = digits(pieces.next()?, 2).filter(|&h| h <= 24)?;
    let minute = pieces.next().filter(|p| p.len() == 2).and_then(|p| digits(p, 2)).filter(|&m| m < 60)?;
    let second = match pieces.next() {
        None => None,
        Some(p) => Some(digits(p, 2).filter(|&s| s <= 60)? as u8),
    };
    pieces.next().is_none().then_some(Sense::Hands(hour as u8, Some(minute as u8), second))
}

/// Returns the time of day with its half grown onto it ("10am", "7.30pm", "430pm"), and 'a' or 'p'.
pub(super) fn glued(words: &Words<'_>, token: usize) -> Option<(Sense<'static>, char)> {
    let word = words.get(token);
    let stem = ["am", "pm", "a.m", "p.m", "a.m.", "p.m."].iter().find_map(|ending| {
        word.strip_suffix(ending).map(|stem| (stem, if ending.starts_with('a') { 'a' } else { 'p' }))
    });
    let (stem, half) = stem?;
    let split = stem.split_once([':', '.']);
    let (hour, minute) = match split {
        Some((h, m)) => (digits(h, 2)?, Some(digits(m, 2).filter(|_| m.len() == 2)?)),
        None if stem.len() > 2 => {
            let n = digits(stem, 4)?;
            (n / 100, Some(n % 100))
        }
        None => (digits(stem, 2)?, None),
    };
    let fits = (1..=12).contains(&hour) && minute.is_none_or(|m| m < 60);
    fits.then_some((Sense::Hands(hour as u8, minute.map(|m| m as u8), None), half))
}
