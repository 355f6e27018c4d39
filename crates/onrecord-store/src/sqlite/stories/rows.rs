//! Rows of stories.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use crate::article::ArticleId;
use crate::stories::{StoryId, StoryProfile, Vector};

/// Returns the story of an article, and whether a person put the article there.
pub(super) fn story_of(conn: &Connection, article: ArticleId) -> Result<Option<(StoryId, bool)>> {
    let mut one = conn.prepare_cached("SELECT story, by_hand FROM story_article WHERE article = ?")?;
    one.query_row([article.0], |row| Ok((StoryId(row.get(0)?), row.get(1)?))).optional()
}

/// Returns what is stored of a story as a whole.
pub(super) fn profile(conn: &Connection, story: StoryId) -> Result<StoryProfile> {
    let sql = "SELECT n_articles, first_day, last_day, central, length, vector FROM story WHERE id = ?";
    let profile = |row: &Row<'_>| {
        Ok(StoryProfile {
            n_articles: row.get(0)?,
            days: (row.get(1)?, row.get(2)?),
            central: row.get::<_, Option<i64>>(3)?.map(ArticleId),
            length: row.get::<_, f64>(4)? as f32,
            vector: Vector::unpack(row.get_ref(5)?.as_blob()?),
        })
    };
    conn.prepare_cached(sql)?.query_row([story.0], profile)
}

/// Stores what is known of a story as a whole.
pub(super) fn set_profile(conn: &Connection, story: StoryId, profile: &StoryProfile) -> Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE story SET n_articles = ?, first_day = ?, last_day = ?, central = ?, length = ?, vector = ? WHERE id = ?",
    )?;
    let central = profile.central.map(|article| article.0);
    let days = profile.days;
    let vector = profile.vector.pack();
    update.execute(params![profile.n_articles, days.0, days.1, central, f64::from(profile.length), vector, story.0])?;
    Ok(())
}

/// Adds a story without articles and returns its number.
pub(super) fn new_story(conn: &Connection) -> Result<StoryId> {
    let sql = "INSERT INTO story (n_articles, first_day, last_day, length, vector) VALUES (0, 0, 0, 0, x'')";
    conn.prepare_cached(sql)?.execute([])?;
    Ok(StoryId(conn.last_insert_rowid()))
}

/// Returns how many articles a story has.
pub(super) fn n_articles(conn: &Connection, story: StoryId) -> Result<i64> {
    conn.prepare_cached("SELECT n_articles FROM story WHERE id = ?")?.query_row([story.0], |row| row.get(0))
}

/// Returns whether a person joined or split a story.
pub(super) fn is_by_hand(conn: &Connection, story: StoryId) -> Result<bool> {
    conn.prepare_cached("SELECT by_hand FROM story WHERE id = ?")?.query_row([story.0], |row| row.get(0))
}

/// Sets whether a person joined or split a story.
pub(super) fn set_by_hand(conn: &Connection, story: StoryId, by_hand: bool) -> Result<()> {
    conn.prepare_cached("UPDATE story SET by_hand = ? WHERE id = ?")?.execute(params![by_hand, story.0])?;
    Ok(())
}

/// Sets into which other story a story was joined.
pub(super) fn set_joined(conn: &Connection, story: StoryId, into: Option<StoryId>) -> Result<()> {
    let into = into.map(|into| into.0);
    conn.prepare_cached("UPDATE story SET joined_into = ? WHERE id = ?")?.execute(params![into, story.0])?;
    Ok(())
}

/// Returns the story with this number, or the one into which it was joined.
pub(super) fn resolved(conn: &Connection, story: StoryId) -> Result<Option<StoryId>> {
    let mut one = conn.prepare_cached("SELECT joined_into FROM story WHERE id = ?")?;
    let mut seen = BTreeSet::new();
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

/// Puts an article into a story.
pub(super) fn put(conn: &Connection, story: StoryId, article: ArticleId, vector: &Vector, by_hand: bool) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO story_article (article, story, by_hand, vector) VALUES (?, ?, ?, ?)";
    conn.prepare_cached(sql)?.execute(params![article.0, story.0, by_hand, vector.pack()])?;
    // A joined story that gets an article is a story again.
    conn.prepare_cached("UPDATE story SET joined_into = NULL WHERE id = ? AND joined_into IS NOT NULL")?
        .execute([story.0])?;
    Ok(())
}

/// Takes an article out of its story.
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

/// Returns the articles of a story in the order of time, undated ones last.
pub(super) fn articles_of(conn: &Connection, story: StoryId) -> Result<Vec<ArticleId>> {
    let sql = "SELECT story_article.article FROM story_article JOIN article ON article.id = story_article.article
               WHERE story = ? ORDER BY article.day = 0, article.day, article.published, article.id";
    conn.prepare_cached(sql)?.query_map([story.0], |row| row.get(0).map(ArticleId))?.collect()
}

/// Returns the first and the last day of the articles of a story; 0 if unknown.
pub(super) fn days(conn: &Connection, story: StoryId) -> Result<(i64, i64)> {
    let sql = "SELECT coalesce(min(nullif(day, 0)), 0), coalesce(max(day), 0) FROM article
               WHERE id IN (SELECT article FROM story_article WHERE story = ?)";
    conn.prepare_cached(sql)?.query_row([story.0], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns the terms by which a story is found.
pub(super) fn posted(conn: &Connection, story: StoryId) -> Result<Vec<u32>> {
    conn.prepare_cached("SELECT term FROM story_term WHERE story = ?")?
        .query_map([story.0], |row| row.get(0))?
        .collect()
}

/// Sets the terms by which a story is found.
pub(super) fn post(conn: &Connection, story: StoryId, terms: &[u32]) -> Result<()> {
    let before = posted(conn, story)?;
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

/// Returns the articles of a story with their vectors, in the order of [`articles_of`].
pub(super) fn vectors_of(conn: &Connection, story: StoryId) -> Result<Vec<(ArticleId, Vector)>> {
    let articles = articles_of(conn, story)?;
    articles.into_iter().map(|article| Ok((article, vector_of(conn, article)?))).collect()
}

/// Returns all stories in the order of their numbers.
pub(super) fn all(conn: &Connection) -> Result<Vec<StoryId>> {
    conn.prepare("SELECT id FROM story ORDER BY id")?.query_map([], |row| row.get(0).map(StoryId))?.collect()
}
