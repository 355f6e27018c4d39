//! An event as detected in a clause, before its participants have the ids of the record.

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
    /// The tokens that state the event.
    pub(crate) anchor: Range<usize>,
    /// The actors, as entities.
    pub(crate) actors: Vec<usize>,
    /// The recipients, as entities.
    pub(crate) recipients: Vec<usize>,
    /// The candidates among which the model chose the participants; empty if only an entry of the ontology was used.
    pub(crate) candidates: Vec<SideCandidate>,
    pub(crate) status: EventStatus,
    /// The tokens on which its time, place and numbers depend.
    pub(crate) clause: Vec<usize>,
    /// What a number next to the counted words counts.
    pub(crate) counts: Option<Count>,
    /// The tokens next to which that number may stand.
    pub(crate) counted: Vec<usize>,
    /// Tokens that name the place of the event, the most probable first.
    pub(crate) place_words: Vec<usize>,
    /// Tokens that name the time of the event, the most probable first.
    pub(crate) time_words: Vec<usize>,
    pub(crate) confidence: f32,
    /// Why it was found.
    pub(crate) reasons: Reasons,
}

/// Probability that an event is right before deductions: the share reached by verbs with both participants on the
/// development articles. Set by hand; a noun as trigger, a missing participant and an uncertain status each reduce it.
const BASE: f32 = 0.75;

impl DetectedEvent {
    /// Returns whether its type or mode has the property.
    pub(crate) fn has(&self, property: Property) -> bool {
        self.properties.has(property)
    }

    /// Returns whether the number counts people who were killed or injured.
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
