//! Sentences of an ontology with the events that must be found in them.

use onrecord_knowledge::Mistake;
use onrecord_record::{ActorId, EventStatus, Record};

use super::lines::Line;
use super::types::EventTypes;

/// The maximum number of examples: each is read as an article.
const MAX_EXAMPLES: usize = 1000;

/// The maximum length of an example, in bytes.
const MAX_EXAMPLE_BYTES: usize = 2000;

/// A sentence with the events that the ontology must find in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// The sentence that is read.
    pub sentence: String,
    /// The events, as [`Example::outcome`] writes them.
    pub expected: String,
}

impl Example {
    /// Returns the events of a record as examples write them: `TYPE status actors > recipients`, with `;` between
    /// names, `|` between events and `-` for no actor or recipient; `none` if there is no event.
    pub fn outcome(record: &Record) -> String {
        let name = |id: &ActorId| record.actors.get(id.0).map_or("?", |actor| actor.name.as_str());
        let names = |ids: &[ActorId]| match ids {
            [] => "-".to_owned(),
            ids => ids.iter().map(name).collect::<Vec<_>>().join("; "),
        };
        let event = |e: &onrecord_record::Event| {
            format!("{} {} {} > {}", e.event_type, e.status.as_str(), names(&e.actors), names(&e.recipients))
        };
        let all: Vec<String> = record.events.iter().map(event).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(" | ") }
    }

    /// Parses a line of examples that follows `n_before` other examples.
    pub(super) fn read(line: &Line<'_, '_>, types: &EventTypes, n_before: usize) -> Result<Example, Mistake> {
        let Some((sentence, expected)) = line.text.split_once('|') else {
            return Err(line.mistake("expected a sentence, a bar, and its events or none; found no bar"));
        };
        let (sentence, expected) = (sentence.trim(), expected.trim());
        if sentence.is_empty() || line.text.len() > MAX_EXAMPLE_BYTES {
            return Err(
                line.mistake(format_args!("expected a sentence before the bar, of at most {MAX_EXAMPLE_BYTES} bytes"))
            );
        }
        if n_before >= MAX_EXAMPLES {
            return Err(line.mistake(format_args!("expected at most {MAX_EXAMPLES} examples")));
        }
        let events = expected.split('|').map(str::trim);
        let expected = events.map(|event| outcome_of(line, event, types)).collect::<Result<Vec<_>, _>>()?.join(" | ");
        Ok(Example { line: line.number, sentence: sentence.to_owned(), expected })
    }
}

/// Returns the event of an example with normalized white space.
fn outcome_of(line: &Line<'_, '_>, event: &str, types: &EventTypes) -> Result<String, Mistake> {
    let mut words = event.split_whitespace();
    let (event_type, status) = match (words.next(), words.next()) {
        (Some("none"), None) => return Ok("none".to_owned()),
        (Some(event_type), Some(status)) if event.contains(" > ") => (event_type, status),
        _ => {
            let expected = "TYPE STATUS ACTORS > RECIPIENTS";
            return Err(line.mistake(format_args!("expected {expected} or none after the bar, found \"{event}\"")));
        }
    };
    if !types.is_known(event_type) {
        return Err(line.mistake(format_args!("the type {event_type} is not among the [types] above")));
    }
    let all = [EventStatus::Actual, EventStatus::Planned, EventStatus::Possible, EventStatus::Negated];
    if !all.iter().any(|known| known.as_str() == status) {
        let expected = "actual, planned, possible or negated";
        return Err(line.mistake(format_args!("expected a status, {expected}, found \"{status}\"")));
    }
    Ok([event_type, status].into_iter().chain(words).collect::<Vec<_>>().join(" "))
}
