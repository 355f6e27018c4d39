//! Finds numbers of the same things that differ between similar sentences of two articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use onrecord_knowledge::Text;
use onrecord_record::{MentionForm, Quantity, QuantityId, Span, StatementId};

use super::difference::{Count, Difference, account, are_apart, counted, of_counts, range};
use super::document::StoryDocument;
use super::terms;
use crate::date::day_number;

/// The maximum number of days between two articles whose counts are taken to refer to the same time.
const NEAR_DAYS: i64 = 1;
/// The minimum share of words that two sentences have in common.
const SENTENCES_ALIKE: f32 = 0.6;
/// The minimum number of words that they have in common.
const MIN_COMMON: usize = 4;
/// Words on each side of a number that are compared, and how many of them must be the same.
const N_BESIDE: usize = 2;
const MIN_BESIDE: usize = 3;

/// The minimum shares of the words of the shorter and of the longer sentence that both have, if each article gives only
/// one number of these things.
const SHORTER_ALIKE: f32 = 0.6;
const LONGER_ALIKE: f32 = 0.4;
/// The same share if both sentences say what happened to those who are counted.
const LONGER_ALIKE_WITH_FATE: f32 = 0.33;
/// The maximum number of words between a number and the word that says what happened to those who are counted.
const MAX_TO_FATE: usize = 5;

/// The lists of words beside numbers.
struct NumberWords {
    /// Words which show that a number is additional to others.
    on_top: BTreeSet<Text>,
    /// What happened to those who are counted: the number of the row that has the word.
    fates: BTreeMap<Text, usize>,
}

