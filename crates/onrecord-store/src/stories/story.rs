//! Summaries of stories and threads, for lists.

use serde::Serialize;

use crate::text::{after_title, beginning, without_dateline};

/// The number of a story in its store, which is never reused. The number of a story that was merged into another one
/// resolves to that other story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StoryId(pub i64);

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of a thread in its store, which is never reused. The number of a thread that was merged into another one
/// resolves to that other thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ThreadId(pub i64);

impl std::fmt::Display for ThreadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The summary of a story, for lists. A story covers one event and its aftermath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its number in the store.
    pub id: StoryId,
    /// The headline of its most typical article, or the first words of that article if it has no headline.
    pub title: String,
    /// The beginning of the text of that article, without the headline if the text repeats it.
    pub lead: String,
    /// The number of its articles.
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
    /// The stories, ordered by their latest article, most recent first.
    pub stories: Vec<Story>,
    /// Whether there are more after them.
    pub has_more: bool,
}

/// The summary of a thread, for lists. A thread is a set of stories about the same topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thread {
    /// Its number in the store.
    pub id: ThreadId,
    /// The headline of its most typical article, or the first words of that article if it has no headline.
    pub title: String,
    /// The beginning of the text of that article, without the headline if the text repeats it.
    pub lead: String,
    /// The number of its stories.
    pub n_stories: u64,
    /// The number of articles in these stories.
    pub n_articles: u64,
    /// The day of its first dated article.
    pub first_day: Option<String>,
    /// The day of its last dated article.
    pub last_day: Option<String>,
}

/// A page of a list of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadPage {
    /// The threads, ordered by their latest article, most recent first.
    pub threads: Vec<Thread>,
    /// Whether there are more after them.
    pub has_more: bool,
}

/// The edit that was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The second story had been joined into the first; they are separate again.
    Join(StoryId, StoryId),
    /// The second story had been split from the first; they are merged again.
    Split(StoryId, StoryId),
}

/// Maximum number of characters of a title taken from a text.
const TITLE_CHARS: usize = 90;

/// Returns the title and lead of a story, from the headline and beginning of its most typical article.
pub(crate) fn title_and_lead(title: Option<String>, lead: String) -> (String, String) {
    let lead = after_title(title.as_deref(), lead);
    let title = title
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| beginning(without_dateline(&lead), TITLE_CHARS));
    (title, lead)
}
