//! Checking the rows of stories, and repairing them.

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Result};

use super::placing::{place, rebuild};
use super::rows;
use crate::article::ArticleId;
use crate::stories::{StoryId, StoryState, fits_record};

/// Returns whether `article` is in a story, with the vector that `record` gives.
pub(in crate::sqlite) fn fits(conn: &Connection, article: ArticleId, record: &Record) -> Result<bool> {
    if rows::story_of(conn, article)?.is_none() {
        return Ok(false);
    }
    let vector = rows::vector_of(conn, article)?;
    let mut name = conn.prepare_cached("SELECT name FROM term WHERE id = ?")?;
    let named =
        vector.pairs().iter().map(|&(term, weight)| Ok((name.query_row([term], |row| row.get(0)).optional()?, weight)));
    Ok(fits_record(&named.collect::<Result<Vec<_>>>()?, record))
}

/// Returns what is wrong with the rows of stories, in words.
pub(in crate::sqlite) fn problems(conn: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for story in rows::all(conn)? {
        if let Some(problem) = state(conn, story)?.problem() {
            found.push(format!("story {story}: {problem}"));
        }
    }
    let counted: Option<i64> =
        conn.query_row("SELECT n_articles FROM term WHERE name = ''", [], |row| row.get(0)).optional()?;
    let n_articles: i64 = conn.query_row("SELECT count(*) FROM story_article", [], |row| row.get(0))?;
    if counted.unwrap_or(0) < n_articles {
        found.push(format!("stories: expected to have counted {n_articles} articles, found {}", counted.unwrap_or(0)));
    }
    Ok(found)
}

/// Places `article` again if its row does not fit its record; it stays in its story if it has one.
pub(in crate::sqlite) fn mend_article(conn: &Connection, article: ArticleId, record: &Record) -> Result<()> {
    if !fits(conn, article, record)? {
        place(conn, article, record, true)?;
    }
    Ok(())
}

/// Rebuilds the rows of the stories whose rows are wrong.
pub(in crate::sqlite) fn mend(conn: &Connection) -> Result<()> {
    for story in rows::all(conn)? {
        let state = state(conn, story)?;
        if state.problem().is_none() {
            continue;
        }
        // A story with articles is not joined into another one, and an empty one that leads to itself leads nowhere.
        if !state.articles.is_empty() || !state.leads_to_a_story {
            rows::set_joined(conn, story, None)?;
        }
        rebuild(conn, story)?;
    }
    conn.execute(
        "INSERT INTO term (name, n_articles) SELECT '', count(*) FROM story_article WHERE true
         ON CONFLICT (name) DO UPDATE SET n_articles = max(n_articles, excluded.n_articles)",
        [],
    )?;
    Ok(())
}

fn state(conn: &Connection, story: StoryId) -> Result<StoryState> {
    let mut joined = conn.prepare_cached("SELECT joined_into FROM story WHERE id = ?")?;
    Ok(StoryState {
        profile: rows::profile(conn, story)?,
        posted: rows::posted(conn, story)?,
        is_joined: joined.query_row([story.0], |row| row.get::<_, Option<i64>>(0))?.is_some(),
        leads_to_a_story: rows::resolved(conn, story)?.is_some(),
        articles: rows::vectors_of(conn, story)?,
        days: rows::days(conn, story)?,
    })
}
