//! What can go wrong before reading. Mistakes in knowledge files are of another type, [`crate::Mistake`].

/// What kind of thing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The weights cannot be used.
    Weights,
}

/// Reading could not be set up. An unusual article is not an error: it gives notices.
pub type Error = onrecord_error::Error<ErrorKind>;

/// Returns an error of the weights, about one part of them.
pub(crate) fn weights(part: &str, message: impl Into<String>) -> Error {
    Error::about(ErrorKind::Weights, part, message)
}
