//! Checks and converts the values that refer to other parts of a record: names, ids and offsets.

use std::fmt::Display;

use super::error::{Error, ErrorKind};
use super::wire::{Record, Span, Text};
use crate as ours;
use crate::CodePoints;

/// Returns the value that a field gives by name.
pub(super) fn name<T>(field: &str, text: &str, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
    parse(text).ok_or_else(|| Error::new(ErrorKind::Name, format!("{text:?} is not a known {field}")))
}

/// Checks that the entry with the id `found` is at the position that `expected` gives.
pub(super) fn place(found: &str, expected: impl Display) -> Result<(), Error> {
    let expected = expected.to_string();
    if found == expected {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Id, format!("expected id {expected:?}, found {found:?}")))
}

/// The parts of a record that its fields refer to: the text and the lists.
pub(super) struct References<'a> {
    points: CodePoints<'a>,
    n_points: usize,
    n_actors: usize,
    n_statements: usize,
    n_times: usize,
    n_places: usize,
    n_quantities: usize,
}

impl<'a> References<'a> {
    /// Returns the parts that the fields of `record` may refer to; the text is passed separately.
    pub(super) fn new(text: &'a str, record: &Record<'_>) -> Self {
        let points = CodePoints::new(text);
        References {
            n_points: points.from_byte(text.len()),
            points,
            n_actors: record.actors.len(),
            n_statements: record.statements.len(),
            n_times: record.times.len(),
            n_places: record.places.len(),
            n_quantities: record.quantities.len(),
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Result<ours::Span, Error> {
        if start > end || end > self.n_points {
            let message = format!("span {start}..{end} is not in the text of {} code points", self.n_points);
            return Err(Error::new(ErrorKind::Offset, message));
        }
        Ok(ours::Span { start: self.points.to_byte(start), end: self.points.to_byte(end) })
    }

    pub(super) fn spans(&self, list: &[Span<'_>]) -> Result<Vec<ours::Span>, Error> {
        list.iter().map(|span| self.span(span.start, span.end)).collect()
    }

    /// Returns the anchors of an event. Records written before events had several anchors have only the one in `first`.
    pub(super) fn anchors(&self, first: &Span<'_>, list: &[Span<'_>]) -> Result<Vec<ours::Span>, Error> {
        if list.is_empty() { self.spans(std::slice::from_ref(first)) } else { self.spans(list) }
    }

    pub(super) fn actors(&self, list: &[Text<'_>]) -> Result<Vec<ours::ActorId>, Error> {
        list.iter().map(|text| exists(text, ours::ActorId::parse(text), |id| id.0 < self.n_actors)).collect()
    }

    pub(super) fn statement(&self, text: &Option<Text<'_>>) -> Result<Option<ours::StatementId>, Error> {
        let read = |text: &Text<'_>| exists(text, ours::StatementId::parse(text), |id| id.0 < self.n_statements);
        text.as_ref().map(read).transpose()
    }

    pub(super) fn time(&self, text: &Option<Text<'_>>) -> Result<Option<ours::TimeId>, Error> {
        let read = |text: &Text<'_>| exists(text, ours::TimeId::parse(text), |id| id.0 < self.n_times);
        text.as_ref().map(read).transpose()
    }

    pub(super) fn place(&self, text: &Option<Text<'_>>) -> Result<Option<ours::PlaceId>, Error> {
        let read = |text: &Text<'_>| exists(text, ours::PlaceId::parse(text), |id| id.0 < self.n_places);
        text.as_ref().map(read).transpose()
    }

    pub(super) fn quantity(&self, text: &str) -> Result<ours::QuantityId, Error> {
        exists(text, ours::QuantityId::parse(text), |id| id.0 < self.n_quantities)
    }
}

fn exists<I: Display>(text: &str, id: Option<I>, exists: impl Fn(&I) -> bool) -> Result<I, Error> {
    // `parse` also accepts "a01" and "a+1"; only the canonical spelling of an id is valid here.
    match id {
        Some(id) if exists(&id) && id.to_string() == text => Ok(id),
        _ => Err(Error::new(ErrorKind::Id, format!("id {text:?} is mentioned and does not exist"))),
    }
}
