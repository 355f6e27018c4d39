//! Numbers that differ in sentences which are otherwise nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Quantity, QuantityId, Span, StatementId};

use super::differences::{Count, Difference, account, are_apart, counted, numbers};
use super::terms;
use super::view::Piece;

/// Days within which two articles can be about the same state of things.
const NEAR_DAYS: i64 = 1;
/// Least share of common words of two sentences that differ in a number.
const SENTENCES_ALIKE: f32 = 0.6;
/// Least number of words that they must have in common.
const MIN_COMMON: usize = 4;
/// Words on each side of a number that are compared, and how many of all these must be the same.
const N_BESIDE: usize = 2;
const MIN_BESIDE: usize = 3;

/// Words that make a number one of those that came on top of others.
const ON_TOP: [&str; 8] = ["more", "another", "additional", "further", "extra", "other", "new", "least"];

/// A number in a sentence, and the words around it.
struct Counted<'a> {
    article: usize,
    id: QuantityId,
    quantity: &'a Quantity,
    sentence: Span,
    words: BTreeSet<String>,
    /// The words before and after the number, nearest first.
    beside: [Vec<String>; 2],
}

/// Returns the differences between numbers of the same things in sentences of two articles that are nearly the same.
pub(super) fn of(pieces: &[Piece]) -> Vec<Difference> {
    let mut by_counted: BTreeMap<String, Vec<Counted<'_>>> = BTreeMap::new();
    for (article, piece) in pieces.iter().enumerate() {
        for place in 0..piece.record.quantities.len() {
            let what = counted(piece, &piece.record.quantities[place]);
            let found = in_sentence(article, piece, QuantityId(place));
            let on_top = found.beside.iter().any(|words| words.iter().any(|word| ON_TOP.contains(&word.as_str())));
            if !what.is_empty() && !on_top {
                by_counted.entry(what).or_default().push(found);
            }
        }
    }
    let mut found = Vec::new();
    for (about, all) in by_counted {
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                if are_apart(one.quantity, other.quantity) && are_alike(pieces, one, other) {
                    found.extend(numbers(pieces, about.clone(), [one, other].map(|c| told(pieces, c)).into()));
                }
            }
        }
    }
    found
}

fn in_sentence(article: usize, piece: &Piece, id: QuantityId) -> Counted<'_> {
    let quantity = &piece.record.quantities[id.0];
    let sentence = piece.sentence(quantity.span);
    let text = piece.text();
    let words = terms::words(sentence.text(text)).filter(|word| is_content(word)).collect();
    let (start, end) = (quantity.span.start, quantity.span.end);
    let mut before: Vec<String> = plain(Span::new(sentence.start.min(start), start).text(text));
    before.reverse();
    let after = plain(Span::new(end, sentence.end.max(end)).text(text));
    let cut = |words: Vec<String>| words.into_iter().take(N_BESIDE).collect();
    Counted { article, id, quantity, sentence, words, beside: [cut(before), cut(after)] }
}

fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| terms::stem(&word.to_lowercase()).into_owned()).collect()
}

/// Returns the account of a number, with the statement in which it stands.
fn told(pieces: &[Piece], found: &Counted<'_>) -> Count {
    let statements = &pieces[found.article].record.statements;
    let inside = statements.iter().rposition(|s| s.content.iter().any(|piece| piece.contains(found.quantity.span)));
    let id = found.id.to_string();
    (found.article, found.id, account(pieces, found.article, id, found.quantity.span, inside.map(StatementId)))
}

fn are_alike(pieces: &[Piece], one: &Counted<'_>, other: &Counted<'_>) -> bool {
    let days = (pieces[one.article].day, pieces[other.article].day);
    let near = days.0 == 0 || days.1 == 0 || (days.0 - days.1).abs() <= NEAR_DAYS;
    let n_common = one.words.intersection(&other.words).count();
    let most = one.words.len().max(other.words.len());
    let sides = one.beside.iter().zip(&other.beside);
    let n_beside: usize = sides.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a == b).count()).sum();
    // A number that begins a sentence has nothing before it.
    let at_edge = [one, other].iter().all(|c| c.beside.iter().any(Vec::is_empty));
    one.article != other.article
        && near
        && n_common >= MIN_COMMON
        && n_common as f32 >= SENTENCES_ALIKE * most as f32
        && n_beside >= if at_edge { N_BESIDE } else { MIN_BESIDE }
        && !has(pieces, one, other.quantity)
        && !has(pieces, other, one.quantity)
}

/// Whether the sentence of `found` has the other number, too: then it counts two things.
fn has(pieces: &[Piece], found: &Counted<'_>, number: &Quantity) -> bool {
    let all = &pieces[found.article].record.quantities;
    let range = |quantity: &Quantity| (quantity.low.map(f64::to_bits), quantity.high.map(f64::to_bits));
    all.iter().any(|other| found.sentence.contains(other.span) && range(other) == range(number))
}

/// Whether a word says something: those in a quarter of all news do not.
fn is_content(word: &str) -> bool {
    terms::BACKGROUND.count(word) < 0.25 * terms::BACKGROUND.n_articles
}
