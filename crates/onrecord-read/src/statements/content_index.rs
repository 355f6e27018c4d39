//! An index of the statements whose contents overlap each sentence.

use std::ops::Range;

use crate::token_index::TokenIndex;

/// For each sentence, the statements whose contents include words of it, in order.
pub(crate) struct ContentIndex(Vec<Vec<usize>>);

impl ContentIndex {
    /// Builds the index from the contents of each statement, as token ranges.
    pub(crate) fn of<'c>(index: &TokenIndex, contents: impl Iterator<Item = &'c [Range<usize>]>) -> ContentIndex {
        let n_sentences = index.sentence.last().map_or(0, |last| last + 1);
        let mut statements = vec![Vec::new(); n_sentences];
        for (i, content) in contents.enumerate() {
            for piece in content.iter().filter(|piece| !piece.is_empty()) {
                for inside in &mut statements[index.sentence[piece.start]..=index.sentence[piece.end - 1]] {
                    if inside.last() != Some(&i) {
                        inside.push(i);
                    }
                }
            }
        }
        ContentIndex(statements)
    }

    /// Returns the statements whose contents include words of the sentence, in order.
    pub(crate) fn in_sentence(&self, sentence: usize) -> &[usize] {
        &self.0[sentence]
    }
}
