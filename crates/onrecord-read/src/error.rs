//! Errors when setting up a reader. Mistakes in knowledge files have a type of their own, [`crate::Mistake`].

/// The kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The weights cannot be used.
    Weights,
}

/// An error when setting up a reader. An unusual article is not an error: it leads to notices.
pub type Error = onrecord_error::Error<ErrorKind>;

/// Returns an error about one part of the weights.
pub(crate) fn weights(part: &str, message: impl Into<String>) -> Error {
    Error::about(ErrorKind::Weights, part, message)
}
