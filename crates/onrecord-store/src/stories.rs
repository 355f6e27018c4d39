//! Stories: articles about the same matter, and what they say together.

mod hand;
mod list;
mod place;
mod rows;
mod terms;
mod vector;

use serde::Serialize;

pub use hand::Undone;
pub use list::{Story, StoryPage};
pub(crate) use place::{place, place_others};

/// The number of a story in its store. It is not used again; that of a story that was joined into another one stands for
/// that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StoryId(pub i64);

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
