//! Finds the words that say what a number counts.

use onrecord_record::Span;
use onrecord_text::Shape;

use super::lexicon::Lexicon;
use super::unit::{Part, is_counted_plural};
use super::words::Words;
use crate::syntax::{Syntax, Upos};

/// The maximum number of tokens of the counted phrase.
const MOST_TOKENS: usize = 8;

/// Returns the words that `part` counts, among the tokens before `end`; `after` is the first token after the whole
/// quantity.
pub(super) fn counted(
    lexicon: &Lexicon,
    words: &Words<'_>,
    syntax: Option<&Syntax>,
    part: &Part,
    after: usize,
    end: usize,
) -> Option<Span> {
    let mut start = after;
    let is_of = |at: usize| lexicon.words.of.has(words.lower(at));
    let of = is_of(after) || after > 0 && after > part.start && is_of(after - 1);
    if is_of(after) {
        start += 1;
    } else if part.unit.as_ref().is_some_and(|unit| !unit.is_empty()) && !of {
        return None;
    }
    if words.lower(start) == "-" && words.is_glued(start.wrapping_sub(1)) {
        start += 1;
    }
    if start > after && start == part.end + 1 && words.lower(start - 1) == "-" && part.unit.is_none() {
        return (start < end).then(|| words.span(start, start + 1));
    }
    let mut start = skip(lexicon, words, start, of || part.number.fraction);
    if part.number.ordinal && lexicon.words.in_order.has(words.lower(start)) {
        start += 1;
    }
    // A counted phrase does not continue after a comma or bracket.
    if words.shape(start) == Shape::Mark && !matches!(words.lower(start), "\"" | "“" | "'" | "‘" | "$") {
        return None;
    }
    let stop = match syntax {
        Some(syntax) => by_syntax(syntax, start, end),
        None => None,
    };
    let stop = stop.or_else(|| by_words(lexicon, words, start, end, of))?;
    let told = |span: &Span| span.text(words.text).contains(char::is_alphanumeric);
    (start < stop).then(|| words.span(start, stop).trim(words.text)).filter(told)
}

/// Skips "the", "of those" and similar words.
fn skip(lexicon: &Lexicon, words: &Words<'_>, at: usize, partitive: bool) -> usize {
    let determiner = lexicon.counted.determiner.contains(words.lower(at));
    // "those" alone is the counted phrase ("three of those").
    let alone = lexicon.words.demonstrative.has(words.lower(at)) && !words.is_lower_word(at + 1);
    if partitive && determiner && !alone { at + 1 } else { at }
}

/// Returns the end of the noun phrase whose first word is at `start`: one past its head, which is the nearest noun
/// above the first word, or that word itself.
fn by_syntax(syntax: &Syntax, start: usize, end: usize) -> Option<usize> {
    let nominal = |at: usize| matches!(syntax.upos.get(at), Some(Upos::Noun | Upos::Propn | Upos::Pron));
    let inside = |at: usize| {
        let modifies = matches!(
            syntax.upos.get(at),
            Some(Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Punct | Upos::Adv | Upos::Verb | Upos::Pron)
        );
        at < end && modifies
    };
    let mut at = start;
    for _ in 0..MOST_TOKENS {
        if !inside(at) {
            return None;
        }
        match syntax.head.get(at).copied().flatten() {
            // The head follows a word of the phrase.
            Some(head) if is_phrase_head(syntax, at, head) && nominal(head) && head < end.min(start + MOST_TOKENS) => {
                at = head;
            }
            _ => return nominal(at).then_some(at + 1),
        }
    }
    None
}

/// Returns whether `head` is a later word of the phrase of `at`; false if `at` is a noun and `head` a verb ("20 people
/// died").
fn is_phrase_head(syntax: &Syntax, at: usize, head: usize) -> bool {
    let noun = matches!(syntax.upos.get(at), Some(Upos::Noun | Upos::Propn | Upos::Pron));
    let clause = matches!(syntax.upos.get(head), Some(Upos::Verb | Upos::Aux | Upos::Adj));
    head > at && !(noun && clause)
}

fn by_words(lexicon: &Lexicon, words: &Words<'_>, start: usize, end: usize, of: bool) -> Option<usize> {
    let mut at = start;
    let mut last_plural = None;
    while at < end && at < start + MOST_TOKENS {
        let word = words.lower(at);
        let is_word = word.chars().any(char::is_alphabetic);
        let number_in_name = at > start && words.is_capital(at - 1) && word.chars().any(|c| c.is_ascii_digit());
        let hyphen = word == "-" && at > start && words.is_glued(at - 1) && words.is_glued(at);
        if hyphen || number_in_name {
            at += 1 + usize::from(hyphen && at + 1 < end);
            continue;
        }
        // "them" and "those" after "of" are the counted phrase.
        if of && at == start && lexicon.words.pronoun.has(word) {
            return Some(at + 1);
        }
        let between = at > start && last_plural.is_none() && words.is_lower_word(at + 1) && words.is_lower_word(at - 1);
        let joined = between
            && (lexicon.words.and.has(word) || word == "," && !lexicon.counted.stop.contains(words.lower(at + 1)));
        let genitive = lexicon.words.possessive.has(word) && at > start && words.is_capital(at - 1);
        if joined || genitive {
            at += 1;
            continue;
        }
        // A capital makes a word that would end the phrase part of a name ("Rose May").
        let name = at > start && words.is_capital(at) && words.is_capital(at - 1);
        let stops = (lexicon.counted.stop.contains(word) || lexicon.numbers.small.contains_key(word)) && !name;
        if !is_word || stops || lexicon.words.adverb_endings.ends(word) && at > start {
            break;
        }
        let adverb_or_verb = at > start && last_plural.is_some() && words.is_lower_word(at);
        if adverb_or_verb {
            break;
        }
        at += 1;
        if is_counted_plural(lexicon, words, at - 1) {
            last_plural = Some(at);
        }
    }
    if let Some(stop) = last_plural {
        return Some(stop);
    }
    // Without a plural, the words up to here are taken, unless the only word is probably a verb.
    let verb = lexicon.words.verb_endings.ends(words.lower(start)) && at == start + 1;
    (at > start && !verb).then_some(at)
}
