//! The shape of the JSON, for writing (borrowing from the record) and for reading.

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserialize, Serialize, Serializer};

use super::reading::{Reading, name, place};
use super::{Error, FORMAT};
use crate as ours;
use crate::CodePoints;

pub(super) type Text<'a> = Cow<'a, str>;

#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    format: Text<'a>,
    document: Document<'a>,
    sentences: Vec<Span>,
    actors: Vec<Actor<'a>>,
    statements: Vec<Statement<'a>>,
    events: Vec<Event<'a>>,
    times: Vec<Time<'a>>,
    places: Vec<Place<'a>>,
    quantities: Vec<Quantity<'a>>,
    notices: Vec<Notice<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Document<'a> {
    id: Text<'a>,
    title: Option<Text<'a>>,
    publisher: Option<Text<'a>>,
    url: Option<Text<'a>>,
    byline: Option<Text<'a>>,
    published: Option<Text<'a>>,
    language: Text<'a>,
    text: Text<'a>,
}

/// Code points.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Serialize, Deserialize)]
struct Actor<'a> {
    id: Text<'a>,
    name: Text<'a>,
    kind: Text<'a>,
    country: Option<Text<'a>>,
    sectors: Vec<Text<'a>>,
    roles: Vec<Span>,
    mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Mention<'a> {
    start: usize,
    end: usize,
    form: Text<'a>,
}

#[derive(Serialize, Deserialize)]
struct Statement<'a> {
    id: Text<'a>,
    kind: Text<'a>,
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    speakers: Vec<Text<'a>>,
    addressees: Vec<Text<'a>>,
    venue: Option<Span>,
    time: Option<Text<'a>>,
    within: Option<Text<'a>>,
    confidence: f64,
}

#[derive(Serialize, Deserialize)]
struct Event<'a> {
    id: Text<'a>,
    #[serde(rename = "type")]
    event_type: Text<'a>,
    mode: Option<Text<'a>>,
    contexts: Vec<Text<'a>>,
    cameo: Option<Text<'a>>,
    quad: Option<u8>,
    goldstein: Option<f64>,
    anchor: Span,
    #[serde(default)]
    anchors: Vec<Span>,
    actors: Vec<Text<'a>>,
    recipients: Vec<Text<'a>>,
    time: Option<Text<'a>>,
    place: Option<Text<'a>>,
    status: Text<'a>,
    magnitude: Vec<Magnitude<'a>>,
    statement: Option<Text<'a>>,
    confidence: f64,
}

#[derive(Serialize, Deserialize)]
struct Magnitude<'a> {
    of: Text<'a>,
    quantity: Text<'a>,
}

#[derive(Serialize, Deserialize)]
struct Time<'a> {
    id: Text<'a>,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    time_type: Text<'a>,
    value: Text<'a>,
    #[serde(rename = "mod")]
    modifier: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Place<'a> {
    id: Text<'a>,
    start: usize,
    end: usize,
    name: Text<'a>,
    country: Option<Text<'a>>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct Quantity<'a> {
    id: Text<'a>,
    start: usize,
    end: usize,
    #[serde(serialize_with = "amount")]
    low: Option<f64>,
    #[serde(serialize_with = "amount")]
    high: Option<f64>,
    unit: Option<Text<'a>>,
    of: Option<Span>,
    approximate: bool,
}

#[derive(Serialize, Deserialize)]
struct Notice<'a> {
    code: Text<'a>,
    message: Text<'a>,
}

/// Writes whole amounts without a decimal point: 20, not 20.0.
fn amount<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// All whole numbers up to here are floats (IEEE 754, 53 bits).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() < EXACT => serializer.serialize_i64(*value as i64),
        value => value.serialize(serializer),
    }
}

/// Returns `value` with four decimals; adding 0.0 turns -0.0 into 0.0.
fn rounded(value: f32) -> f64 {
    if value.is_finite() { (f64::from(value) * 1e4).round() / 1e4 + 0.0 } else { 0.0 }
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite()).map(|value| value + 0.0)
}

fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

fn optional(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().map(Cow::Borrowed)
}

fn texts(list: &[String]) -> Vec<Text<'_>> {
    list.iter().map(|item| text(item)).collect()
}

fn id(id: impl Display) -> Text<'static> {
    Cow::Owned(id.to_string())
}

fn ids<I: Display>(list: &[I]) -> Vec<Text<'static>> {
    list.iter().map(id).collect()
}

