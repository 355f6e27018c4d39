//! The full view of a story, with its articles compared.

use serde::Serialize;

use super::actors::{ActorIndex, StoryActor};
use super::difference::Difference;
use super::document::StoryDocument;
use super::merged_events::MergedEvent;
use super::merged_quotes::MergedQuote;
use super::positions::Issue;
use super::story::Story;
use super::{differences, merged_events, merged_quotes, positions};
use crate::article::{Article, ArticleId};
use crate::text::without_dateline;

/// The maximum number of articles of a story that are compared, latest first: reading that many records takes about a
/// second.
pub const MAX_COMPARED: usize = 300;

/// A story with the merged content of its articles. Articles and actors are referred to by their indexes in the lists
/// here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryView {
    /// The summary that lists show.
    #[serde(flatten)]
    pub story: Story,
    /// Its articles, earliest first and undated ones last; only the latest [`MAX_COMPARED`] of a longer story.
    pub articles: Vec<StoryArticle>,
    /// Its actors, ordered by the number of articles, highest first: those named in articles, and those that users
    /// supplied in corrections.
    pub actors: Vec<StoryActor>,
    /// Its events in chronological order; an event reported by several articles is one entry.
    pub timeline: Vec<MergedEvent>,
    /// Its statements in chronological order; a quote carried by several articles is one entry.
    #[serde(rename = "sayings")]
    pub quotes: Vec<MergedQuote>,
    /// Disagreements between articles or their sources.
    pub differences: Vec<Difference>,
    /// Issues, with the positions for and against.
    pub positions: Vec<Issue>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryArticle {
    /// Its number in the store.
    pub number: ArticleId,
    /// Its id in its record.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Date or RFC 3339 time of publication.
    pub published: Option<String>,
    /// URL at which it was found.
    pub url: Option<String>,
    /// The beginning of its text.
    pub lead: String,
}

impl StoryArticle {
    /// Returns whether it has a headline.
    pub fn has_title(&self) -> bool {
        self.title.as_deref().is_some_and(|title| !title.trim().is_empty())
    }

    /// Returns the headline, or the beginning of the text without its dateline if there is none.
    pub fn heading(&self) -> &str {
        self.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| without_dateline(&self.lead))
    }
}

/// Returns whether the accounts in a story differ, based on the records of its articles.
pub(crate) fn accounts_differ(docs: &[StoryDocument]) -> bool {
    let index = ActorIndex::of(docs);
    !differences::of(docs, &index, &merged_events::of(docs, &index)).is_empty()
}

/// Returns the view of a story, from its articles and their records in the same order.
pub(crate) fn story_view(story: Story, articles: Vec<Article>, docs: &[StoryDocument]) -> StoryView {
    let index = ActorIndex::of(docs);
    let timeline = merged_events::of(docs, &index);
    let quotes = merged_quotes::of(docs, &index);
    let differences = differences::of(docs, &index, &timeline);
    let positions = positions::of(docs, &index);
    let articles = articles.into_iter().map(|article| StoryArticle {
        number: article.id,
        id: article.doc_id,
        title: article.title,
        publisher: article.publisher,
        published: article.published,
        url: article.url,
        lead: article.lead,
    });
    StoryView { story, articles: articles.collect(), actors: index.actors, timeline, quotes, differences, positions }
}
