//! Manual joins and splits of stories, and undoing them.

use rusqlite::{Connection, OptionalExtension, Result, params};

use super::list::story_head;
use super::profiles::{rebuild, rebuild_both};
use super::rows;
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::sqlite::articles;
use crate::sqlite::connection::{begin, commit, database};
use crate::stories::{StoryId, Undone};

pub(in crate::sqlite) fn join_stories(
    conn: &mut Connection,
    story: StoryId,
    others: &[StoryId],
    time: &str,
) -> std::result::Result<StoryId, Error> {
    let mut all = vec![story_head(conn, story)?.id];
    for other in others {
        let other = story_head(conn, *other)?.id;
        if all.contains(&other) {
            return Err(Error::new(ErrorKind::Query, format!("expected different stories, found {other} twice")));
        }
        all.push(other);
    }
    let story = all.remove(0);
    in_transaction(conn, |conn| {
        for other in all {
            let articles = rows::articles_of(conn, other.into())?;
            move_by_hand(conn, Edit { kind: "join", story, other, time }, &articles, story)?;
            rows::set_joined(conn, other.into(), Some(story.into()))?;
        }
        Ok(())
    })?;
    Ok(story)
}

pub(in crate::sqlite) fn split_story(
    conn: &mut Connection,
    story: StoryId,
    articles: &[ArticleId],
    time: &str,
) -> std::result::Result<StoryId, Error> {
    let story = story_head(conn, story)?.id;
    let all = rows::articles_of(conn, story.into()).map_err(database)?;
    if let Some(stranger) = articles.iter().find(|article| !all.contains(article)) {
        let name = articles::article(conn, *stranger)?.doc_id;
        return Err(Error::new(ErrorKind::Query, format!("article {name:?} is not in story {story}")));
    }
    let moved: Vec<ArticleId> = all.iter().filter(|article| articles.contains(article)).copied().collect();
    if moved.is_empty() || moved.len() == all.len() {
        let message = format!("expected some, but not all, articles of story {story}");
        return Err(Error::new(ErrorKind::Query, message));
    }
    in_transaction(conn, |conn| {
        let new = rows::new_story(conn, rows::thread_of(conn, story)?)?;
        move_by_hand(conn, Edit { kind: "split", story, other: new, time }, &moved, new)?;
        Ok(new)
    })
}

pub(in crate::sqlite) fn undo_stories(conn: &mut Connection) -> std::result::Result<Option<Undone>, Error> {
    in_transaction(conn, undo)
}

fn in_transaction<T>(
    conn: &mut Connection,
    act: impl FnOnce(&Connection) -> Result<T>,
) -> std::result::Result<T, Error> {
    let transaction = begin(conn)?;
    let done = act(&transaction).map_err(database)?;
    commit(transaction)?;
    Ok(done)
}

/// A user's edit of two stories.
struct Edit<'a> {
    kind: &'a str,
    story: StoryId,
    other: StoryId,
    time: &'a str,
}

/// Moves `articles` to `to`, one of the stories of `edit`, and records their previous stories.
fn move_by_hand(conn: &Connection, edit: Edit<'_>, articles: &[ArticleId], to: StoryId) -> Result<()> {
    let Edit { kind, story, other, time } = edit;
    let was_by_hand = rows::is_by_hand(conn, story.into())?;
    conn.execute(
        "INSERT INTO story_hand (kind, story, other, was_by_hand, time) VALUES (?, ?, ?, ?, ?)",
        params![kind, story.0, other.0, was_by_hand, time],
    )?;
    let hand = conn.last_insert_rowid();
    for &article in articles {
        let was = rows::story_of(conn, article)?.is_some_and(|(_, by_hand)| by_hand);
        conn.execute(
            "INSERT INTO story_move (hand, article, was_by_hand) VALUES (?, ?, ?)",
            params![hand, article.0, was],
        )?;
        rows::move_one(conn, article, to, true)?;
    }
    rebuild_with_threads(conn, story, other)?;
    rows::set_by_hand(conn, story, true)?;
    rows::set_by_hand(conn, other, true)
}

/// Updates the stored data of two stories and their threads. If the thread of `other` has no articles left, it is
/// marked as merged into the thread of `story`.
fn rebuild_with_threads(conn: &Connection, story: StoryId, other: StoryId) -> Result<()> {
    rebuild_both(conn, story)?;
    rebuild(conn, other.into())?;
    let (thread, left) = (rows::thread_of(conn, story)?, rows::thread_of(conn, other)?);
    if left == thread {
        return Ok(());
    }
    rebuild(conn, left.into())?;
    let is_empty = rows::n_articles(conn, left.into())? == 0;
    rows::set_joined(conn, left.into(), is_empty.then_some(thread.into()))
}

/// Moves the articles of the last edit back, except those that have been moved again since.
fn undo(conn: &Connection) -> Result<Option<Undone>> {
    let last = conn
        .query_row("SELECT id, kind, story, other, was_by_hand FROM story_hand ORDER BY id DESC LIMIT 1", [], |row| {
            let pair = (StoryId(row.get(2)?), StoryId(row.get(3)?));
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, pair, row.get::<_, bool>(4)?))
        })
        .optional()?;
    let Some((hand, kind, (story, other), was_by_hand)) = last else { return Ok(None) };
    let is_join = kind == "join";
    let (from, to) = if is_join { (story, other) } else { (other, story) };
    if is_join {
        rows::set_joined(conn, other.into(), None)?;
    }
    let mut moved = conn.prepare("SELECT article, was_by_hand FROM story_move WHERE hand = ? ORDER BY article")?;
    let moved = moved.query_map([hand], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    for (article, was) in moved.collect::<Result<Vec<_>>>()? {
        if rows::story_of(conn, article)?.is_some_and(|(at, _)| at == from) {
            rows::move_one(conn, article, to, was)?;
        }
    }
    rebuild_with_threads(conn, story, other)?;
    rows::set_by_hand(conn, story, was_by_hand)?;
    if !is_join && rows::n_articles(conn, other.into())? == 0 {
        rows::set_joined(conn, other.into(), Some(story.into()))?;
    }
    conn.execute("DELETE FROM story_move WHERE hand = ?", [hand])?;
    conn.execute("DELETE FROM story_hand WHERE id = ?", [hand])?;
    Ok(Some(if is_join { Undone::Join(story, other) } else { Undone::Split(story, other) }))
}