impl<'a> Record<'a> {
    pub(super) fn from_record(record: &'a ours::Record) -> Self {
        let points = CodePoints::new(&record.document.text);
        let span = |span: ours::Span| Span { start: points.from_byte(span.start), end: points.from_byte(span.end) };
        let spans = |list: &[ours::Span]| list.iter().map(|&item| span(item)).collect::<Vec<Span>>();
        let document = &record.document;
        let actors = record.actors.iter().enumerate().map(|(idx, actor)| Actor {
            id: id(ours::ActorId(idx)),
            name: text(&actor.name),
            kind: text(actor.kind.as_str()),
            country: optional(&actor.country),
            sectors: texts(&actor.sectors),
            roles: spans(&actor.roles),
            mentions: actor
                .mentions
                .iter()
                .map(|mention| {
                    let Span { start, end } = span(mention.span);
                    Mention { start, end, form: text(mention.form.as_str()) }
                })
                .collect(),
        });
        let statements = record.statements.iter().enumerate().map(|(idx, statement)| Statement {
            id: id(ours::StatementId(idx)),
            kind: text(statement.kind.as_str()),
            source: spans(&statement.source),
            cue: spans(&statement.cue),
            content: spans(&statement.content),
            speakers: ids(&statement.speakers),
            addressees: ids(&statement.addressees),
            venue: statement.venue.map(span),
            time: statement.time.map(id),
            within: statement.within.map(id),
            confidence: rounded(statement.confidence),
        });
        let events = record.events.iter().enumerate().map(|(idx, event)| Event {
            id: id(ours::EventId(idx)),
            event_type: text(&event.event_type),
            mode: optional(&event.mode),
            contexts: texts(&event.contexts),
            cameo: optional(&event.cameo),
            quad: event.quad,
            goldstein: event.goldstein.filter(|value| value.is_finite()).map(rounded),
            anchor: span(event.anchor),
            anchors: spans(&event.anchors),
            actors: ids(&event.actors),
            recipients: ids(&event.recipients),
            time: event.time.map(id),
            place: event.place.map(id),
            status: text(event.status.as_str()),
            magnitude: event
                .magnitude
                .iter()
                .map(|(of, quantity)| Magnitude { of: text(of), quantity: id(quantity) })
                .collect(),
            statement: event.statement.map(id),
            confidence: rounded(event.confidence),
        });
        let times = record.times.iter().enumerate().map(|(idx, time)| {
            let Span { start, end } = span(time.span);
            Time {
                id: id(ours::TimeId(idx)),
                start,
                end,
                time_type: text(time.time_type.as_str()),
                value: text(&time.value),
                modifier: optional(&time.modifier),
            }
        });
        let places = record.places.iter().enumerate().map(|(idx, place)| {
            let Span { start, end } = span(place.span);
            Place {
                id: id(ours::PlaceId(idx)),
                start,
                end,
                name: text(&place.name),
                country: optional(&place.country),
                lat: finite(place.latitude),
                lon: finite(place.longitude),
                geonames: place.geonames,
            }
        });
        let quantities = record.quantities.iter().enumerate().map(|(idx, quantity)| {
            let Span { start, end } = span(quantity.span);
            Quantity {
                id: id(ours::QuantityId(idx)),
                start,
                end,
                low: finite(quantity.low),
                high: finite(quantity.high),
                unit: optional(&quantity.unit),
                of: quantity.of.map(span),
                approximate: quantity.approximate,
            }
        });
        let notices =
            record.notices.iter().map(|notice| Notice { code: text(&notice.code), message: text(&notice.message) });
        Record {
            format: text(FORMAT),
            document: Document {
                id: text(&document.id),
                title: optional(&document.title),
                publisher: optional(&document.publisher),
                url: optional(&document.url),
                byline: optional(&document.byline),
                published: optional(&document.published),
                language: text(&document.language),
                text: text(&document.text),
            },
            sentences: spans(&record.sentences),
            actors: actors.collect(),
            statements: statements.collect(),
            events: events.collect(),
            times: times.collect(),
            places: places.collect(),
            quantities: quantities.collect(),
            notices: notices.collect(),
        }
    }

