//! Stories and threads: articles about the same event or topic, with their content merged and compared. Everything here
//! is computed from values, without access to the store.

mod actors;
mod consistency;
mod denials;
mod difference;
mod differences;
mod distinct_event;
mod document;
mod merged_events;
mod merged_quotes;
mod network;
mod numbers;
mod placement;
mod positions;
mod sizes;
mod stances;
mod story;
mod terms;
mod vector;
mod view;

pub use actors::StoryActor;
pub(crate) use consistency::{GroupState, fits_record};
pub use difference::{Account, Difference, DifferenceKind, Side};
pub(crate) use distinct_event::distinct_events;
pub use distinct_event::{DistinctEvent, EventPlace, EventReport, Participant, StoryMatches};
pub(crate) use document::StoryDocument;
pub use document::{CodePointRange, Passage};
pub use merged_events::{EventMention, MergedEvent};
pub use merged_quotes::{MergedQuote, QuoteVersion};
pub(crate) use network::story_network;
pub(crate) use placement::{
    OF_STORIES, OF_THREADS, PlacedArticle, Profile, Rarity, Rules, are_one, candidates, centrality, story_days,
};
pub use positions::{Issue, Position};
pub use stances::Stance;
pub(crate) use story::title_and_lead;
pub use story::{Story, StoryId, StoryPage, Thread, ThreadId, ThreadPage, Undone};
pub(crate) use terms::terms_of;
pub(crate) use vector::Vector;
pub use view::{MAX_COMPARED, StoryArticle, StoryView};
pub(crate) use view::{accounts_differ, story_view};
