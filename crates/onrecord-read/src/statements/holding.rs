//! Which statements have words of a sentence in their contents.

use crate::article::ArticleView;
use std::ops::Range;

/// For each sentence the statements whose contents, in tokens, have words of it, in order.
pub(crate) struct Holding(Vec<Vec<usize>>);

impl Holding {
    pub(crate) fn new<'c>(article: &ArticleView<'_>, contents: impl Iterator<Item = &'c [Range<usize>]>) -> Self {
        let mut of = vec![Vec::new(); article.division.sentences.len()];
        for (i, content) in contents.enumerate() {
            for piece in content.iter().filter(|piece| !piece.is_empty()) {
                let sentence = &article.index.sentence;
                for holding in &mut of[sentence[piece.start]..=sentence[piece.end - 1]] {
                    if holding.last() != Some(&i) {
                        holding.push(i);
                    }
                }
            }
        }
        Holding(of)
    }

    pub(crate) fn of(&self, sentence: usize) -> &[usize] {
        &self.0[sentence]
    }
}
