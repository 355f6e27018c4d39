//! Signs and words next to a number that give its unit.

use std::ops::Range;

use onrecord_text::Shape;

use super::lexicon::{Lexicon, UnitWord};
use super::numeral::Numeral;
use super::words::Words;

/// A number with its signs and units.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The first token, including the sign.
    pub(super) start: usize,
    /// One past the last token, including the unit.
    pub(super) end: usize,
    pub(super) number: Numeral,
    /// The unit; empty if the unit word has no symbol of its own.
    pub(super) unit: Option<String>,
    pub(super) money: bool,
    /// Whether number and unit are the beginning of a name ("Five Mile House").
    pub(super) in_name: bool,
}

/// Returns `number` with the signs and units next to it, within the tokens `from..end`.
pub(super) fn part(lexicon: &Lexicon, words: &Words<'_>, number: Numeral, from: usize, end: usize) -> Part {
    let mut out = Part { start: number.start, end: number.end, number, unit: None, money: false, in_name: false };
    let sign = lexicon.units.sign_before(words, out.start, from);
    if let Some((length, code)) = sign.filter(|_| !out.number.ordinal) {
        out.start -= length;
        (out.unit, out.money) = (Some(code.clone()), true);
    } else if let Some(symbol) = out.number.glued.clone() {
        out.unit = Some(symbol);
    }
    if let Some(factor) = out.number.letter {
        if out.money
            || is_counted_plural(lexicon, words, out.end)
            || matches!(words.raw(out.end - 1).as_bytes(), [.., b'k'])
        {
            out.number.scale(factor);
            out.number.scaled = true;
        } else if words.raw(out.end - 1).ends_with('m') {
            out.unit = Some("m".to_owned());
        }
        out.number.letter = None;
    }
    unit_after(lexicon, words, &mut out, end);
    if out.unit.is_some() {
        rate(lexicon, words, &mut out, end);
    } else if let Some(noun) = rate_noun(lexicon, words, out.end, end) {
        out.unit = Some(format!("/{noun}"));
    }
    out
}

/// Returns whether a lower-case plural is at `at`.
pub(super) fn is_counted_plural(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    words.is_lower_word(at)
        && (lexicon.counted.plural.contains(word)
            || word.len() > 3
                && word.ends_with('s')
                && !lexicon.words.not_plural_endings.ends(word)
                && !lexicon.counted.not_plural.contains(word))
}

fn unit_after(lexicon: &Lexicon, words: &Words<'_>, out: &mut Part, end: usize) {
    let mut next = out.end;
    if words.lower(next) == "-" && next > 0 && words.is_glued(next - 1) && words.is_glued(next) {
        next += 1;
    }
    // "billions of dollars", "hundreds of points"
    let has_of = lexicon.words.of.has(words.lower(next));
    // "three quarters of a mile"
    let is_part = out.number.low > 0.0 && out.number.low < 1.0 && !out.number.digits;
    let of = match has_of && is_part && lexicon.words.rate_article.has(words.lower(next + 1)) {
        true => 2,
        false => usize::from(out.number.scaled && has_of),
    };
    let mut units = lexicon.units.unit.all_starting(words, next + of, end);
    let Some((length, unit)) = units.find(|(length, unit)| {
        let span = next + of..next + of + length;
        fits(lexicon, words, out, unit, span, end) && (of != 1 || unit.money || out.number.vague)
    }) else {
        return;
    };
    let stop = next + of + length;
    if !unit.capital && is_name(words, out, next + of, stop) {
        // "Five Mile House", but "five Mile Runners" are five.
        out.in_name = words.shape(out.number.start) == Shape::Title;
        return;
    }
    if !out.money {
        out.unit = Some(unit.symbol.clone());
        out.money = unit.money;
        out.number.scale(unit.factor);
    } else if !unit.money {
        return;
    } else {
        // "A$5 Australian dollars": the words are more reliable than the bare dollar sign.
        out.unit = Some(unit.symbol.clone());
    }
    out.end = stop;
}