static WORDS: LazyLock<NumberWords> = LazyLock::new(|| {
    let mut words = NumberWords { on_top: BTreeSet::new(), fates: BTreeMap::new() };
    onrecord_knowledge::read_bundled("en/stories/numbers.txt", |table, mistakes| {
        words.on_top = table.words("on-top", mistakes);
        let rows = table.take("fates", mistakes);
        for (fate, row) in rows.iter().flat_map(|section| &section.rows).enumerate() {
            words.fates.extend(row.values().map(|word| (row.keep(word), fate)));
        }
    });
    words
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
    /// What happened to those who are counted, by the nearest word that says it: a row of [`NumberWords::fates`].
    fate: Option<usize>,
    /// The names in the sentence, without those of sources.
    names: BTreeSet<String>,
    /// The days that the sentence states.
    days: BTreeSet<i64>,
}

/// Returns the differences between numbers of the same things in nearly identical sentences of two articles.
pub(super) fn of(docs: &[StoryDocument]) -> Vec<Difference> {
    let mut by_counted: BTreeMap<String, Vec<NumberInSentence<'_>>> = BTreeMap::new();
    for (article, doc) in docs.iter().enumerate() {
        for place in 0..doc.record.quantities.len() {
            let what = counted(doc, &doc.record.quantities[place]);
            let found = in_sentence(article, doc, QuantityId(place));
            if !what.is_empty() {
                by_counted.entry(what).or_default().push(found);
            }
        }
    }
    let mut found = Vec::new();
    for (about, all) in by_counted {
        let is_only: Vec<bool> = all.iter().map(|one| is_only(one, &all)).collect();
        for (at, one) in all.iter().enumerate() {
            for (after, other) in all.iter().enumerate().skip(at + 1) {
                let are_only = is_only[at] && is_only[after];
                let are_same = || are_alike(docs, one, other) || are_only && are_similar(docs, one, other);
                let is_whole = !one.is_on_top() && !other.is_on_top();
                if is_whole && are_apart(one.quantity, other.quantity) && are_same() {
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
    let words = terms::words(sentence.text(text)).filter(|word| terms::is_informative(word)).collect();
    let (start, end) = (quantity.span.start, quantity.span.end);
    let mut before: Vec<String> = plain(Span::new(sentence.start.min(start), start).text(text));
    before.reverse();
    let after = plain(Span::new(end, sentence.end.max(end)).text(text));
    let fate = fate(&before, &after);
    let cut = |words: Vec<String>| words.into_iter().take(N_BESIDE).collect();
    let (names, days) = (names(doc, sentence), days(doc, sentence));
    NumberInSentence { article, id, quantity, sentence, words, beside: [cut(before), cut(after)], fate, names, days }
}

/// Returns what happened to those who are counted, by the nearest word before or after the number.
fn fate(before: &[String], after: &[String]) -> Option<usize> {
    let nearest = |words: &[String]| {
        let mut found = words.iter().take(MAX_TO_FATE).enumerate();
        found.find_map(|(at, word)| WORDS.fates.get(word.as_str()).map(|fate| (at, *fate)))
    };
    [nearest(before), nearest(after)].into_iter().flatten().min_by_key(|(at, _)| *at).map(|(_, fate)| fate)
}

/// Returns the words of the names of actors and places in a sentence, without those of the sources of statements.
fn names(doc: &StoryDocument, sentence: Span) -> BTreeSet<String> {
    let record = &doc.record;
    let mentions = record.actors.iter().flat_map(|actor| &actor.mentions);
    let mentions = mentions.filter(|mention| mention.form == MentionForm::Name).map(|mention| mention.span);
    let places = record.places.iter().map(|place| place.span);
    let is_source = |span: Span| record.statements.iter().flat_map(|s| &s.source).any(|source| source.overlaps(span));
    let spans = mentions.chain(places).filter(|span| sentence.contains(*span) && !is_source(*span));
    spans.flat_map(|span| terms::words(span.text(doc.text()))).collect()
}

/// Returns the days that a sentence states.
fn days(doc: &StoryDocument, sentence: Span) -> BTreeSet<i64> {
    let times = doc.record.times.iter().filter(|time| sentence.contains(time.span));
    times.map(|time| day_number(&time.value)).filter(|day| *day > 0).collect()
}

/// Returns whether the article gives no other number of the same things with the same fate.
fn is_only(one: &NumberInSentence<'_>, all: &[NumberInSentence<'_>]) -> bool {
    let others = all.iter().filter(|other| other.article == one.article && other.quantity.unit == one.quantity.unit);
    others.filter(|other| !other.has_other_fate(one)).all(|other| range(other.quantity) == range(one.quantity))
}

impl NumberInSentence<'_> {
    /// Returns whether the number comes on top of others.
    fn is_on_top(&self) -> bool {
        self.beside.iter().flatten().any(|word| WORDS.on_top.contains(word.as_str()))
    }

    fn has_other_fate(&self, other: &NumberInSentence<'_>) -> bool {
        matches!((self.fate, other.fate), (Some(one), Some(other)) if one != other)
    }
}

/// Returns whether two sets differ on both sides.
fn both_have_others<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_subset(other) && !other.is_subset(one)
}

/// Returns whether two numbers count the same things in sentences with much in common, which say that the same happened
/// to those who are counted, at the same time.
fn are_similar(docs: &[StoryDocument], one: &NumberInSentence<'_>, other: &NumberInSentence<'_>) -> bool {
    let n_common = one.words.intersection(&other.words).count();
    let (n_one, n_other) = (one.words.len(), other.words.len());
    let is_share = |n: usize, share: f32| n_common as f32 >= share * n as f32;
    are_comparable(docs, one, other)
        && one.fate == other.fate
        && same_time(docs, one, other)
        && n_common >= MIN_COMMON
        && is_share(n_one.min(n_other), SHORTER_ALIKE)
        && is_share(n_one.max(n_other), if one.fate.is_some() { LONGER_ALIKE_WITH_FATE } else { LONGER_ALIKE })
}

/// Returns whether two sentences speak of the same time: they state the same day, or one of them states none and the
/// articles are dated.
fn same_time(docs: &[StoryDocument], one: &NumberInSentence<'_>, other: &NumberInSentence<'_>) -> bool {
    let are_dated = docs[one.article].day > 0 && docs[other.article].day > 0;
    let states_none = one.days.is_empty() || other.days.is_empty();
    if states_none { are_dated } else { !one.days.is_disjoint(&other.days) }
}

/// Returns whether two numbers are in different articles of about the same day, the same may have happened to those who
/// are counted, and neither sentence has both numbers, or names that the other one lacks while it has others.
fn are_comparable(docs: &[StoryDocument], one: &NumberInSentence<'_>, other: &NumberInSentence<'_>) -> bool {
    let days = (docs[one.article].day, docs[other.article].day);
    let near = days.0 == 0 || days.1 == 0 || (days.0 - days.1).abs() <= NEAR_DAYS;
    one.article != other.article
        && near
        && !one.has_other_fate(other)
        && !both_have_others(&one.names, &other.names)
        && !has(docs, one, other.quantity)
        && !has(docs, other, one.quantity)
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
    let n_common = one.words.intersection(&other.words).count();
    let most = one.words.len().max(other.words.len());
    let sides = one.beside.iter().zip(&other.beside);
    let n_beside: usize = sides.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a == b).count()).sum();
    // A number at the beginning of a sentence has no preceding words.
    let at_edge = [one, other].iter().all(|c| c.beside.iter().any(Vec::is_empty));
    are_comparable(docs, one, other)
        && n_common >= MIN_COMMON
        && n_common as f32 >= SENTENCES_ALIKE * most as f32
        && n_beside >= if at_edge { N_BESIDE } else { MIN_BESIDE }
}

/// Returns whether the sentence of `found` also contains the other number, in which case it counts two things.
fn has(docs: &[StoryDocument], found: &NumberInSentence<'_>, number: &Quantity) -> bool {
    let all = &docs[found.article].record.quantities;
    all.iter().any(|other| found.sentence.contains(other.span) && range(other) == range(number))
}
