//! The slots in the head above words: where in the clause the participants stand, and what must be true of them.

use onrecord_knowledge::Mistake;

use super::limits;
use super::lines::Line;
use crate::knowledge::words::WordList;

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ArgumentSlot {
    /// The object of a verb.
    Object,
    /// The possessive before a noun.
    Possessive,
    /// The subject, which undergoes it ("fled").
    Subject,
    /// The phrase with "of" is the actor ("the request of").
    AgentOf,
    /// The phrase with "from" is the actor ("fled from the army").
    AgentFrom,
    /// Those behind "with", "between" and "among" do it too.
    Reciprocal,
    /// An infinitive below a verb ("ordered the troops to leave").
    Clause,
    /// A clause with "that" below a noun ("its demand that the troops leave").
    That,
    /// The phrase with the preposition.
    Preposition(String),
}

/// Classes of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActorClass {
    /// Countries, governments and what belongs to them, organizations of states.
    State,
    /// The same, other organizations, parties and unions, and their members.
    Body,
    /// Those with arms.
    Forces,
}

/// The slots of a head and its other demands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Slots {
    /// Where the recipient may stand, and whether the event needs it there.
    pub(crate) arguments: Vec<(ArgumentSlot, bool)>,
    /// Whether there is no event without a known actor.
    pub(crate) needs_actor: bool,
    /// The class of which an actor must be.
    pub(crate) actor_class: Option<ActorClass>,
    /// Whether a noun needs no other side than its slots ("an invitation for").
    pub(crate) alone: bool,
    /// Whether the object of a verb, or whoever stands in a noun's slots, must be a person or people ("beat").
    pub(crate) human: bool,
    /// Whether the verb must have no object ("demonstrate").
    pub(crate) intransitive: bool,
    /// Whether no sum of money may stand below the verb ("charge").
    pub(crate) unpaid: bool,
    /// Whether a named place behind the noun is enough where nobody is said to take part ("protests in Peru").
    pub(crate) there: bool,
    /// Whether the recipient must not be a single person ("fled").
    pub(crate) many: bool,
}

/// Former names of slots, with those that they have now.
const FORMER_NAMES: [(&str, &str); 2] = [("maker", "agent_of"), ("cause", "agent_from")];

/// Returns the name that a slot has now, where it stands in the file under a former one.
pub(super) fn renamed(name: &str) -> Option<&'static str> {
    FORMER_NAMES.iter().find(|(former, _)| *former == name).map(|&(_, now)| now)
}

impl Slots {
    /// Reads the slots of a head, which are joined by `+`.
    pub(super) fn read(line: &Line<'_, '_>, slots: &str, prepositions: &WordList) -> Result<Slots, Mistake> {
        let mut read = Slots::default();
        for slot in slots.split('+') {
            let (name, needed) = slot.strip_suffix('!').map_or((slot, false), |name| (name, true));
            if !read.demand(name, needed) {
                let slot = argument(line, renamed(name).unwrap_or(name), prepositions)?;
                read.arguments.push((slot, needed));
            }
        }
        Ok(read)
    }

    /// Enters what is no place of an argument; returns whether it is such.
    fn demand(&mut self, name: &str, needed: bool) -> bool {
        match name {
            "none" => {}
            "actor" => self.needs_actor |= needed,
            "alone" => self.alone = true,
            "human" => self.human = true,
            "intransitive" => self.intransitive = true,
            "unpaid" => self.unpaid = true,
            "there" => self.there = true,
            "many" => self.many = true,
            "state" => self.actor_class = Some(ActorClass::State),
            "body" => self.actor_class = Some(ActorClass::Body),
            _ => return false,
        }
        true
    }

    /// Returns whether the phrase with the preposition is among them.
    pub(crate) fn has_preposition(&self, list: &WordList) -> bool {
        self.arguments.iter().any(|(own, _)| matches!(own, ArgumentSlot::Preposition(word) if list.has(word)))
    }

    /// Returns whether the slot is among them.
    pub(crate) fn has(&self, slot: &ArgumentSlot) -> bool {
        self.arguments.iter().any(|(own, _)| own == slot)
    }
}

fn argument(line: &Line<'_, '_>, name: &str, prepositions: &WordList) -> Result<ArgumentSlot, Mistake> {
    Ok(match name {
        "" => return Err(line.head_mistake("expected a slot, found none")),
        "obj" => ArgumentSlot::Object,
        "poss" => ArgumentSlot::Possessive,
        "subj" => ArgumentSlot::Subject,
        "agent_of" => ArgumentSlot::AgentOf,
        "agent_from" => ArgumentSlot::AgentFrom,
        "clause" => ArgumentSlot::Clause,
        "that" => ArgumentSlot::That,
        "reciprocal" => ArgumentSlot::Reciprocal,
        preposition => {
            limits::preposition(line, preposition, prepositions)?;
            ArgumentSlot::Preposition(preposition.to_owned())
        }
    })
}
