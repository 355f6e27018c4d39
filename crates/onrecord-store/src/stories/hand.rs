//! Joining and splitting stories by hand, and taking it back.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::place::rebuild;
use super::{StoryId, rows};
use crate::articles::ArticleId;
use crate::{Error, ErrorKind, Store};

/// What was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The second story was joined into the first one; they are two again.
    Join(StoryId, StoryId),
    /// The second story was split from the first one; they are one again.
    Split(StoryId, StoryId),
}

impl Store {
    /// Puts all articles of `other` into `story`, where they stay, and returns the number of that story. `time` is now, as
    /// RFC 3339.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where a story is not there, [`ErrorKind::Query`] where both are one.
    pub fn join_stories(&mut self, story: StoryId, other: StoryId, time: &str) -> Result<StoryId, Error> {
        let (story, other) = (self.story_head(story)?.id, self.story_head(other)?.id);
        if story == other {
            return Err(Error::new(ErrorKind::Query, format!("expected two stories, found {story} twice")));
        }
        self.by_hand(|conn| {
            let articles = rows::articles_of(conn, other)?;
            move_by_hand(conn, "join", (story, other), &articles, story, time)?;
            rows::set_joined(conn, other, Some(story))
        })?;
        Ok(story)
    }

    /// Puts `articles` of `story` into a new story, where they stay, and returns its number. `time` is now, as RFC 3339.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where the story is not there, [`ErrorKind::Query`] where an article is not in it or none would
    /// be left.
    pub fn split_story(&mut self, story: StoryId, articles: &[ArticleId], time: &str) -> Result<StoryId, Error> {
        let story = self.story_head(story)?.id;
        let all = rows::articles_of(&self.conn, story).map_err(Error::database)?;
        if let Some(stranger) = articles.iter().find(|article| !all.contains(article)) {
            let name = self.article(*stranger)?.doc_id;
            return Err(Error::new(ErrorKind::Query, format!("article {name:?} is not in story {story}")));
        }
        let moved: Vec<ArticleId> = all.iter().filter(|article| articles.contains(article)).copied().collect();
        if moved.is_empty() || moved.len() == all.len() {
            let message = format!("expected some articles of story {story} and not all of them");
            return Err(Error::new(ErrorKind::Query, message));
        }
        self.by_hand(|conn| {
            let new = rows::new_story(conn)?;
            move_by_hand(conn, "split", (story, new), &moved, new, time)?;
            Ok(new)
        })
    }

    /// Takes back what was last done by hand: every article that is still where it was put then goes back. Returns `None`
    /// where there is nothing to take back.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn undo_stories(&mut self) -> Result<Option<Undone>, Error> {
        self.by_hand(undo)
    }

    fn by_hand<T>(&mut self, act: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::database)?;
        let done = act(&transaction).map_err(Error::database)?;
        transaction.commit().map_err(Error::database)?;
        Ok(done)
    }
}

/// Moves `articles` to `to`, one of `pair`, and writes down where they were.
fn move_by_hand(
    conn: &Connection,
    kind: &str,
    pair: (StoryId, StoryId),
    articles: &[ArticleId],
    to: StoryId,
    time: &str,
) -> rusqlite::Result<()> {
    let was_by_hand = rows::is_by_hand(conn, pair.0)?;
    conn.execute(
        "INSERT INTO story_hand (kind, story, other, was_by_hand, time) VALUES (?, ?, ?, ?, ?)",
        params![kind, pair.0.0, pair.1.0, was_by_hand, time],
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
    for story in [pair.0, pair.1] {
        rebuild(conn, story)?;
        rows::set_by_hand(conn, story, true)?;
    }
    Ok(())
}

fn undo(conn: &Connection) -> rusqlite::Result<Option<Undone>> {
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
        rows::set_joined(conn, other, None)?;
    }
    let mut moved = conn.prepare("SELECT article, was_by_hand FROM story_move WHERE hand = ? ORDER BY article")?;
    let moved = moved.query_map([hand], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    for (article, was) in moved.collect::<rusqlite::Result<Vec<_>>>()? {
        if rows::story_of(conn, article)?.is_some_and(|(at, _)| at == from) {
            rows::move_one(conn, article, to, was)?;
        }
    }
    for story in [story, other] {
        rebuild(conn, story)?;
    }
    rows::set_by_hand(conn, story, was_by_hand)?;
    if !is_join && rows::n_articles(conn, other)? == 0 {
        rows::set_joined(conn, other, Some(story))?;
    }
    conn.execute("DELETE FROM story_move WHERE hand = ?", [hand])?;
    conn.execute("DELETE FROM story_hand WHERE id = ?", [hand])?;
    Ok(Some(if is_join { Undone::Join(story, other) } else { Undone::Split(story, other) }))
}
