//! Rows of stories and threads.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use crate::article::ArticleId;
use crate::stories::{Profile, StoryId, ThreadId, Vector};

/// A story or a thread; both have the same columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Story(StoryId),
    Thread(ThreadId),
}

impl Group {
    /// Returns the table that contains its row.
    pub(super) fn table(self) -> &'static str {
        match self {
            Group::Story(_) => "story",
            Group::Thread(_) => "thread",
        }
    }

    /// Returns its number.
    pub(super) fn number(self) -> i64 {
        match self {
            Group::Story(StoryId(number)) | Group::Thread(ThreadId(number)) => number,
        }
    }

    /// Returns the SELECT of its articles, which takes its number as a parameter.
    fn articles(self) -> &'static str {
        match self {
            Group::Story(_) => "SELECT article FROM story_article WHERE story = ?",
            Group::Thread(_) => {
                "SELECT article FROM story_article JOIN story ON story.id = story_article.story WHERE story.thread = ?"
            }
        }
    }

    /// Returns the value of a column of its row.
    fn value<T: rusqlite::types::FromSql>(self, conn: &Connection, column: &str) -> Result<T> {
        let sql = format!("SELECT {column} FROM {} WHERE id = ?", self.table());
        conn.prepare_cached(&sql)?.query_row([self.number()], |row| row.get(0))
    }

    /// Sets a column of its row.
    fn set(self, conn: &Connection, column: &str, value: impl rusqlite::ToSql) -> Result<()> {
        let sql = format!("UPDATE {} SET {column} = ? WHERE id = ?", self.table());
        conn.prepare_cached(&sql)?.execute(params![value, self.number()]).map(drop)
    }
}

impl From<StoryId> for Group {
    fn from(id: StoryId) -> Group {
        Group::Story(id)
    }
}

impl From<ThreadId> for Group {
    fn from(id: ThreadId) -> Group {
        Group::Thread(id)
    }
}

/// Returns the story of an article, and whether a user placed the article there.
pub(super) fn story_of(conn: &Connection, article: ArticleId) -> Result<Option<(StoryId, bool)>> {
    let mut one = conn.prepare_cached("SELECT story, by_hand FROM story_article WHERE article = ?")?;
    one.query_row([article.0], |row| Ok((StoryId(row.get(0)?), row.get(1)?))).optional()
}

/// Returns the thread of a story.
pub(super) fn thread_of(conn: &Connection, story: StoryId) -> Result<ThreadId> {
    Group::from(story).value(conn, "thread").map(ThreadId)
}

/// Assigns a story to a thread.
pub(super) fn set_thread(conn: &Connection, story: StoryId, thread: ThreadId) -> Result<()> {
    Group::from(story).set(conn, "thread", thread.0)
}

/// Moves all stories of a thread to another one.
pub(super) fn move_stories(conn: &Connection, from: ThreadId, to: ThreadId) -> Result<()> {
    conn.prepare_cached("UPDATE story SET thread = ? WHERE thread = ?")?.execute([to.0, from.0]).map(drop)
}

/// Returns at most `limit` stories of a thread, latest first, that have an article on one of `days` or an undated
/// article.
pub(super) fn stories_near(
    conn: &Connection,
    thread: ThreadId,
    days: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<StoryId>> {
    let (first, last) = days.unwrap_or((i64::MIN, i64::MAX));
    let sql = "SELECT id FROM story WHERE thread = ? AND n_articles > 0
               AND (last_day BETWEEN ? AND ? OR first_day BETWEEN ? AND ? OR first_day = 0)
               ORDER BY last_day DESC, id DESC LIMIT ?";
    conn.prepare_cached(sql)?
        .query_map(params![thread.0, first, last, first, last, limit], |row| row.get(0).map(StoryId))?
        .collect()
}

/// Returns the summary data of a story or thread.
pub(super) fn profile(conn: &Connection, group: Group) -> Result<Profile> {
    let table = group.table();
    let sql = format!("SELECT n_articles, first_day, last_day, central, length, vector FROM {table} WHERE id = ?");
    let profile = |row: &Row<'_>| {
        Ok(Profile {
            n_articles: row.get(0)?,
            days: (row.get(1)?, row.get(2)?),
            central: row.get::<_, Option<i64>>(3)?.map(ArticleId),
            length: row.get::<_, f64>(4)? as f32,
            vector: Vector::unpack(row.get_ref(5)?.as_blob()?),
        })
    };
    conn.prepare_cached(&sql)?.query_row([group.number()], profile)
}