    pub(super) fn into_record(self) -> Result<ours::Record, Error> {
        let text = self.document.text.into_owned();
        let read = Reading::new(
            &text,
            [self.actors.len(), self.statements.len(), self.times.len(), self.places.len(), self.quantities.len()],
        );
        let mut record = ours::Record { sentences: read.spans(&self.sentences)?, ..Default::default() };
        for (idx, actor) in self.actors.into_iter().enumerate() {
            place(&actor.id, ours::ActorId(idx))?;
            let mut mentions = Vec::with_capacity(actor.mentions.len());
            for mention in &actor.mentions {
                mentions.push(ours::Mention {
                    span: read.span(mention.start, mention.end)?,
                    form: name("form", &mention.form, ours::MentionForm::parse)?,
                });
            }
            record.actors.push(ours::Actor {
                kind: name("kind", &actor.kind, ours::ActorKind::parse)?,
                country: owned(actor.country),
                sectors: all_owned(actor.sectors),
                roles: read.spans(&actor.roles)?,
                mentions,
                name: actor.name.into_owned(),
            });
        }
        for (idx, statement) in self.statements.into_iter().enumerate() {
            place(&statement.id, ours::StatementId(idx))?;
            record.statements.push(ours::Statement {
                kind: name("kind", &statement.kind, ours::StatementKind::parse)?,
                source: read.spans(&statement.source)?,
                cue: read.spans(&statement.cue)?,
                content: read.spans(&statement.content)?,
                speakers: read.actors(&statement.speakers)?,
                addressees: read.actors(&statement.addressees)?,
                venue: statement.venue.map(|venue| read.span(venue.start, venue.end)).transpose()?,
                time: read.time(&statement.time)?,
                within: read.statement(&statement.within)?,
                confidence: statement.confidence as f32,
            });
        }
        for (idx, event) in self.events.into_iter().enumerate() {
            place(&event.id, ours::EventId(idx))?;
            let mut magnitude = Vec::with_capacity(event.magnitude.len());
            for Magnitude { of, quantity } in event.magnitude {
                magnitude.push((of.into_owned(), read.quantity(&quantity)?));
            }
            record.events.push(ours::Event {
                status: name("status", &event.status, ours::EventStatus::parse)?,
                anchor: read.span(event.anchor.start, event.anchor.end)?,
                anchors: read.anchors(&event.anchor, &event.anchors)?,
                actors: read.actors(&event.actors)?,
                recipients: read.actors(&event.recipients)?,
                time: read.time(&event.time)?,
                place: read.place(&event.place)?,
                statement: read.statement(&event.statement)?,
                event_type: event.event_type.into_owned(),
                mode: owned(event.mode),
                contexts: all_owned(event.contexts),
                cameo: owned(event.cameo),
                quad: event.quad,
                goldstein: event.goldstein.map(|value| value as f32),
                magnitude,
                confidence: event.confidence as f32,
            });
        }
        for (idx, time) in self.times.into_iter().enumerate() {
            place(&time.id, ours::TimeId(idx))?;
            record.times.push(ours::Time {
                span: read.span(time.start, time.end)?,
                time_type: name("type", &time.time_type, ours::TimeType::parse)?,
                value: time.value.into_owned(),
                modifier: owned(time.modifier),
            });
        }
        for (idx, found) in self.places.into_iter().enumerate() {
            place(&found.id, ours::PlaceId(idx))?;
            record.places.push(ours::Place {
                span: read.span(found.start, found.end)?,
                name: found.name.into_owned(),
                country: owned(found.country),
                latitude: found.lat,
                longitude: found.lon,
                geonames: found.geonames,
            });
        }
        for (idx, quantity) in self.quantities.into_iter().enumerate() {
            place(&quantity.id, ours::QuantityId(idx))?;
            record.quantities.push(ours::Quantity {
                span: read.span(quantity.start, quantity.end)?,
                low: quantity.low,
                high: quantity.high,
                unit: owned(quantity.unit),
                of: quantity.of.map(|of| read.span(of.start, of.end)).transpose()?,
                approximate: quantity.approximate,
            });
        }
        for Notice { code, message } in self.notices {
            record.notices.push(ours::Notice { code: code.into_owned(), message: message.into_owned() });
        }
        record.document = ours::DocumentInfo {
            id: self.document.id.into_owned(),
            title: owned(self.document.title),
            publisher: owned(self.document.publisher),
            url: owned(self.document.url),
            byline: owned(self.document.byline),
            published: owned(self.document.published),
            language: self.document.language.into_owned(),
            text,
        };
        Ok(record)
    }
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}

fn all_owned(list: Vec<Text<'_>>) -> Vec<String> {
    list.into_iter().map(Cow::into_owned).collect()
}
