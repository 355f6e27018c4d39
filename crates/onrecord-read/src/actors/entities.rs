//! Entities: who the mentions of an article refer to.

use std::ops::Range;

/// Entities as lists of mentions.
pub(crate) struct Entities {
    /// The entity of each mention.
    pub(crate) of: Vec<usize>,
    /// The mentions of each entity, in text order.
    pub(crate) members: Vec<Vec<usize>>,
    /// Words that give the role of each entity, in tokens.
    pub(crate) roles: Vec<Vec<Range<usize>>>,
}
