//! Finds the quantities of a text, with rules that use the lists in `quantities/` of a language pack.
//!
//! A quantity is a number (digits, words, or both) with its sign or unit of measure, the words that bound or blur it,
//! and a second number if the two form a range. Numbers that are names, dates or scores are left out. The order of the
//! steps is: numeral, unit, exclusion, range, modifiers, counted phrase.

mod counted;
mod digits;
mod exclude;
mod extent;
mod figures;
mod lexicon;
mod lists;
mod number_reader;
mod number_words;
mod numeral;
mod price;
mod read_numeral;
mod unit;
mod vague_numbers;
mod words;

#[cfg(test)]
mod tests;

use onrecord_record::{Quantity, Span, Time};
use onrecord_text::{Division, Shape};

use crate::syntax::{Relation, Syntax};
use exclude::Judge;
use extent::Extent;
use lexicon::Modifier;
use numeral::Numeral;
use read_numeral::numeral;
use unit::{Part, part};
use words::Words;

pub use lexicon::Lexicon;

/// Returns the quantities of `text`, in text order, without overlaps.
///
/// Numbers inside one of `times` belong to it and are left out. With `syntax`, the counted phrase ends at the head of
/// its noun phrase; without it, word lists decide.
///
/// Every value is finite; a range has `low < high`, an open side is `None`.
pub fn quantities(
    lexicon: &Lexicon,
    text: &str,
    division: &Division,
    syntax: Option<&Syntax>,
    times: &[Time],
) -> Vec<Quantity> {
    let words = Words::new(text, division);
    let judge = Judge::new(lexicon, &words);
    // A tree for a different tokenization is ignored.
    let syntax = syntax.filter(|syntax| syntax.len() == division.tokens.len());
    let mut times: Vec<Span> = times.iter().map(|time| time.span).collect();
    times.sort_unstable();
    let reader = Reader { lexicon, words: &words, judge, syntax, times };
    let mut out = Vec::new();
    for sentence in &division.sentences {
        reader.read(sentence.start, sentence.end, &mut out);
    }
    out
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    judge: Judge<'a>,
    syntax: Option<&'a Syntax>,
    /// In text order.
    times: Vec<Span>,
}

