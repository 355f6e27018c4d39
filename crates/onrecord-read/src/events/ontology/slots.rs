//! The slots in the head above entries: where the participants stand in the clause, and what they must satisfy.

use onrecord_knowledge::Mistake;

use super::limits;
use super::lines::Line;
use crate::knowledge::words::WordList;

/// The syntactic position of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ArgumentSlot {
    /// The object of a verb.
    Object,
    /// The possessive before a noun.
    Possessive,
    /// The subject, which undergoes it ("fled").
    Subject,
    /// The phrase with "of", which is the actor ("the request of").
    AgentOf,
    /// The phrase with "from", which is the actor ("fled from the army").
    AgentFrom,
    /// The phrases with "with", "between" and "among", which are actors too.
    Reciprocal,
    /// The infinitive below a verb ("ordered the troops to leave").
    Clause,
    /// The "that" clause below a noun ("its demand that the troops leave").
    That,
    /// The phrase with this preposition.
    Preposition(String),
}

/// Classes of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActorClass {
    /// Countries, their governments and other state bodies, and organizations of states.
    State,
    /// The same, and other organizations, parties and unions, and their members.
    Body,
    /// Armed forces and groups.
    Forces,
}

/// The slots of a head and its other requirements.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Slots {
    /// Where the recipient may stand, and whether it is required there.
    pub(crate) arguments: Vec<(ArgumentSlot, bool)>,
    /// Whether a known actor is required.
    pub(crate) needs_actor: bool,
    /// The class that an actor must belong to.
    pub(crate) actor_class: Option<ActorClass>,
    /// Whether a noun needs no participants other than those in its slots ("an invitation for").
    pub(crate) alone: bool,
    /// Whether the object of a verb, or whatever fills a noun's slots, must be a person or people ("beat").
    pub(crate) human: bool,
    /// Whether the verb must have no object ("demonstrate").
    pub(crate) intransitive: bool,
    /// Whether no sum of money may depend on the verb ("charge").
    pub(crate) unpaid: bool,
    /// Whether a named place after the noun is enough if no participant is named ("protests in Peru").
    pub(crate) there: bool,
    /// Whether the recipient must not be a single person ("fled").
    pub(crate) many: bool,
}

/// Former names of slots, with their current names.
const FORMER_NAMES: [(&str, &str); 2] = [("maker", "agent_of"), ("cause", "agent_from")];

/// Returns the current name of a slot that the file calls by a former name.
pub(super) fn renamed(name: &str) -> Option<&'static str> {
    FORMER_NAMES.iter().find(|(former, _)| *former == name).map(|&(_, now)| now)
}

impl Slots {
    /// Parses the slots of a head, which are joined by `+`.
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

    /// Adds a requirement that is not the position of an argument; returns whether `name` is such a requirement.
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

    /// Returns whether the phrase with one of the prepositions is among the slots.
    pub(crate) fn has_preposition(&self, list: &WordList) -> bool {
        self.arguments.iter().any(|(own, _)| matches!(own, ArgumentSlot::Preposition(word) if list.has(word)))
    }

    /// Returns whether the slot is among the slots.
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
