//! Merges statements that carry the same quote in different articles of a story.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Quantity, Statement, StatementKind};
use serde::Serialize;

use super::actors::ActorIndex;
use super::difference::range;
use super::document::{Passage, StoryDocument};
use crate::date::date_of_day;
use crate::entries::statement_day;
use crate::text::joined_spans;

/// A quote with all articles that carry it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergedQuote {
    /// The day on which it was said, or else the day of first publication.
    pub day: Option<String>,
    /// The speakers, as indexes of the story's actors.
    pub speakers: Vec<usize>,
    /// Probability that the speakers are correct, 0 to 1: the maximum over the articles.
    pub speaker_confidence: Option<f32>,
    /// The source in the first article.
    pub source: String,
    /// The cue in the first article.
    pub cue: String,
    /// The wording in each article, earliest first.
    pub versions: Vec<QuoteVersion>,
    /// The indexes of the articles that carry it.
    pub articles: Vec<usize>,
}

/// The wording of a quote in one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteVersion {
    /// The content.
    #[serde(flatten)]
    pub words: Passage,
    /// The source.
    pub source: String,
    /// The cue, such as "said" or "denied".
    pub cue: String,
}

/// The length of a shingle in words; shingles are the runs of words used to find copies of a quote.
const N_SHINGLE: usize = 3;
/// The minimum share of the shorter quote's shingles that the other quote must contain.
const SHARE: f32 = 0.6;
/// The minimum share of the longer quote's shingles, unless both are in quotation marks.
const SHARE_OF_LONGER: f32 = 0.4;
/// The minimum number of common shingles: six words in a row, or more in several runs; one more unless both are in
/// quotation marks.
const MIN_COMMON: usize = 4;
/// The maximum number of statements looked up by one shingle; more frequent shingles are not informative.
const MAX_ALIKE: usize = 60;

struct Quote<'a> {
    article: usize,
    position: usize,
    statement: &'a Statement,
    speakers: BTreeSet<usize>,
    shingles: BTreeSet<Vec<String>>,
    /// The numbers in the content.
    numbers: BTreeSet<(Option<u64>, Option<u64>)>,
    day: i64,
}

/// Returns the quotes of `docs`, which are in chronological order.
pub(super) fn of(docs: &[StoryDocument], index: &ActorIndex) -> Vec<MergedQuote> {
    let said: Vec<Quote<'_>> = docs.iter().enumerate().flat_map(|(at, doc)| statements(at, doc, index)).collect();
    let mut by_shingle: BTreeMap<&Vec<String>, Vec<usize>> = BTreeMap::new();
    // For each statement, the first statement that carries the same quote.
    let mut first_of: Vec<usize> = (0..said.len()).collect();
    for (at, one) in said.iter().enumerate() {
        let mut n_common: BTreeMap<usize, usize> = BTreeMap::new();
        for shingle in &one.shingles {
            let alike = by_shingle.entry(shingle).or_default();
            if alike.len() < MAX_ALIKE {
                alike.iter().for_each(|&other| *n_common.entry(other).or_default() += 1);
                alike.push(at);
            }
        }
        let same = n_common.into_iter().find(|&(other, n)| is_same(one, &said[other], n));
        if let Some((other, _)) = same {
            first_of[at] = first_of[other];
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    first_of.iter().enumerate().for_each(|(at, &first)| groups.entry(first).or_default().push(at));
    let mut quotes: Vec<(i64, MergedQuote)> = groups.into_values().map(|group| merged(docs, &said, &group)).collect();
    quotes.sort_by_key(|(day, _)| *day);
    quotes.into_iter().map(|(_, quote)| quote).collect()
}

fn statements<'a>(article: usize, doc: &'a StoryDocument, index: &'a ActorIndex) -> impl Iterator<Item = Quote<'a>> {
    doc.record.statements.iter().enumerate().filter(|(_, statement)| !statement.content.is_empty()).map(
        move |(position, statement)| {
            let inside = |quantity: &&Quantity| statement.content.iter().any(|span| span.contains(quantity.span));
            Quote {
                numbers: doc.record.quantities.iter().filter(inside).map(range).collect(),
                article,
                position,
                statement,
                speakers: index.actors_of(article, &statement.speakers),
                shingles: shingles(&joined_spans(doc.text(), &statement.content)),
                day: statement_day(&doc.record, statement),
            }
        },
    )
}

/// Returns whether two statements with `n_common` common shingles carry the same quote; those by different speakers
/// never do.
fn is_same(one: &Quote<'_>, other: &Quote<'_>, n_common: usize) -> bool {
    let fewest = one.shingles.len().min(other.shingles.len());
    let differ = !one.speakers.is_empty() && !other.speakers.is_empty() && one.speakers.is_disjoint(&other.speakers);
    let is_inside =
        one.article == other.article && (one.statement.within.is_some() || other.statement.within.is_some());
    // Text in quotation marks is often quoted in part; a partial match of other text may be about something else.
    let most = one.shingles.len().max(other.shingles.len());
    let quoted = [one, other].iter().all(|said| said.statement.kind != StatementKind::Indirect);
    let is_enough = quoted || n_common as f32 >= SHARE_OF_LONGER * most as f32;
    // "Twelve were killed" and "fifteen were killed" are different claims, not different wordings.
    let same_numbers = one.numbers.is_subset(&other.numbers) || other.numbers.is_subset(&one.numbers);
    !differ
        && !is_inside
        && is_enough
        && same_numbers
        && n_common >= MIN_COMMON + usize::from(!quoted)
        && n_common as f32 >= SHARE * fewest as f32
}

/// Returns every run of three words, in lower case and without punctuation.
fn shingles(text: &str) -> BTreeSet<Vec<String>> {
    let lower = text.to_lowercase();
    let words: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.windows(N_SHINGLE).map(<[String]>::to_vec).collect()
}

fn merged(docs: &[StoryDocument], said: &[Quote<'_>], group: &[usize]) -> (i64, MergedQuote) {
    let first = &said[group[0]];
    let text = docs[first.article].text();
    let day = group.iter().map(|&at| said[at].day).filter(|day| *day > 0).min().unwrap_or(0);
    let speakers: BTreeSet<usize> = group.iter().flat_map(|&at| said[at].speakers.iter().copied()).collect();
    let articles: BTreeSet<usize> = group.iter().map(|&at| said[at].article).collect();
    let version = |at: &usize| {
        let Quote { article, position, statement, .. } = &said[*at];
        let id = onrecord_record::StatementId(*position).to_string();
        let text = docs[*article].text();
        QuoteVersion {
            words: docs[*article].passage(*article, Some(id), &statement.content),
            source: joined_spans(text, &statement.source),
            cue: joined_spans(text, &statement.cue),
        }
    };
    let confidences = group.iter().filter_map(|&at| said[at].statement.speaker_confidence);
    let quote = MergedQuote {
        speaker_confidence: confidences.max_by(f32::total_cmp).filter(|_| !speakers.is_empty()),
        day: date_of_day(day),
        speakers: speakers.into_iter().collect(),
        source: joined_spans(text, &first.statement.source),
        cue: joined_spans(text, &first.statement.cue),
        versions: group.iter().map(version).collect(),
        articles: articles.into_iter().collect(),
    };
    (day, quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_ignore_punctuation() {
        let common = |a: &str, b: &str| shingles(a).intersection(&shingles(b)).count();
        assert_eq!(common("“We will rebuild this bridge, and soon.”", "We will rebuild this bridge and soon"), 5);
        assert_eq!(common("We will rebuild", "We shall rebuild"), 0);
        assert_eq!(common("", "a b"), 0);
    }
}
