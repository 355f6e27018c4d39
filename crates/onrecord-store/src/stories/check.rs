//! Whether the rows of stories are what the articles say, and making them so.
//!
//! What a story is depends on what was in the store when each of its articles came, so it is not made a second time:
//! what is kept of it must follow from what is kept of its articles, and that from their records.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Result};

use super::place::{N_POSTED, N_STORY_TERMS, place, rebuild};
use super::vector::Vector;
use super::{StoryId, rows, terms};
use crate::articles::ArticleId;

/// How far apart two weights may be that were added in another order, as a share of them.
const TOLERANCE: f32 = 1e-3;

/// Returns whether `article` is in a story, with a vector that `record` gives: its terms in their proportions.
pub(crate) fn fits(conn: &Connection, article: ArticleId, record: &Record) -> Result<bool> {
    if rows::story_of(conn, article)?.is_none() {
        return Ok(false);
    }
    let terms = terms::of(record);
    let vector = rows::vector_of(conn, article)?;
    let mut name = conn.prepare_cached("SELECT name FROM term WHERE id = ?")?;
    let mut shares = Vec::with_capacity(vector.pairs().len());
    for &(term, weight) in vector.pairs() {
        let name: Option<String> = name.query_row([term], |row| row.get(0)).optional()?;
        match name.and_then(|name| terms.get(&name).copied()) {
            Some(expected) => shares.push(weight / expected),
            None => return Ok(false),
        }
    }
    let first = shares.first().copied().unwrap_or(0.0);
    Ok(shares.is_empty() == terms.is_empty() && shares.iter().all(|share| is_near(*share, first)))
}

fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(b.abs())
}

/// Returns what is wrong with the rows of stories, in words.
pub(crate) fn problems(conn: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for story in all(conn)? {
        if let Some(problem) = problem(conn, story)? {
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

/// Puts `article` anew where its row does not fit; it stays in its story if it has one.
pub(crate) fn mend_article(conn: &Connection, article: ArticleId, record: &Record) -> Result<()> {
    if !fits(conn, article, record)? {
        place(conn, article, record, true)?;
    }
    Ok(())
}

/// Makes the rows anew of the stories whose rows are wrong.
pub(crate) fn mend(conn: &Connection) -> Result<()> {
    for story in all(conn)? {
        if problem(conn, story)?.is_none() {
            continue;
        }
        if rows::articles_of(conn, story)?.is_empty() {
            // An empty story that leads to itself leads nowhere.
            if rows::present(conn, story)?.is_none() {
                rows::set_joined(conn, story, None)?;
            }
        } else {
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

fn all(conn: &Connection) -> Result<Vec<StoryId>> {
    conn.prepare("SELECT id FROM story ORDER BY id")?.query_map([], |row| row.get(0).map(StoryId))?.collect()
}

/// Returns the first thing that is wrong with a story.
fn problem(conn: &Connection, story: StoryId) -> Result<Option<&'static str>> {
    let kept = rows::kept(conn, story)?;
    let articles = rows::articles_of(conn, story)?;
    let terms: BTreeSet<u32> = kept.vector.pairs().iter().map(|pair| pair.0).collect();
    let mut posted = conn.prepare_cached("SELECT term FROM story_term WHERE story = ?")?;
    let posted: Vec<u32> = posted.query_map([story.0], |row| row.get(0))?.collect::<Result<_>>()?;
    let joined: Option<i64> =
        conn.prepare_cached("SELECT joined_into FROM story WHERE id = ?")?.query_row([story.0], |row| row.get(0))?;
    Ok(if kept.n_articles != articles.len() as i64 {
        Some("the number of its articles is another one")
    } else if joined.is_some() && !articles.is_empty() {
        Some("it has articles, though it was joined into another one")
    } else if rows::present(conn, story)?.is_none() {
        Some("it was joined into itself")
    } else if kept.days != rows::days(conn, story)? {
        Some("its days are not those of its articles")
    } else if kept.central.is_some_and(|central| !articles.contains(&central))
        || kept.central.is_none() != articles.is_empty()
    {
        Some("the article that stands for it is not in it")
    } else if posted.len() != terms.len().min(N_POSTED) || !posted.iter().all(|term| terms.contains(term)) {
        Some("it is found by terms that are not its own")
    } else if terms.len() > N_STORY_TERMS || !is_sum(conn, &kept.vector, &articles)? {
        Some("its vector is not the sum of its articles'")
    } else {
        None
    })
}

/// Returns whether `vector` is the sum of the articles' vectors; where terms were left out, those that are left may
/// have less than the sum.
fn is_sum(conn: &Connection, vector: &Vector, articles: &[ArticleId]) -> Result<bool> {
    let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
    for article in articles {
        for &(term, weight) in rows::vector_of(conn, *article)?.pairs() {
            *sums.entry(term).or_default() += weight;
        }
    }
    let is_whole = sums.len() <= N_STORY_TERMS;
    let fits = |&(term, weight): &(u32, f32)| {
        sums.get(&term).is_some_and(|sum| is_near(weight, *sum) || !is_whole && 0.0 < weight && weight < *sum)
    };
    let n_expected = if is_whole { sums.len() } else { N_STORY_TERMS };
    Ok(vector.pairs().len() == n_expected && vector.pairs().iter().all(fits))
}