/// Returns whether a unit word with the tokens `span` can belong to the number.
fn fits(lexicon: &Lexicon, words: &Words<'_>, out: &Part, unit: &UnitWord, span: Range<usize>, end: usize) -> bool {
    if out.number.ordinal || out.number.glued.is_some() {
        return false;
    }
    if unit.ambiguous && !out.number.scaled && !is_price(lexicon, words, out.start, span.end, end) {
        return false;
    }
    let at = span.start;
    match words.raw(at) {
        // An inch sign must touch the number, and must not end a quotation.
        "\"" => out.number.digits && words.is_glued(at - 1) && !out.money && !words.is_quoted(at),
        "C" | "F" | "ha" => out.number.digits,
        _ => true,
    }
}

/// Returns whether the tokens `start..stop` are an amount of money by the words around them.
fn is_price(lexicon: &Lexicon, words: &Words<'_>, start: usize, stop: usize, end: usize) -> bool {
    let prices = &lexicon.units.prices;
    if prices.is_after(words, stop, end) {
        return true;
    }
    // "They paid 20 pounds of gold."
    if lexicon.words.of.has(words.lower(stop)) {
        return false;
    }
    let skip = |at: usize| {
        let last = at.checked_sub(1)?;
        let word = words.lower(last);
        let is_part = words.shape(last) == Shape::Digit
            || lexicon.numbers.small.contains_key(word)
            || lexicon.ranges.join.contains(word)
            || lexicon.words.range_ends.has(word);
        let modifier = || lexicon.modifiers.before.ending(words, at, 0).map(|(length, _)| length);
        let between = || lexicon.ranges.between.ending(words, at, 0).map(|(length, ())| length);
        modifier().or_else(between).or(is_part.then_some(1))
    };
    prices.is_before(words, start, skip)
}

/// The number of words before a number and after a unit that show whether a text is a headline.
const AROUND: usize = 4;
/// The least number of letters of a word that has a capital in a headline.
const LONG: usize = 5;

/// Returns whether the unit word `at..stop` begins a name: it has a capital, more words follow, and the words around it
/// are not those of a headline ("ten Kilo-class boats", but "Man Jumps Ten Foot Wall").
fn is_name(words: &Words<'_>, out: &Part, at: usize, stop: usize) -> bool {
    let is_titled = words.shape(at) == Shape::Title && words.raw(at).len() > 1;
    let around = out.start.saturating_sub(AROUND)..stop + AROUND;
    let is_sentence = || around.clone().any(|t| words.is_lower_word(t) && words.lower(t).len() >= LONG);
    let is_joined = || words.lower(stop) == "-" && words.is_glued(stop - 1) && words.is_glued(stop);
    is_titled && is_sentence() && (words.is_lower_word(stop) || words.is_capital(stop) || is_joined())
}

/// Adds a rate ("per barrel", "a barrel", "/barrel") after a unit: it is part of the unit, but not of the span.
fn rate(lexicon: &Lexicon, words: &Words<'_>, out: &mut Part, end: usize) {
    if let (Some(noun), Some(unit)) = (rate_noun(lexicon, words, out.end, end), out.unit.as_mut()) {
        let is_length = matches!(unit.as_str(), "mi" | "km" | "m" | "ft");
        let symbol = lexicon.words.speed.of(&noun).filter(|_| is_length).unwrap_or(&noun);
        *unit = format!("{unit}/{symbol}");
    }
}

fn rate_noun(lexicon: &Lexicon, words: &Words<'_>, at: usize, end: usize) -> Option<String> {
    if at + 1 >= end || !words.is_lower_word(at + 1) {
        return None;
    }
    let noun = words.lower(at + 1);
    let before = words.lower(at);
    let is_rate =
        lexicon.words.per.has(before) && !lexicon.words.not_rate.has(noun) && noun.chars().all(char::is_alphabetic);
    let fits = is_rate || lexicon.words.rate_article.has(before) && lexicon.units.rate.contains(noun);
    fits.then(|| noun.to_owned())
}
