//! Phrases around a word according to the syntax.

use std::ops::Range;

use super::attribution::is_free;
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Maximum number of verbs tried on the way up to the one that has the subject.
const MAX_VERBS: usize = 4;

/// Returns the contiguous words under `head` on its side of `verb`.
pub(super) fn subtree(article: &ArticleView<'_>, head: usize, verb: usize) -> Range<usize> {
    let (syntax, sentence) = (article.syntax, article.sentence(verb));
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start && start - 1 != verb && syntax.is_under(start - 1, head) {
        start -= 1;
    }
    while end < sentence.end && end != verb && syntax.is_under(end, head) {
        end += 1;
    }
    while end > head + 1 && syntax.upos[end - 1] == Upos::Punct {
        end -= 1;
    }
    start..end
}

/// Returns the words under `head`, as [`subtree`] does, without prepositions at the start.
pub(super) fn object_of_preposition(article: &ArticleView<'_>, head: usize, verb: usize) -> Range<usize> {
    let mut phrase = subtree(article, head, verb);
    while phrase.len() > 1 && article.syntax.relation[phrase.start] == Relation::Case {
        phrase.start += 1;
    }
    phrase
}

/// Returns the start of the noun phrase of `head`.
pub(super) fn phrase_start(article: &ArticleView<'_>, head: usize) -> usize {
    let (syntax, sentence) = (article.syntax, article.sentence(head));
    let mut start = head;
    while start > sentence.start && is_within_phrase(syntax.relation[start - 1]) && syntax.is_under(start - 1, head) {
        start -= 1;
    }
    start
}

/// Returns the subject of a verb if its words are not taken: its own subject, that of the verb it is coordinated with,
/// or that of the verb that governs it.
pub(super) fn subject_of(article: &ArticleView<'_>, verb: usize, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let syntax = article.syntax;
    let mut verb = verb;
    for _ in 0..MAX_VERBS {
        let has_other = |&t: &usize| {
            matches!(syntax.relation[t], Relation::NsubjPass | Relation::Expl | Relation::AuxPass | Relation::Csubj)
        };
        if article.children(verb).iter().any(has_other) {
            return None;
        }
        let own = article.children(verb).iter().find(|&&t| syntax.relation[t] == Relation::Nsubj);
        if let Some(&head) = own {
            let phrase = subtree(article, head, verb);
            return is_free(phrase.clone(), taken).then_some(phrase);
        }
        match syntax.relation[verb] {
            Relation::Conj | Relation::Xcomp | Relation::Advcl => verb = syntax.head[verb]?,
            _ => return None,
        }
    }
    None
}

/// Returns whether words with this part of speech can head noun phrases.
pub(super) fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// Returns whether words with this relation precede their noun within its phrase.
pub(super) fn is_within_phrase(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::Nummod
            | Relation::NmodDesc
            | Relation::NmodPoss
    )
}