impl Reader<'_> {
    /// Reads the quantities of the sentence with the tokens `from..end`.
    fn read(&self, from: usize, end: usize, out: &mut Vec<Quantity>) {
        // Invariant: tokens before `free` belong to quantities already read.
        let mut free = from;
        let mut at = from;
        while at < end {
            let Some(first) = numeral(self.lexicon, self.words, at, end).or_else(|| self.lost_sign(at, end)) else {
                at += 1;
                continue;
            };
            let number_end = first.end;
            let first = part(self.lexicon, self.words, first, free, end);
            match self.quantity(first, free, from, end) {
                Some((quantity, stop)) => {
                    out.push(quantity);
                    (at, free) = (stop, stop);
                }
                None => {
                    at = self.chain_end(number_end, end);
                    free = at;
                }
            }
        }
    }

    /// Returns the end of a sequence of digits and letters joined with dashes, whose first part is not a quantity.
    fn chain_end(&self, at: usize, end: usize) -> usize {
        let mut at = at;
        while at + 1 < end
            && matches!(self.words.lower(at), "-" | "–")
            && self.words.is_glued(at - 1)
            && self.words.is_glued(at)
        {
            at += 2;
        }
        at
    }

    /// Reads a number after a currency sign in a wrong encoding, such as "#13 billion": see `lost_sign` in the file of
    /// currencies.
    fn lost_sign(&self, at: usize, end: usize) -> Option<Numeral> {
        let (sign, _) = self.lexicon.units.lost_sign.as_ref()?;
        let raw = self.words.raw(at).strip_prefix(sign.as_str())?;
        // The sign and the digits before a decimal point are one token, as in a hashtag.
        let point = self.words.lower(at + 1) == "." && self.words.is_glued(at) && self.words.is_glued(at + 1);
        let (value, next) =
            if point { (format!("{raw}.{}", self.words.raw(at + 2)), at + 3) } else { (raw.to_owned(), at + 1) };
        let digits = raw.starts_with(|c: char| c.is_ascii_digit());
        let value: f64 = value.parse().ok().filter(|value| digits && *value < 1e6)?;
        let scale = self.lexicon.numbers.scale.get(self.words.lower(next)).filter(|s| s.value >= 1e6 && next < end)?;
        let mut out = Numeral::new(at, next + 1, value * scale.value);
        (out.digits, out.scaled) = (true, true);
        Some(out)
    }

    /// Assigns the currency to a number after a currency sign in a wrong encoding.
    fn with_lost_sign(&self, mut first: Part) -> Part {
        if let Some((sign, code)) = &self.lexicon.units.lost_sign
            && self.words.raw(first.start).starts_with(sign.as_str())
            && !first.money
        {
            first.unit = Some(code.clone());
            first.money = true;
        }
        first
    }

    /// Returns the quantity that begins with a number, and the token after the quantity.
    fn quantity(&self, first: Part, free: usize, from: usize, end: usize) -> Option<(Quantity, usize)> {
        let first = self.with_lost_sign(first);
        if first.in_name || self.is_in_time(&first) || self.is_score(&first, from, end) {
            return None;
        }
        let sign = self.negative(&first, free);
        if let Some(age) = self.age(&first, from) {
            return Some(age);
        }
        let (last, joined) = match self.second(&first, sign, free, end) {
            Some(second) => (second, true),
            None => (first.clone(), false),
        };
        let modified = self.lexicon.modifiers.before.ending(self.words, first.start, free).is_some();
        let judged = if joined { &last } else { &first };
        let other = joined && self.judge.names.contains(self.words.raw(first.number.start));
        let grown = joined
            && self.judge.excludes(&Part { unit: Some(String::new()), ..first.clone() }, from, end, modified)
            && first.end != last.start - 1;
        if other || grown || self.judge.excludes(judged, if joined { last.start } else { from }, end, modified) {
            return None;
        }
        let start = first.start - usize::from(sign);
        let mut extent = Extent {
            start: if joined { self.with_between(start, free) } else { start },
            stop: last.end,
            low: Some(last.number.low),
            high: if joined { last.number.high } else { first.number.high },
            approximate: first.number.vague || last.number.vague,
        };
        if !joined {
            self.negate(&mut extent, sign, end);
        }
        self.modify(&mut extent, free, end);
        let Extent { start, stop, low, high, approximate } = extent;
        if low.is_none() && high.is_none() || ![low, high].into_iter().flatten().all(f64::is_finite) {
            return None;
        }
        let unit = if joined && first.money && !last.money { first.unit } else { last.unit.clone() };
        let of = counted::counted(self.lexicon, self.words, self.syntax, &last, stop, end);
        let span = self.words.span(start, stop).trim(self.words.text);
        let unit = unit.filter(|unit| !unit.is_empty());
        Some((Quantity { span, low, high, unit, of, approximate }, stop))
    }

    /// Makes a number negative if a minus sign precedes it (`sign`), or words such as "below zero" follow it.
    fn negate(&self, extent: &mut Extent, sign: bool, end: usize) {
        if sign {
            extent.low = extent.low.map(|n| -n);
            extent.high = extent.low;
        } else if let Some((length, ())) = self.lexicon.modifiers.negative.starting(self.words, extent.stop, end) {
            (extent.low, extent.high) = (extent.high.map(|n| -n), extent.low.map(|n| -n));
            extent.stop += length;
        }
    }

    /// Adds the words before and after the number that bound or blur the value.
    fn modify(&self, extent: &mut Extent, free: usize, end: usize) {
        let modifiers = &self.lexicon.modifiers;
        for _ in 0..2 {
            let Some((length, modifier)) = modifiers.before.ending(self.words, extent.start, free) else { break };
            // "Handed over 150 prisoners".
            if self.is_particle(extent.start - 1) || modifiers.verbs.ending(self.words, extent.start, free).is_some() {
                break;
            }
            extent.start -= length;
            extent.bound(*modifier);
        }
        if let Some((length, modifier)) = self.after(extent.stop, end) {
            extent.stop += length;
            extent.bound(modifier);
        }
    }

    fn is_in_time(&self, part: &Part) -> bool {
        let span = self.words.span(part.number.start, part.number.end);
        let first = self.times.partition_point(|time| time.end <= span.start);
        self.times.get(first).is_some_and(|time| time.overlaps(span))
    }

    /// Returns whether a minus sign precedes the number, and no word touches the minus sign.
    fn negative(&self, part: &Part, free: usize) -> bool {
        let Some(at) = part.start.checked_sub(1).filter(|&at| at >= free) else { return false };
        let is_word = self.lexicon.words.minus.has(self.words.lower(at));
        // A dash at the start of a line marks the item of a list.
        let is_dash = self.words.lower(at) == "–" && at > free;
        (is_word || (is_dash || matches!(self.words.lower(at), "-" | "−")) && self.words.is_glued(at))
            && (at == 0 || !self.words.is_glued(at - 1) || self.words.lower(at - 1) == "(")
            && (part.number.digits || is_word)
    }

    /// Extends a range to "between" before it; returns the new start.
    fn with_between(&self, start: usize, free: usize) -> usize {
        match self.lexicon.ranges.between.ending(self.words, start, free) {
            Some((length, ())) => start - length,
            None => start,
        }
    }

    /// Returns the second number of a range that begins with `first`, which is negative if `minus` is true. The result
    /// has the lower end of the range as its low value and the upper end as its high value.
    fn second(&self, first: &Part, minus: bool, free: usize, end: usize) -> Option<Part> {
        let at = first.end;
        let word = self.words.lower(at);
        let ranges = &self.lexicon.ranges;
        let begin = first.start - usize::from(minus);
        let between = ranges.between.ending(self.words, begin, free).is_some();
        let varies = || ranges.varies.ending(self.words, begin, free).is_some();
        let before = if begin > free { self.words.lower(begin - 1) } else { "" };
        let joins = if between { self.lexicon.words.range_ends.has(word) } else { ranges.join.contains(word) };
        // "From 20 to 30 people need help": at the start of a sentence, nothing changes.
        let is_first = begin > free && self.words.is_capital(begin - 1);
        let is_change = !between && !minus && !is_first && ranges.apart.contains(before) && !varies();
        if !joins || at + 1 >= end || is_change {
            return None;
        }
        let dash = !word.chars().any(char::is_alphabetic);
        // A dash joins the numbers only if it touches both of them, or neither.
        if dash && self.words.is_glued(at - 1) != self.words.is_glued(at) {
            return None;
        }
        let second_minus = !dash && self.is_minus_sign(at + 1);
        let signed = at + 1 + usize::from(second_minus);
        let sign = self.lexicon.units.money_sign.starting(self.words, signed, end);
        let start = signed + sign.map_or(0, |(length, _)| length);
        let number = numeral(self.lexicon, self.words, start, end)?;
        let mut second = part(self.lexicon, self.words, number, at + 1, end);
        let (a, b) = (&first.number, &second.number);
        let odd = a.vague || b.vague || a.ordinal || b.ordinal || first.start > first.number.start;
        let factor = self.lexicon.units.factor_to(first.unit.as_deref(), second.unit.as_deref());
        let units_fit = first.unit.is_none() || factor.is_some() || first.money && second.unit.is_none();
        if odd || !units_fit || dash && self.is_glued_more(&second) {
            return None;
        }
        let mut high = b.high? * factor.unwrap_or(1.0);
        // "1 to 2 million": the first number has the scale of the second, unlike in "$900,000 to $1.2 million".
        let mut low = a.low;
        let last = self.words.lower(b.end.saturating_sub(1));
        let shared =
            self.lexicon.numbers.scale.get(last).map(|s| s.value).filter(|&v| v >= 100.0 && b.scaled && !a.scaled);
        if let Some(value) = shared.filter(|&value| low < value && low * value < high) {
            low *= value;
        }
        let phone =
            dash && a.plain && b.plain && self.words.raw(a.start).len() == 3 && self.words.raw(b.start).len() == 4;
        let either = self.lexicon.words.or.has(word)
            && (high - low > low.max(1.0) * 4.0 || second.unit != first.unit && first.unit.is_some());
        low = if minus { -low } else { low };
        high = if second_minus { -high } else { high };
        // "Between minus five and minus ten" begins with the upper end.
        (low, high) = if minus && second_minus { (low.min(high), low.max(high)) } else { (low, high) };
        if phone || low >= high || either {
            return None;
        }
        if first.unit.is_some() && factor.is_some() {
            second.unit.clone_from(&first.unit);
        }
        // From here on, exclusions are checked for the whole range.
        (second.number.low, second.number.high) = (low, Some(high));
        Some(second)
    }

    /// Returns whether the token is a minus sign that touches the number after it, and no word before it.
    fn is_minus_sign(&self, at: usize) -> bool {
        matches!(self.words.lower(at), "-" | "−" | "–")
            && self.words.is_glued(at)
            && !self.words.is_glued(at.wrapping_sub(1))
            || self.lexicon.words.minus.has(self.words.lower(at))
    }

    fn is_glued_more(&self, part: &Part) -> bool {
        let digit = self.words.shape(part.end + 1) == Shape::Digit;
        self.words.lower(part.end) == "-" && digit && self.words.is_glued(part.end) && self.words.is_glued(part.end - 1)
    }

    /// Returns whether two small numbers with a dash are a score or a vote: "3-1", "voted 5-4".
    fn is_score(&self, first: &Part, from: usize, end: usize) -> bool {
        let at = first.end;
        let number = |i: usize| numeral(self.lexicon, self.words, i, end).filter(|n| n.end == i + 1);
        let dash = matches!(self.words.lower(at), "-" | "–");
        if !(dash || self.lexicon.words.to.has(self.words.lower(at)))
            || first.unit.is_some()
            || first.number.scaled
            || at + 1 >= end
        {
            return false;
        }
        let Some(second) = number(at + 1) else { return false };
        let small = first.number.low < 200.0
            && second.low < 200.0
            && second.digits == first.number.digits
            && second.plain == first.number.plain;
        if !small {
            return false;
        }
        let before = |i: usize| {
            first.start >= from + i && self.lexicon.exclusions.before_score.contains(self.words.lower(first.start - i))
        };
        let after = self.lexicon.exclusions.after_score.contains(self.words.lower(at + 2));
        let falls = first.number.low > second.low || dash && first.number.low == second.low;
        let unit = self.lexicon.units.unit.starting(self.words, at + 2, end).is_some();
        let plural = unit::is_counted_plural(self.lexicon, self.words, at + 2);
        !unit && (dash && falls && !plural || (before(1) || before(2)) && !plural && (dash || falls) || after)
    }

    /// Returns whether the token is a particle of the verb before it.
    fn is_particle(&self, token: usize) -> bool {
        self.syntax.is_some_and(|syntax| syntax.relation.get(token) == Some(&Relation::CompoundPrt))
    }

    fn after(&self, at: usize, end: usize) -> Option<(usize, Modifier)> {
        let dash = usize::from(self.words.lower(at) == "-" && self.words.is_glued(at.wrapping_sub(1)));
        let (length, modifier) = self.lexicon.modifiers.after.starting(self.words, at + dash, end)?;
        // "odd" is a modifier only if attached with a hyphen ("30-odd").
        let apart = dash == 0 && self.lexicon.words.only_grown.has(self.words.lower(at));
        let than = self.lexicon.words.than.has(self.words.lower(at + dash + length));
        (!apart && !than).then_some((dash + length, *modifier))
    }

    /// Reads an age: "Papermaster, 49, had left", "aged 55".
    fn age(&self, part: &Part, from: usize) -> Option<(Quantity, usize)> {
        let n = &part.number;
        let years = n.low.fract() == 0.0 && (1.0..=self.lexicon.exclusions.greatest_age).contains(&n.low);
        if part.unit.is_some() || !years || n.ordinal || n.scaled || n.start == from {
            return None;
        }
        let before = self.words.lower(n.start - 1);
        let comma = n.plain
            && before == ","
            && n.start >= from + 2
            && self.words.is_capital(n.start - 2)
            && !self.lexicon.exclusions.time_units.contains(self.words.lower(n.start - 2))
            && !self.lexicon.words.month_words.has(self.words.lower(n.start - 2))
            && matches!(self.words.lower(n.end), "," | "." | ";")
            && self.words.shape(n.end + 1) != Shape::Digit;
        // "at the age of 56"
        let of = self.lexicon.words.of.has(before)
            && n.start >= from + 2
            && self.lexicon.exclusions.before_age.contains(self.words.lower(n.start - 2));
        if !(comma || of || self.lexicon.exclusions.before_age.contains(before)) {
            return None;
        }
        let span = self.words.span(n.start, n.end).trim(self.words.text);
        let quantity = Quantity {
            span,
            low: Some(n.low),
            high: Some(n.low),
            unit: Some("year".to_owned()),
            of: None,
            approximate: false,
        };
        Some((quantity, n.end))
    }
}
