//! Finds the extent of the noun phrase of a noun.

use std::ops::Range;

use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Returns the noun phrase of `head`: its words before the head, and an "of" phrase after it.
pub(super) fn noun_phrase(article: &ArticleView<'_>, head: usize) -> Range<usize> {
    let (mut start, mut end) = (first_word(article, head), end_of_phrase(article, head));
    // "well as embassies", "to the affidavit": words that belong to a preceding preposition or conjunction are not part
    // of the phrase; in "at least two people", they are.
    let leads = |start: usize| {
        let outside = article.syntax.head[start].is_none_or(|h| h == head || !(start..head).contains(&h));
        let joins = matches!(article.syntax.relation[start], Relation::Fixed | Relation::Case | Relation::Cc);
        !has_letters(article, start) || outside && joins
    };
    while start < head && leads(start) {
        start += 1;
    }
    while end > head + 1 && !has_letters(article, end - 1) {
        end -= 1;
    }
    start..end
}

fn has_letters(article: &ArticleView<'_>, token: usize) -> bool {
    article.word(token).contains(char::is_alphanumeric)
}

/// Returns the first of the dependents before the head that belong to its phrase.
fn first_word(article: &ArticleView<'_>, head: usize) -> usize {
    let (syntax, sentence) = (article.syntax, article.sentence(head));
    let belongs = |t: usize| {
        let is_mark = syntax.upos[t] == Upos::Punct && article.word(t) != "-";
        let is_apart = syntax.head[t] == Some(head)
            && matches!(
                syntax.relation[t],
                Relation::Case | Relation::Cc | Relation::Mark | Relation::Cop | Relation::Advmod
            );
        syntax.is_under(t, head) && !is_mark && !is_apart
    };
    let mut start = head;
    while start > sentence.start && belongs(start - 1) {
        start -= 1;
    }
    start
}

/// Returns the end of the phrase: after its head, or after an "of" phrase that depends on the head.
fn end_of_phrase(article: &ArticleView<'_>, head: usize) -> usize {
    let (syntax, sentence) = (article.syntax, article.sentence(head));
    let end = head + 1;
    if end >= sentence.end || !article.grammar().of.has(article.lower(end)) || !syntax.is_under(end, head) {
        return end;
    }
    let belongs = |t: usize| {
        let is_clause = matches!(
            syntax.relation[t],
            Relation::AclRelcl | Relation::Acl | Relation::Advcl | Relation::Nsubj | Relation::Cc
        );
        syntax.is_under(t, head) && syntax.upos[t] != Upos::Punct && !is_clause && !is_gerund(article, t)
    };
    let mut at = end;
    while at < sentence.end && belongs(at) {
        at += 1;
    }
    if at > end + 1 { at } else { end }
}

/// Returns whether the token is a gerund, which describes an act and is not part of a phrase for people ("accused
/// officials of hiding reports").
fn is_gerund(article: &ArticleView<'_>, token: usize) -> bool {
    let stands_before = matches!(article.syntax.relation[token], Relation::Amod | Relation::Compound);
    article.syntax.upos[token] == Upos::Verb && article.grammar().gerund.ends(article.word(token)) && !stands_before
}
