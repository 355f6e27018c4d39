//! Entries as they were when they were corrected.

use maud::{Markup, html};
use onrecord_store::{Change, EntrySnapshot, LocatedText};

use super::{event_types, results};

/// Returns the name of the kind of entry.
pub(super) fn kind(was: &EntrySnapshot) -> &'static str {
    match was {
        EntrySnapshot::Statement(_) => "Statement",
        EntrySnapshot::Event(_) => "Event",
        EntrySnapshot::Actor(_) => "Actor",
    }
}

/// Returns a textual description of the entry.
pub(super) fn summary(was: &EntrySnapshot) -> Markup {
    with_change(was, &Change::new())
}

/// Returns a textual description of the entry, with the new values of `change`.
pub(super) fn with_change(was: &EntrySnapshot, change: &Change) -> Markup {
    let new = |field: &str, separator: &str| change.get(field).map(|value| value.replace(" | ", separator));
    let words = |field: &str, pieces: &[LocatedText]| {
        let old = || pieces.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>().join(" […] ");
        new(field, " […] ").unwrap_or_else(old)
    };
    let names = |field: &str, names: &[String]| new(field, ", ").unwrap_or_else(|| names.join(", "));
    let value = |field: &str, old: &str| new(field, ", ").unwrap_or_else(|| old.to_owned());
    html! {
        div.snapshot {
            @match was {
                EntrySnapshot::Statement(was) => {
                    @let (speakers, source) = (names("speakers", &was.speakers), words("source", &was.source));
                    p.who {
                        @if !speakers.is_empty() { (speakers) }
                        @else if source.is_empty() { "no source named" }
                        @else { "“" (source) "”" }
                        " " span.cue { (words("cue", &was.cue)) }
                    }
                    p.said.indirect[value("kind", &was.kind) == "indirect"] { (words("content", &was.content)) }
                }
                EntrySnapshot::Event(was) => {
                    @let (actors, recipients) = (names("actors", &was.actors), names("recipients", &was.recipients));
                    @let status = value("status", &was.status);
                    p.who {
                        (event_types::label(&value("type", &was.event_type), None)) " "
                        @if actors.is_empty() { "?" } @else { (actors) }
                        @if !recipients.is_empty() { " → " (recipients) }
                        @if status != "actual" { " " span.status { (status) } }
                    }
                    p.sentence { "“" (was.anchor.words) "”" }
                }
                EntrySnapshot::Actor(was) => {
                    @let country = value("country", was.country.as_deref().unwrap_or(""));
                    p.who { (value("name", &was.name)) }
                    p.meta { (value("kind", &was.kind)) @if !country.is_empty() { " · " (results::name_of_country(&country)) } }
                }
            }
        }
    }
}
