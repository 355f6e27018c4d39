//! The record of one article: who said what, who is who, what happened, when and where.
//!
//! Spans are ranges of bytes here and ranges of code points in JSON; [`json::write`] and [`json::parse`] translate.
//! [`check::problems`] lists every rule that a record breaks. [`with_min_confidence`] removes entries with low
//! confidence.

#![forbid(unsafe_code)]

pub mod check;
pub mod json;
mod min_confidence;
mod record;
mod site;
mod span;
mod speaker_confidence;
mod thresholds;

pub use min_confidence::{MinConfidence, with_min_confidence};
pub use record::{
    Actor, ActorId, ActorKind, DocumentInfo, Event, EventId, EventStatus, Mention, MentionForm, Notice, Origin, Place,
    PlaceId, Quantity, QuantityId, Record, SURE_SPEAKER, Statement, StatementId, StatementKind, Time, TimeId, TimeType,
};
pub use site::{host_of, site_of};
pub use span::{CodePoints, Span};
pub use speaker_confidence::with_min_speaker_confidence;
pub use thresholds::Thresholds;
