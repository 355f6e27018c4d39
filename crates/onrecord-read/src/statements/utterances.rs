//! Resolves attributions: who says each one, to whom, where, and within which other one.

use std::ops::Range;

use super::attribution::Attribution;
use super::circumstances::circumstances;
use super::content_index::ContentIndex;
use super::speaker_confidence;
use crate::actors::{Entities, Mentioned, entities_of_source, is_named};
use crate::article::ArticleView;

/// An attribution with its participants, as entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Utterance {
    /// All entities that its source refers to.
    pub(crate) speakers: Vec<usize>,
    /// Those speakers that have a name, or a description that is equivalent to one.
    pub(super) named_speakers: Vec<usize>,
    /// Its addressees.
    pub(crate) addressees: Vec<usize>,
    /// Where it is made or published, as a token range.
    pub(super) venue: Option<Range<usize>>,
    /// The words that a time expression must depend on to be the time of the statement.
    pub(super) clause: Vec<usize>,
    /// The features of the named speakers.
    pub(crate) speaker_features: Vec<String>,
    /// The index of the innermost attribution whose content contains it.
    pub(super) within: Option<usize>,
}

/// Returns the utterance of each attribution.
pub(crate) fn utterances(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    attributions: &[Attribution],
) -> Vec<Utterance> {
    let within = nesting(article, attributions);
    let found: Vec<Vec<usize>> = attributions
        .iter()
        .map(|a| a.source.iter().flat_map(|s| entities_of_source(article, mentions, entities, s)).collect())
        .collect();
    // "I" refers to the speaker of the enclosing attribution.
    let speaking = |i: usize| first_person_holder(article, attributions, &within, i).unwrap_or(i);
    let utterance = |(i, attribution): (usize, &Attribution)| {
        let around = circumstances(article, mentions, attribution);
        let speaking = speaking(i);
        let speakers = found[speaking].clone();
        let named: Vec<usize> = speakers.iter().copied().filter(|&e| is_named(mentions, entities, e)).collect();
        Utterance {
            speaker_features: speaker_confidence::features(mentions, entities, &attributions[speaking], &named),
            named_speakers: named,
            addressees: around.addressees.iter().map(|&m| entities.of[m]).collect(),
            venue: around.venue,
            clause: around.clause,
            within: within[i],
            speakers,
        }
    };
    attributions.iter().enumerate().map(utterance).collect()
}

/// Returns the attribution whose speaker "I" refers to, if "I" is the source of attribution `i`: the innermost
/// enclosing one whose source is not "I" as well.
fn first_person_holder(
    article: &ArticleView<'_>,
    attributions: &[Attribution],
    within: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let is_i = |i: usize| {
        let is_word = |t: usize| article.grammar().self_words.has(article.word(t));
        matches!(&attributions[i].source[..], [s] if s.len() == 1 && is_word(s.start))
    };
    if !is_i(i) {
        return None;
    }
    let (mut holder, mut steps) = (within[i]?, 0);
    while is_i(holder) && steps < attributions.len() {
        let Some(next) = within[holder] else { break };
        (holder, steps) = (next, steps + 1);
    }
    (!is_i(holder)).then_some(holder)
}

/// Returns, for each attribution, the innermost other one whose content contains it.
fn nesting(article: &ArticleView<'_>, attributions: &[Attribution]) -> Vec<Option<usize>> {
    let contents = attributions.iter().map(|attribution| attribution.content.as_slice());
    let index = ContentIndex::of(article.index, contents);
    let holder = |(i, inner): (usize, &Attribution)| {
        let around = index.in_sentence(article.index.sentence[inner.cue.start]).iter();
        let holds = |&&j: &&usize| j != i && attributions[j].content.iter().any(|piece| lies_in(inner, piece));
        let length = |&&j: &&usize| attributions[j].content.iter().map(ExactSizeIterator::len).sum::<usize>();
        around.filter(holds).min_by_key(length).copied()
    };
    attributions.iter().enumerate().map(holder).collect()
}

/// Returns whether all parts of the attribution lie in the range.
fn lies_in(inner: &Attribution, outer: &Range<usize>) -> bool {
    let holds = |range: &Range<usize>| outer.start <= range.start && range.end <= outer.end;
    holds(&inner.cue) && inner.content.iter().all(holds) && inner.source.iter().all(holds)
}
