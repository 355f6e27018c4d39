//! Tokens -> one number: digits, words, both mixed, fractions, ordinals and vague plurals.

use onrecord_text::Shape;

use super::figures::{MOST, figure_value};
use super::lexicon::Lexicon;
use super::words::Words;

/// Digits of a token behind groups of three that make them no number ("555 123 4567").
const MOST_GROUPED: usize = 20;

/// One number in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numeral {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) low: f64,
    /// `None` where open above ("hundreds").
    pub(super) high: Option<f64>,
    /// The words are inexact by themselves.
    pub(super) vague: bool,
    /// Bare digits without comma, point, scale or letters.
    pub(super) plain: bool,
    /// Written with digits.
    pub(super) digits: bool,
    /// A scale word or letter multiplies it.
    pub(super) scaled: bool,
    pub(super) ordinal: bool,
    pub(super) fraction: bool,
    /// Letters grown onto the digits that are a unit ("500km").
    pub(super) glued: Option<String>,
    /// A letter grown onto the digits that is a scale only beside money or a counted plural ("5m").
    pub(super) letter: Option<f64>,
}

impl Numeral {
    /// Returns the exact number of the tokens `start..end`.
    pub(super) fn new(start: usize, end: usize, value: f64) -> Self {
        Numeral {
            start,
            end,
            low: value,
            high: Some(value),
            vague: false,
            plain: false,
            digits: false,
            scaled: false,
            ordinal: false,
            fraction: false,
            glued: None,
            letter: None,
        }
    }

    /// Multiplies the number.
    pub(super) fn scale(&mut self, factor: f64) {
        self.low *= factor;
        self.high = self.high.map(|high| high * factor);
    }
}

/// Returns the number that begins at token `at` and ends before token `end`.
pub(super) fn numeral(lexicon: &Lexicon, words: &Words<'_>, at: usize, end: usize) -> Option<Numeral> {
    let reader = Reader { lexicon, words, end };
    let found = reader.read(at)?;
    // Beyond this size no news counts anything.
    let sound = found.low < MOST && found.high.is_none_or(|high| high < MOST);
    sound.then_some(found)
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    end: usize,
}

