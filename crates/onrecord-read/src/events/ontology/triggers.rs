//! Triggers: the verbs and nouns that state events.

use std::collections::BTreeSet;

use onrecord_knowledge::Mistake;

use super::limits;
use super::lines::Line;
use super::properties::{Properties, Property};
use super::slots::Slots;
use super::types::EventTypes;
use crate::knowledge::morphology::Morphology;
use crate::knowledge::words::WordList;

/// What a number before the recipient counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Killed,
    Injured,
    Arrested,
    Size,
}

impl Count {
    fn parse(name: &str) -> Option<Count> {
        [Count::Killed, Count::Injured, Count::Arrested, Count::Size].into_iter().find(|count| count.as_str() == name)
    }

    /// Returns the name in the ontology file and in records.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Count::Killed => "killed",
            Count::Injured => "injured",
            Count::Arrested => "arrested",
            Count::Size => "size",
        }
    }

    /// Returns whether the people counted were killed or injured.
    pub(crate) fn is_of_victims(self) -> bool {
        matches!(self, Count::Killed | Count::Injured)
    }
}

/// A word that states events of one type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trigger {
    pub(crate) is_verb: bool,
    /// Groups of alternatives, one word of each of which must accompany the trigger: a particle of a verb, its object,
    /// the word before a noun.
    pub(crate) further: Vec<Vec<String>>,
    pub(crate) event_type: String,
    pub(crate) mode: Option<String>,
    /// The properties of the type and mode.
    pub(crate) properties: Properties,
    pub(crate) slots: Slots,
    pub(crate) counts: Option<Count>,
    /// The entry of the file.
    pub(crate) word: String,
    /// The line of the entry.
    pub(crate) line: usize,
    /// The words in the head above the entry.
    pub(crate) pattern: String,
}

impl Trigger {
    /// Returns whether the type or mode has the property.
    pub(crate) fn has(&self, property: Property) -> bool {
        self.properties.has(property)
    }

    /// Returns whether a number counts people who were killed or injured.
    pub(crate) fn counts_victims(&self) -> bool {
        self.counts.is_some_and(Count::is_of_victims)
    }
}

/// The head above triggers: `[verb TYPE MODE SLOTS COUNT]`.
pub(super) struct Head<'a> {
    is_verb: bool,
    event_type: &'a str,
    mode: Option<&'a str>,
    slots: Slots,
    counts: Option<Count>,
}

impl<'a> Head<'a> {
    /// Parses the words of the head above a line.
    pub(super) fn read(line: &Line<'_, 'a>, types: &EventTypes, prepositions: &WordList) -> Result<Head<'a>, Mistake> {
        let words: Vec<&str> = line.head.split_whitespace().collect();
        let (kind, event_type, mode, slots, counts) = match words[..] {
            [kind, event_type, mode, slots] => (kind, event_type, mode, slots, None),
            [kind, event_type, mode, slots, counts] => (kind, event_type, mode, slots, Some(counts)),
            _ => return Err(limits::unknown_head(line)),
        };
        let mode = Some(mode).filter(|&mode| mode != "-");
        if !types.has(event_type, mode) {
            let head = line.head;
            return Err(line.head_mistake(format_args!("the type or mode of [{head}] is not among the [types] above")));
        }
        let count = |name: &str| {
            Count::parse(name).ok_or_else(|| {
                let expected = "killed, injured, arrested or size";
                line.head_mistake(format_args!("expected what is counted, {expected}, found \"{name}\""))
            })
        };
        let counts = counts.map(count).transpose()?;
        Ok(Head { is_verb: kind == "verb", event_type, mode, slots: Slots::read(line, slots, prepositions)?, counts })
    }

    /// Returns the trigger of an entry below the head, and the forms of its word.
    pub(super) fn trigger(
        &self,
        line: &Line<'_, '_>,
        entry: &str,
        irregular: Vec<String>,
        morphology: &Morphology,
    ) -> (Trigger, BTreeSet<String>) {
        let (word, further) = match entry.split_once(' ') {
            Some((before, noun)) if !self.is_verb => (noun, before),
            Some((verb, behind)) => (verb, behind),
            None => (entry, ""),
        };
        let group =
            |group: &str| group.split('|').flat_map(|word| [word.to_owned(), morphology.plural(word)]).collect();
        let forms = if self.is_verb {
            morphology.verb_forms(word).chain(irregular).collect()
        } else {
            [word.to_owned(), morphology.plural(word)].into_iter().chain(irregular).collect()
        };
        let trigger = Trigger {
            is_verb: self.is_verb,
            further: further.split_whitespace().map(group).collect(),
            event_type: self.event_type.to_owned(),
            mode: self.mode.map(str::to_owned),
            properties: Properties::default(),
            slots: self.slots.clone(),
            counts: self.counts,
            word: entry.to_owned(),
            line: line.number,
            pattern: line.head.to_owned(),
        };
        (trigger, forms)
    }
}
