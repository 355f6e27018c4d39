//! Stories as lists show them.

use serde::Serialize;

use crate::text::{after_title, beginning, without_dateline};

/// The number of a story in its store, which is never reused. The number of a story that was joined into another one stands
/// for that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StoryId(pub i64);

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of a thread in its store, which is never reused. The number of a thread that was joined into another one stands
/// for that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ThreadId(pub i64);

impl std::fmt::Display for ThreadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The summary of a story that lists show. A story is one happening and its aftermath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its number in the store.
    pub id: StoryId,
    /// The headline of its most typical article, or the first words of that article if it has no headline.
    pub title: String,
    /// The beginning of the text of that article, without the headline if the text repeats it.
    pub lead: String,
    /// How many articles it has.
    pub n_articles: u64,
    /// The day of its first dated article.
    pub first_day: Option<String>,
    /// The day of its last dated article.
    pub last_day: Option<String>,
    /// The thread that it belongs to.
    pub thread: ThreadId,
}

/// A page of a list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryPage {
    /// The stories, those with the latest articles first.
    pub stories: Vec<Story>,
    /// Whether there are more after them.
    pub has_more: bool,
}

/// The summary of a thread that lists show. A thread is stories about the same matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thread {
    /// Its number in the store.
    pub id: ThreadId,
    /// The headline of its most typical article, or the first words of that article if it has no headline.
    pub title: String,
    /// The beginning of the text of that article, without the headline if the text repeats it.
    pub lead: String,
    /// How many stories it has.
    pub n_stories: u64,
    /// How many articles these have.
    pub n_articles: u64,
    /// The day of its first dated article.
    pub first_day: Option<String>,
    /// The day of its last dated article.
    pub last_day: Option<String>,
}

/// A page of a list of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadPage {
    /// The threads, those with the latest articles first.
    pub threads: Vec<Thread>,
    /// Whether there are more after them.
    pub has_more: bool,
}

/// What was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The second story had been joined into the first; they are two again.
    Join(StoryId, StoryId),
    /// The second story had been split from the first; they are one again.
    Split(StoryId, StoryId),
}

/// Characters of a title that is made from a text, at most.
const TITLE_CHARS: usize = 90;

/// Returns the title and lead of a story, from the headline and the beginning of its most typical article.
pub(crate) fn title_and_lead(title: Option<String>, lead: String) -> (String, String) {
    let lead = after_title(title.as_deref(), lead);
    let title = title
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| beginning(without_dateline(&lead), TITLE_CHARS));
    (title, lead)
}
