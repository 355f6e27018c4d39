//! Lists of stories and threads.

use rusqlite::{Connection, OptionalExtension, Result, Row, ToSql, params};

use super::rows::{self, Group};
use crate::article::{Article, ArticleId};
use crate::date::date_of_day;
use crate::error::{Error, ErrorKind};
use crate::sqlite::articles;
use crate::sqlite::connection::{count, database, offset};
use crate::stories::{Story, StoryId, StoryPage, Thread, ThreadId, ThreadPage, title_and_lead};

const STORY: &str =
    "SELECT story.id, story.n_articles, story.first_day, story.last_day, article.title, article.lead, thread
     FROM story LEFT JOIN article ON article.id = story.central";

const THREAD: &str =
    "SELECT thread.id, thread.n_articles, thread.first_day, thread.last_day, article.title, article.lead,
     (SELECT count(*) FROM story WHERE story.thread = thread.id AND story.n_articles > 0)
     FROM thread LEFT JOIN article ON article.id = thread.central";

fn story_of_row(row: &Row<'_>) -> Result<Story> {
    let (title, lead) = title_and_lead(row.get(4)?, row.get::<_, Option<String>>(5)?.unwrap_or_default());
    Ok(Story {
        id: StoryId(row.get(0)?),
        title,
        lead,
        n_articles: count(row.get(1)?),
        first_day: date_of_day(row.get(2)?),
        last_day: date_of_day(row.get(3)?),
        thread: ThreadId(row.get(6)?),
    })
}

fn thread_of_row(row: &Row<'_>) -> Result<Thread> {
    let (title, lead) = title_and_lead(row.get(4)?, row.get::<_, Option<String>>(5)?.unwrap_or_default());
    Ok(Thread {
        id: ThreadId(row.get(0)?),
        title,
        lead,
        n_stories: count(row.get(6)?),
        n_articles: count(row.get(1)?),
        first_day: date_of_day(row.get(2)?),
        last_day: date_of_day(row.get(3)?),
    })
}

pub(in crate::sqlite) fn stories(conn: &Connection, limit: u32, skip: u64) -> Result<StoryPage> {
    let sql =
        format!("{STORY} WHERE story.n_articles > 0 ORDER BY story.last_day DESC, story.id DESC LIMIT ? OFFSET ?");
    let (stories, has_more) = page(conn, &sql, params![i64::from(limit) + 1, offset(skip)], limit, story_of_row)?;
    Ok(StoryPage { stories, has_more })
}

pub(in crate::sqlite) fn threads(conn: &Connection, limit: u32, skip: u64) -> Result<ThreadPage> {
    let sql =
        format!("{THREAD} WHERE thread.n_articles > 0 ORDER BY thread.last_day DESC, thread.id DESC LIMIT ? OFFSET ?");
    let (threads, has_more) = page(conn, &sql, params![i64::from(limit) + 1, offset(skip)], limit, thread_of_row)?;
    Ok(ThreadPage { threads, has_more })
}

pub(in crate::sqlite) fn stories_of(
    conn: &Connection,
    thread: ThreadId,
    limit: u32,
    skip: u64,
) -> std::result::Result<StoryPage, Error> {
    let thread = thread_head(conn, thread)?.id;
    let sql = format!(
        "{STORY} WHERE story.thread = ? AND story.n_articles > 0
         ORDER BY story.last_day DESC, story.id DESC LIMIT ? OFFSET ?"
    );
    let params = params![thread.0, i64::from(limit) + 1, offset(skip)];
    let (stories, has_more) = page(conn, &sql, params, limit, story_of_row).map_err(database)?;
    Ok(StoryPage { stories, has_more })
}

/// Returns the rows of a page, and whether there are more.
fn page<T>(
    conn: &Connection,
    sql: &str,
    params: &[&dyn ToSql],
    limit: u32,
    of_row: fn(&Row<'_>) -> Result<T>,
) -> Result<(Vec<T>, bool)> {
    let mut found = conn.prepare_cached(sql)?.query_map(params, of_row)?.collect::<Result<Vec<_>>>()?;
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    Ok((found, has_more))
}

pub(in crate::sqlite) fn story_head(conn: &Connection, id: StoryId) -> std::result::Result<Story, Error> {
    let found = head(conn, id.into(), STORY, story_of_row)?.filter(|story| story.n_articles > 0);
    found.ok_or_else(|| missing(id.into()))
}

pub(in crate::sqlite) fn thread_head(conn: &Connection, id: ThreadId) -> std::result::Result<Thread, Error> {
    let found = head(conn, id.into(), THREAD, thread_of_row)?.filter(|thread| thread.n_articles > 0);
    found.ok_or_else(|| missing(id.into()))
}

/// Returns the story or thread with the number of `group`, or the group into which it was merged.
fn head<T>(
    conn: &Connection,
    group: Group,
    select: &str,
    of_row: fn(&Row<'_>) -> Result<T>,
) -> std::result::Result<Option<T>, Error> {
    let Some(number) = rows::resolved(conn, group).map_err(database)? else { return Ok(None) };
    let sql = format!("{select} WHERE {}.id = ?", group.table());
    let found = conn.prepare_cached(&sql).and_then(|mut one| one.query_row([number], of_row).optional());
    found.map_err(database)
}

fn missing(group: Group) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no {} {} in the store", group.table(), group.number()))
}

pub(in crate::sqlite) fn story_of(conn: &Connection, article: ArticleId) -> Result<Option<StoryId>> {
    Ok(rows::story_of(conn, article)?.map(|(story, _)| story))
}

pub(in crate::sqlite) fn story_articles(conn: &Connection, id: StoryId) -> std::result::Result<Vec<Article>, Error> {
    articles_of(conn, story_head(conn, id)?.id.into())
}

pub(in crate::sqlite) fn thread_articles(conn: &Connection, id: ThreadId) -> std::result::Result<Vec<Article>, Error> {
    articles_of(conn, thread_head(conn, id)?.id.into())
}

fn articles_of(conn: &Connection, group: Group) -> std::result::Result<Vec<Article>, Error> {
    let ids = rows::articles_of(conn, group).map_err(database)?;
    ids.into_iter().map(|article| articles::article(conn, article)).collect()
}
