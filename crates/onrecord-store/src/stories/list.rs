//! The stories of a store, as lists show them.

use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use super::{StoryId, rows};
use crate::articles::{Article, ArticleId, after_title};
use crate::{Error, ErrorKind, Store, day};

/// What lists show of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its number in the store: it is not used again.
    pub id: StoryId,
    /// The headline of the article that has most of what the story is about; the first words of that article where it has
    /// none.
    pub title: String,
    /// The beginning of the text of that article, after the headline where the text begins with it.
    pub lead: String,
    /// How many articles it has.
    pub n_articles: u64,
    /// The day of its first article whose date is known.
    pub first_day: Option<String>,
    /// The day of its last article.
    pub last_day: Option<String>,
}

/// A part of the list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryPage {
    /// The stories, those of the latest articles first.
    pub stories: Vec<Story>,
    /// Whether there are more after them.
    pub has_more: bool,
}

const SELECT: &str = "SELECT story.id, story.n_articles, story.first_day, story.last_day, article.title, article.lead
     FROM story LEFT JOIN article ON article.id = story.central";

/// Longest title that is made of a text, in characters.
const TITLE_CHARS: usize = 90;

impl Story {
    fn of(row: &Row<'_>) -> rusqlite::Result<Story> {
        let title: Option<String> = row.get(4)?;
        let lead: Option<String> = row.get(5)?;
        let lead = after_title(title.as_deref(), lead.unwrap_or_default());
        let title = title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| beginning(&lead));
        Ok(Story {
            id: StoryId(row.get(0)?),
            title,
            lead,
            n_articles: row.get::<_, i64>(1)?.unsigned_abs(),
            first_day: day::date(row.get(2)?),
            last_day: day::date(row.get(3)?),
        })
    }
}

/// Returns the first words of `text`.
fn beginning(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() >= TITLE_CHARS {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

impl Store {
    /// Returns `limit` stories after the first `skip`, those of the latest articles first.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn stories(&self, limit: u32, skip: u64) -> Result<StoryPage, Error> {
        let sql =
            format!("{SELECT} WHERE story.n_articles > 0 ORDER BY story.last_day DESC, story.id DESC LIMIT ? OFFSET ?");
        let found = self.conn.prepare_cached(&sql).and_then(|mut all| {
            let skip = i64::try_from(skip).unwrap_or(i64::MAX);
            all.query_map(params![i64::from(limit) + 1, skip], Story::of)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        let mut stories = found.map_err(Error::database)?;
        let has_more = stories.len() > limit as usize;
        stories.truncate(limit as usize);
        Ok(StoryPage { stories, has_more })
    }

    /// Returns the story with this number, or the one into which it was joined.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is none.
    pub fn story_head(&self, id: StoryId) -> Result<Story, Error> {
        let missing = || Error::new(ErrorKind::NotFound, format!("there is no story {id} in the store"));
        let id = rows::present(&self.conn, id).map_err(Error::database)?.ok_or_else(missing)?;
        let sql = format!("{SELECT} WHERE story.id = ?");
        let found = self.conn.prepare_cached(&sql).and_then(|mut one| one.query_row([id.0], Story::of).optional());
        found.map_err(Error::database)?.filter(|story| story.n_articles > 0).ok_or_else(missing)
    }

    /// Returns the story of an article.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn story_of(&self, article: ArticleId) -> Result<Option<StoryId>, Error> {
        Ok(rows::story_of(&self.conn, article).map_err(Error::database)?.map(|(story, _)| story))
    }

    /// Returns the articles of a story, the earliest first, those without a date last.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is no such story.
    pub fn story_articles(&self, id: StoryId) -> Result<Vec<Article>, Error> {
        let story = self.story_head(id)?;
        let ids = rows::articles_of(&self.conn, story.id).map_err(Error::database)?;
        ids.into_iter().map(|article| self.article(article)).collect()
    }
}
