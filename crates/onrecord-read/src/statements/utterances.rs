//! Who says each attribution, to whom, where, and within whose words.

use std::ops::Range;

use super::attribution::Attribution;
use super::circumstances::circumstances;
use super::content_index::ContentIndex;
use super::speaker_confidence;
use crate::actors::{Entities, Mentioned, entities_of_source, is_named};
use crate::article::ArticleView;

/// One attribution with those who take part in it, as entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Utterance {
    /// Everybody behind the words of its source.
    pub(crate) speakers: Vec<usize>,
    /// Those of them who have a name, or a description that is as good.
    pub(super) named_speakers: Vec<usize>,
    /// Those to whom it is said.
    pub(crate) addressees: Vec<usize>,
    /// Where it is said or written, in tokens.
    pub(super) venue: Option<Range<usize>>,
    /// The words to which an expression of time belongs that tells when it is said.
    pub(super) clause: Vec<usize>,
    /// What speaks for or against the named speakers.
    pub(crate) speaker_features: Vec<String>,
    /// The number of the innermost attribution in whose content it lies.
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
    // "I" is whoever speaks around it.
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

/// Returns the attribution whose speaker "I" is, where "I" is the source of attribution `i`: the innermost one around it
/// that is not itself one of "I".
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

/// Returns for each attribution the innermost other one whose content it lies in.
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
