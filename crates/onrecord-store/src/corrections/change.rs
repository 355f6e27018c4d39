//! New values for entries, with their validation.

use std::collections::BTreeMap;

use onrecord_record::{ActorKind, EventStatus, Record, Span, StatementKind};

use super::find_words::SearchText;
use super::snapshot::{EntrySnapshot, LocatedText};
use super::verdict::Verdict;
use crate::entry_id::EntryId;
use crate::error::{Error, ErrorKind};
use crate::text::one_line;

/// The new values of an entry by field; several names or pieces of text are separated by ` | `.
pub type Change = BTreeMap<String, String>;

/// The verdict and the new values of the latest correction of each entry of a record.
pub(crate) type LatestCorrections = BTreeMap<EntryId, (Verdict, Change)>;

/// Maximum length of a value in bytes.
const MAX_VALUE: usize = 4000;

/// A field that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its current value.
    pub value: String,
    /// The allowed values; empty if any value is allowed.
    pub choices: Vec<&'static str>,
}

impl EntrySnapshot {
    /// Returns the fields that can be changed, with their current values.
    pub fn fields(&self) -> Vec<Field> {
        let free = |name, value: &str| Field { name, value: value.to_owned(), choices: vec![] };
        let names = |name, names: &[String]| free(name, &names.join(" | "));
        let pieces = |name, pieces: &[LocatedText]| {
            free(name, &pieces.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>().join(" | "))
        };
        let maybe = |name, value: &Option<String>| free(name, value.as_deref().unwrap_or(""));
        let chosen = |name, value: &str, choices: Vec<&'static str>| Field { name, value: value.to_owned(), choices };
        match self {
            EntrySnapshot::Statement(was) => vec![
                chosen("kind", &was.kind, StatementKind::ALL.iter().map(|kind| kind.as_str()).collect()),
                names("speakers", &was.speakers),
                names("addressees", &was.addressees),
                pieces("source", &was.source),
                pieces("cue", &was.cue),
                pieces("content", &was.content),
            ],
            EntrySnapshot::Event(was) => vec![
                free("type", &was.event_type),
                maybe("mode", &was.mode),
                chosen("status", &was.status, EventStatus::ALL.iter().map(|status| status.as_str()).collect()),
                names("actors", &was.actors),
                names("recipients", &was.recipients),
                maybe("time", &was.time),
                maybe("place", &was.place),
            ],
            EntrySnapshot::Actor(was) => vec![
                free("name", &was.name),
                chosen("kind", &was.kind, ActorKind::ALL.iter().map(|kind| kind.as_str()).collect()),
                maybe("country", &was.country),
            ],
        }
    }
}

/// Returns an earlier change merged with a later one, dropping values equal to those in the reader's output.
pub(super) fn merged(was: &EntrySnapshot, earlier: Change, later: Change) -> Change {
    let mut change = earlier;
    if later.contains_key("type") {
        // A mode is valid only with its type.
        change.remove("mode");
    }
    change.extend(later);
    // The type is handled before its mode.
    for field in was.fields() {
        let is_mode_of_new_type = field.name == "mode" && change.contains_key("type");
        if !is_mode_of_new_type && change.get(field.name) == Some(&field.value) {
            change.remove(field.name);
        }
    }
    change
}

/// Returns the values of `change` that differ from those of the entry.
///
/// # Errors
///
/// If a field cannot be changed or cannot have the value, if the words do not occur in the text of `record`, or if a
/// type is neither one of `types` nor written in the format of PLOVER types.
pub(super) fn checked(
    record: &Record,
    entry: EntryId,
    was: &EntrySnapshot,
    change: &Change,
    types: &[String],
) -> Result<Change, Error> {
    let text = SearchText::new(&record.document.text);
    let fields = was.fields();
    let mut checked = Change::new();
    for (name, value) in change {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            return Err(wrong(format!("expected a change of {}, found one of {name:?}", names.join(", "))));
        };
        let value = one_line(value);
        if value.len() > MAX_VALUE {
            return Err(wrong(format!("expected {name} to have at most {MAX_VALUE} bytes, found {}", value.len())));
        }
        if value == field.value {
            continue;
        }
        ensure_plain(name, &value)?;
        if name == "type" && !types.contains(&value) {
            ensure_type(&value)?;
        }
        if !field.choices.is_empty() && !field.choices.contains(&value.as_str()) {
            return Err(wrong(format!("expected {name} to be {}, found {value:?}", field.choices.join(", "))));
        }
        value_fits(name, &value, &text, spans(record, entry, name))?;
        checked.insert(name.clone(), value);
    }
    Ok(checked)
}

/// Returns the current spans of a field, or none if the field does not quote the text.
fn spans<'r>(record: &'r Record, entry: EntryId, name: &str) -> &'r [Span] {
    let EntryId::Statement(id) = entry else { return &[] };
    match (record.statements.get(id.0), name) {
        (Some(statement), "source") => &statement.source,
        (Some(statement), "cue") => &statement.cue,
        (Some(statement), "content") => &statement.content,
        _ => &[],
    }
}

/// Rejects a value that is invalid for its field; `before` contains the current spans of the field.
fn value_fits(name: &str, value: &str, text: &SearchText<'_>, before: &[Span]) -> Result<(), Error> {
    match name {
        "content" if value.is_empty() => Err(wrong("expected words for content, found none")),
        "source" | "cue" | "content" => match text.pieces(value, before) {
            Ok(_) => Ok(()),
            Err(piece) => Err(wrong(format!("expected words of the article for {name}, found {piece:?}"))),
        },
        "country" if !(value.is_empty() || value.len() == 3 && value.bytes().all(|b| b.is_ascii_uppercase())) => {
            Err(wrong(format!("expected a three-letter country code of ISO 3166-1, found {value:?}")))
        }
        "name" if value.is_empty() => Err(wrong("expected a name, found none")),
        _ => Ok(()),
    }
}

/// Rejects control characters, which are invisible.
pub(super) fn ensure_plain(name: &str, value: &str) -> Result<(), Error> {
    match value.chars().find(|c| c.is_control()) {
        Some(control) => Err(wrong(format!("expected {name} without control characters, found {control:?}"))),
        None => Ok(()),
    }
}

/// Rejects a type that is not written in the format of PLOVER types.
fn ensure_type(value: &str) -> Result<(), Error> {
    let is_type = value.starts_with(|c: char| c.is_ascii_uppercase())
        && value.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'));
    if is_type {
        return Ok(());
    }
    Err(wrong(format!("expected a type that the store has, or one in capitals such as PROTEST, found {value:?}")))
}

/// Returns the error for an invalid correction.
pub(super) fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Correction, message)
}
