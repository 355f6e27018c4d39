//! The statements and events of a record in the form in which a store indexes them.

use onrecord_record::{ActorId, Event, EventStatus, Place, Record, Span, Statement, StatementKind};

use crate::date::day_number;
use crate::keep::published_day;
use crate::text::{joined_spans, one_line};

/// The role of an actor in a statement or event; the file stores the role's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntryRole {
    /// Speaker of the statement.
    Speaker = 1,
    /// Addressee of the statement.
    Addressee = 2,
    /// Mentioned in the content of the statement.
    Mentioned = 3,
    /// Actor of the event.
    Actor = 4,
    /// Recipient of the event.
    Recipient = 5,
}

/// A statement in its indexed form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StatementEntry {
    /// Its position among the statements of its record.
    pub(crate) position: usize,
    /// The day on which it was made, or else the day of publication; 0 if both are unknown.
    pub(crate) day: i64,
    pub(crate) kind: StatementKind,
    pub(crate) source: String,
    pub(crate) cue: String,
    pub(crate) content: String,
    /// The byte at which the content starts.
    pub(crate) start: usize,
    pub(crate) confidence: f64,
    /// The probability that the speakers are correct; `None` without speakers.
    pub(crate) speaker_confidence: Option<f64>,
    pub(crate) actors: Vec<(EntryRole, ActorId)>,
    /// Names of the places mentioned in the content.
    pub(crate) places: Vec<String>,
}

/// An event in its indexed form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EventEntry<'r> {
    /// Its position among the events of its record.
    pub(crate) position: usize,
    /// The day on which it happened, or else the day of publication; 0 if both are unknown.
    pub(crate) day: i64,
    pub(crate) event_type: &'r str,
    pub(crate) mode: Option<&'r str>,
    pub(crate) status: EventStatus,
    /// The time, as a TIMEX3 value.
    pub(crate) time: Option<&'r str>,
    pub(crate) place: Option<&'r Place>,
    /// The position of the statement that reports it.
    pub(crate) statement: Option<usize>,
    pub(crate) anchor: String,
    pub(crate) sentence: String,
    /// The byte at which the anchor starts.
    pub(crate) start: usize,
    pub(crate) confidence: f64,
    pub(crate) actors: Vec<(EntryRole, ActorId)>,
}

/// Returns the statements of `record` in indexed form.
pub(crate) fn statements(record: &Record) -> impl Iterator<Item = StatementEntry> {
    let text = &record.document.text;
    record.statements.iter().enumerate().map(move |(position, statement)| {
        let with_role = |role, ids: Vec<ActorId>| ids.into_iter().map(move |id| (role, id));
        let speakers = with_role(EntryRole::Speaker, statement.speakers.clone());
        let addressees = with_role(EntryRole::Addressee, statement.addressees.clone());
        let mentioned = with_role(EntryRole::Mentioned, mentioned_in(record, statement));
        let places = record.places.iter().filter(|place| is_in_content(statement, place.span));
        StatementEntry {
            position,
            day: statement_day(record, statement),
            kind: statement.kind,
            source: joined_spans(text, &statement.source),
            cue: joined_spans(text, &statement.cue),
            content: joined_spans(text, &statement.content),
            start: statement.content.first().map_or(0, |span| span.start),
            confidence: rounded(statement.confidence),
            speaker_confidence: statement.speaker_confidence.map(rounded),
            actors: speakers.chain(addressees).chain(mentioned).collect(),
            places: places.map(|place| one_line(&place.name)).collect(),
        }
    })
}

/// Returns the events of `record` in indexed form.
pub(crate) fn events(record: &Record) -> impl Iterator<Item = EventEntry<'_>> {
    let text = &record.document.text;
    record.events.iter().enumerate().map(move |(position, event)| {
        let actors = event.actors.iter().map(|id| (EntryRole::Actor, *id));
        let recipients = event.recipients.iter().map(|id| (EntryRole::Recipient, *id));
        EventEntry {
            position,
            day: event_day(record, event),
            event_type: &event.event_type,
            mode: event.mode.as_deref(),
            status: event.status,
            time: event.time.map(|time| record.times[time.0].value.as_str()),
            place: event.place.map(|place| &record.places[place.0]),
            statement: event.statement.map(|statement| statement.0),
            anchor: one_line(event.anchor.text(text)),
            sentence: one_line(sentence_of(record, event.anchor).text(text)),
            start: event.anchor.start,
            confidence: rounded(event.confidence),
            actors: actors.chain(recipients).collect(),
        }
    })
}

/// Returns the actors mentioned in the content of `statement` by a name, a nominal mention or a pronoun.
pub(crate) fn mentioned_in(record: &Record, statement: &Statement) -> Vec<ActorId> {
    let actors = record.actors.iter().enumerate();
    let mentioned =
        actors.filter(|(_, actor)| actor.mentions.iter().any(|mention| is_in_content(statement, mention.span)));
    mentioned.map(|(idx, _)| ActorId(idx)).collect()
}

/// Returns the day on which a statement was made, or else the day of publication; 0 if both are unknown.
pub(crate) fn statement_day(record: &Record, statement: &Statement) -> i64 {
    let day = statement.time.map_or(0, |time| day_number(&record.times[time.0].value));
    if day > 0 { day } else { published_day(record) }
}

fn event_day(record: &Record, event: &Event) -> i64 {
    let day = event.time.map_or(0, |time| day_number(&record.times[time.0].value));
    if day > 0 { day } else { published_day(record) }
}

/// Returns the sentence in which `span` begins, or `span` itself if no sentence overlaps it.
pub(crate) fn sentence_of(record: &Record, span: Span) -> Span {
    let sentences = &record.sentences;
    let next = sentences.partition_point(|sentence| sentence.start <= span.start);
    next.checked_sub(1).map(|idx| sentences[idx]).filter(|found| found.overlaps(span)).unwrap_or(span)
}

/// Returns whether `span` lies in the content of `statement`.
fn is_in_content(statement: &Statement, span: Span) -> bool {
    statement.content.iter().any(|piece| piece.contains(span))
}

/// Returns a probability rounded to four decimals, as in stored records.
pub(crate) fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1e4).round() / 1e4
}
