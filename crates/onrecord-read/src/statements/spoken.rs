//! The sources and contents of all attributions, by token.

use std::ops::Range;

use super::attribution::Attribution;

/// The sources and contents of the attributions of an article.
pub(crate) struct Spoken {
    /// The attribution whose source contains each token.
    pub(crate) source_of: Vec<Option<usize>>,
    /// The source of each attribution, as token ranges.
    pub(crate) sources: Vec<Vec<Range<usize>>>,
    /// The content of each attribution, as token ranges.
    pub(crate) contents: Vec<Vec<Range<usize>>>,
}

impl Spoken {
    /// Collects the sources and contents of the attributions of a text with `n_tokens` tokens.
    pub(crate) fn of(attributions: &[Attribution], n_tokens: usize) -> Spoken {
        let mut source_of = vec![None; n_tokens];
        for (i, attribution) in attributions.iter().enumerate() {
            attribution.source.iter().for_each(|range| source_of[range.clone()].fill(Some(i)));
        }
        let sources = attributions.iter().map(|a| a.source.clone()).collect();
        Spoken { source_of, sources, contents: attributions.iter().map(|a| a.content.clone()).collect() }
    }

    /// Returns the attribution whose source contains the token.
    pub(crate) fn source(&self, token: usize) -> Option<usize> {
        self.source_of.get(token).copied().flatten()
    }

    /// Returns whether the token is part of a source.
    pub(crate) fn speaks(&self, token: usize) -> bool {
        self.source(token).is_some()
    }

    /// Returns whether `token` lies in the content of the attribution whose source contains the token `source`.
    pub(crate) fn is_said_by(&self, token: usize, source: usize) -> bool {
        self.source(source).is_some_and(|s| self.contents[s].iter().any(|r| r.contains(&token)))
    }
}
