//! The numbers and rarities of terms.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use crate::stories::{Rarity, Vector};

/// Looks up the rarity of terms.
pub(super) struct TermWeights<'a> {
    conn: &'a Connection,
    rarity: Rarity,
}

impl<'a> TermWeights<'a> {
    pub(super) fn new(conn: &'a Connection) -> Result<TermWeights<'a>> {
        let mut counted = conn.prepare_cached("SELECT n_articles FROM term WHERE name = ''")?;
        let n_articles: Option<i64> = counted.query_row([], |row| row.get(0)).optional()?;
        Ok(TermWeights { conn, rarity: Rarity::new(n_articles.unwrap_or(0)) })
    }

    /// Returns the rarity of the term with this number; 0 if there is no such term.
    pub(super) fn of(&self, term: u32) -> Result<f32> {
        let mut one = self.conn.prepare_cached("SELECT name, n_articles FROM term WHERE id = ?")?;
        let rarity = |row: &Row<'_>| Ok(self.rarity.of(row.get_ref(0)?.as_str().unwrap_or_default(), row.get(1)?));
        Ok(one.query_row([term], rarity).optional()?.unwrap_or(0.0))
    }

    /// Returns `vector` with each weight multiplied by the rarity of its term.
    pub(super) fn apply(&self, vector: &Vector) -> Result<Vector> {
        let pairs = vector.pairs().iter().map(|&(term, weight)| Ok((term, weight * self.of(term)?)));
        Ok(Vector::new(pairs.collect::<Result<_>>()?))
    }

    /// Returns the number and the rarity of the term called `name`, after adding `n_more` to its article count.
    pub(super) fn count(&self, name: &str, n_more: i64) -> Result<(u32, f32)> {
        let (term, n_articles) = count(self.conn, name, n_more)?;
        Ok((term, self.rarity.of(name, n_articles)))
    }
}

/// Adds `n_more` to the number of articles counted in the store.
pub(super) fn count_articles(conn: &Connection, n_more: i64) -> Result<()> {
    count(conn, "", n_more).map(drop)
}

fn count(conn: &Connection, name: &str, n_more: i64) -> Result<(u32, i64)> {
    let mut add = conn.prepare_cached(
        "INSERT INTO term (name, n_articles) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET n_articles = n_articles + ?2 RETURNING id, n_articles",
    )?;
    add.query_row(params![name, n_more], |row| Ok((row.get(0)?, row.get(1)?)))
}
