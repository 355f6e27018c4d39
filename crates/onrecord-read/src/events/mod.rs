//! Who did what to whom: words that state events, with their participants, status, time, place and numbers.
//!
//! [`detect`] matches words and finds the participating entities; [`code`] makes the events of the record, once actors,
//! times, places, quantities and statements have their ids.

mod anchors;
mod arguments;
mod clause_view;
mod clauses;
mod coding;
mod coding_input;
mod contexts;
mod datelines;
mod detect;
mod detected;
mod event_contexts;
mod explain;
mod frame;
mod judgement;
mod learned;
mod learned_confidence;
mod merging;
mod noun_frame;
mod ontology;
mod pair_features;
mod participants;
mod place;
mod reasons;
mod side_candidates;
mod side_choice;
mod sides;
mod slot_filling;
mod speech;
mod status;
mod time;
mod tree;
mod unrelated;
mod verb_frame;

pub(crate) use self::coding::{Coded, code};
pub(crate) use self::coding_input::{Circumstances, CodingInput};
pub(crate) use self::contexts::Contexts;
pub(crate) use self::detect::detect;
pub(crate) use self::detected::DetectedEvent;
pub use self::explain::{EventMention, Explanation, Tie, WordExplanation};
pub(crate) use self::explain::{explain, explain_word};
pub(crate) use self::learned::LearnedEvents;
pub use self::merging::MentionPair;
pub use self::ontology::{Example, Ontology};
pub use self::reasons::Judgement;
pub use self::side_choice::SideChoice;
pub(crate) use self::side_choice::side_choices;
