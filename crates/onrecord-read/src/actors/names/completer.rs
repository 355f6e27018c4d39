//! The text and knowledge base used to complete names, with checks on the words of a name.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::text::TokenizedText;

/// Completes the names of a text and corrects their types.
pub(super) struct NameCompleter<'a> {
    pub(super) text: &'a TokenizedText<'a>,
    pub(super) knowledge: &'a Knowledge,
}

impl NameCompleter<'_> {
    pub(super) fn is_capital(&self, token: usize) -> bool {
        self.text.word(token).starts_with(char::is_uppercase)
    }

    pub(super) fn is_country(&self, tokens: &Range<usize>) -> bool {
        self.knowledge.country_by_name(&self.text.plain_words(tokens)).is_some()
    }

    /// Returns whether the word links the parts of one name ("of", "and").
    pub(super) fn joins(&self, token: usize) -> bool {
        self.knowledge.joins_names(self.text.word(token))
    }
}
