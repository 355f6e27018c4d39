//! A proper name in the text.

use std::ops::Range;

use crate::model::NameTag;

/// A proper name and its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// The words, as a token range.
    pub(crate) tokens: Range<usize>,
    pub(crate) tag: NameTag,
}
