//! Lists of stories.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::rows;
use crate::article::{Article, ArticleId};
use crate::date::date_of_day;
use crate::error::{Error, ErrorKind};
use crate::sqlite::articles;
use crate::sqlite::connection::{count, database, offset};
use crate::stories::{Story, StoryId, StoryPage, title_and_lead};

const SELECT: &str = "SELECT story.id, story.n_articles, story.first_day, story.last_day, article.title, article.lead
     FROM story LEFT JOIN article ON article.id = story.central";

fn story_of_row(row: &Row<'_>) -> Result<Story> {
    let (title, lead) = title_and_lead(row.get(4)?, row.get::<_, Option<String>>(5)?.unwrap_or_default());
    Ok(Story {
        id: StoryId(row.get(0)?),
        title,
        lead,
        n_articles: count(row.get(1)?),
        first_day: date_of_day(row.get(2)?),
        last_day: date_of_day(row.get(3)?),
    })
}

pub(in crate::sqlite) fn stories(conn: &Connection, limit: u32, skip: u64) -> Result<StoryPage> {
    let sql =
        format!("{SELECT} WHERE story.n_articles > 0 ORDER BY story.last_day DESC, story.id DESC LIMIT ? OFFSET ?");
    let mut all = conn.prepare_cached(&sql)?;
    let found = all.query_map(params![i64::from(limit) + 1, offset(skip)], story_of_row)?;
    let mut stories = found.collect::<Result<Vec<_>>>()?;
    let has_more = stories.len() > limit as usize;
    stories.truncate(limit as usize);
    Ok(StoryPage { stories, has_more })
}

pub(in crate::sqlite) fn story_head(conn: &Connection, id: StoryId) -> std::result::Result<Story, Error> {
    let missing = || Error::new(ErrorKind::NotFound, format!("there is no story {id} in the store"));
    let id = rows::resolved(conn, id).map_err(database)?.ok_or_else(missing)?;
    let sql = format!("{SELECT} WHERE story.id = ?");
    let found = conn.prepare_cached(&sql).and_then(|mut one| one.query_row([id.0], story_of_row).optional());
    found.map_err(database)?.filter(|story| story.n_articles > 0).ok_or_else(missing)
}

pub(in crate::sqlite) fn story_of(conn: &Connection, article: ArticleId) -> Result<Option<StoryId>> {
    Ok(rows::story_of(conn, article)?.map(|(story, _)| story))
}

pub(in crate::sqlite) fn story_articles(conn: &Connection, id: StoryId) -> std::result::Result<Vec<Article>, Error> {
    let story = story_head(conn, id)?;
    let ids = rows::articles_of(conn, story.id).map_err(database)?;
    ids.into_iter().map(|article| articles::article(conn, article)).collect()
}
