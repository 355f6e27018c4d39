//! The shared basis for reading all kinds of numbers: the words at a token, scale words, and parts that are added.

use onrecord_text::Shape;

use super::figures::figure_value;
use super::lexicon::Lexicon;
use super::numeral::Numeral;
use super::words::Words;

/// Reads the numbers of a sentence.
pub(super) struct NumberReader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words<'a>,
    /// One past the last token of the sentence.
    pub(super) end: usize,
}

impl NumberReader<'_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if at < self.end { self.words.lower(at) } else { "" }
    }

    pub(super) fn is_of(&self, at: usize) -> bool {
        self.lexicon.words.of.has(self.lower(at))
    }

    /// Returns the token after an "of" at `at`, which is included after vague numbers as in the MEANTIME annotation,
    /// unless money follows.
    pub(super) fn with_of(&self, at: usize) -> usize {
        if self.is_of(at) && self.lexicon.units.unit.starting(self.words, at + 1, self.end).is_none() {
            at + 1
        } else {
            at
        }
    }

    /// Returns whether "of" is at `at` and no number follows, unlike in "a score of 3-0".
    fn is_of_things(&self, at: usize) -> bool {
        self.is_of(at) && self.words.shape(at + 1) != Shape::Digit
    }

    /// Returns the end and the factor of the scale words at `at` ("million", "hundred thousand", "lakh crore", "bn").
    pub(super) fn scale_at(&self, at: usize) -> Option<(usize, f64)> {
        let mut next = at;
        let mut factor = 1.0;
        loop {
            let dash = usize::from(self.lower(next) == "-" && next > 0 && self.words.is_glued(next - 1));
            let word = self.lower(next + dash);
            let long =
                self.lexicon.numbers.scale.get(word).filter(|s| !s.needs_of || self.is_of_things(next + dash + 1));
            let short = || self.lexicon.numbers.short.get(word).copied().filter(|_| word.len() > 1 && next == at);
            match long.map(|s| s.value).or_else(short) {
                Some(value) => factor *= value,
                None => break,
            }
            next += dash + 1;
        }
        (next > at).then_some((next, factor))
    }

    /// Adds what may follow a number: "½", "1/2", "and a half", scale words.
    pub(super) fn and_parts(&self, out: &mut Numeral) {
        let whole = out.low.fract() == 0.0 && !out.fraction;
        if whole && out.end < self.end {
            let raw = self.words.raw(out.end);
            // "2-1/4 inches"
            let is_dash = raw == "-" && self.words.is_glued(out.end - 1) && self.words.is_glued(out.end);
            let at = out.end + usize::from(is_dash && out.digits);
            let raw = if at < self.end { self.words.raw(at) } else { "" };
            let slash = figure_value(raw).filter(|_| raw.contains('/'));
            if let Some(part) = self.lexicon.numbers.sign.get(raw).copied().or(slash) {
                out.low += part;
                out.high = Some(out.low);
                out.end = at + 1;
                out.plain = false;
            } else if let Some((end, part)) = self.and_fraction(out.end) {
                out.low += part;
                out.high = Some(out.low);
                out.end = end;
                out.plain = false;
            }
        }
        if let Some((end, factor)) = self.scale_at(out.end) {
            out.scale(factor);
            out.end = end;
            (out.scaled, out.plain) = (true, false);
            // "two million and a half" and "5 lakh crore" are read; "2 million three" is not.
        }
    }

    /// Returns the end and the value of a fraction such as "and a half", "and-a-quarter", "and one-half", "and
    /// two-thirds".
    pub(super) fn and_fraction(&self, at: usize) -> Option<(usize, f64)> {
        let dash = |at: usize| usize::from(self.lower(at) == "-");
        let known = &self.lexicon.words;
        let and = at + dash(at);
        if !known.and.has(self.lower(and)) {
            return None;
        }
        let top_at = and + 1 + dash(and + 1);
        let top = match self.lower(top_at) {
            one if known.a.has(one) => 1.0,
            other => *self.lexicon.numbers.small.get(other)?,
        };
        let joint = top_at + 1;
        let last = joint + dash(joint);
        let part = self.lower(last);
        let bottom = *self.lexicon.numbers.fraction.get(part)?;
        // In "two and a third man", "a third" is not a fraction.
        let is_sure = top > 1.0 || last > joint || known.half.has(part) || known.quarter.has(part);
        (is_sure && top < bottom).then_some((last + 1, top / bottom))
    }
}
