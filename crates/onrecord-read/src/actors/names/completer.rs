//! What names are completed with: the text, the knowledge, and what they tell about the words of a name.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::text::TokenizedText;

/// Completes the names of a text and corrects their kinds.
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

    /// Is it a word that joins the parts of one name ("of", "and")?
    pub(super) fn joins(&self, token: usize) -> bool {
        self.knowledge.joins_names(self.text.word(token))
    }
}
