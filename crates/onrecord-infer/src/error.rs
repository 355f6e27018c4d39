//! The one error of this crate.

use std::fmt;

/// What went wrong, in kind; see [`Error::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not one well-formed safetensors file.
    Container,
    /// A tensor or a metadata key that is needed is not in the file.
    Missing,
    /// A tensor has another element type than the one that is needed.
    ElementType,
    /// A tensor has another shape than the one that is needed, or dimensions that no kernel takes.
    Shape,
    /// A stored value is out of its range, such as an infinite scale.
    Value,
    /// A sequence cannot be encoded: an id out of range, too many pieces, or a wrong number of extra indexes.
    Input,
    /// The processor lacks the instructions of the kernel that was asked for.
    Kernel,
}

/// Why weights could not be loaded or a sequence could not be encoded.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    context: String,
    message: String,
}

impl Error {
    /// `context` names the tensor, key or sequence; `message` says what was expected and what was found.
    pub(crate) fn new(kind: ErrorKind, context: impl Into<String>, message: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind, context: context.into(), message: message.into() }))
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the tensor, metadata key, sequence or kernel that the failure is about.
    pub fn context(&self) -> &str {
        &self.0.context
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.context, self.0.message)
    }
}

impl std::error::Error for Error {}
