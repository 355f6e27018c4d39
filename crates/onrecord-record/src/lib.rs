//! The record of one article: who said what, who is who, what happened, when and where.
//!
//! Spans are ranges of bytes here and ranges of code points in JSON; [`json::to_value`] and [`json::from_value`]
//! translate. [`check::problems`] lists every rule that a record breaks.

mod span;
mod record;
pub mod check;
pub mod json;

pub use record::{
    Actor, ActorId, ActorKind, DocumentInfo, Event, EventId, EventStatus, Mention, MentionForm, Notice, Place,
    PlaceId, Quantity, QuantityId, Record, Statement, StatementId, StatementKind, Time, TimeId, TimeType,
};
pub use span::{CodePoints, Span};
