//! How much there is in a store.

use crate::{Error, Store, day};

/// How much there is in a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Articles.
    pub n_articles: u64,
    /// Versions of articles, the present ones among them.
    pub n_versions: u64,
    /// Statements in the present records.
    pub n_statements: u64,
    /// Events in the present records.
    pub n_events: u64,
    /// Names of actors.
    pub n_actors: u64,
    /// The day of the earliest article whose date is known.
    pub first_day: Option<String>,
    /// The day of the latest one.
    pub last_day: Option<String>,
    /// Articles whose date is not known.
    pub n_undated: u64,
    /// Bytes of the database, without its log.
    pub n_bytes: u64,
    /// Versions of readers and how many present records each made.
    pub readers: Vec<(String, u64)>,
}

impl Store {
    /// Returns how much there is in the store.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn stats(&self) -> Result<Stats, Error> {
        self.count().map_err(Error::database)
    }

    fn count(&self) -> rusqlite::Result<Stats> {
        let one = |sql: &str| self.conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        let count = |sql: &str| one(sql).map(|n| u64::try_from(n).unwrap_or(0));
        let mut readers = self.conn.prepare(
            "SELECT reader, count(*) FROM version JOIN article ON article.id = version.article
             AND article.version = version.number GROUP BY reader ORDER BY reader",
        )?;
        let readers = readers.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.try_into().unwrap_or(0))))?;
        Ok(Stats {
            n_articles: count("SELECT count(*) FROM article")?,
            n_versions: count("SELECT count(*) FROM version")?,
            n_statements: count("SELECT count(*) FROM statement")?,
            n_events: count("SELECT count(*) FROM event")?,
            n_actors: count("SELECT count(*) FROM actor WHERE n_articles > 0")?,
            first_day: day::date(one("SELECT coalesce(min(day), 0) FROM article WHERE day > 0")?),
            last_day: day::date(one("SELECT coalesce(max(day), 0) FROM article")?),
            n_undated: count("SELECT count(*) FROM article WHERE day = 0")?,
            n_bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            readers: readers.collect::<rusqlite::Result<_>>()?,
        })
    }
}
