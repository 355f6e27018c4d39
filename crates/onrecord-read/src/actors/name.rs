//! A proper name in the text.

use std::ops::Range;

use crate::model::NameTag;

/// A proper name and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// The words, in tokens.
    pub(crate) tokens: Range<usize>,
    pub(crate) tag: NameTag,
}