/// Stores the summary data of a story or thread.
pub(super) fn set_profile(conn: &Connection, group: Group, profile: &Profile) -> Result<()> {
    let mut update = conn.prepare_cached(&format!(
        "UPDATE {} SET n_articles = ?, first_day = ?, last_day = ?, central = ?, length = ?, vector = ? WHERE id = ?",
        group.table()
    ))?;
    let central = profile.central.map(|article| article.0);
    let (days, length) = (profile.days, f64::from(profile.length));
    update.execute(params![
        profile.n_articles,
        days.0,
        days.1,
        central,
        length,
        profile.vector.pack(),
        group.number()
    ])?;
    Ok(())
}

/// Adds a thread without stories and returns its number.
pub(super) fn new_thread(conn: &Connection) -> Result<ThreadId> {
    let sql = "INSERT INTO thread (n_articles, first_day, last_day, length, vector) VALUES (0, 0, 0, 0, x'')";
    conn.prepare_cached(sql)?.execute([])?;
    Ok(ThreadId(conn.last_insert_rowid()))
}

/// Adds a story without articles to a thread and returns its number.
pub(super) fn new_story(conn: &Connection, thread: ThreadId) -> Result<StoryId> {
    let sql = "INSERT INTO story (thread, n_articles, first_day, last_day, length, vector) VALUES (?, 0, 0, 0, 0, x'')";
    conn.prepare_cached(sql)?.execute([thread.0])?;
    Ok(StoryId(conn.last_insert_rowid()))
}

/// Returns the number of articles of a story or thread.
pub(super) fn n_articles(conn: &Connection, group: Group) -> Result<i64> {
    group.value(conn, "n_articles")
}

/// Returns whether a user joined or split a story or thread.
pub(super) fn is_by_hand(conn: &Connection, group: Group) -> Result<bool> {
    group.value(conn, "by_hand")
}

/// Sets whether a user joined or split a story.
pub(super) fn set_by_hand(conn: &Connection, story: StoryId, by_hand: bool) -> Result<()> {
    Group::from(story).set(conn, "by_hand", by_hand)
}

/// Returns whether a story or thread was merged into another one.
pub(super) fn is_joined(conn: &Connection, group: Group) -> Result<bool> {
    group.value(conn, "joined_into IS NOT NULL")
}

/// Sets the group, of the same kind, into which a story or thread was merged.
pub(super) fn set_joined(conn: &Connection, group: Group, into: Option<Group>) -> Result<()> {
    group.set(conn, "joined_into", into.map(Group::number))
}

/// Returns the number of the story or thread into which `group` was merged, or its own number; `None` if there is no
/// such group.
pub(super) fn resolved(conn: &Connection, group: Group) -> Result<Option<i64>> {
    let mut one = conn.prepare_cached(&format!("SELECT joined_into FROM {} WHERE id = ?", group.table()))?;
    let mut seen = BTreeSet::new();
    let mut at = group.number();
    while seen.insert(at) {
        match one.query_row([at], |row| row.get::<_, Option<i64>>(0)).optional()? {
            None => return Ok(None),
            Some(None) => return Ok(Some(at)),
            Some(Some(into)) => at = into,
        }
    }
    Ok(None)
}

/// Places an article in a story.
pub(super) fn put(conn: &Connection, story: StoryId, article: ArticleId, vector: &Vector, by_hand: bool) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO story_article (article, story, by_hand, vector) VALUES (?, ?, ?, ?)";
    conn.prepare_cached(sql)?.execute(params![article.0, story.0, by_hand, vector.pack()]).map(drop)
}

/// Removes an article from its story.
pub(super) fn take_out(conn: &Connection, article: ArticleId) -> Result<()> {
    conn.prepare_cached("DELETE FROM story_article WHERE article = ?")?.execute([article.0])?;
    Ok(())
}

/// Moves one article to another story.
pub(super) fn move_one(conn: &Connection, article: ArticleId, to: StoryId, by_hand: bool) -> Result<()> {
    let sql = "UPDATE story_article SET story = ?, by_hand = ? WHERE article = ?";
    conn.prepare_cached(sql)?.execute(params![to.0, by_hand, article.0])?;
    Ok(())
}

