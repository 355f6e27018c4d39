//! The error type of this crate.

/// The kind of an [`Error`]; see [`Error::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not one well-formed safetensors file.
    Container,
    /// A required tensor or metadata key is not in the file.
    Missing,
    /// A tensor does not have the required element type.
    ElementType,
    /// A tensor does not have the required shape, or has dimensions that no kernel supports.
    Shape,
    /// A stored value is out of range, such as an infinite scale.
    Value,
    /// A sequence cannot be encoded: an id out of range, too many pieces, or a wrong number of extra indices.
    Input,
    /// The processor lacks the instructions of the requested kernel.
    Kernel,
}

/// Why weights could not be loaded or a sequence could not be encoded. The context names the tensor, metadata key,
/// sequence or kernel concerned.
pub type Error = onrecord_error::Error<ErrorKind>;
