//! The parsed ontology: its types, the words that state events, and the lists.

use std::collections::{BTreeMap, BTreeSet};

use ahash::AHashMap;

use super::example::Example;
use super::lists::List;
use super::properties::{Properties, Property, Recoding};
use super::triggers::Trigger;
use super::types::{EventTypes, TypeCode};

/// The types of events and the words that state them; immutable once parsed.
///
/// [`Ontology::parse`] reads a user's own ontology, in the format described in `docs/ontology.md`.
#[derive(Debug, Default)]
pub struct Ontology {
    pub(super) types: EventTypes,
    pub(super) triggers: Vec<Trigger>,
    /// For each word form, the indices of the triggers that have it.
    pub(super) by_form: AHashMap<String, Vec<usize>>,
    pub(super) lists: BTreeMap<List, BTreeSet<String>>,
    /// For each word with its slots, the index of its trigger.
    pub(super) patterns: AHashMap<String, usize>,
    pub(super) examples: Vec<Example>,
    pub(super) notices: Vec<String>,
    /// Of the file's text; empty for the bundled one.
    pub(super) fingerprint: String,
}

impl Ontology {
    /// Returns the examples, in the order of the file.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Returns the number of types and modes, and the number of words that state events.
    pub fn counts(&self) -> (usize, usize) {
        (self.types.len(), self.triggers.len())
    }

    /// Returns notices for the author of the file that are not mistakes: names that have since changed, by line.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns a fingerprint of the text of a user's ontology.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Returns the triggers that have the form, which is in lower case; those of two words first.
    pub(crate) fn triggers(&self, form: &str) -> Vec<&Trigger> {
        let mut found: Vec<&Trigger> = self.with_form(form).collect();
        found.sort_by_key(|trigger| trigger.further.is_empty());
        found
    }

    /// Returns whether the word, in lower case, is in the list.
    pub(crate) fn is(&self, word: &str, list: List) -> bool {
        self.lists.get(&list).is_some_and(|words| words.contains(word))
    }

    /// Returns the codes and properties of a type and a mode.
    pub(crate) fn code(&self, event_type: &str, mode: Option<&str>) -> Option<&TypeCode> {
        self.types.code(event_type, mode)
    }

    /// Returns whether the type has a line with this mode.
    pub(crate) fn has_mode(&self, event_type: &str, mode: &str) -> bool {
        self.types.has(event_type, Some(mode))
    }

    /// Returns the properties of a type and a mode.
    pub(crate) fn properties(&self, event_type: &str, mode: Option<&str>) -> Properties {
        self.types.properties(event_type, mode)
    }

    /// Returns the type as which an event is recoded in these circumstances, or `None` if its type does not change.
    pub(crate) fn recoded(&self, event_type: &str, mode: Option<&str>, recoding: Recoding) -> Option<&str> {
        self.types.recoded(event_type, mode, recoding)
    }

    /// Returns the type and mode for a reported obligation of a named party.
    pub(crate) fn obliged(&self) -> Option<(&str, Option<&str>)> {
        self.types.obliged()
    }

    /// Returns whether the word, in lower case, is a trigger of events with the property.
    pub(crate) fn states(&self, word: &str, property: Property) -> bool {
        self.with_form(word).any(|trigger| trigger.has(property))
    }

    fn with_form(&self, form: &str) -> impl Iterator<Item = &Trigger> {
        self.by_form.get(form).into_iter().flatten().filter_map(|&i| self.triggers.get(i))
    }
}
