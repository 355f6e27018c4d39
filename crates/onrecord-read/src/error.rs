//! What can go wrong before reading: the weights, or a user's knowledge file.

use std::fmt;

/// What kind of thing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The weights cannot be used.
    Weights,
    /// A knowledge file cannot be used.
    Knowledge,
}

/// Reading could not be set up. Strange articles are no errors: they give notices.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    what: String,
    message: String,
}

impl Error {
    pub(crate) fn weights(what: &str, message: impl Into<String>) -> Error {
        Error { kind: ErrorKind::Weights, what: what.to_owned(), message: message.into() }
    }

    pub(crate) fn knowledge(file: &str, message: impl Into<String>) -> Error {
        Error { kind: ErrorKind::Knowledge, what: file.to_owned(), message: message.into() }
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.message)
    }
}

impl std::error::Error for Error {}
