//! Limits on the length of inputs, and the errors for inputs that are rejected.

use std::io;

use serde_json::Value;

use crate::{Error, ErrorKind};

/// The maximum length of an article, in bytes of the input (32 MiB). Longer inputs are archives or mistakes: War and
/// Peace in English has 3.2 MB.
pub const MAX_ARTICLE_BYTES: usize = 32 << 20;

/// The maximum length of a row of JSON Lines, in bytes: an article in which every other byte is escaped, with room for
/// metadata.
pub(super) const MAX_ROW_BYTES: usize = 2 * MAX_ARTICLE_BYTES;

/// Returns the error for an input that cannot be read to its end.
pub(super) fn unread(error: io::Error) -> Error {
    Error::new(ErrorKind::Read, format!("could not be read: {error}")).caused_by(error)
}

/// Returns the error for an input without text.
pub(super) fn empty() -> Error {
    Error::new(ErrorKind::Empty, "expected text, found nothing")
}

/// Returns the error for an article that is longer than [`MAX_ARTICLE_BYTES`].
pub(super) fn too_long() -> Error {
    let message = format!("expected an article of at most {MAX_ARTICLE_BYTES} bytes, found more");
    Error::new(ErrorKind::TooLong, message)
}

/// Returns the error for JSON that is not an article.
pub(super) fn refused(message: String) -> Error {
    Error::new(ErrorKind::Row, message)
}

/// Returns the error for a broken archive.
pub(super) fn broken(message: &str) -> Error {
    Error::new(ErrorKind::Archive, message)
}

/// Returns the name of the type of a JSON value, for messages.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
