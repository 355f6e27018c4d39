//! Checks and repairs the rows of stories.

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Result};

use super::placing::place;
use super::profiles::rebuild;
use super::rows::{self, Group};
use crate::article::ArticleId;
use crate::stories::{GroupState, fits_record};

/// Returns whether `article` is in a story and has the vector computed from `record`.
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

/// Returns descriptions of the problems in the rows of stories.
pub(in crate::sqlite) fn problems(conn: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for group in rows::all(conn)? {
        if let Some(problem) = state(conn, group)?.problem() {
            found.push(format!("{} {}: {problem}", group.table(), group.number()));
        }
    }
    let counted: Option<i64> =
        conn.query_row("SELECT n_articles FROM term WHERE name = ''", [], |row| row.get(0)).optional()?;
    let n_articles: i64 = conn.query_row("SELECT count(*) FROM story_article", [], |row| row.get(0))?;
    if counted.unwrap_or(0) < n_articles {
        found.push(format!("stories: expected a count of {n_articles} articles, found {}", counted.unwrap_or(0)));
    }
    Ok(found)
}

/// Places `article` again if its row does not agree with its record; it stays in its story if it has one.
pub(in crate::sqlite) fn mend_article(conn: &Connection, article: ArticleId, record: &Record) -> Result<()> {
    if !fits(conn, article, record)? {
        place(conn, article, record, true)?;
    }
    Ok(())
}

/// Rebuilds the rows of the stories and threads whose rows are wrong.
pub(in crate::sqlite) fn mend(conn: &Connection) -> Result<()> {
    for group in rows::all(conn)? {
        let state = state(conn, group)?;
        if state.problem().is_none() {
            continue;
        }
        // A group that has articles is not merged into another one; an empty group that refers to itself has no valid
        // target.
        if !state.articles.is_empty() || !state.leads_somewhere {
            rows::set_joined(conn, group, None)?;
        }
        rebuild(conn, group)?;
    }
    conn.execute(
        "INSERT INTO term (name, n_articles) SELECT '', count(*) FROM story_article WHERE true
         ON CONFLICT (name) DO UPDATE SET n_articles = max(n_articles, excluded.n_articles)",
        [],
    )?;
    Ok(())
}

fn state(conn: &Connection, group: Group) -> Result<GroupState> {
    let posted = match group {
        Group::Story(_) => None,
        Group::Thread(thread) => Some(rows::posted(conn, thread)?),
    };
    Ok(GroupState {
        profile: rows::profile(conn, group)?,
        posted,
        is_joined: rows::is_joined(conn, group)?,
        leads_somewhere: rows::resolved(conn, group)?.is_some(),
        articles: rows::vectors_of(conn, group)?,
        days: rows::days(conn, group)?,
    })
}
