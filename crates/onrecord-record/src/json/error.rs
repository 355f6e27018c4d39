/// The kind of problem in a record that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is not JSON, or a field is missing or of the wrong type.
    Syntax,
    /// The record is in another format, or in another version of this one.
    Format,
    /// A name (of a kind, form, status or type) is unknown.
    Name,
    /// An id does not match its position, or refers to an entry that does not exist.
    Id,
    /// A span is not within the text.
    Offset,
}

/// The error for a record that could not be read.
pub type Error = onrecord_error::Error<ErrorKind>;
