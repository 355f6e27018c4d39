//! The one error of this crate.

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

/// Why weights could not be loaded or a sequence could not be encoded. Its context names the tensor, metadata key,
/// sequence or kernel that the failure is about.
pub type Error = onrecord_error::Error<ErrorKind>;
