//! Completes sources that the tagger cut off, and adds the subject or possessor of a cue as its source if the tagger
//! found none.

use std::ops::Range;

use super::attribution::{Attribution, is_free};
use super::phrases::{is_nominal, is_within_phrase, phrase_start, subject_of, subtree};
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Maximum number of tokens added to a phrase.
const MAX_GROWTH: usize = 8;
/// Maximum number of heads followed from the last word of a phrase.
const MAX_HEADS: usize = 3;

/// Completes the source of one attribution.
pub(super) fn complete_source(article: &ArticleView<'_>, attribution: &mut Attribution) {
    let taken = attribution.content_and_cue();
    for source in &mut attribution.source {
        reach_head(article, source, &taken);
        reach_back(article, source, &taken);
        reach_conjuncts(article, source, &taken);
        reach_antecedent(article, source, &taken);
    }
}

/// Makes the subject of the cue, or else its possessor, the source of an attribution that has none.
pub(super) fn find_source(article: &ArticleView<'_>, attribution: &mut Attribution) {
    if attribution.source.is_empty() {
        let taken = attribution.content_and_cue();
        let found = subject(article, &attribution.cue, &taken);
        attribution.source.extend(found.or_else(|| possessor(article, &attribution.cue, &taken)));
    }
}

/// Extends the phrase to the noun that its last word modifies: "The" -> "The nominee".
fn reach_head(article: &ArticleView<'_>, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
    let syntax = article.syntax;
    for _ in 0..MAX_HEADS {
        let last = phrase.end - 1;
        let reach = phrase.end..(phrase.end + MAX_GROWTH).min(article.sentence(last).end);
        let head = syntax.head[last].filter(|h| is_within_phrase(syntax.relation[last]) && reach.contains(h));
        let Some(head) = head else { return };
        if !is_free(phrase.end..head + 1, taken) {
            return;
        }
        phrase.end = head + 1;
    }
}

/// Extends the phrase to articles, parts of names and possessors before it: "nominee" -> "The nominee".
fn reach_back(article: &ArticleView<'_>, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
    let (syntax, sentence) = (article.syntax, article.sentence(phrase.start));
    while phrase.start > sentence.start {
        let before = phrase.start - 1;
        let joined = matches!(
            syntax.relation[before],
            Relation::Det | Relation::Compound | Relation::Flat | Relation::NmodDesc | Relation::NmodPoss
        ) && syntax.head[before].is_some_and(|h| phrase.contains(&h));
        if !joined || !is_free(before..phrase.start, taken) {
            return;
        }
        phrase.start = before;
    }
}

/// Extends the phrase to conjuncts, which speak together: "his defense secretary" -> "Reed and his defense secretary".
fn reach_conjuncts(article: &ArticleView<'_>, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
    let syntax = article.syntax;
    let outside = |t: usize| syntax.head[t].is_none_or(|h| !phrase.contains(&h));
    let Some(head) = phrase.clone().find(|&t| outside(t) && is_nominal(syntax.upos[t])) else { return };
    let sentence = article.sentence(head);
    let is_and = |t: usize| article.children(t).iter().any(|&c| syntax.relation[c] == Relation::Cc);
    let subject = |t: usize| matches!(syntax.relation[t], Relation::Nsubj | Relation::OblAgent);
    let first = match (syntax.relation[head], syntax.head[head]) {
        (Relation::Conj, Some(first)) if first < head && subject(first) && is_and(head) => first,
        _ if subject(head) => head,
        _ => return,
    };
    let is_conjunct =
        |t: usize| t > first && syntax.relation[t] == Relation::Conj && is_nominal(syntax.upos[t]) && is_and(t);
    let Some(last) = article.children(first).iter().copied().rfind(|&t| is_conjunct(t)) else { return };
    let (start, mut end) = (phrase_start(article, first), last + 1);
    while end < sentence.end && matches!(syntax.relation[end], Relation::Flat) && syntax.is_under(end, last) {
        end += 1;
    }
    let grown = start.min(phrase.start)..end.max(phrase.end);
    let punctuated = (grown.start..phrase.start).chain(phrase.end..grown.end).any(|t| syntax.upos[t] == Upos::Punct);
    let free = is_free(grown.start..phrase.start, taken) && is_free(phrase.end..grown.end, taken);
    if !punctuated && free && grown.len() <= phrase.len() + MAX_GROWTH {
        *phrase = grown;
    }
}

/// Extends a relative clause to its antecedent: "who speaks for the family" -> "Reed who speaks for the family".
fn reach_antecedent(article: &ArticleView<'_>, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
    let syntax = article.syntax;
    if phrase.len() < 2 || syntax.upos[phrase.start] != Upos::Pron {
        return;
    }
    let is_clause = |t: usize| syntax.relation[t] == Relation::AclRelcl;
    let noun = phrase.clone().find(|&t| is_clause(t)).and_then(|t| syntax.head[t]);
    let Some(noun) = noun.filter(|&t| t < phrase.start && syntax.relation[t] == Relation::Nsubj) else { return };
    let start = phrase_start(article, noun);
    if is_free(start..phrase.start, taken) && phrase.start - start <= MAX_GROWTH {
        phrase.start = start;
    }
}

/// Returns the possessor of a noun cue ("Reed's claim that", "his promise to").
fn possessor(article: &ArticleView<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let syntax = article.syntax;
    let noun = cue.clone().find(|&t| syntax.upos[t] == Upos::Noun)?;
    let owner = article.children(noun).iter().find(|&&t| syntax.relation[t] == Relation::NmodPoss)?;
    let mut phrase = subtree(article, *owner, noun);
    while phrase.len() > 1 && syntax.relation[phrase.end - 1] == Relation::Case {
        phrase.end -= 1;
    }
    is_free(phrase.clone(), taken).then_some(phrase)
}

/// Returns the subject of the verb or predicate of the cue ("Reed said", "Reed is sure that").
fn subject(article: &ArticleView<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let syntax = article.syntax;
    // "is sure that", "is a critic of": a predicate has a subject just as a verb does.
    let is_predicate = |t: usize| article.children(t).iter().any(|&c| syntax.relation[c] == Relation::Cop);
    let verb = cue.clone().find(|&t| {
        (syntax.upos[t] == Upos::Verb || is_predicate(t)) && syntax.head[t].is_none_or(|h| !cue.contains(&h))
    })?;
    subject_of(article, verb, taken)
}
