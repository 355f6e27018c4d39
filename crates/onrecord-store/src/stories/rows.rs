//! The rows of stories in the file.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::StoryId;
use super::vector::Vector;
use crate::articles::ArticleId;

/// What is kept of a story.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) n_articles: i64,
    /// The days of its first and its last article, 0 where not known.
    pub(super) days: (i64, i64),
    pub(super) central: Option<ArticleId>,
    pub(super) length: f32,
    pub(super) vector: Vector,
}

/// Returns the story of an article, and whether a person put it there.
pub(super) fn story_of(conn: &Connection, article: ArticleId) -> Result<Option<(StoryId, bool)>> {
    let mut one = conn.prepare_cached("SELECT story, by_hand FROM story_article WHERE article = ?")?;
    one.query_row([article.0], |row| Ok((StoryId(row.get(0)?), row.get(1)?))).optional()
}

pub(super) fn kept(conn: &Connection, story: StoryId) -> Result<Kept> {
    let sql = "SELECT n_articles, first_day, last_day, central, length, vector FROM story WHERE id = ?";
    let kept = |row: &Row<'_>| {
        Ok(Kept {
            n_articles: row.get(0)?,
            days: (row.get(1)?, row.get(2)?),
            central: row.get::<_, Option<i64>>(3)?.map(ArticleId),
            length: row.get::<_, f64>(4)? as f32,
            vector: Vector::unpack(row.get_ref(5)?.as_blob()?),
        })
    };
    conn.prepare_cached(sql)?.query_row([story.0], kept)
}

pub(super) fn keep(conn: &Connection, story: StoryId, kept: &Kept) -> Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE story SET n_articles = ?, first_day = ?, last_day = ?, central = ?, length = ?, vector = ? WHERE id = ?",
    )?;
    let central = kept.central.map(|article| article.0);
    let days = kept.days;
    let vector = kept.vector.pack();
    update.execute(params![kept.n_articles, days.0, days.1, central, f64::from(kept.length), vector, story.0])?;
    Ok(())
}

pub(super) fn new_story(conn: &Connection) -> Result<StoryId> {
    let sql = "INSERT INTO story (n_articles, first_day, last_day, length, vector) VALUES (0, 0, 0, 0, x'')";
    conn.prepare_cached(sql)?.execute([])?;
    Ok(StoryId(conn.last_insert_rowid()))
}

pub(super) fn n_articles(conn: &Connection, story: StoryId) -> Result<i64> {
    conn.prepare_cached("SELECT n_articles FROM story WHERE id = ?")?.query_row([story.0], |row| row.get(0))
}

pub(super) fn is_by_hand(conn: &Connection, story: StoryId) -> Result<bool> {
    conn.prepare_cached("SELECT by_hand FROM story WHERE id = ?")?.query_row([story.0], |row| row.get(0))
}

pub(super) fn set_by_hand(conn: &Connection, story: StoryId, by_hand: bool) -> Result<()> {
    conn.prepare_cached("UPDATE story SET by_hand = ? WHERE id = ?")?.execute(params![by_hand, story.0])?;
    Ok(())
}

/// Says into which other story a story went.
pub(super) fn set_joined(conn: &Connection, story: StoryId, into: Option<StoryId>) -> Result<()> {
    let into = into.map(|into| into.0);
    conn.prepare_cached("UPDATE story SET joined_into = ? WHERE id = ?")?.execute(params![into, story.0])?;
    Ok(())
}

/// Returns the story of this number, or the one into which it was joined.
pub(super) fn present(conn: &Connection, story: StoryId) -> Result<Option<StoryId>> {
    let mut one = conn.prepare_cached("SELECT joined_into FROM story WHERE id = ?")?;
    let mut seen = std::collections::BTreeSet::new();
    let mut at = story;
    while seen.insert(at) {
        match one.query_row([at.0], |row| row.get::<_, Option<i64>>(0)).optional()? {
            None => return Ok(None),
            Some(None) => return Ok(Some(at)),
            Some(Some(into)) => at = StoryId(into),
        }
    }
    Ok(None)
}

pub(super) fn put(conn: &Connection, story: StoryId, article: ArticleId, vector: &Vector, by_hand: bool) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO story_article (article, story, by_hand, vector) VALUES (?, ?, ?, ?)";
    conn.prepare_cached(sql)?.execute(params![article.0, story.0, by_hand, vector.pack()])?;
    // A story that was joined into another one and gets an article again is a story again.
    conn.prepare_cached("UPDATE story SET joined_into = NULL WHERE id = ? AND joined_into IS NOT NULL")?
        .execute([story.0])?;
    Ok(())
}

pub(super) fn take_out(conn: &Connection, article: ArticleId) -> Result<()> {
    conn.prepare_cached("DELETE FROM story_article WHERE article = ?")?.execute([article.0])?;
    Ok(())
}

/// Moves one article, with what is known of it.
pub(super) fn move_one(conn: &Connection, article: ArticleId, to: StoryId, by_hand: bool) -> Result<()> {
    let sql = "UPDATE story_article SET story = ?, by_hand = ? WHERE article = ?";
    conn.prepare_cached(sql)?.execute(params![to.0, by_hand, article.0])?;
    Ok(())
}

pub(super) fn move_all(conn: &Connection, from: StoryId, to: StoryId) -> Result<()> {
    conn.prepare_cached("UPDATE story_article SET story = ? WHERE story = ?")?.execute([to.0, from.0])?;
    Ok(())
}

pub(super) fn vector_of(conn: &Connection, article: ArticleId) -> Result<Vector> {
    let mut one = conn.prepare_cached("SELECT vector FROM story_article WHERE article = ?")?;
    let vector = one.query_row([article.0], |row| Ok(Vector::unpack(row.get_ref(0)?.as_blob()?))).optional()?;
    Ok(vector.unwrap_or_default())
}

/// Returns the articles of a story in the order of their days, those without a day last.
pub(super) fn articles_of(conn: &Connection, story: StoryId) -> Result<Vec<ArticleId>> {
    let sql = "SELECT story_article.article FROM story_article JOIN article ON article.id = story_article.article
               WHERE story = ? ORDER BY article.day = 0, article.day, article.published, article.id";
    conn.prepare_cached(sql)?.query_map([story.0], |row| row.get(0).map(ArticleId))?.collect()
}

/// Returns the first and the last day of a story, 0 where none is known.
pub(super) fn days(conn: &Connection, story: StoryId) -> Result<(i64, i64)> {
    let sql = "SELECT coalesce(min(nullif(day, 0)), 0), coalesce(max(day), 0) FROM article
               WHERE id IN (SELECT article FROM story_article WHERE story = ?)";
    conn.prepare_cached(sql)?.query_row([story.0], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Makes a story one that is found by `terms` and no others.
pub(super) fn post(conn: &Connection, story: StoryId, terms: &[u32]) -> Result<()> {
    let mut all = conn.prepare_cached("SELECT term FROM story_term WHERE story = ?")?;
    let before: Vec<u32> = all.query_map([story.0], |row| row.get(0))?.collect::<Result<_>>()?;
    let mut delete = conn.prepare_cached("DELETE FROM story_term WHERE term = ? AND story = ?")?;
    for term in before.iter().filter(|term| !terms.contains(term)) {
        delete.execute(params![term, story.0])?;
    }
    let mut insert = conn.prepare_cached("INSERT INTO story_term (term, story) VALUES (?, ?)")?;
    for term in terms.iter().filter(|term| !before.contains(term)) {
        insert.execute(params![term, story.0])?;
    }
    Ok(())
}
