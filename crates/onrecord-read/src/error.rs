//! What can go wrong before reading: the weights, or a user's knowledge file.

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
pub type Error = onrecord_error::Error<ErrorKind>;

/// Returns an error of the weights, about one part of them.
pub(crate) fn weights(part: &str, message: impl Into<String>) -> Error {
    Error::about(ErrorKind::Weights, part, message)
}

/// Returns an error of a knowledge file.
pub(crate) fn knowledge(file: &str, message: impl Into<String>) -> Error {
    Error::about(ErrorKind::Knowledge, file, message)
}
