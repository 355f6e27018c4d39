//! Snapshots of entries at the time of correction, with enough detail to find them in a later record.
//! `docs/store.md` describes the JSON.

use onrecord_record::{CodePoints, Record, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::entry_id::EntryId;
use crate::text::one_line;

/// The number of an actor's mentions in a snapshot; the first mentions are enough to recognize it.
const MAX_MENTIONS: usize = 20;

/// Words of a text with their position, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocatedText {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words on one line.
    pub words: String,
}

/// An entry as it was when it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum EntrySnapshot {
    /// A statement.
    #[serde(rename = "statements")]
    Statement(StatementSnapshot),
    /// An event.
    #[serde(rename = "events")]
    Event(EventSnapshot),
    /// An actor.
    #[serde(rename = "actors")]
    Actor(ActorSnapshot),
}

/// A statement as it was when it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementSnapshot {
    /// Whether it is direct, indirect or mixed speech.
    pub kind: String,
    /// The source.
    pub source: Vec<LocatedText>,
    /// The cue, such as "said".
    pub cue: Vec<LocatedText>,
    /// The content.
    pub content: Vec<LocatedText>,
    /// Names of the speakers.
    pub speakers: Vec<String>,
    /// Names of the addressees.
    pub addressees: Vec<String>,
}

/// An event as it was when it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventSnapshot {
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// Whether it happened, is planned, is possible or is denied.
    pub status: String,
    /// The anchor.
    pub anchor: LocatedText,
    /// Names of the actors.
    pub actors: Vec<String>,
    /// Names of the recipients.
    pub recipients: Vec<String>,
    /// The time, as a TIMEX3 value.
    pub time: Option<String>,
    /// The place.
    pub place: Option<String>,
}

/// An actor as it was when it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorSnapshot {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first mentions.
    pub mentions: Vec<LocatedText>,
}

impl EntrySnapshot {
    /// Returns the entry of `record` with this id, or `None` if there is none.
    pub fn of(record: &Record, id: EntryId) -> Option<EntrySnapshot> {
        SnapshotMaker::new(record).entry(id)
    }

    /// Returns a fingerprint of the entry, which changes when the entry changes.
    pub fn mark(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(json.as_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Takes snapshots of the entries of a record.
pub(super) struct SnapshotMaker<'a> {
    record: &'a Record,
    points: CodePoints<'a>,
}

impl<'a> SnapshotMaker<'a> {
    pub(super) fn new(record: &'a Record) -> SnapshotMaker<'a> {
        SnapshotMaker { record, points: CodePoints::new(&record.document.text) }
    }

    /// Returns the entry with this id.
    pub(super) fn entry(&self, id: EntryId) -> Option<EntrySnapshot> {
        let record = self.record;
        let names = |ids: &[onrecord_record::ActorId]| -> Vec<String> {
            ids.iter().filter_map(|id| record.actors.get(id.0)).map(|actor| one_line(&actor.name)).collect()
        };
        Some(match id {
            EntryId::Statement(id) => {
                let statement = record.statements.get(id.0)?;
                EntrySnapshot::Statement(StatementSnapshot {
                    kind: statement.kind.as_str().to_owned(),
                    source: self.all(&statement.source),
                    cue: self.all(&statement.cue),
                    content: self.all(&statement.content),
                    speakers: names(&statement.speakers),
                    addressees: names(&statement.addressees),
                })
            }
            EntryId::Event(id) => {
                let event = record.events.get(id.0)?;
                EntrySnapshot::Event(EventSnapshot {
                    event_type: event.event_type.clone(),
                    mode: event.mode.clone(),
                    status: event.status.as_str().to_owned(),
                    anchor: self.words(event.anchor),
                    actors: names(&event.actors),
                    recipients: names(&event.recipients),
                    time: event.time.and_then(|id| record.times.get(id.0)).map(|time| time.value.clone()),
                    place: event.place.and_then(|id| record.places.get(id.0)).map(|place| one_line(&place.name)),
                })
            }
            EntryId::Actor(id) => {
                let actor = record.actors.get(id.0)?;
                let mentions = actor.mentions.iter().take(MAX_MENTIONS);
                EntrySnapshot::Actor(ActorSnapshot {
                    name: one_line(&actor.name),
                    kind: actor.kind.as_str().to_owned(),
                    country: actor.country.clone(),
                    mentions: mentions.map(|mention| self.words(mention.span)).collect(),
                })
            }
        })
    }

    fn words(&self, span: Span) -> LocatedText {
        LocatedText {
            start: self.points.from_byte(span.start),
            end: self.points.from_byte(span.end),
            words: one_line(span.text(&self.record.document.text)),
        }
    }

    fn all(&self, spans: &[Span]) -> Vec<LocatedText> {
        spans.iter().map(|span| self.words(*span)).collect()
    }
}
