//! Reads numbers in digits and words, years, decades, written dates and times of day.

use super::number_words::NumberWords;
use super::value::{Amount, Clock, TimeValue};
use super::words::{Sense, Words};

/// Returns the value of `word` if it is a number of at most `max` digits.
pub(super) fn digits(word: &str, max: usize) -> Option<u64> {
    let all = !word.is_empty() && word.len() <= max && word.bytes().all(|b| b.is_ascii_digit());
    all.then(|| word.parse().ok()).flatten()
}

/// Returns the value of digits with commas and a decimal point ("1,700", "2.5"), in thousandths.
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

impl NumberWords {
    fn cardinal(&self, word: &str) -> Option<u64> {
        self.cardinals.get(word).copied()
    }

    fn scale(&self, word: &str) -> Option<u64> {
        self.scales.get(word).map(|scale| scale.value)
    }

    /// Returns the value of a fraction written as a sign or with a slash ("1/2", "½"), in thousandths.
    fn fraction(&self, word: &str) -> Option<u64> {
        self.fractions.get(word).copied()
    }

    /// Returns the numbers that begin at `token`, the longest last, each with the number of its tokens.
    pub(super) fn readings(&self, words: &Words<'_>, token: usize) -> Vec<(Amount, usize)> {
        let word = words.get(token);
        let mut out = Vec::new();
        if let Some(n) = written(word) {
            out.push((Amount::Thousandths(n), 1));
            let (mut total, mut used) = (n, 1);
            if let Some(f) = self.fraction(words.get(token + 1)) {
                (total, used) = (n + f, 2);
            } else if words.get(token + 1) == "-" {
                if let Some(f) = self.fraction(words.get(token + 2)) {
                    (total, used) = (n + f, 3);
                }
            } else if let Some(scale) = self.scale(words.get(token + 1))
                && let Some(scaled) = n.checked_mul(scale)
            {
                (total, used) = (scaled, 2);
            }
            if used > 1 {
                out.push((Amount::Thousandths(total), used));
            }
            self.with_part(words, token, total, used, &mut out);
            return out;
        }
        if let Some(f) = self.fraction(word) {
            out.push((Amount::Thousandths(f), 1));
            return out;
        }
        if let Some((n, used)) = self.spelled(words, token) {
            let n = n.saturating_mul(1000);
            out.push((Amount::Thousandths(n), used));
            self.with_part(words, token, n, used, &mut out);
        }
        out
    }

    /// Adds the number with a fraction after it ("two and a half", "two-and-a-half", "six and three-quarter").
    fn with_part(&self, words: &Words<'_>, token: usize, n: u64, used: usize, out: &mut Vec<(Amount, usize)>) {
        let found = self.and_parts.iter().find_map(|(phrase, part)| {
            let mut at = token + used;
            for part in phrase {
                at += usize::from(words.get(at) == "-");
                if words.get(at) != part {
                    return None;
                }
                at += 1;
            }
            Some((at, part))
        });
        out.extend(found.map(|(end, part)| (Amount::Thousandths(n.saturating_add(*part)), end - token)));
    }

