//! The frame of a noun: its possessive, its phrases, and the verb that says that the event takes place.

use super::clause_view::ClauseView;
use super::frame::Frame;
use super::ontology::{ArgumentSlot, List, Property, Trigger};
use super::participants;
use super::slot_filling::{Surroundings, slots_of_governor};
use crate::syntax::Relation;

/// Returns the frame of a noun, or `None` if a required slot is empty or there are too few participants.
pub(super) fn noun_frame(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> Option<Frame> {
    let mut frame = Frame::of(token);
    add_own_actors(view, trigger, token, &mut frame);
    // A number before the noun counts ("200 arrests").
    frame.counted.push(token);
    let surroundings = Surroundings { view, trigger, token, object: None };
    let is_filled = surroundings.fill(&trigger.slots.arguments, &mut frame);
    // The first of the counted tokens is the noun itself.
    if trigger.slots.human && !frame.counted.iter().skip(1).any(|&t| participants::is_human(view, t)) {
        return None;
    }
    let subject = subject_of_governor(view, trigger, token);
    if !is_filled && !matches!(subject, Some((_, Role::Undergoes))) {
        return None;
    }
    let is_governed = add_by_governor(&surroundings, subject, &mut frame);
    frame.recipients.retain(|r| !frame.actors.contains(r));
    let is_meeting = trigger.slots.has(&ArgumentSlot::Reciprocal) && trigger.has(Property::Meeting);
    if is_meeting && frame.n_sides() == 1 {
        add_announcer(view, token, &mut frame);
    }
    let n_sides = frame.n_sides();
    // Without a verb that says that the event takes place, a noun needs both actor and recipient, or a violent event
    // its victim.
    let least = if trigger.has(Property::OneSided) || trigger.slots.alone || is_governed { 1 } else { 2 };
    let is_placed = || trigger.slots.there && frame.clause.iter().any(|&t| has_named_place(view, t));
    (n_sides >= least || n_sides == 0 && is_placed()).then_some(frame)
}

/// Adds the possessive, the nationality before the noun, and the participants after "by" and "from".
fn add_own_actors(view: &ClauseView<'_>, trigger: &Trigger, token: usize, frame: &mut Frame) {
    let of_victim = !view.phrases(token, &view.words.of_head).is_empty();
    let is_possessive_recipient = trigger.slots.has(&ArgumentSlot::Possessive) && !of_victim;
    if let Some(owner) = view.child(token, &[Relation::NmodPoss]).filter(|_| !is_possessive_recipient) {
        frame.add_actors(view, owner);
    }
    for t in view.children(token) {
        if matches!(view.relation(t), Relation::Amod | Relation::Compound) && frame.actors.is_empty() {
            frame.actors.extend(view.nationality(t));
        }
    }
    for t in view.phrases(token, &view.words.by_from) {
        frame.add_actors(view, t);
    }
}

/// Adds the participants named by the verb that governs the noun; returns whether the verb says that the event takes
/// place.
fn add_by_governor(noun: &Surroundings<'_>, subject: Option<(usize, Role)>, frame: &mut Frame) -> bool {
    let (view, trigger, token) = (noun.view, noun.trigger, noun.token);
    let Some(verb) = view.article.syntax.head[token].filter(|&head| view.is_verb(head)) else { return false };
    let (word, relation) = (view.lower(verb), view.relation(token));
    let is = |list| view.ontology.is(&word, list);
    let of_verb = Surroundings { view, trigger, token: verb, object: None };
    let mut is_governed = false;
    if matches!(relation, Relation::Obj | Relation::NsubjPass) && (is(List::Light) || is(List::Planned)) {
        is_governed = true;
        let doers: Vec<usize> = match relation {
            Relation::Obj => view.subject(verb).into_iter().collect(),
            _ => view.phrases(verb, &view.words.by_doer),
        };
        // A mere host of other parties ("hosted meetings of") is not an actor.
        let is_host = trigger.has(Property::Meeting) && is(List::Hosting) && !frame.actors.is_empty();
        for t in doers {
            match is_host {
                true => frame.add_uncounted_recipients(view, t),
                false => frame.add_actors(view, t),
            }
        }
        // "launched attacks on", "held talks with": the phrase may depend on the verb.
        of_verb.fill(&slots_of_governor(view, trigger), frame);
    } else if let Some((t, role)) = subject {
        is_governed = true;
        match role {
            Role::Acts => frame.add_actors(view, t),
            Role::Undergoes => frame.add_uncounted_recipients(view, t),
        }
    }
    if relation == Relation::Nsubj && is(List::Occurring) {
        // "clashes erupted between", "talks took place with".
        of_verb.fill(&slots_of_governor(view, trigger), frame);
    }
    if matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Obl) {
        frame.clause.push(verb);
    }
    is_governed
}

/// Adds whoever announces a meeting as one of its participants ("announced a conversation with").
fn add_announcer(view: &ClauseView<'_>, noun: usize, frame: &mut Frame) {
    let is_object = view.relation(noun) == Relation::Obj;
    let verb = view.article.syntax.head[noun].filter(|&head| view.is_verb(head) && is_object);
    if let Some(subject) = verb.and_then(|verb| view.subject(verb)) {
        frame.add_actors(view, subject);
    }
}

/// Returns whether a preposition of place and a named place or country follow the word.
fn has_named_place(view: &ClauseView<'_>, token: usize) -> bool {
    let is_named = |t: usize| view.participants(t).iter().any(|&entity| participants::is_named_territory(view, entity));
    view.phrases(token, &view.words.there).into_iter().any(is_named)
}

/// The role of the subject of a verb in the event that the verb's object states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Acts,
    Undergoes,
}

/// Returns the subject of a verb such as "faced" or "accepted" whose object is the noun, with its role in the event.
fn subject_of_governor(view: &ClauseView<'_>, trigger: &Trigger, noun: usize) -> Option<(usize, Role)> {
    let verb = view.article.syntax.head[noun].filter(|&head| view.is_verb(head))?;
    let word = view.lower(verb);
    let (undergoes, takes) = (view.ontology.is(&word, List::Undergo), view.ontology.is(&word, List::Taking));
    if !matches!(view.relation(noun), Relation::Obj | Relation::NsubjPass) || !undergoes && !takes {
        return None;
    }
    let subject = view.subject(verb)?;
    // Both sides of an agreement or of talks are actors, whichever of them accepts.
    if trigger.slots.has(&ArgumentSlot::Reciprocal) && trigger.has(Property::Mutual) {
        return Some((subject, Role::Acts));
    }
    let has_giver = || [noun, verb].iter().any(|&t| !view.phrases(t, &view.words.by_from).is_empty());
    let is_received = trigger.has(Property::Help) || !trigger.has(Property::Blame) && has_giver();
    (undergoes && !takes || is_received).then_some((subject, Role::Undergoes))
}
