//! The ontology once it has been read: its types, the words that state them, and the lists.

use std::collections::{BTreeMap, BTreeSet};

use ahash::AHashMap;

use super::example::Example;
use super::lists::List;
use super::properties::{Properties, Property, Recoding};
use super::triggers::Trigger;
use super::types::{EventTypes, TypeCode};

/// What events there are, and the words that state them: immutable once read.
///
/// [`Ontology::parse`] reads a user's own, in the form that `docs/ontology.md` describes.
#[derive(Debug, Default)]
pub struct Ontology {
    pub(super) types: EventTypes,
    pub(super) triggers: Vec<Trigger>,
    /// The triggers that each word in each of its forms is.
    pub(super) by_form: AHashMap<String, Vec<usize>>,
    pub(super) lists: BTreeMap<List, BTreeSet<String>>,
    /// The trigger that each word with its slots is.
    pub(super) patterns: AHashMap<String, usize>,
    pub(super) examples: Vec<Example>,
    pub(super) notices: Vec<String>,
}

impl Ontology {
    /// Returns the examples, in the order of the file.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Returns how many types with their modes, and how many words that state them, there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.types.len(), self.triggers.len())
    }

    /// Returns what whoever wrote the file should know though it is no mistake: names that have changed since, by line.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns the triggers with the form, which is in lower case; those of two words first.
    pub(crate) fn triggers(&self, form: &str) -> Vec<&Trigger> {
        let mut found: Vec<&Trigger> = self.with_form(form).collect();
        found.sort_by_key(|trigger| trigger.further.is_empty());
        found
    }

    /// Returns whether the word, in lower case, is in the list.
    pub(crate) fn is(&self, word: &str, list: List) -> bool {
        self.lists.get(&list).is_some_and(|words| words.contains(word))
    }

    /// Returns what follows from a type and a mode.
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

    /// Returns the type that an event is coded as in the circumstances of the recoding; none where it stays what it is.
    pub(crate) fn recoded(&self, event_type: &str, mode: Option<&str>, recoding: Recoding) -> Option<&str> {
        self.types.recoded(event_type, mode, recoding)
    }

    /// Returns the type and mode of what a named party must do, as somebody says.
    pub(crate) fn obliged(&self) -> Option<(&str, Option<&str>)> {
        self.types.obliged()
    }

    /// Returns whether the word, in lower case, states events with the property.
    pub(crate) fn states(&self, word: &str, property: Property) -> bool {
        self.with_form(word).any(|trigger| trigger.has(property))
    }

    fn with_form(&self, form: &str) -> impl Iterator<Item = &Trigger> {
        self.by_form.get(form).into_iter().flatten().filter_map(|&i| self.triggers.get(i))
    }
}
