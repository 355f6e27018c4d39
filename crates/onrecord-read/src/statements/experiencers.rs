//! Finds experiencers as sources, which are neither subjects nor possessors of a cue: who has doubts, is alarmed, or
//! finds something odd.

use std::ops::Range;

use super::attribution::{Attribution, is_free};
use super::phrases::{object_of_preposition, subject_of, subtree};
use crate::article::ArticleView;
use crate::knowledge::Circumstance;
use crate::syntax::{Relation, Upos};

/// Makes the experiencer of the cue the source of an attribution that has none.
pub(super) fn find_experiencer(article: &ArticleView<'_>, attribution: &mut Attribution) {
    if !attribution.source.is_empty() {
        return;
    }
    let taken = attribution.content_and_cue();
    let is_verb = |t: usize| article.syntax.upos[t] == Upos::Verb;
    let word = attribution.cue.clone().find(|&t| is_verb(t) || is(article, t, Circumstance::Felt));
    let found = match word {
        Some(word) if is(article, word, Circumstance::Felt) => feeling(article, word),
        Some(verb) if is(article, verb, Circumstance::Seeming) => beholder(article, verb),
        Some(_) => None,
        None => holder(article, &attribution.cue, &taken),
    };
    attribution.source.extend(found.filter(|phrase| is_free(phrase.clone(), &taken)));
}

fn is(article: &ArticleView<'_>, token: usize, what: Circumstance) -> bool {
    article.knowledge.is_circumstance(article.lower(token), what)
}

/// Returns the subject of the verb that has the cue as its object: "Reed has questions about", "they gave assurances
/// that".
fn holder(article: &ArticleView<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let syntax = article.syntax;
    let verb = cue.clone().find_map(|t| syntax.head[t].filter(|_| syntax.relation[t] == Relation::Obj))?;
    is(article, verb, Circumstance::Holding).then(|| subject_of(article, verb, taken)).flatten()
}

/// Returns the subject of a passive: "The council was alarmed by".
fn feeling(article: &ArticleView<'_>, word: usize) -> Option<Range<usize>> {
    let is_subject = |t: usize| matches!(article.syntax.relation[t], Relation::NsubjPass | Relation::Nsubj);
    let subject = article.children(word).iter().find(|&&t| is_subject(t))?;
    Some(subtree(article, *subject, word))
}

/// Returns the phrase after "to": "It seems odd to Reed".
fn beholder(article: &ArticleView<'_>, verb: usize) -> Option<Range<usize>> {
    let syntax = article.syntax;
    let below = |&t: &usize| {
        let near = syntax.head[t].is_some_and(|h| h == verb || syntax.head[h] == Some(verb));
        near && t > verb && syntax.relation[t] == Relation::Obl && matches!(syntax.upos[t], Upos::Pron | Upos::Propn)
    };
    let behind_to = |&t: &usize| article.children(t).iter().any(|&c| is(article, c, Circumstance::To));
    let head = article.sentence(verb).clone().filter(below).find(behind_to)?;
    Some(object_of_preposition(article, head, verb))
}
