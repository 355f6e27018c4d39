//! Totals of each actor over all articles: the number of articles, their days, and its statements and events.

use rusqlite::{Connection, Result, Row, params};

use crate::article::ArticleId;

/// The contribution of one article to the totals of its actors, excluding those rejected in it.
pub(super) struct Tally {
    /// The row of each actor, and the numbers of its statements and events in the article.
    actors: Vec<(i64, i64, i64)>,
    /// The countries that the article assigns to its actors.
    countries: Vec<(i64, String)>,
}

/// Adds `article`, whose rows must already exist, to the totals of its actors.
pub(super) fn add(conn: &Connection, article: ArticleId) -> Result<()> {
    Tally::of(conn, article)?.count(conn, 1)
}

impl Tally {
    /// Returns the contribution of `article`, whose rows must already exist.
    pub(super) fn of(conn: &Connection, article: ArticleId) -> Result<Tally> {
        // A statement and an event may have the same id; the role distinguishes them.
        let mut actors = conn.prepare_cached(
            "WITH entries AS (SELECT actor AS who, count(DISTINCT CASE role WHEN 1 THEN entry END) AS n_statements,
               count(DISTINCT CASE WHEN role IN (4, 5) THEN entry END) AS n_events
               FROM part WHERE entry IN
               (SELECT id FROM statement WHERE article = ?1 UNION SELECT id FROM event WHERE article = ?1)
               GROUP BY actor)
             SELECT actor, coalesce(n_statements, 0), coalesce(n_events, 0)
             FROM (SELECT DISTINCT actor FROM article_actor WHERE article = ?1 AND state <> 3) LEFT JOIN entries ON who = actor
             ORDER BY actor",
        )?;
        let actor = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let actors = actors.query_map([article.0], actor)?.collect::<Result<_>>()?;
        let mut countries = conn.prepare_cached(
            "SELECT DISTINCT actor, country FROM article_actor
             WHERE article = ? AND country IS NOT NULL AND state <> 3 ORDER BY actor, country",
        )?;
        let countries = countries.query_map([article.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Tally { actors, countries: countries.collect::<Result<_>>()? })
    }

    /// Adds the contribution `times` times: once after the article's rows are written, -1 times after they are removed.
    pub(super) fn count(self, conn: &Connection, times: i64) -> Result<()> {
        let mut update = conn.prepare_cached(
            "UPDATE actor SET n_articles = n_articles + ?2, n_statements = n_statements + ?3, n_events = n_events + ?4,
             first_day = (SELECT coalesce(min(day), 0) FROM article_actor
               WHERE article_actor.actor = actor.id AND day > 0 AND state <> 3),
             last_day = (SELECT coalesce(max(day), 0) FROM article_actor
               WHERE article_actor.actor = actor.id AND state <> 3)
             WHERE id = ?1",
        )?;
        for (actor, n_statements, n_events) in self.actors {
            update.execute([actor, times, times * n_statements, times * n_events])?;
        }
        let mut more = conn.prepare_cached(
            "INSERT INTO actor_country (actor, country, n_articles) VALUES (?1, ?2, ?3)
             ON CONFLICT (actor, country) DO UPDATE SET n_articles = n_articles + ?3",
        )?;
        let mut gone =
            conn.prepare_cached("DELETE FROM actor_country WHERE actor = ? AND country = ? AND n_articles <= 0")?;
        for (actor, country) in self.countries {
            more.execute(params![actor, country, times])?;
            if times < 0 {
                gone.execute(params![actor, country])?;
            }
        }
        Ok(())
    }
}
