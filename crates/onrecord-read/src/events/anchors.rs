//! The words that state an event: a trigger with its particle, its object, or the word before it.

use super::arguments::Scene;
use super::ontology::Trigger;
use crate::syntax::Relation;

/// Words from a verb to its object that are still shown as one anchor.
const MAX_ANCHOR: usize = 6;

/// The words of the trigger, where all of them are there.
pub(super) fn anchor(scene: &Scene<'_>, trigger: &Trigger, token: usize) -> Option<std::ops::Range<usize>> {
    let mut range = token..token + 1;
    let mut preposition = None;
    for group in &trigger.further {
        let is_further = |t: usize| group.contains(&scene.lower(t));
        let at = if trigger.is_verb {
            beside_verb(scene, token, &is_further)?
        } else {
            before_noun(scene, token, &is_further)?
        };
        // "Went to war", but not "went to a war museum": the preposition is that of the word behind it.
        let syntax = scene.article.syntax;
        if trigger.is_verb && preposition.is_some_and(|t: usize| syntax.head[t] != Some(at)) {
            return None;
        }
        preposition = Some(at).filter(|&t| scene.relation(t) == Relation::Case);
        if at.abs_diff(token) <= MAX_ANCHOR {
            range = range.start.min(at)..range.end.max(at + 1);
        }
    }
    Some(range)
}

/// Whether a particle makes another verb of it ("backed off"), or its object is the subject itself ("shot himself") or the
/// subject's own ("took his own life").
pub(super) fn is_other_verb(scene: &Scene<'_>, trigger: &Trigger, token: usize) -> bool {
    let is_further = |t: usize| trigger.further.iter().any(|group| group.contains(&scene.lower(t)));
    let children = scene.children(token);
    let by_particle = |&t: &usize| scene.relation(t) == Relation::CompoundPrt && !is_further(t);
    let reflexive = |&t: &usize| {
        scene.relation(t) == Relation::Obj && scene.is_pronoun(t) && {
            let word = scene.lower(t);
            word.ends_with("self") || word.ends_with("selves")
        }
    };
    let is_own = |&t: &usize| {
        scene.relation(t) == Relation::Obj
            && is_further(t)
            && scene.children(t).iter().any(|&c| scene.lower(c) == "own")
    };
    children.iter().any(by_particle)
        || children.iter().any(is_own)
        || trigger.further.is_empty() && children.iter().any(reflexive)
}

fn before_noun(scene: &Scene<'_>, noun: usize, is_further: &dyn Fn(usize) -> bool) -> Option<usize> {
    let described = |t: &usize| matches!(scene.relation(*t), Relation::Amod | Relation::Compound) && is_further(*t);
    let before = noun.checked_sub(1).filter(|&t| is_further(t));
    before.or_else(|| scene.children(noun).into_iter().find(described))
}

/// A particle or an object: of a verb, or what its object is an amount of ("gave millions of dollars in aid").
fn beside_verb(scene: &Scene<'_>, verb: usize, is_further: &dyn Fn(usize) -> bool) -> Option<usize> {
    let object = if scene.is_passive(verb) { scene.subject(verb) } else { scene.child(verb, &[Relation::Obj]) };
    let end = scene.article.sentence(verb).end;
    let near = |&t: &usize| is_further(t) && scene.article.syntax.is_under(t, verb);
    object.filter(|&t| is_further(t)).or_else(|| (verb + 1..end.min(verb + 5)).find(near)).or_else(|| {
        let amount = object?;
        let phrases = scene.phrases(amount, "of").into_iter().chain(scene.phrases(amount, "in"));
        phrases.into_iter().find(|&t| is_further(t))
    })
}
