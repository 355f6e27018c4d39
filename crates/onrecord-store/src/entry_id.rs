//! Ids of the entries that users can correct.

use onrecord_record::{ActorId, EventId, Record, StatementId};

/// The id of a statement, event or actor in its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryId {
    /// A statement.
    Statement(StatementId),
    /// An event.
    Event(EventId),
    /// An actor.
    Actor(ActorId),
}

impl EntryId {
    /// Parses an id as written in records: `s1`, `e1`, `a1`.
    pub fn parse(text: &str) -> Option<EntryId> {
        let statement = StatementId::parse(text).map(EntryId::Statement);
        let event = || EventId::parse(text).map(EntryId::Event);
        statement.or_else(event).or_else(|| ActorId::parse(text).map(EntryId::Actor))
    }

    /// Returns the ids of all statements, events and actors of `record`.
    pub fn all(record: &Record) -> impl Iterator<Item = EntryId> {
        let statements = (0..record.statements.len()).map(|idx| EntryId::Statement(StatementId(idx)));
        let events = (0..record.events.len()).map(|idx| EntryId::Event(EventId(idx)));
        let actors = (0..record.actors.len()).map(|idx| EntryId::Actor(ActorId(idx)));
        statements.chain(events).chain(actors)
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EntryId::Statement(id) => id.fmt(f),
            EntryId::Event(id) => id.fmt(f),
            EntryId::Actor(id) => id.fmt(f),
        }
    }
}
