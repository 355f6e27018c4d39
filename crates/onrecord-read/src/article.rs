//! The article under reading, as every stage after the model sees it.

use std::ops::Range;

use onrecord_text::Division;

use crate::knowledge::Knowledge;
use crate::syntax::Syntax;
use crate::token_index::TokenIndex;

/// The article under reading: its text, its words and their syntax, and the knowledge that it is read with.
pub(crate) struct ArticleView<'a> {
    pub(crate) text: &'a str,
    pub(crate) division: &'a Division,
    pub(crate) index: &'a TokenIndex,
    pub(crate) syntax: &'a Syntax,
    pub(crate) knowledge: &'a Knowledge,
    /// The day of publication, ISO 8601.
    pub(crate) published: Option<&'a str>,
}

impl<'a> ArticleView<'a> {
    /// Returns the text of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.division.tokens[token].span.text(self.text)
    }

    /// Returns the text from the first to the last of the tokens.
    pub(crate) fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.division.span(tokens).text(self.text)
    }

    /// Returns the tokens of the sentence that a token stands in.
    pub(crate) fn sentence(&self, token: usize) -> &Range<usize> {
        &self.division.sentences[self.index.sentence[token]]
    }
}
