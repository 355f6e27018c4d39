//! An entry as it was when somebody spoke of it: enough to know it again in another reading. `docs/store.md` describes
//! the JSON.

use onrecord_record::{CodePoints, Record, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::EntryId;
use crate::index::one_line;

/// Mentions of an actor that are kept: the first ones say enough.
const MAX_MENTIONS: usize = 20;

/// Words and where they stand, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, with white space as single spaces.
    pub words: String,
}

/// An entry as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum Was {
    /// A statement.
    #[serde(rename = "statements")]
    Statement(WasStatement),
    /// An event.
    #[serde(rename = "events")]
    Event(WasEvent),
    /// An actor.
    #[serde(rename = "actors")]
    Actor(WasActor),
}

/// A statement as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasStatement {
    /// How the words are given.
    pub kind: String,
    /// The words that name the source.
    pub source: Vec<Words>,
    /// The words that mark the attribution.
    pub cue: Vec<Words>,
    /// What is said.
    pub content: Vec<Words>,
    /// Names of those who say it.
    pub speakers: Vec<String>,
    /// Names of those to whom it is said.
    pub addressees: Vec<String>,
}

/// An event as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasEvent {
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// Whether it is real.
    pub status: String,
    /// The words that state it.
    pub anchor: Words,
    /// Names of those who do it.
    pub actors: Vec<String>,
    /// Names of those to whom it is done.
    pub recipients: Vec<String>,
    /// When, as TIMEX3 writes it.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// An actor as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasActor {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first mentions.
    pub mentions: Vec<Words>,
}

impl Was {
    /// Returns the entry of `record`; `None` where there is none with this id.
    pub fn of(record: &Record, id: EntryId) -> Option<Was> {
        Seen::new(record).entry(id)
    }

    /// Returns a mark that is another one for another entry, and for the same entry when it has changed.
    pub fn mark(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(json.as_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A record whose spans are seen as words.
pub(super) struct Seen<'a> {
    record: &'a Record,
    points: CodePoints<'a>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(record: &'a Record) -> Seen<'a> {
        Seen { record, points: CodePoints::new(&record.document.text) }
    }

    pub(super) fn entry(&self, id: EntryId) -> Option<Was> {
        let record = self.record;
        let names = |ids: &[onrecord_record::ActorId]| -> Vec<String> {
            ids.iter().filter_map(|id| record.actors.get(id.0)).map(|actor| one_line(&actor.name)).collect()
        };
        Some(match id {
            EntryId::Statement(id) => {
                let statement = record.statements.get(id.0)?;
                Was::Statement(WasStatement {
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
                Was::Event(WasEvent {
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
                Was::Actor(WasActor {
                    name: one_line(&actor.name),
                    kind: actor.kind.as_str().to_owned(),
                    country: actor.country.clone(),
                    mentions: mentions.map(|mention| self.words(mention.span)).collect(),
                })
            }
        })
    }

    fn words(&self, span: Span) -> Words {
        Words {
            start: self.points.from_byte(span.start),
            end: self.points.from_byte(span.end),
            words: one_line(span.text(&self.record.document.text)),
        }
    }

    fn all(&self, spans: &[Span]) -> Vec<Words> {
        spans.iter().map(|span| self.words(*span)).collect()
    }
}
