//! An event as it was found in a clause, before its participants have the ids of the record.

use std::ops::Range;

use onrecord_record::EventStatus;

use super::ontology::{Count, Properties, Property};
use super::reasons::Reasons;
use super::sides::SideCandidate;

/// An event before its actors have ids.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DetectedEvent {
    pub(crate) event_type: String,
    pub(crate) mode: Option<String>,
    /// The properties of its type and mode.
    pub(crate) properties: Properties,
    /// The tokens that state it.
    pub(crate) anchor: Range<usize>,
    /// Entities.
    pub(crate) actors: Vec<usize>,
    /// Entities.
    pub(crate) recipients: Vec<usize>,
    /// What the model chose them from; empty where an entry alone tells them.
    pub(crate) candidates: Vec<SideCandidate>,
    pub(crate) status: EventStatus,
    /// The tokens on which its time, place and numbers depend.
    pub(crate) clause: Vec<usize>,
    /// What a number beside it counts.
    pub(crate) counts: Option<Count>,
    /// Tokens beside which that number stands.
    pub(crate) counted: Vec<usize>,
    /// Tokens that name its place, the surest first.
    pub(crate) place_words: Vec<usize>,
    /// Tokens that name its time, the surest first.
    pub(crate) time_words: Vec<usize>,
    pub(crate) confidence: f32,
    /// Why it was found.
    pub(crate) reasons: Reasons,
}

/// Probability that an event is right before anything speaks against it: what verbs with both sides reached on the
/// articles for development. Set by hand; a nominal, a missing side and an uncertain status each take some away.
const BASE: f32 = 0.75;

impl DetectedEvent {
    /// Returns whether its type or mode has the property.
    pub(crate) fn has(&self, property: Property) -> bool {
        self.properties.has(property)
    }

    /// Returns whether people who were killed or injured are counted.
    pub(crate) fn counts_victims(&self) -> bool {
        self.counts.is_some_and(Count::is_of_victims)
    }
}

/// Returns the confidence of an event.
pub(super) fn confidence(is_verb: bool, both_sides: bool, status: EventStatus) -> f32 {
    let mut out = BASE;
    if !is_verb {
        out -= 0.1;
    }
    if !both_sides {
        out -= 0.15;
    }
    if status != EventStatus::Actual {
        out -= 0.1;
    }
    out
}
