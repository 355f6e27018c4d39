//! The record as JSON: `onrecord/1`, with the fields in the order of the types.
//!
//! Spans are code points in JSON; ids are a letter and the place in their list from 1 on; what is unknown is
//! `null`. The same record always gives the same bytes.

mod reading;
mod wire;

use crate::Record;

/// The value of `format` that is written and read.
pub const FORMAT: &str = "onrecord/1";

/// Returns `record` as JSON: one line without a line break at its end, or indented by two spaces where `pretty`.
///
/// Probabilities and scores are rounded to four decimals. A number that is not finite is written as `null`, or as
/// 0.0 where a number must stand; [`check::problems`](crate::check::problems) finds such numbers.
///
/// ```
/// use onrecord_record::{Record, json};
///
/// let line = json::write(&Record::default(), false);
/// assert!(line.starts_with(r#"{"format":"onrecord/1","document":{"id":"","title":null,"#));
/// ```
pub fn write(record: &Record, pretty: bool) -> String {
    let record = wire::Record::from_record(record);
    let written = if pretty { serde_json::to_string_pretty(&record) } else { serde_json::to_string(&record) };
    // Only maps with keys other than strings and failing writers make serde_json fail; there are neither.
    written.expect("a record is made of strings, numbers and lists")
}

/// Returns the record that `json` holds; fields that are not known are passed over.
///
/// # Errors
///
/// Where `json` is not JSON or lacks a field, where its `format` is another one, where a name such as `kind` is not
/// known, where an entry's id is not its place in the list, where an id that is mentioned does not exist, and where
/// an offset lies outside the text or the end before the start. The other rules of a record are not checked here:
/// see [`check::problems`](crate::check::problems).
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
    let syntax = |error: serde_json::Error| Error::new(ErrorKind::Syntax, error.to_string());
    let Head { format } = serde_json::from_str(json).map_err(syntax)?;
    if format != FORMAT {
        return Err(Error::new(ErrorKind::Format, format!("expected format {FORMAT:?}, found {format:?}")));
    }
    serde_json::from_str::<wire::Record<'_>>(json).map_err(syntax)?.into_record()
}

/// What is wrong with a record that was to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is not JSON, or a field is missing or of the wrong type.
    Syntax,
    /// It is in another format, or in another version of this one.
    Format,
    /// A name (of a kind, form, status or type) is not known.
    Name,
    /// An id is out of place, or is mentioned and does not exist.
    Id,
    /// A span is not in the text.
    Offset,
}

/// Why a record could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into() }
    }

    /// Returns what is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests;