/// Moves all articles of a story to another one.
pub(super) fn move_all(conn: &Connection, from: StoryId, to: StoryId) -> Result<()> {
    conn.prepare_cached("UPDATE story_article SET story = ? WHERE story = ?")?.execute([to.0, from.0])?;
    Ok(())
}

/// Returns the vector of an article, or an empty one if it is in no story.
pub(super) fn vector_of(conn: &Connection, article: ArticleId) -> Result<Vector> {
    let mut one = conn.prepare_cached("SELECT vector FROM story_article WHERE article = ?")?;
    let vector = one.query_row([article.0], |row| Ok(Vector::unpack(row.get_ref(0)?.as_blob()?))).optional()?;
    Ok(vector.unwrap_or_default())
}

/// Returns the articles of a story or thread in chronological order, undated ones last.
pub(super) fn articles_of(conn: &Connection, group: Group) -> Result<Vec<ArticleId>> {
    let of_group = group.articles();
    let sql = format!("SELECT id FROM article WHERE id IN ({of_group}) ORDER BY day = 0, day, published, id");
    conn.prepare_cached(&sql)?.query_map([group.number()], |row| row.get(0).map(ArticleId))?.collect()
}

/// Returns the first and the last day of the articles of a story or thread; 0 if unknown.
pub(super) fn days(conn: &Connection, group: Group) -> Result<(i64, i64)> {
    let of_group = group.articles();
    let sql =
        format!("SELECT coalesce(min(nullif(day, 0)), 0), coalesce(max(day), 0) FROM article WHERE id IN ({of_group})");
    conn.prepare_cached(&sql)?.query_row([group.number()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns the terms under which a thread is indexed.
pub(super) fn posted(conn: &Connection, thread: ThreadId) -> Result<Vec<u32>> {
    conn.prepare_cached("SELECT term FROM thread_term WHERE thread = ?")?
        .query_map([thread.0], |row| row.get(0))?
        .collect()
}

/// Sets the terms under which a thread is indexed.
pub(super) fn post(conn: &Connection, thread: ThreadId, terms: &[u32]) -> Result<()> {
    let before = posted(conn, thread)?;
    let mut delete = conn.prepare_cached("DELETE FROM thread_term WHERE term = ? AND thread = ?")?;
    for term in before.iter().filter(|term| !terms.contains(term)) {
        delete.execute(params![term, thread.0])?;
    }
    let mut insert = conn.prepare_cached("INSERT INTO thread_term (term, thread) VALUES (?, ?)")?;
    for term in terms.iter().filter(|term| !before.contains(term)) {
        insert.execute(params![term, thread.0])?;
    }
    Ok(())
}

/// Returns the articles of a story or thread with their vectors, in the order of [`articles_of`].
pub(super) fn vectors_of(conn: &Connection, group: Group) -> Result<Vec<(ArticleId, Vector)>> {
    let articles = articles_of(conn, group)?;
    articles.into_iter().map(|article| Ok((article, vector_of(conn, article)?))).collect()
}

/// Returns all stories, then all threads, each in the order of their numbers.
pub(super) fn all(conn: &Connection) -> Result<Vec<Group>> {
    let numbers = |table: &str| -> Result<Vec<i64>> {
        conn.prepare(&format!("SELECT id FROM {table} ORDER BY id"))?.query_map([], |row| row.get(0))?.collect()
    };
    let stories = numbers("story")?.into_iter().map(|number| Group::Story(StoryId(number)));
    let threads = numbers("thread")?.into_iter().map(|number| Group::Thread(ThreadId(number)));
    Ok(stories.chain(threads).collect())
}

/// The data of an article in a file that is being upgraded: its thread, whether a user placed it there, its vector and
/// its day.
pub(super) type ArticleThread = (ThreadId, bool, Vector, i64);

/// Returns the data of an article in a file that is being upgraded.
pub(super) fn article_thread(conn: &Connection, article: ArticleId) -> Result<Option<ArticleThread>> {
    let sql = "SELECT thread, by_hand, vector, day FROM article_thread JOIN article ON article.id = article
               WHERE article = ?";
    let known = |row: &Row<'_>| {
        Ok((ThreadId(row.get(0)?), row.get(1)?, Vector::unpack(row.get_ref(2)?.as_blob()?), row.get(3)?))
    };
    conn.prepare_cached(sql)?.query_row([article.0], known).optional()
}
