//! Computes counts over the whole store.

use rusqlite::{Connection, Result};

use super::connection::count;
use crate::date::date_of_day;
use crate::stats::Stats;

pub(super) fn stats(conn: &Connection) -> Result<Stats> {
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    let n = |sql: &str| one(sql).map(count);
    let mut readers = conn.prepare(
        "SELECT reader, count(*) FROM version JOIN article ON article.id = version.article
         AND article.version = version.number GROUP BY reader ORDER BY reader",
    )?;
    let readers = readers.query_map([], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(Stats {
        n_articles: n("SELECT count(*) FROM article")?,
        n_versions: n("SELECT count(*) FROM version")?,
        n_statements: n(
            "SELECT count(*) - (SELECT count(*) FROM statement WHERE state > 0 AND state = 3) FROM statement",
        )?,
        n_events: n("SELECT count(*) - (SELECT count(*) FROM event WHERE state > 0 AND state = 3) FROM event")?,
        n_actors: n("SELECT count(*) FROM actor WHERE n_articles > 0")?,
        first_day: date_of_day(one("SELECT coalesce(min(day), 0) FROM article WHERE day > 0")?),
        last_day: date_of_day(one("SELECT coalesce(max(day), 0) FROM article")?),
        n_undated: n("SELECT count(*) FROM article WHERE day = 0")?,
        n_bytes: n("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        readers: readers.collect::<Result<_>>()?,
    })
}
