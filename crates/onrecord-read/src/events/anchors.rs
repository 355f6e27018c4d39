//! The anchor of an event: a trigger together with its particle, its object, or the word before it.

use super::clause_view::ClauseView;
use super::ontology::Trigger;
use crate::syntax::Relation;

/// The maximum number of words between a verb and its object for one anchor to span both.
const MAX_ANCHOR: usize = 6;

/// Returns the tokens of the trigger, or `None` if one of its words is missing.
pub(super) fn anchor(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> Option<std::ops::Range<usize>> {
    let mut range = token..token + 1;
    let mut preposition = None;
    for group in &trigger.further {
        let is_further = |t: usize| group.contains(&view.lower(t));
        let at = if trigger.is_verb {
            beside_verb(view, token, &is_further)?
        } else {
            before_noun(view, token, &is_further)?
        };
        // "Went to war", but not "went to a war museum": the preposition must belong to the word after it.
        let syntax = view.article.syntax;
        if trigger.is_verb && preposition.is_some_and(|t: usize| syntax.head[t] != Some(at)) {
            return None;
        }
        preposition = Some(at).filter(|&t| view.relation(t) == Relation::Case);
        if at.abs_diff(token) <= MAX_ANCHOR {
            range = range.start.min(at)..range.end.max(at + 1);
        }
    }
    Some(range)
}

/// Returns whether the verb means something else here: because of a particle ("backed off"), a reflexive object ("shot
/// himself"), or an object that belongs to the subject ("took his own life").
pub(super) fn is_other_verb(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> bool {
    let is_further = |t: usize| trigger.further.iter().any(|group| group.contains(&view.lower(t)));
    let children = view.children(token);
    let by_particle = |&t: &usize| view.relation(t) == Relation::CompoundPrt && !is_further(t);
    let reflexive = |&t: &usize| {
        view.relation(t) == Relation::Obj && view.is_pronoun(t) && {
            let word = view.lower(t);
            view.words.reflexive.ends(&word)
        }
    };
    let is_own = |&t: &usize| {
        view.relation(t) == Relation::Obj
            && is_further(t)
            && view.children(t).iter().any(|&c| view.words.own.has(&view.lower(c)))
    };
    children.iter().any(by_particle)
        || children.iter().any(is_own)
        || trigger.further.is_empty() && children.iter().any(reflexive)
}

/// Returns the further trigger word before a noun, or among its modifiers.
fn before_noun(view: &ClauseView<'_>, noun: usize, is_further: &dyn Fn(usize) -> bool) -> Option<usize> {
    let described = |t: &usize| matches!(view.relation(*t), Relation::Amod | Relation::Compound) && is_further(*t);
    let before = noun.checked_sub(1).filter(|&t| is_further(t));
    before.or_else(|| view.children(noun).into_iter().find(described))
}

/// Returns the particle or object of a verb, or the complement of an object that denotes an amount ("gave millions of
/// dollars in aid").
fn beside_verb(view: &ClauseView<'_>, verb: usize, is_further: &dyn Fn(usize) -> bool) -> Option<usize> {
    let object = if view.is_passive(verb) { view.subject(verb) } else { view.child(verb, &[Relation::Obj]) };
    let end = view.article.sentence(verb).end;
    let near = |&t: &usize| is_further(t) && view.article.syntax.is_under(t, verb);
    object.filter(|&t| is_further(t)).or_else(|| (verb + 1..end.min(verb + 5)).find(near)).or_else(|| {
        let amount = object?;
        view.phrases(amount, &view.words.of_in).into_iter().find(|&t| is_further(t))
    })
}
