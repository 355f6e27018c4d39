//! Entries as they were when somebody corrected them.

use maud::{Markup, html};
use onrecord_store::{EntrySnapshot, LocatedText};

/// Returns the name of the kind of entry.
pub(super) fn kind(was: &EntrySnapshot) -> &'static str {
    match was {
        EntrySnapshot::Statement(_) => "Statement",
        EntrySnapshot::Event(_) => "Event",
        EntrySnapshot::Actor(_) => "Actor",
    }
}

/// Returns the entry in words.
pub(super) fn summary(was: &EntrySnapshot) -> Markup {
    let words =
        |pieces: &[LocatedText]| pieces.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>().join(" […] ");
    html! {
        div.told {
            @match was {
                EntrySnapshot::Statement(was) => {
                    p.who {
                        @if !was.speakers.is_empty() { (was.speakers.join(", ")) }
                        @else if was.source.is_empty() { "no source named" }
                        @else { "“" (words(&was.source)) "”" }
                        " " span.cue { (words(&was.cue)) }
                    }
                    p.said.indirect[was.kind == "indirect"] { (words(&was.content)) }
                }
                EntrySnapshot::Event(was) => {
                    p.who {
                        span.type { (was.event_type) } " "
                        @if was.actors.is_empty() { "?" } @else { (was.actors.join(", ")) }
                        @if !was.recipients.is_empty() { " → " (was.recipients.join(", ")) }
                        @if was.status != "actual" { " " span.status { (was.status) } }
                    }
                    p.sentence { "“" (was.anchor.words) "”" }
                }
                EntrySnapshot::Actor(was) => {
                    p.who { (was.name) }
                    p.meta { (was.kind) @if let Some(country) = &was.country { " · " (country) } }
                }
            }
        }
    }
}