    /// Returns the number spelled out from `token` on ("twenty-four", "a hundred and six", "two dozen").
    fn spelled(&self, words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
        let first = words.get(token);
        let mut total: u64 = 0;
        let mut current: u64 = 0;
        let mut at = token;
        let mut seen_small = false;
        if self.indefinite.contains(first) {
            self.scale(words.get(token + 1))?;
            current = 1;
            at += 1;
        } else if self.cardinal(first).is_none() && !self.scales.get(first).is_some_and(|scale| scale.is_bare) {
            return None;
        }
        // No number in a text has more words than this.
        while at < token + 12 {
            let mut next = at;
            let is_hyphen = words.get(at) == "-" && words.touches_next(at);
            let is_and = self.and.contains(words.get(at)) && current > 0 && current.is_multiple_of(100);
            if at > token && (is_hyphen || is_and) {
                next += 1;
            }
            let word = words.get(next);
            if let Some(n) = self.cardinal(word) {
                let fits = !seen_small || (n < 10 && current % 100 >= 20 && current.is_multiple_of(10));
                if !fits || (current > 0 && !current.is_multiple_of(100) && n >= 10) {
                    break;
                }
                current = current.saturating_add(n);
                seen_small = true;
            } else if let Some(factor) = self.scale(word) {
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
    pub(super) fn ordinal(&self, words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
        let word = words.get(token);
        let glued = |ending: &String| word.strip_suffix(ending.as_str()).and_then(|n| digits(n, 3));
        if let Some(n) = self.ordinal_endings.iter().find_map(glued) {
            return Some((n, 1));
        }
        if let Some(&n) = self.ordinals.get(word) {
            return Some((n, 1));
        }
        let tens = self.cardinal(word).filter(|n| (20..=90).contains(n))?;
        let gap = usize::from(words.get(token + 1) == "-");
        let unit = self.ordinals.get(words.get(token + 1 + gap)).filter(|&&n| n < 10)?;
        Some((tens + unit, 2 + gap))
    }

    /// Returns the year in words at `token` ("nineteen ninety-six", "two thousand and four").
    pub(super) fn spoken_year(&self, words: &Words<'_>, token: usize) -> Option<(u64, usize)> {
        let century = self.cardinal(words.get(token))?;
        if century == 2 && self.scale(words.get(token + 1)) == Some(1000) {
            return self.spelled(words, token).filter(|(n, _)| (2000..2100).contains(n));
        }
        if !(11..=20).contains(&century) {
            return None;
        }
        let gap = usize::from(words.get(token + 1) == "-");
        let (rest, used) = self.spelled(words, token + 1 + gap)?;
        (10..=99).contains(&rest).then_some((century * 100 + rest, 1 + gap + used))
    }

    /// Returns the number of the decade at `token`: 199 for "1990s", 9 for "'90s" and "nineties".
    pub(super) fn decade(&self, words: &Words<'_>, token: usize, apostrophe: bool) -> Option<(u64, usize)> {
        let (at, gap) = if apostrophe { (token + 1, 1) } else { (token, 0) };
        let word = words.get(at);
        if let Some(&n) = self.decades.get(word) {
            return Some((n, 1 + gap));
        }
        if let Some(century) = self.cardinal(word).filter(|n| (15..=19).contains(n)) {
            let gap = usize::from(words.get(at + 1) == "-");
            let n = self.decades.get(words.get(at + 1 + gap))?;
            return Some((century * 10 + n, 2 + gap));
        }
        let glued = self.decade_endings.iter().find_map(|ending| word.strip_suffix(ending.as_str()));
        let is_ending = |word: &str| self.decade_endings.iter().any(|ending| ending == word);
        let (number, used) = match glued {
            Some(number) => (number, 1),
            None if is_ending(words.get(at + 1)) && words.touches_next(at) => (word, 2),
            None => return None,
        };
        let n = digits(number, 4)?;
        match number.len() {
            4 if n % 10 == 0 && (1000..2200).contains(&n) => Some((n / 10, used + gap)),
            2 if n % 10 == 0 && n > 0 && used == 1 => Some((n / 10, used + gap)),
            _ => None,
        }
    }

    /// Returns the year if `word` is a fiscal year ("fy2024", "fy24").
    pub(super) fn fiscal_year(&self, word: &str) -> Option<u64> {
        let digits_of = |prefix: &String| word.strip_prefix(prefix.as_str()).filter(|n| matches!(n.len(), 2 | 4));
        let n = self.fiscal_prefixes.iter().find_map(digits_of).and_then(|n| digits(n, 4))?;
        Some(if n < 100 { n + 2000 } else { n })
    }

    /// Returns the time of day if `word` is one written with colons ("7:15", "19:15:30").
    pub(super) fn clock_time(&self, word: &str) -> Option<Sense<'static>> {
        let word = self.hour_endings.iter().find_map(|ending| word.strip_suffix(ending.as_str())).unwrap_or(word);
        let mut pieces = word.split(':');
        let hour = digits(pieces.next()?, 2).filter(|&h| h <= 24)?;
        let minute = pieces.next().filter(|p| p.len() == 2).and_then(|p| digits(p, 2)).filter(|&m| m < 60)?;
        let second = match pieces.next() {
            None => None,
            Some(p) => Some(digits(p, 2).filter(|&s| s <= 60)? as u8),
        };
        pieces.next().is_none().then_some(Sense::ClockTime(hour as u8, Some(minute as u8), second))
    }

    /// Returns the time of day with "am" or "pm" attached ("10am", "7.30pm", "430pm"), with the number of its tokens.
    /// Afternoon hours are 12 and more.
    pub(super) fn glued(&self, words: &Words<'_>, token: usize) -> Option<(Sense<'static>, usize)> {
        let word = words.get(token);
        let (ending, is_afternoon) =
            self.half_day_endings.iter().find(|(ending, _)| word.ends_with(ending.as_str()))?;
        let stem = word.strip_suffix(ending.as_str())?;
        let (hour, minute) = match stem.split_once([':', '.']) {
            Some((h, m)) => (digits(h, 2)?, Some(digits(m, 2).filter(|_| m.len() == 2)?)),
            None if stem.len() > 2 => {
                let n = digits(stem, 4)?;
                (n / 100, Some(n % 100))
            }
            None => (digits(stem, 2)?, None),
        };
        if !(1..=12).contains(&hour) || minute.is_some_and(|m| m >= 60) {
            return None;
        }
        let hour = hour as u8 % 12 + if *is_afternoon { 12 } else { 0 };
        // The full stop of "a.m." may be a separate token.
        let is_stop = words.get(token + 1) == "." && words.touches_next(token);
        let has_stop = is_stop && self.half_day_endings.iter().any(|(own, _)| own.strip_suffix('.') == Some(ending));
        Some((Sense::ClockTime(hour, minute.map(|m| m as u8), None), 1 + usize::from(has_stop)))
    }
}

/// Returns the first of two consecutive years that are written with a slash ("1998/99").
pub(super) fn double_year(word: &str) -> Option<u64> {
    let (first, second) = word.split_once('/')?;
    let year = digits(first, 4).filter(|n| (1000..=2999).contains(n))?;
    let next = digits(second, 4)?;
    let follows = match second.len() {
        2 => next == (year + 1) % 100,
        4 => next == year + 1,
        _ => false,
    };
    follows.then_some(year)
}

/// Returns the time of day if `word` may be one with a full stop ("7.15"), which may also be an ordinary number.
pub(super) fn dotted_time(word: &str) -> Option<Sense<'static>> {
    let (hour, minute) = word.split_once('.')?;
    let hour = digits(hour, 2).filter(|&h| h <= 24)?;
    let minute = digits(minute, 2).filter(|&m| m < 60 && minute.len() == 2)?;
    Some(Sense::ClockTime(hour as u8, Some(minute as u8), None))
}

/// Returns the dates written in digits at `token`, each with the number of its tokens; ambiguous dates are read as
/// month before day.
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

/// Returns the date with time of day if it is written as in ISO 8601 ("2025-02-12T10:30:00Z").
pub(super) fn stamp(words: &Words<'_>, token: usize) -> Option<(TimeValue, usize)> {
    let is_year = words.get(token).len() == 4 && words.get(token + 1) == "-" && words.get(token + 3) == "-";
    if !is_year || !words.get(token + 4).contains('t') {
        return None;
    }
    // The time zone may be in separate tokens.
    (5..=8).rev().find_map(|n_tokens| {
        let together = (token..token + n_tokens - 1).all(|t| words.touches_next(t));
        let text: String = (token..token + n_tokens).map(|t| words.get(t)).collect::<String>().to_uppercase();
        let value = TimeValue::parse(&text).filter(|_| together)?;
        matches!(value, TimeValue::Time(_, Clock::At { .. })).then_some((value, n_tokens))
    })
}
