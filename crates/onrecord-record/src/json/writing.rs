//! Converts a record into the structure of its JSON.

use std::borrow::Cow;
use std::fmt::Display;

use super::wire::{
    Actor, Document, Event, FORMAT, Magnitude, Mention, Notice, Origin, Place, Quantity, Record, Span, Statement, Text,
    Time,
};
use crate as ours;
use crate::CodePoints;
use crate::min_confidence::rounded;

/// Returns the JSON structure of a record, which borrows its strings; spans include their words if `has_text`.
pub(super) fn shape(record: &ours::Record, has_text: bool) -> Record<'_> {
    let article = record.document.text.as_str();
    let shape = Shape { points: CodePoints::new(article), article: has_text.then_some(article) };
    let document = &record.document;
    Record {
        format: text(FORMAT),
        document: Document {
            id: text(&document.id),
            title: optional(&document.title),
            publisher: optional(&document.publisher),
            url: optional(&document.url),
            host: optional(&document.host),
            byline: optional(&document.byline),
            published: optional(&document.published),
            language: text(&document.language),
            origin: document.origin.as_ref().map(origin),
            text: text(&document.text),
        },
        sentences: shape.spans(&record.sentences),
        actors: each(&record.actors, |idx, actor| shape.actor(ours::ActorId(idx), actor)),
        statements: each(&record.statements, |idx, found| shape.statement(ours::StatementId(idx), found)),
        events: each(&record.events, |idx, event| shape.event(ours::EventId(idx), event)),
        times: each(&record.times, |idx, time| shape.time(ours::TimeId(idx), time)),
        places: each(&record.places, |idx, place| shape.place(ours::PlaceId(idx), place)),
        quantities: each(&record.quantities, |idx, found| shape.quantity(ours::QuantityId(idx), found)),
        notices: each(&record.notices, |_, notice| Notice { code: text(&notice.code), message: text(&notice.message) }),
    }
}

fn origin(origin: &ours::Origin) -> Origin<'_> {
    Origin { name: text(origin.name()), path: text(&origin.path), part: optional(&origin.part) }
}

fn each<'a, T, U>(list: &'a [T], shape: impl Fn(usize, &'a T) -> U) -> Vec<U> {
    list.iter().enumerate().map(|(idx, item)| shape(idx, item)).collect()
}

/// Converts entries into their JSON structure, with offsets in code points.
struct Shape<'r> {
    points: CodePoints<'r>,
    /// The text of the article, if spans include their words.
    article: Option<&'r str>,
}

impl<'r> Shape<'r> {
    fn span(&self, span: ours::Span) -> Span<'r> {
        Span {
            start: self.points.from_byte(span.start),
            end: self.points.from_byte(span.end),
            text: self.article.map(|article| text(span.text(article))),
        }
    }

    fn spans(&self, list: &[ours::Span]) -> Vec<Span<'r>> {
        list.iter().map(|&span| self.span(span)).collect()
    }

    fn mention(&self, mention: &'r ours::Mention) -> Mention<'r> {
        let Span { start, end, text: words } = self.span(mention.span);
        Mention { start, end, text: words, form: text(mention.form.as_str()) }
    }

    fn actor(&self, id: ours::ActorId, actor: &'r ours::Actor) -> Actor<'r> {
        Actor {
            id: written(id),
            name: text(&actor.name),
            kind: text(actor.kind.as_str()),
            country: optional(&actor.country),
            sectors: texts(&actor.sectors),
            roles: self.spans(&actor.roles),
            mentions: actor.mentions.iter().map(|mention| self.mention(mention)).collect(),
        }
    }

    fn statement(&self, id: ours::StatementId, statement: &'r ours::Statement) -> Statement<'r> {
        Statement {
            id: written(id),
            kind: text(statement.kind.as_str()),
            source: self.spans(&statement.source),
            cue: self.spans(&statement.cue),
            content: self.spans(&statement.content),
            speakers: ids(&statement.speakers),
            addressees: ids(&statement.addressees),
            venue: statement.venue.map(|venue| self.span(venue)),
            time: statement.time.map(written),
            within: statement.within.map(written),
            confidence: rounded(statement.confidence),
            speaker_confidence: statement.speaker_confidence.map(rounded),
        }
    }

    fn event(&self, id: ours::EventId, event: &'r ours::Event) -> Event<'r> {
        let magnitude = |(of, quantity): &'r (String, _)| Magnitude { of: text(of), quantity: written(quantity) };
        Event {
            id: written(id),
            event_type: text(&event.event_type),
            mode: optional(&event.mode),
            contexts: texts(&event.contexts),
            cameo: optional(&event.cameo),
            quad: event.quad,
            goldstein: event.goldstein.filter(|value| value.is_finite()).map(rounded),
            anchor: self.span(event.anchor),
            anchors: self.spans(&event.anchors),
            actors: ids(&event.actors),
            recipients: ids(&event.recipients),
            time: event.time.map(written),
            place: event.place.map(written),
            status: text(event.status.as_str()),
            magnitude: event.magnitude.iter().map(magnitude).collect(),
            statement: event.statement.map(written),
            confidence: rounded(event.confidence),
        }
    }

    fn time(&self, id: ours::TimeId, time: &'r ours::Time) -> Time<'r> {
        let Span { start, end, text: words } = self.span(time.span);
        Time {
            id: written(id),
            start,
            end,
            text: words,
            time_type: text(time.time_type.as_str()),
            value: text(&time.value),
            modifier: optional(&time.modifier),
        }
    }

    fn place(&self, id: ours::PlaceId, place: &'r ours::Place) -> Place<'r> {
        let Span { start, end, text: words } = self.span(place.span);
        Place {
            id: written(id),
            start,
            end,
            text: words,
            name: text(&place.name),
            country: optional(&place.country),
            lat: finite(place.latitude),
            lon: finite(place.longitude),
            geonames: place.geonames,
        }
    }

    fn quantity(&self, id: ours::QuantityId, quantity: &'r ours::Quantity) -> Quantity<'r> {
        let Span { start, end, text: words } = self.span(quantity.span);
        Quantity {
            id: written(id),
            start,
            end,
            text: words,
            low: finite(quantity.low),
            high: finite(quantity.high),
            unit: optional(&quantity.unit),
            of: quantity.of.map(|of| self.span(of)),
            approximate: quantity.approximate,
        }
    }
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

fn written(id: impl Display) -> Text<'static> {
    Cow::Owned(id.to_string())
}

fn ids<I: Display>(list: &[I]) -> Vec<Text<'static>> {
    list.iter().map(written).collect()
}
