//! Numbers that are written with digits.

use super::figures::figure_value;
use super::number_reader::NumberReader;
use super::numeral::Numeral;

/// The maximum length of a token of digits after groups of three that shows that they do not form a number ("555 123
/// 4567").
const MOST_GROUPED: usize = 20;

impl NumberReader<'_> {
    pub(super) fn digits(&self, at: usize) -> Option<Numeral> {
        if at >= self.end {
            return None;
        }
        let raw = self.words.raw(at);
        if let Some(&value) = self.lexicon.numbers.sign.get(raw) {
            let mut out = Numeral::new(at, at + 1, value);
            (out.fraction, out.digits) = (true, true);
            return Some(out);
        }
        if !raw.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let cut = raw.find(|c: char| !(c.is_ascii_digit() || ".,/".contains(c)));
        let (figures, suffix) = raw.split_at(cut.unwrap_or(raw.len()));
        let value = figure_value(figures)?;
        let mut out = Numeral::new(at, at + 1, value);
        out.digits = true;
        out.fraction = figures.contains('/');
        out.plain = suffix.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
        match suffix {
            "" => {}
            _ if self.lexicon.words.ordinal_endings.has(suffix) => {
                out.ordinal = true;
                return (!figures.contains(['.', '/'])).then_some(out);
            }
            _ if self.lexicon.numbers.sign.contains_key(suffix) => {
                out.low += self.lexicon.numbers.sign[suffix];
                out.high = Some(out.low);
            }
            _ if self.lexicon.units.glued.contains_key(suffix) => {
                out.glued = Some(self.lexicon.units.glued[suffix].clone())
            }
            _ => {
                let factor = self.lexicon.numbers.short.get(suffix).or(self
                    .lexicon
                    .numbers
                    .short
                    .get(&suffix.to_lowercase()))?;
                if suffix.len() == 1 {
                    out.letter = Some(*factor);
                } else {
                    out.scale(*factor);
                    out.scaled = true;
                }
                return Some(out);
            }
        }
        if out.glued.is_none() {
            self.spaced_groups(&mut out);
            self.and_parts(&mut out);
        }
        Some(out)
    }

    /// Reads groups of three digits after a number, with single spaces between them: "790 000".
    fn spaced_groups(&self, out: &mut Numeral) {
        let digits = |at: usize, lengths: std::ops::RangeInclusive<usize>| {
            let raw = self.words.raw(at);
            at < self.end && lengths.contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_digit())
        };
        if !out.plain || !digits(out.start, 1..=3) || out.low < 1.0 {
            return;
        }
        let (mut value, mut end, mut is_breaking) = (out.low, out.end, false);
        while digits(end, 3..=3)
            && let Some(gap) = self.words.gap(end - 1).filter(|gap| gap.chars().count() == 1)
        {
            value = value * 1000.0 + self.words.raw(end).parse::<f64>().unwrap_or_default();
            is_breaking |= gap == " ";
            end += 1;
        }
        // Plain spaces may separate two numbers, so they are accepted only if something is measured or counted.
        let counts = || {
            let counted = self.words.is_lower_word(end) && !self.lexicon.counted.stop.contains(self.lower(end));
            let money = self.lexicon.units.sign_before(self.words, out.start, 0).is_some();
            let unit = self.lexicon.units.unit.starting(self.words, end, self.end).is_some();
            money || unit || counted || self.scale_at(end).is_some()
        };
        if end > out.end && !digits(end, 1..=MOST_GROUPED) && (!is_breaking || counts()) {
            (out.low, out.high, out.end, out.plain) = (value, Some(value), end, false);
        }
    }
}
