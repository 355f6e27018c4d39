//! Finds numbers that differ between otherwise nearly identical sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use onrecord_knowledge::Text;
use onrecord_record::{Quantity, QuantityId, Span, StatementId};

use super::difference::{Count, Difference, account, are_apart, counted, of_counts, range};
use super::document::StoryDocument;
use super::terms;

/// The maximum number of days between two articles whose counts are taken to refer to the same time.
const NEAR_DAYS: i64 = 1;
/// The minimum share of words that two sentences have in common.
const SENTENCES_ALIKE: f32 = 0.6;
/// The minimum number of words that they have in common.
const MIN_COMMON: usize = 4;
/// Words on each side of a number that are compared, and how many of them must be the same.
const N_BESIDE: usize = 2;
const MIN_BESIDE: usize = 3;

/// Words which show that a number is additional to others.
static ON_TOP: LazyLock<BTreeSet<Text>> = LazyLock::new(|| {
    let mut on_top = BTreeSet::new();
    onrecord_knowledge::read_bundled("en/stories/numbers.txt", |table, mistakes| {
        on_top = table.words("on-top", mistakes);
    });
    on_top
});

/// A number in a sentence, with the words around it.
struct NumberInSentence<'a> {
    article: usize,
    id: QuantityId,
    quantity: &'a Quantity,
    sentence: Span,
    words: BTreeSet<String>,
    /// The words before and after the number, nearest first.
    beside: [Vec<String>; 2],
}

/// Returns the differences between numbers of the same things in nearly identical sentences of two articles.
pub(super) fn of(docs: &[StoryDocument]) -> Vec<Difference> {
    let mut by_counted: BTreeMap<String, Vec<NumberInSentence<'_>>> = BTreeMap::new();
    for (article, doc) in docs.iter().enumerate() {
        for place in 0..doc.record.quantities.len() {
            let what = counted(doc, &doc.record.quantities[place]);
            let found = in_sentence(article, doc, QuantityId(place));
            let on_top = found.beside.iter().any(|words| words.iter().any(|word| ON_TOP.contains(word.as_str())));
            if !what.is_empty() && !on_top {
                by_counted.entry(what).or_default().push(found);
            }
        }
    }
    let mut found = Vec::new();
    for (about, all) in by_counted {
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                if are_apart(one.quantity, other.quantity) && are_alike(docs, one, other) {
                    found.extend(of_counts(docs, about.clone(), [one, other].map(|c| count(docs, c)).into()));
                }
            }
        }
    }
    found
}

fn in_sentence(article: usize, doc: &StoryDocument, id: QuantityId) -> NumberInSentence<'_> {
    let quantity = &doc.record.quantities[id.0];
    let sentence = doc.sentence(quantity.span);
    let text = doc.text();
    let words = terms::words(sentence.text(text)).filter(|word| is_content(word)).collect();
    let (start, end) = (quantity.span.start, quantity.span.end);
    let mut before: Vec<String> = plain(Span::new(sentence.start.min(start), start).text(text));
    before.reverse();
    let after = plain(Span::new(end, sentence.end.max(end)).text(text));
    let cut = |words: Vec<String>| words.into_iter().take(N_BESIDE).collect();
    NumberInSentence { article, id, quantity, sentence, words, beside: [cut(before), cut(after)] }
}

/// Returns the words of `text` in lower case and singular.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| terms::stem(&word.to_lowercase()).into_owned()).collect()
}

/// Returns a number with the account that states it.
fn count(docs: &[StoryDocument], found: &NumberInSentence<'_>) -> Count {
    let statements = &docs[found.article].record.statements;
    let inside = statements.iter().rposition(|s| s.content.iter().any(|span| span.contains(found.quantity.span)));
    let id = found.id.to_string();
    (found.article, found.id, account(docs, found.article, id, found.quantity.span, inside.map(StatementId)))
}

/// Returns whether two numbers occur in nearly identical sentences of two articles.
fn are_alike(docs: &[StoryDocument], one: &NumberInSentence<'_>, other: &NumberInSentence<'_>) -> bool {
    let days = (docs[one.article].day, docs[other.article].day);
    let near = days.0 == 0 || days.1 == 0 || (days.0 - days.1).abs() <= NEAR_DAYS;
    let n_common = one.words.intersection(&other.words).count();
    let most = one.words.len().max(other.words.len());
    let sides = one.beside.iter().zip(&other.beside);
    let n_beside: usize = sides.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a == b).count()).sum();
    // A number at the beginning of a sentence has no preceding words.
    let at_edge = [one, other].iter().all(|c| c.beside.iter().any(Vec::is_empty));
    one.article != other.article
        && near
        && n_common >= MIN_COMMON
        && n_common as f32 >= SENTENCES_ALIKE * most as f32
        && n_beside >= if at_edge { N_BESIDE } else { MIN_BESIDE }
        && !has(docs, one, other.quantity)
        && !has(docs, other, one.quantity)
}

/// Returns whether the sentence of `found` also contains the other number, in which case it counts two things.
fn has(docs: &[StoryDocument], found: &NumberInSentence<'_>, number: &Quantity) -> bool {
    let all = &docs[found.article].record.quantities;
    all.iter().any(|other| found.sentence.contains(other.span) && range(other) == range(number))
}

/// Returns whether a word is informative; words that occur in a quarter of all news are not.
fn is_content(word: &str) -> bool {
    terms::BACKGROUND.count(word) < 0.25 * terms::BACKGROUND.n_articles
}
