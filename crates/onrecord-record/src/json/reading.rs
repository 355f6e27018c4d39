//! Converts parsed JSON into a record and checks its names, ids and offsets.

use std::borrow::Cow;

use super::error::Error;
use super::references::{References, name, place};
use super::wire::{Actor, Document, Event, Magnitude, Mention, Notice, Place, Quantity, Record, Statement, Text, Time};
use crate as ours;

/// Returns the record with the content of `shape`.
pub(super) fn record(mut shape: Record<'_>) -> Result<ours::Record, Error> {
    let text = std::mem::take(&mut shape.document.text).into_owned();
    let read = References::new(&text, &shape);
    let mut record = ours::Record { sentences: read.spans(&shape.sentences)?, ..Default::default() };
    for (idx, found) in shape.actors.into_iter().enumerate() {
        place(&found.id, ours::ActorId(idx))?;
        record.actors.push(actor(found, &read)?);
    }
    for (idx, found) in shape.statements.into_iter().enumerate() {
        place(&found.id, ours::StatementId(idx))?;
        record.statements.push(statement(found, &read)?);
    }
    for (idx, found) in shape.events.into_iter().enumerate() {
        place(&found.id, ours::EventId(idx))?;
        record.events.push(event(found, &read)?);
    }
    for (idx, found) in shape.times.into_iter().enumerate() {
        place(&found.id, ours::TimeId(idx))?;
        record.times.push(time(found, &read)?);
    }
    for (idx, found) in shape.places.into_iter().enumerate() {
        place(&found.id, ours::PlaceId(idx))?;
        record.places.push(location(found, &read)?);
    }
    for (idx, found) in shape.quantities.into_iter().enumerate() {
        place(&found.id, ours::QuantityId(idx))?;
        record.quantities.push(quantity(found, &read)?);
    }
    let notice = |found: Notice<'_>| ours::Notice::new(&found.code, found.message);
    record.notices = shape.notices.into_iter().map(notice).collect();
    record.document = document(shape.document, text);
    Ok(record)
}

fn document(found: Document<'_>, text: String) -> ours::DocumentInfo {
    ours::DocumentInfo {
        id: found.id.into_owned(),
        title: owned(found.title),
        publisher: owned(found.publisher),
        url: owned(found.url),
        host: owned(found.host),
        byline: owned(found.byline),
        published: owned(found.published),
        language: found.language.into_owned(),
        origin: found.origin.map(|found| ours::Origin { path: found.path.into_owned(), part: owned(found.part) }),
        text,
    }
}

fn actor(found: Actor<'_>, read: &References<'_>) -> Result<ours::Actor, Error> {
    let mention = |found: &Mention<'_>| {
        Ok(ours::Mention {
            span: read.span(found.start, found.end)?,
            form: name("form", &found.form, ours::MentionForm::parse)?,
        })
    };
    let mentions = found.mentions.iter().map(mention).collect::<Result<_, Error>>()?;
    Ok(ours::Actor {
        kind: name("kind", &found.kind, ours::ActorKind::parse)?,
        country: owned(found.country),
        sectors: all_owned(found.sectors),
        roles: read.spans(&found.roles)?,
        mentions,
        name: found.name.into_owned(),
    })
}

fn statement(found: Statement<'_>, read: &References<'_>) -> Result<ours::Statement, Error> {
    Ok(ours::Statement {
        kind: name("kind", &found.kind, ours::StatementKind::parse)?,
        source: read.spans(&found.source)?,
        cue: read.spans(&found.cue)?,
        content: read.spans(&found.content)?,
        speakers: read.actors(&found.speakers)?,
        addressees: read.actors(&found.addressees)?,
        venue: found.venue.map(|venue| read.span(venue.start, venue.end)).transpose()?,
        time: read.time(&found.time)?,
        within: read.statement(&found.within)?,
        confidence: found.confidence as f32,
        speaker_confidence: found.speaker_confidence.map(|value| value as f32),
    })
}

fn event(found: Event<'_>, read: &References<'_>) -> Result<ours::Event, Error> {
    let magnitude = |found: Magnitude<'_>| Ok((found.of.into_owned(), read.quantity(&found.quantity)?));
    let magnitude = found.magnitude.into_iter().map(magnitude).collect::<Result<_, Error>>()?;
    Ok(ours::Event {
        status: name("status", &found.status, ours::EventStatus::parse)?,
        anchor: read.span(found.anchor.start, found.anchor.end)?,
        anchors: read.anchors(&found.anchor, &found.anchors)?,
        actors: read.actors(&found.actors)?,
        recipients: read.actors(&found.recipients)?,
        time: read.time(&found.time)?,
        place: read.place(&found.place)?,
        statement: read.statement(&found.statement)?,
        event_type: found.event_type.into_owned(),
        mode: owned(found.mode),
        contexts: all_owned(found.contexts),
        cameo: owned(found.cameo),
        quad: found.quad,
        goldstein: found.goldstein.map(|value| value as f32),
        magnitude,
        confidence: found.confidence as f32,
    })
}

fn time(found: Time<'_>, read: &References<'_>) -> Result<ours::Time, Error> {
    Ok(ours::Time {
        span: read.span(found.start, found.end)?,
        time_type: name("type", &found.time_type, ours::TimeType::parse)?,
        value: found.value.into_owned(),
        modifier: owned(found.modifier),
    })
}

fn location(found: Place<'_>, read: &References<'_>) -> Result<ours::Place, Error> {
    Ok(ours::Place {
        span: read.span(found.start, found.end)?,
        name: found.name.into_owned(),
        country: owned(found.country),
        latitude: found.lat,
        longitude: found.lon,
        geonames: found.geonames,
    })
}

fn quantity(found: Quantity<'_>, read: &References<'_>) -> Result<ours::Quantity, Error> {
    Ok(ours::Quantity {
        span: read.span(found.start, found.end)?,
        low: found.low,
        high: found.high,
        unit: owned(found.unit),
        of: found.of.map(|of| read.span(of.start, of.end)).transpose()?,
        approximate: found.approximate,
    })
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}

fn all_owned(list: Vec<Text<'_>>) -> Vec<String> {
    list.into_iter().map(Cow::into_owned).collect()
}