impl Reader<'_> {
    fn lower(&self, at: usize) -> &str {
        if at < self.end { self.words.lower(at) } else { "" }
    }

    fn is_of(&self, at: usize) -> bool {
        self.lexicon.words.of.has(self.lower(at))
    }

    fn read(&self, at: usize) -> Option<Numeral> {
        let found = self.some(at).or_else(|| self.half(at)).or_else(|| self.fraction(at));
        found
            .or_else(|| self.plural(at))
            .or_else(|| self.digits(at))
            .or_else(|| self.cardinal(at))
            .or_else(|| self.ordinal(at))
    }

    /// "a handful of", "several hundred".
    fn some(&self, at: usize) -> Option<Numeral> {
        let (length, entry) = self.lexicon.numbers.some.starting(self.words, at, self.end)?;
        let after = at + length;
        let of = self.is_of(after - 1) || self.is_of(after);
        let scale = self.scale_at(after).filter(|(next, _)| !self.is_of(after - 1) || self.lower(*next) != "-");
        if let Some((next, factor)) = scale {
            // A phrase with a scale is the same for all entries: the least value times the scale.
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

    /// Takes in an "of" at `at`, as the annotation of MEANTIME does after vague numbers, unless money follows.
    fn with_of(&self, at: usize) -> usize {
        if self.is_of(at) && self.lexicon.units.unit.starting(self.words, at + 1, self.end).is_none() {
            at + 1
        } else {
            at
        }
    }

    /// "half a million", "half a dozen", "half a percent", "a quarter of a million".
    fn half(&self, at: usize) -> Option<Numeral> {
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

    /// "two-thirds", "a third of", "half the", "one in five", "nine out of ten".
    fn fraction(&self, at: usize) -> Option<Numeral> {
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
        // "three quarters" and "two halves" of a year or a game are parts that follow each other.
        let ambiguous = known.parts.has(self.lower(next)) && !followed_by_of;
        if !said || ambiguous && !self.words.is_glued(at) || top >= bottom {
            return None;
        }
        let mut out = Numeral::new(at, next + 1, top / bottom);
        out.fraction = true;
        Some(out)
    }

    /// "dozens", "hundreds of thousands", "scores of".
    fn plural(&self, at: usize) -> Option<Numeral> {
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

    /// Is "of" at `at`, and no number behind it ("a score of 3-0")?
    fn is_of_things(&self, at: usize) -> bool {
        self.is_of(at) && self.words.shape(at + 1) != Shape::Digit
    }

    /// The end and the factor of the scale words at `at` ("million", "hundred thousand", "lakh crore", "bn").
    fn scale_at(&self, at: usize) -> Option<(usize, f64)> {
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

    fn digits(&self, at: usize) -> Option<Numeral> {
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

    /// "790 000": groups of three digits behind a number, with single spaces between them.
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
        // With plain spaces, two numbers may stand side by side, unless something is measured or counted.
        let counts = || {
            let counted = self.words.is_lower_word(end) && !self.lexicon.counted.stop.contains(self.lower(end));
            let money = self.lexicon.units.money_sign.ending(self.words, out.start, 0).is_some();
            let unit = self.lexicon.units.unit.starting(self.words, end, self.end).is_some();
            money || unit || counted || self.scale_at(end).is_some()
        };
        if end > out.end && !digits(end, 1..=MOST_GROUPED) && (!is_breaking || counts()) {
            (out.low, out.high, out.end, out.plain) = (value, Some(value), end, false);
        }
    }

    /// What may follow a number: "½", "1/2", "and a half", scale words.
    fn and_parts(&self, out: &mut Numeral) {
        let whole = out.low.fract() == 0.0 && !out.fraction;
        if whole && out.end < self.end {
            let raw = self.words.raw(out.end);
            let slash = figure_value(raw).filter(|_| raw.contains('/'));
            if let Some(part) = self.lexicon.numbers.sign.get(raw).copied().or(slash) {
                out.low += part;
                out.high = Some(out.low);
                out.end += 1;
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

    /// "and a half", "and-a-quarter", "and one-half", "and two-thirds": where it ends, and what it adds.
    fn and_fraction(&self, at: usize) -> Option<(usize, f64)> {
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
        // "Two and a third man" came.
        let is_sure = top > 1.0 || last > joint || known.half.has(part) || known.quarter.has(part);
        (is_sure && top < bottom).then_some((last + 1, top / bottom))
    }

    /// "one hundred and twenty-three thousand", "a million", "twenty-one".
    fn cardinal(&self, at: usize) -> Option<Numeral> {
        let (mut total, mut group) = (0.0f64, 0.0f64);
        let mut next = at;
        let mut last_scale = f64::INFINITY;
        let mut seen = 0usize;
        let mut last_small: Option<f64> = None;
        let mut scaled = false;
        loop {
            let word = self.lower(next);
            if let Some(&value) = self.lexicon.numbers.small.get(word) {
                // "twenty one" adds up, "two three" does not; after "hundred" anything below it fits.
                let fits = match last_small {
                    None => true,
                    Some(previous) => previous >= 20.0 && previous % 10.0 == 0.0 && (1.0..10.0).contains(&value),
                };
                if !fits {
                    break;
                }
                group += value;
                last_small = Some(value);
                next += 1;
            } else if let Some(scale) =
                self.lexicon.numbers.scale.get(word).filter(|s| !s.needs_of || self.is_of(next + 1))
            {
                if seen == 0 {
                    return None;
                }
                // A scale that is no smaller than the one before multiplies it ("hundred thousand", "lakh crore").
                group = if group == 0.0 && last_small.is_none() && total > 0.0 {
                    std::mem::take(&mut total)
                } else {
                    group
                };
                if scale.value <= 100.0 {
                    group = group.max(1.0) * scale.value;
                } else if scale.value < last_scale {
                    total += group.max(1.0) * scale.value;
                    group = 0.0;
                    last_scale = scale.value;
                } else {
                    total = (total + group).max(1.0) * scale.value;
                    group = 0.0;
                }
                last_small = None;
                scaled = true;
                next += 1;
            } else if self.lexicon.words.article.has(word) && seen == 0 && self.scale_at(next + 1).is_some() {
                group = 1.0;
                next += 1;
            } else {
                break;
            }
            seen += 1;
            next = self.bridge(next, scaled, last_small);
        }
        if seen == 0 {
            return None;
        }
        let mut out = Numeral::new(at, next, total + group);
        out.scaled = scaled;
        if self.is_of(next) && self.lexicon.words.score.has(self.lower(next.wrapping_sub(1))) {
            out.end = self.with_of(next);
        } else if !scaled || self.lexicon.words.and.has(self.lower(next)) {
            self.and_parts(&mut out);
        }
        out.plain = false;
        Some(out)
    }

    /// Steps over "-" and "and" inside a number, where more of the number follows.
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
                // "three hundred and five", but not "two million and five" things of another kind.
                let hundred = self.lexicon.words.and_scales.has(self.lower(at - 1));
                if hundred { at + 1 } else { at }
            }
            _ => at,
        }
    }

    /// "third" before a noun that is counted.
    fn ordinal(&self, at: usize) -> Option<Numeral> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use onrecord_text::Division;

    fn check(text: &str, expected: Option<(f64, usize)>) {
        let language = Language::bundled();
        let division = Division::of(text);
        let words = Words::new(text, &division);
        let found = numeral(language.quantities(), &words, 0, division.tokens.len());
        assert_eq!(found.map(|n| (n.low, n.end)), expected, "{text}");
    }

    #[test]
    fn numbers() {
        for (text, value, end) in [
            ("12,345.5 men", 12345.5, 1),
            ("5,00,000 rupees", 500_000.0, 1),
            ("one hundred and twenty-three thousand four hundred men", 123_400.0, 9),
            ("two dozen men", 24.0, 2),
            ("fifteen hundred", 1500.0, 2),
            ("a hundred thousand", 100_000.0, 3),
            ("1.5 million", 1_500_000.0, 2),
            ("2 1/2 cups", 2.5, 2),
            ("3½ cups", 3.5, 1),
            ("five and a half million", 5_500_000.0, 5),
            ("two and one-half cups", 2.5, 5),
            ("six and three-quarter acres", 6.75, 5),
            ("four and two-thirds cups", 4.0 + 2.0 / 3.0, 5),
            ("three and a third man", 3.0, 1),
            ("640 000 tonnes", 640_000.0, 2),
            ("1\u{a0}250\u{a0}000", 1_250_000.0, 3),
            ("12 300 45", 12.0, 1),
            ("555 123 4567", 555.0, 1),
            ("half a million", 500_000.0, 3),
            ("two-thirds of it", 2.0 / 3.0, 3),
            ("one in five men", 0.2, 3),
            ("15bn", 15e9, 1),
            ("five lakh crore", 5e12, 3),
            ("hundreds of thousands of men", 100_000.0, 4),
            ("twenty-one", 21.0, 3),
            ("two million people", 2e6, 2),
        ] {
            check(text, Some((value, end)));
        }
        for text in ["7/8/07", "1.1.1", "12,34", "007", "6:40", "3D", "737s", "1990s", "12345678901234567890", "score"]
        {
            check(text, None);
        }
    }
}
