//! An attribution: a source, its cue, and its content.

use std::ops::Range;

/// A source, a cue and a content that belong together, as token ranges.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribution {
    /// The words that name the source; at most one range.
    pub(crate) source: Vec<Range<usize>>,
    /// The words that mark the attribution.
    pub(crate) cue: Range<usize>,
    /// The words of the content, in text order.
    pub(crate) content: Vec<Range<usize>>,
    /// The model's log probabilities from which confidence is computed; see [`super::confidence`].
    pub(crate) evidence: Evidence,
    /// Whether it is a turn of a transcript, found by its label and not by the model.
    pub(crate) is_turn: bool,
}

impl Attribution {
    /// Returns whether the token is part of the source or the content.
    pub(crate) fn is_said(&self, token: usize) -> bool {
        self.content.iter().chain(&self.source).any(|range| range.contains(&token))
    }

    /// Returns the ranges of the content and the cue.
    pub(super) fn content_and_cue(&self) -> Vec<Range<usize>> {
        self.content.iter().cloned().chain([self.cue.clone()]).collect()
    }

    /// Returns the ranges of the source and the cue.
    pub(super) fn source_and_cue(&self) -> Vec<Range<usize>> {
        self.source.iter().cloned().chain([self.cue.clone()]).collect()
    }
}

/// The certainty of the model heads about the parts of an attribution, as mean log probabilities per token.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Evidence {
    /// That the words of the cue form a cue.
    pub(crate) cue: f32,
    /// That the words of the source are the source of this cue.
    pub(crate) source: f32,
    /// That the words of the content are the content of this cue.
    pub(crate) content: f32,
    /// For the least certain boundary of the content.
    pub(crate) edge: f32,
}

/// Returns whether two ranges share a token.
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Returns whether the range shares no token with any of the others.
pub(super) fn is_free(range: Range<usize>, taken: &[Range<usize>]) -> bool {
    taken.iter().all(|t| range.end <= t.start || t.end <= range.start)
}
