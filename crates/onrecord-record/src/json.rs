//! The record as JSON: `onrecord/1`, with the fields in the order of the types.
//!
//! Spans are in code points in JSON; an id is a letter followed by the position of the entry in its list, counted from
//! 1; an unknown value is `null`. The same record always gives the same bytes.

mod error;
mod reading;
mod references;
mod wire;
mod writing;

use crate::Record;

pub use error::{Error, ErrorKind};
pub use wire::FORMAT;

/// Returns `record` as JSON: one line without a final line break, or indented by two spaces if `pretty`.
///
/// Probabilities and scores are rounded to four decimals. A number that is not finite is written as `null`, or as 0.0
/// if the field must be a number; [`check::problems`](crate::check::problems) finds such numbers.
///
/// ```
/// use onrecord_record::{Record, json};
///
/// let line = json::write(&Record::default(), false);
/// assert!(line.starts_with(r#"{"format":"onrecord/1","document":{"id":"","title":null,"#));
/// ```
pub fn write(record: &Record, pretty: bool) -> String {
    written(record, pretty, false)
}

/// Returns `record` as JSON like [`write()`], with a field `text` beside each `start` and `end` that has the words of
/// the span.
///
/// ```
/// use onrecord_record::{Record, Span, json};
///
/// let mut record = Record::default();
/// record.document.text = "It rains.".to_owned();
/// record.sentences.push(Span::new(0, 9));
/// assert!(json::write_with_text(&record, false).contains(r#"{"start":0,"end":9,"text":"It rains."}"#));
/// ```
pub fn write_with_text(record: &Record, pretty: bool) -> String {
    written(record, pretty, true)
}

fn written(record: &Record, pretty: bool, has_text: bool) -> String {
    let record = writing::shape(record, has_text);
    let written = if pretty { serde_json::to_string_pretty(&record) } else { serde_json::to_string(&record) };
    // serde_json fails only for maps whose keys are not strings and for failing writers; neither occurs here.
    written.expect("a record is made of strings, numbers and lists")
}

/// Returns the record in `json`; unknown fields are ignored.
///
/// # Errors
///
/// If `json` is not JSON or lacks a field, if its `format` is a different one, if a name such as `kind` is unknown, if
/// an entry's id does not match its position in the list, if an id that is referred to does not exist, or if an offset
/// lies outside the text or an end precedes its start. The other rules of a record are not checked here: see
/// [`check::problems`](crate::check::problems).
///
/// ```
/// use onrecord_record::{Record, json};
///
/// let record = Record::default();
/// assert_eq!(json::parse(&json::write(&record, true)).unwrap(), record);
/// assert_eq!(json::parse("{}").unwrap_err().kind(), json::ErrorKind::Syntax);
/// ```
pub fn parse(json: &str) -> Result<Record, Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
    }
    let syntax = |error: serde_json::Error| Error::new(ErrorKind::Syntax, error.to_string()).caused_by(error);
    let Head { format } = serde_json::from_str(json).map_err(syntax)?;
    if format != FORMAT {
        return Err(Error::new(ErrorKind::Format, format!("expected format {FORMAT:?}, found {format:?}")));
    }
    reading::record(serde_json::from_str(json).map_err(syntax)?)
}

#[cfg(test)]
mod tests;
