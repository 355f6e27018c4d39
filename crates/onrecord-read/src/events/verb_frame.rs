//! The frame of a verb: its subject, its object and the phrases that its slots name.

use super::clause_view::ClauseView;
use super::clauses;
use super::frame::Frame;
use super::ontology::{ActorClass, ArgumentSlot, List, Property, Trigger};
use super::participants;
use super::slot_filling::Surroundings;
use crate::syntax::{Relation, Upos};

/// Returns the frame of a verb, or `None` if a required slot is empty or its subject is not an actor.
pub(super) fn verb_frame(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> Option<Frame> {
    let is_passive = view.is_passive(token) || is_undergone(view, trigger, token);
    let has_object = || is_passive || view.child(token, &[Relation::Obj, Relation::Ccomp]).is_some();
    if trigger.slots.intransitive && has_object()
        || is_figurative(view, token)
        || trigger.slots.unpaid && is_paid(view, token)
    {
        return None;
    }
    let subject = view.subject(token);
    let object = if is_passive { subject } else { view.object(token) };
    let mut frame = Frame::of(token);
    for doer in doers(view, trigger, token, is_passive) {
        add_doer(view, trigger, doer, object, &mut frame)?;
    }
    let surroundings = Surroundings { view, trigger, token, object };
    if !surroundings.fill(&trigger.slots.arguments, &mut frame) || is_other_object(&surroundings) {
        return None;
    }
    // "Fled from justice": the flight of a single person does not count.
    if trigger.slots.many && matches!(frame.recipients[..], [only] if participants::is_person(view, only)) {
        return None;
    }
    if trigger.has(Property::DeedObject) && frame.recipients.is_empty() {
        add_object_of_deed(view, token, &mut frame);
    }
    // "Troops were deployed": without a named agent, armed forces are the actors; for others, such as helpers, there is
    // no event.
    if trigger.has(Property::ForcesAct) && is_passive && frame.actors.is_empty() {
        frame.recipients.retain(|&entity| participants::is_of_class(view, entity, ActorClass::Forces));
        std::mem::swap(&mut frame.actors, &mut frame.recipients);
    }
    if trigger.has(Property::TwoSided) && frame.n_sides() < 2 && !is_plural_meeting(view, token, object, &frame) {
        return None;
    }
    if let Some(head) = view.article.syntax.head[token].filter(|_| view.relation(token) == Relation::Xcomp) {
        frame.clause.push(head);
    }
    Some(frame)
}

/// Returns the words for the agent: the subject, or the phrase with "by" if the verb is passive.
fn doers(view: &ClauseView<'_>, trigger: &Trigger, token: usize, is_passive: bool) -> Vec<usize> {
    if trigger.slots.has(&ArgumentSlot::Subject) {
        return Vec::new();
    }
    if !is_passive {
        return view.subject(token).into_iter().collect();
    }
    let own = view.phrases(token, &view.words.by_doer);
    if !own.is_empty() || trigger.further.is_empty() {
        return own;
    }
    // "Was denied access by": the agent may depend on the object.
    view.child(token, &[Relation::Obj]).map(|t| view.phrases(t, &view.words.by_doer)).unwrap_or_default()
}

/// Adds the agent to the actors; returns `None` if the agent rules out an event.
fn add_doer(
    view: &ClauseView<'_>,
    trigger: &Trigger,
    doer: usize,
    object: Option<usize>,
    frame: &mut Frame,
) -> Option<()> {
    let is_means =
        view.ontology.is(&view.lower(doer), List::Means) || view.ontology.states(&view.lower(doer), Property::Violent);
    // Artillery and drones act on behalf of somebody else.
    if is_means && view.is_bare_description(doer) {
        return Some(());
    }
    // "The house blew up": a place cannot commit violence.
    let is_place = view.participants(doer).iter().any(|&entity| participants::is_unnamed_place(view, entity));
    if is_place && object.is_none() && trigger.has(Property::Violent) {
        return None;
    }
    let is_known = frame.add_any_actors(view, doer);
    // Anything that is neither an actor nor somebody's weapon cannot act: "prices hit", "the row threatens".
    (is_known || view.is_mention_or_pronoun(doer) || is_means).then_some(())
}

/// Returns whether the object shows that the verb has another meaning here.
fn is_other_object(around: &Surroundings<'_>) -> bool {
    let (view, trigger, token) = (around.view, around.trigger, around.token);
    let Some(object) = around.object else { return false };
    // "The agency charged with finding it".
    let is_tasked =
        || participants::is_described_body(view, object) && clauses::is_behind(view, token, &view.words.with);
    if trigger.slots.unpaid && view.relation(token) == Relation::Acl && is_tasked() {
        return true;
    }
    // "Attacked the tone of the report": not violence.
    let is_owned = || view.mention_at[object].is_none() && !view.phrases(object, &view.words.of_head).is_empty();
    let must_be_human = trigger.slots.human || trigger.has(Property::Violent) && is_owned();
    must_be_human && !participants::is_human(view, object)
}

/// Adds the target of a threatened act as the recipient ("threatened to attack Iraq"), or else the object of the verb
/// itself.
fn add_object_of_deed(view: &ClauseView<'_>, token: usize, frame: &mut Frame) {
    let object = match clauses::to_do(view, token, None) {
        Some(deed) => view.object(deed),
        // "Threatened Iraq with sanctions".
        None => view.object(token),
    };
    if let Some(object) = object {
        frame.add_recipients(view, object);
    }
}

/// Returns whether a single plural actor can meet by itself ("foreign ministers met"): it must consist of several state
/// actors.
fn is_plural_meeting(view: &ClauseView<'_>, token: usize, object: Option<usize>, frame: &Frame) -> bool {
    let is_several = |&entity: &usize| {
        participants::are_several(view, entity) && participants::is_of_class(view, entity, ActorClass::State)
    };
    // "Troops met with resistance".
    object.is_none() && view.phrases(token, &view.words.with).is_empty() && frame.actors.iter().any(is_several)
}

/// Returns whether the subject of a verb without object or auxiliary undergoes the event ("three people killed").
fn is_undergone(view: &ClauseView<'_>, trigger: &Trigger, verb: usize) -> bool {
    trigger.is_verb
        && trigger.counts_victims()
        && trigger.further.is_empty()
        && view.words.past_participle.ends(&view.lower(verb))
        && view.child(verb, &[Relation::Obj, Relation::Aux, Relation::Conj]).is_none()
        && !matches!(view.relation(verb), Relation::Conj | Relation::AclRelcl)
        && view.subject(verb).is_some_and(|t| participants::is_human(view, t))
}

/// Returns whether an object or a phrase makes the verb figurative ("fought their way", "punched above its weight").
fn is_figurative(view: &ClauseView<'_>, verb: usize) -> bool {
    // "Shot on his way to work" is literal.
    let is_above =
        |t: usize| view.relation(t) == Relation::Obl && view.words.figurative.has_some(view.preposition(t).as_deref());
    let is_near = |&t: &usize| view.relation(t) == Relation::Obj || is_above(t);
    view.children(verb).iter().filter(|&t| is_near(t)).any(|&t| view.ontology.is(&view.lower(t), List::Figurative))
}

/// Returns whether a sum of money depends on the verb ("charged the firm $5 million").
fn is_paid(view: &ClauseView<'_>, verb: usize) -> bool {
    let is_sum = |t: usize| view.article.syntax.upos[t] == Upos::Sym || view.ontology.is(&view.lower(t), List::Money);
    view.children(verb).into_iter().filter(|&t| t > verb).any(|t| {
        !matches!(view.relation(t), Relation::Obl | Relation::Advcl | Relation::Conj)
            && (is_sum(t) || view.children(t).into_iter().any(is_sum))
    })
}
