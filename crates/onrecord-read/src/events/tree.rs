//! Helpers to walk the syntax tree.

use crate::article::ArticleView;
use crate::knowledge::words::WordList;
use crate::syntax::{Relation, Upos};

/// The maximum number of steps from a word up to the event that it belongs to.
const MAX_STEPS: usize = 6;

/// Climbs from a word through nouns to one of `words`; returns the last word below it.
pub(super) fn climb(article: &ArticleView<'_>, words: &[usize], token: usize) -> Option<usize> {
    let syntax = article.syntax;
    let mut at = token;
    for _ in 0..MAX_STEPS {
        let head = syntax.head[at]?;
        if words.contains(&head) {
            return Some(at);
        }
        if syntax.upos[head] == Upos::Verb {
            return None;
        }
        at = head;
    }
    None
}

/// Returns whether the word has one of the prepositions.
pub(super) fn has_preposition(article: &ArticleView<'_>, token: usize, prepositions: &WordList) -> bool {
    let syntax = article.syntax;
    let is_one = |c: usize| syntax.relation[c] == Relation::Case && prepositions.has(&article.word(c).to_lowercase());
    article.children(token).iter().copied().any(is_one)
}

/// Returns whether a phrase with one of the prepositions depends on the noun.
pub(super) fn has_phrase(article: &ArticleView<'_>, noun: usize, prepositions: &WordList) -> bool {
    let syntax = article.syntax;
    syntax
        .children(noun, article.sentence(noun))
        .any(|t| syntax.relation[t] == Relation::Nmod && has_preposition(article, t, prepositions))
}
