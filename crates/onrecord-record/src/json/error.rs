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
pub type Error = onrecord_error::Error<ErrorKind>;
