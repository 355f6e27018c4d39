//! Stories: articles about the same matter, and what they say together.

mod actors;
mod check;
mod differences;
mod hand;
mod happenings;
mod list;
mod network;
mod numbers;
mod place;
mod positions;
mod quotes;
mod rows;
mod stances;
mod terms;
mod vector;
mod view;

use serde::Serialize;

pub use actors::StoryActor;
pub(crate) use check::{fits, mend, mend_article, problems};
pub use differences::{Account, Difference, DifferenceKind, Side};
pub use hand::Undone;
pub use happenings::{Happening, Telling};
pub use list::{Story, StoryPage};
pub(crate) use place::{place, place_others};
pub use positions::{Issue, Position};
pub use quotes::Saying;
pub use stances::Stance;
pub use view::{MAX_COMPARED, Passage, Points, StoryArticle, StoryView};

/// The number of a story in its store. It is not used again; that of a story that was joined into another one stands for
/// that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StoryId(pub i64);

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
