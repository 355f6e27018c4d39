//! Reads numbers written in words.

use super::number_reader::NumberReader;
use super::numeral::Numeral;

/// The maximum number of words of a number.
const MOST_WORDS: usize = 24;

/// A cardinal number of which some words have been read.
struct Cardinal {
    total: f64,
    /// The value of the words since the last scale of at least a thousand.
    group: f64,
    last_scale: f64,
    last_small: Option<f64>,
    scaled: bool,
}

impl Cardinal {
    fn new() -> Cardinal {
        Cardinal { total: 0.0, group: 0.0, last_scale: f64::INFINITY, last_small: None, scaled: false }
    }

    /// Adds a word for a number below a hundred, if it can follow: "twenty one" is a sum, "two three" is not; any such
    /// number may follow "hundred".
    fn add(&mut self, value: f64) -> bool {
        let adds_up = |previous: f64| previous >= 20.0 && previous % 10.0 == 0.0 && (1.0..10.0).contains(&value);
        let fits = self.last_small.is_none_or(adds_up);
        if fits {
            self.group += value;
            self.last_small = Some(value);
        }
        fits
    }

    /// Multiplies by a scale word.
    fn scale(&mut self, scale: f64) {
        // A scale that is not smaller than the one before multiplies it ("hundred thousand", "lakh crore").
        if self.group == 0.0 && self.last_small.is_none() && self.total > 0.0 {
            self.group = std::mem::take(&mut self.total);
        }
        if scale <= 100.0 {
            self.group = self.group.max(1.0) * scale;
        } else if scale < self.last_scale {
            self.total += self.group.max(1.0) * scale;
            self.group = 0.0;
            self.last_scale = scale;
        } else {
            self.total = (self.total + self.group).max(1.0) * scale;
            self.group = 0.0;
        }
        self.last_small = None;
        self.scaled = true;
    }
}

impl NumberReader<'_> {
    /// Reads a cardinal number: "one hundred and twenty-three thousand", "a million", "twenty-one". A number of more than
    /// [`MOST_WORDS`] words is none.
    pub(super) fn cardinal(&self, at: usize) -> Option<Numeral> {
        let (small, scales) = (&self.lexicon.numbers.small, &self.lexicon.numbers.scale);
        let mut number = Cardinal::new();
        let mut next = at;
        loop {
            if next - at > MOST_WORDS {
                return None;
            }
            let word = self.lower(next);
            if let Some(&value) = small.get(word) {
                if !number.add(value) {
                    break;
                }
            } else if let Some(scale) = scales.get(word).filter(|s| !s.needs_of || self.is_of(next + 1)) {
                if next == at {
                    return None;
                }
                number.scale(scale.value);
            } else if self.lexicon.words.article.has(word) && next == at && self.scale_at(next + 1).is_some() {
                number.group = 1.0;
            } else {
                break;
            }
            next = self.bridge(next + 1, number.scaled, number.last_small);
        }
        if next == at {
            return None;
        }
        let mut out = Numeral::new(at, next, number.total + number.group);
        out.scaled = number.scaled;
        if self.is_of(next) && self.lexicon.words.score.has(self.lower(next.wrapping_sub(1))) {
            out.end = self.with_of(next);
        } else if !number.scaled {
            self.and_parts(&mut out);
        } else if let Some((end, part)) = self.and_fraction(next) {
            // "A million and a half"
            out.low += part * number.last_scale;
            (out.high, out.end) = (Some(out.low), end);
        }
        out.plain = false;
        Some(out)
    }

    /// Skips "-" and "and" inside a number, if the number continues after them.
    fn bridge(&self, at: usize, scaled: bool, last_small: Option<f64>) -> usize {
        let small = self.lexicon.numbers.small.get(self.lower(at + 1)).copied();
        let scale = self.lexicon.numbers.scale.contains_key(self.lower(at + 1));
        match self.lower(at) {
            "-" if at > 0 && self.words.is_glued(at - 1) && (small.is_some() || scale) => {
                let adds = last_small.is_some_and(|n| n >= 20.0) && small.is_some_and(|n| (1.0..10.0).contains(&n));
                if adds || scale { at + 1 } else { at }
            }
            word if self.lexicon.words.and.has(word)
                && scaled
                && last_small.is_none()
                && small.is_some_and(|n| n >= 1.0) =>
            {
                // "three hundred and five" is one number; "two million and five" may be two.
                let hundred = self.lexicon.words.and_scales.has(self.lower(at - 1));
                if hundred { at + 1 } else { at }
            }
            _ => at,
        }
    }

    /// Reads one unit and a part of it: "a mile and a half", "an inch and three-quarters".
    pub(super) fn one_and_part(&self, at: usize) -> Option<Numeral> {
        let known = &self.lexicon.words;
        if !known.article.has(self.lower(at)) && !known.one.has(self.lower(at)) {
            return None;
        }
        let (length, unit) = self.lexicon.units.unit.starting(self.words, at + 1, self.end)?;
        let (end, part) = self.and_fraction(at + 1 + length).filter(|_| !unit.money)?;
        let mut out = Numeral::new(at, end, 1.0 + part);
        out.fraction = true;
        out.glued = Some(unit.symbol.clone());
        Some(out)
    }

    /// Reads an ordinal, such as "third" before a counted noun.
    pub(super) fn ordinal(&self, at: usize) -> Option<Numeral> {
        let value = *self.lexicon.numbers.ordinal.get(self.lower(at))?;
        self.lexicon.numbers.ordinal_nouns.contains(self.lower(at + 1)).then_some(())?;
        if !self.words.is_lower_word(at) {
            return None;
        }
        let mut out = Numeral::new(at, at + 1, value);
        out.ordinal = true;
        Some(out)
    }
}
