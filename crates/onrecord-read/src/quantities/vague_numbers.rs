//! Reads vague numbers, halves and other fractions.

use super::number_reader::NumberReader;
use super::numeral::Numeral;

impl NumberReader<'_> {
    /// Reads "a handful of", "several hundred".
    pub(super) fn some(&self, at: usize) -> Option<Numeral> {
        let (length, entry) = self.lexicon.numbers.some.starting(self.words, at, self.end)?;
        let after = at + length;
        let of = self.is_of(after - 1) || self.is_of(after);
        let scale = self.scale_at(after).filter(|(next, _)| !self.is_of(after - 1) || self.lower(*next) != "-");
        if let Some((next, factor)) = scale {
            // All vague words before a scale are treated alike: the lower bound times the scale.
            let mut out = Numeral::new(at, next, entry.low);
            if entry.scale || entry.high.is_none() {
                out.high = None;
            }
            out.scale(factor);
            (out.vague, out.scaled) = (true, true);
            out.end = self.with_of(next);
            return Some(out);
        }
        if entry.scale || entry.needs_of && !of {
            return None;
        }
        let mut out = Numeral::new(at, self.with_of(after), entry.low);
        out.high = entry.high;
        out.vague = !entry.exact;
        Some(out)
    }

    /// Reads "half a million", "half a dozen", "half a percent", "a quarter of a million".
    pub(super) fn half(&self, at: usize) -> Option<Numeral> {
        let known = &self.lexicon.words;
        let mut next = at + usize::from(known.a.has(self.lower(at)) || known.one.has(self.lower(at)));
        let value = match self.lower(next) {
            word if known.half.has(word) => 0.5,
            word if known.quarter.has(word) && next > at => 0.25,
            _ => return None,
        };
        next += 1;
        if self.lower(next) == "-" {
            next += 1;
        } else if self.is_of(next) && known.a.has(self.lower(next + 1)) {
            next += 2;
        } else if known.article.has(self.lower(next)) {
            next += 1;
        }
        if let Some((end, factor)) = self.scale_at(next) {
            let mut out = Numeral::new(at, end, value * factor);
            out.scaled = true;
            return Some(out);
        }
        let unit = self.lexicon.units.unit.starting(self.words, next, self.end);
        let joined = next > at + 1;
        unit.filter(|_| joined && !self.is_of(next - 1))?;
        let mut out = Numeral::new(at, next, value);
        out.fraction = true;
        Some(out)
    }

    /// Reads "two-thirds", "a third of", "half the", "one in five", "nine out of ten".
    pub(super) fn fraction(&self, at: usize) -> Option<Numeral> {
        let known = &self.lexicon.words;
        let small = |i: usize| self.lexicon.numbers.small.get(self.lower(i)).copied().filter(|&n| n >= 1.0);
        let mut top = small(at);
        if self.words.shape(at) == onrecord_text::Shape::Digit {
            top = self.lower(at).parse::<u8>().ok().map(f64::from);
        }
        if let Some(top) = top {
            let ratio = if known.ratio_in.has(self.lower(at + 1)) && (top == 1.0 || small(at).is_some()) {
                Some(at + 2)
            } else if known.ratio_out.has(self.lower(at + 1)) && self.is_of(at + 2) {
                Some(at + 3)
            } else {
                None
            };
            if let Some(i) = ratio {
                let bottom = small(i).or_else(|| self.lower(i).parse::<u16>().ok().map(f64::from));
                let time = self.lexicon.exclusions.time_units.contains(self.lower(i + 1));
                let full = bottom.filter(|&n| n > top && n <= 1000.0 && !time)?;
                let mut out = Numeral::new(at, i + 1, top / full);
                out.fraction = true;
                return Some(out);
            }
        }
        let (top, next) = match self.lower(at) {
            word if known.half.has(word) => (1.0, at),
            word if known.a.has(word) => (1.0, at + 1),
            _ => (small(at)?, at + 1),
        };
        let next = next + usize::from(next > at && self.lower(next) == "-");
        let bottom = *self.lexicon.numbers.fraction.get(self.lower(next))?;
        let followed_by_of = self.is_of(next + 1);
        let counted_thing = known.half_behind.has(self.lower(next + 1));
        let plural = self.lower(next).ends_with('s') || known.plural_fractions.has(self.lower(next));
        let said = match bottom as u8 {
            2 => followed_by_of || next == at && counted_thing,
            _ => followed_by_of || plural && top > 1.0 || known.one.has(self.lower(at)) && self.words.is_glued(at),
        };
        // "three quarters" and "two halves" of a year or a game are successive parts.
        let ambiguous = known.parts.has(self.lower(next)) && !followed_by_of;
        if !said || ambiguous && !self.words.is_glued(at) || top >= bottom {
            return None;
        }
        let mut out = Numeral::new(at, next + 1, top / bottom);
        out.fraction = true;
        Some(out)
    }

    /// Reads "dozens", "hundreds of thousands", "scores of".
    pub(super) fn plural(&self, at: usize) -> Option<Numeral> {
        let first = self.lexicon.numbers.plural_scale.get(self.lower(at))?;
        let mut out = Numeral::new(at, at + 1, first.value);
        let mut next = at + 1;
        if self.is_of(next)
            && let Some(second) = self.lexicon.numbers.plural_scale.get(self.lower(next + 1))
        {
            out.low *= second.value;
            next += 2;
        }
        if first.needs_of && !self.is_of(next) || self.lexicon.words.no_lone_scale.has(self.lower(at)) && next == at + 1
        {
            return None;
        }
        out.end = self.with_of(next);
        out.high = None;
        (out.vague, out.scaled) = (true, true);
        Some(out)
    }
}
