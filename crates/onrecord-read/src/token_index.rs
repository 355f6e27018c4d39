//! The sentence and paragraph index of each token.

use onrecord_text::Division;

/// The sentence and paragraph of every token.
pub(crate) struct TokenIndex {
    /// The index of the sentence of each token.
    pub(crate) sentence: Vec<usize>,
    /// The index of the paragraph of each token.
    pub(crate) paragraph: Vec<usize>,
}

impl TokenIndex {
    /// Builds the index of a divided text.
    pub(crate) fn of(division: &Division) -> TokenIndex {
        let n = division.tokens.len();
        let mut index = TokenIndex { sentence: vec![0; n], paragraph: vec![0; n] };
        for (i, sentence) in division.sentences.iter().enumerate() {
            index.sentence[sentence.clone()].fill(i);
        }
        for i in 0..division.paragraphs.len() {
            index.paragraph[division.paragraph_tokens(i)].fill(i);
        }
        index
    }

    /// Returns the distance class of two tokens: 0 in the same sentence, 1 in the same paragraph, 2 otherwise.
    pub(crate) fn distance_class(&self, token: usize, other: usize) -> usize {
        if self.sentence[token] == self.sentence[other] {
            0
        } else if self.paragraph[token] == self.paragraph[other] {
            1
        } else {
            2
        }
    }
}
