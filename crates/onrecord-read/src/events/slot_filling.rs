//! Fills the slots of a trigger with the participants around a verb or a noun.

use super::clause_view::ClauseView;
use super::clauses;
use super::frame::Frame;
use super::ontology::{ActorClass, ArgumentSlot, List, Property, Trigger};
use super::participants;
use crate::knowledge::words::WordList;
use crate::syntax::Relation;

/// The word around which slots are filled, with its trigger.
pub(super) struct Surroundings<'a> {
    pub(super) view: &'a ClauseView<'a>,
    pub(super) trigger: &'a Trigger,
    /// The verb or noun whose phrases fill the slots.
    pub(super) token: usize,
    /// The object of a verb, or the subject of a passive.
    pub(super) object: Option<usize>,
}

impl Surroundings<'_> {
    /// Adds the participants in the slots to the frame; returns whether the required slots are filled.
    ///
    /// If several slots are required, one of them is enough.
    pub(super) fn fill(&self, slots: &[(ArgumentSlot, bool)], frame: &mut Frame) -> bool {
        let (mut wanted, mut met) = (false, false);
        for (slot, needed) in slots {
            wanted |= *needed;
            let (n_recipients, n_counted) = (frame.recipients.len(), frame.counted.len());
            let mut filled = self.fill_slot(slot, frame);
            if is_of_recipient(slot) {
                // A speech act may be directed at something that is not an actor of the article; other acts need an
                // actor.
                let is_addressed = self.trigger.is_verb && self.trigger.has(Property::Addressed);
                filled |= frame.recipients.len() > n_recipients || is_addressed && frame.counted.len() > n_counted;
            }
            met |= *needed && filled;
        }
        met || !wanted
    }

    /// Adds the participants in the slot; returns whether the slot counts as filled even without a known entity.
    fn fill_slot(&self, slot: &ArgumentSlot, frame: &mut Frame) -> bool {
        match slot {
            ArgumentSlot::Object => {
                if let Some(object) = self.object {
                    frame.add_recipients(self.view, object);
                }
                false
            }
            ArgumentSlot::Possessive => {
                // "Iran's execution of Lerma": if the victim follows "of", the possessive is the agent.
                let of_victim = !self.view.phrases(self.token, &self.view.words.of_head).is_empty();
                let owner = self.view.child(self.token, &[Relation::NmodPoss]).filter(|_| !of_victim);
                if let Some(owner) = owner {
                    frame.add_recipients(self.view, owner);
                }
                false
            }
            ArgumentSlot::Subject => {
                let is_intransitive = self.object.is_none() || !self.trigger.further.is_empty();
                if let Some(subject) = is_intransitive.then(|| self.view.subject(self.token)).flatten() {
                    frame.add_recipients(self.view, subject);
                }
                false
            }
            ArgumentSlot::AgentOf => self.fill_agent_of(frame),
            ArgumentSlot::AgentFrom => self.fill_agent_from(frame),
            ArgumentSlot::Reciprocal => self.fill_reciprocal(frame),
            ArgumentSlot::Clause => self.fill_clause(None, frame),
            ArgumentSlot::That => self.fill_clause(Some(&self.view.words.that), frame),
            ArgumentSlot::Preposition(preposition) => self.fill_phrase(preposition, frame),
        }
    }

    fn fill_agent_of(&self, frame: &mut Frame) -> bool {
        let phrases = self.view.phrases(self.token, &self.view.words.of_head);
        phrases.iter().for_each(|&t| frame.add_actors(self.view, t));
        !phrases.is_empty()
    }

    fn fill_agent_from(&self, frame: &mut Frame) -> bool {
        for t in self.view.phrases(self.token, &self.view.words.from) {
            frame.add_actors(self.view, t);
        }
        // "Fled from" a town or country: the place is not the actor.
        frame.actors.retain(|&entity| !participants::is_territory(self.view, entity));
        false
    }

    fn fill_reciprocal(&self, frame: &mut Frame) -> bool {
        for t in self.view.phrases(self.token, &self.view.words.reciprocal) {
            frame.add_counted_actors(self.view, t);
        }
        let is_verb_of_armed =
            || self.trigger.is_verb && self.object.is_none() && participants::has_armed_subjects(self.view, self.token);
        frame.actors.len() > 1 || self.trigger.has(Property::Meeting) || is_verb_of_armed()
    }

    fn fill_clause(&self, mark: Option<&WordList>, frame: &mut Frame) -> bool {
        let verb = clauses::to_do(self.view, self.token, mark);
        // "Its demand that the rebels leave": the rebels are the recipient.
        if !self.trigger.is_verb
            && let Some(subject) = verb.and_then(|verb| self.view.child(verb, &[Relation::Nsubj]))
        {
            frame.add_recipients(self.view, subject);
        }
        verb.is_some()
    }

    fn fill_phrase(&self, preposition: &str, frame: &mut Frame) -> bool {
        let (view, trigger) = (self.view, self.trigger);
        let mut phrases = view.phrases_where(self.token, |word| word == preposition);
        // The phrase may depend on the object: "provided aid to".
        if phrases.is_empty() && (view.words.goal.has(preposition) || !trigger.further.is_empty()) {
            phrases = self.object.map(|t| view.phrases_where(t, |word| word == preposition)).unwrap_or_default();
        }
        // "Attacked the president for staying".
        let is_blame = trigger.is_verb && trigger.has(Property::Blame) && view.words.for_marks.has(preposition);
        let is_armed =
            || frame.actors.iter().any(|&entity| participants::is_of_class(view, entity, ActorClass::Forces));
        let has_reason = is_blame && clauses::is_behind(view, self.token, &view.words.for_marks) && !is_armed();
        // "An invitation for Lee to visit".
        if phrases.is_empty() && view.words.for_marks.has(preposition) && !trigger.is_verb {
            phrases.extend(clauses::asked(view, self.token));
        }
        // "For hours" gives a duration, not a reason.
        for t in phrases.into_iter().filter(|&t| !view.ontology.is(&view.lower(t), List::Duration)) {
            frame.add_recipients(view, t);
        }
        has_reason
    }
}

/// Returns whether the slot holds recipients, any of which fills it.
fn is_of_recipient(slot: &ArgumentSlot) -> bool {
    use ArgumentSlot::{Object, Possessive, Preposition, Subject};
    matches!(slot, Object | Possessive | Subject | Preposition(_))
}

/// Returns the slots of a trigger whose phrases may also depend on the verb that governs it; none of them is required.
pub(super) fn slots_of_governor(view: &ClauseView<'_>, trigger: &Trigger) -> Vec<(ArgumentSlot, bool)> {
    let may_move = |slot: &ArgumentSlot| match slot {
        ArgumentSlot::Preposition(preposition) => !view.words.of_in.has(preposition),
        slot => *slot == ArgumentSlot::Reciprocal,
    };
    let moving = trigger.slots.arguments.iter().filter(|(slot, _)| may_move(slot));
    moving.map(|(slot, _)| (slot.clone(), false)).collect()
}
