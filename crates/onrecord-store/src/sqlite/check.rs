//! Checks the integrity of a store.

use std::collections::BTreeSet;

use onrecord_record::{Record, check};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row};

use super::connection::database;
use super::{articles, corrections, index, schema, stories, versions};
use crate::article::ArticleId;
use crate::corrections::CorrectedRecord;
use crate::error::Error;

/// The rows compared for article `?1`: a name and a query for each part. Probabilities have four decimals in records.
const ROWS: [(&str, &str); 8] = [
    (
        "article",
        "SELECT doc_id, version, url, title, publisher, published, day, n_statements, n_events, lead, time_key,
         origin_path, origin_part
         FROM article WHERE id = ?1",
    ),
    (
        "statements",
        "SELECT id, day, position, state, kind, source, cue, content, start,
         CAST(round(confidence * 10000) AS INTEGER), CAST(round(speaker_confidence * 10000) AS INTEGER)
         FROM statement WHERE article = ?1 ORDER BY id",
    ),
    (
        "events",
        "SELECT id, day, position, state, type, mode, status, time, place, country, latitude, longitude, statement, anchor, sentence, start,
         CAST(round(confidence * 10000) AS INTEGER) FROM event WHERE article = ?1 ORDER BY id",
    ),
    (
        "actors",
        "SELECT position, name, kind, country, n_mentions, day, state FROM article_actor JOIN actor ON actor.id = actor
         WHERE article = ?1 ORDER BY position",
    ),
    (
        "parts",
        "SELECT entry, role, day, name, kind FROM part JOIN actor ON actor.id = actor WHERE entry IN
         (SELECT id FROM statement WHERE article = ?1 UNION SELECT id FROM event WHERE article = ?1)
         ORDER BY entry, role, name, kind",
    ),
    ("places", "SELECT * FROM article_place WHERE article = ?1 ORDER BY name"),
    (
        "places of statements",
        "SELECT statement, name FROM statement_place WHERE statement IN (SELECT id FROM statement WHERE article = ?1)
         ORDER BY statement, name",
    ),
    (
        "words",
        "SELECT count(*) FROM article_words_docsize WHERE id = (SELECT time_key FROM article WHERE id = ?1)",
    ),
];

/// The full-text tables, which duplicate data of other tables.
const WORDS: [&str; 4] = ["statement_words", "event_words", "actor_words", "article_names"];

/// The number of actors whose totals differ from those computed from their articles.
const WRONG_TALLIES: &str = "SELECT count(*) FROM actor WHERE
    n_articles IS NOT (SELECT count(DISTINCT article) FROM article_actor WHERE actor = actor.id AND state <> 3)
    OR n_statements IS NOT (SELECT count(*) FROM part WHERE actor = actor.id AND role = 1)
    OR n_events IS NOT (SELECT count(DISTINCT entry) FROM part WHERE actor = actor.id AND role IN (4, 5))
    OR first_day IS NOT (SELECT coalesce(min(day), 0) FROM article_actor
      WHERE actor = actor.id AND day > 0 AND state <> 3)
    OR last_day IS NOT (SELECT coalesce(max(day), 0) FROM article_actor WHERE actor = actor.id AND state <> 3)";

/// The number of actors' countries that no article gives, that are missing, or that are counted wrongly.
const WRONG_COUNTRIES: &str = "WITH said AS (SELECT actor, country, count(DISTINCT article) FROM article_actor
      WHERE country IS NOT NULL AND state <> 3 GROUP BY actor, country)
    SELECT count(*) FROM (SELECT * FROM (SELECT * FROM said EXCEPT SELECT actor, country, n_articles FROM actor_country)
      UNION ALL SELECT * FROM (SELECT actor, country, n_articles FROM actor_country EXCEPT SELECT * FROM said))";

pub(super) fn problems(conn: &Connection, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error> {
    let mut found = file_problems(conn);
    record_problems(conn, progress, &mut found)?;
    Ok(found)
}

/// Returns the ids of all versions, and the damage. In a damaged file, returns the ids that can be listed from either
/// end.
fn versions_in_file(conn: &Connection) -> (BTreeSet<i64>, Option<rusqlite::Error>) {
    let mut ids = BTreeSet::new();
    let mut list = |order: &str| {
        let mut all = conn.prepare(&format!("SELECT id FROM version ORDER BY id {order}"))?;
        for id in all.query_map([], |row| row.get(0))? {
            ids.insert(id?);
        }
        Ok(())
    };
    let damage = list("ASC").err();
    if damage.is_some() {
        // Rows that cannot be reached from one end may be reachable from the other.
        let _ = list("DESC");
    }
    (ids, damage)
}

/// Returns the problems found in the file, the full-text index and the totals.
fn file_problems(conn: &Connection) -> Vec<String> {
    let mut found = Vec::new();
    let integrity = conn.prepare("PRAGMA integrity_check(20)").and_then(|mut integrity| {
        for lines in integrity.query_map([], |row| row.get::<_, String>(0))? {
            let lines = lines?;
            let lines = lines.lines().filter(|line| *line != "ok" && !line.starts_with("*** "));
            found.extend(lines.map(|line| format!("file: {line}")));
        }
        Ok(())
    });
    note_damage(&mut found, "file", integrity);
    let foreign = conn.prepare("PRAGMA foreign_key_check").and_then(|mut foreign| {
        for row in foreign.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))? {
            let (table, other) = row?;
            found.push(format!("file: a row of {table} refers to a row of {other} that does not exist"));
        }
        Ok(())
    });
    note_damage(&mut found, "file, references between rows", foreign);
    for table in WORDS {
        // This writes nothing, although it is an INSERT (https://www.sqlite.org/fts5.html#the_integrity_check_command).
        let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        match conn.execute(&sql, []) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                found.push(format!("full text: {table} disagrees with the rows that it indexes"));
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {}
            asked => note_damage(&mut found, "full text", asked.map(drop)),
        }
    }
    for (what, sql) in [("totals", WRONG_TALLIES), ("countries", WRONG_COUNTRIES)] {
        let n_wrong = conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        if let Ok(n_wrong @ 1..) = n_wrong {
            found.push(format!("actors: {what} that disagree with the articles: {n_wrong}"));
        }
        note_damage(&mut found, &format!("actors, {what}"), n_wrong.map(drop));
    }
    found
}

fn record_problems(
    conn: &Connection,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    found: &mut Vec<String>,
) -> Result<(), Error> {
    let expected = ExpectedRows::new()?;
    let (versions, damage) = versions_in_file(conn);
    note_damage(found, "records", damage.map_or(Ok(()), Err));
    let n_versions = versions.len() as u64;
    // Reported once rather than for each of thousands of articles.
    let mut damaged_indexes = Vec::new();
    for (idx, version) in versions.into_iter().enumerate() {
        match version_problems(conn, version, &expected, found) {
            Ok(None) => {}
            Ok(Some(error)) => damaged_indexes.push(error),
            Err(error) => note_damage(found, &format!("record {version}"), Err(error)),
        }
        if !progress(idx as u64 + 1, n_versions) {
            break;
        }
    }
    if let Some(error) = damaged_indexes.first() {
        found.push(format!("the search index of {} records: {error}", damaged_indexes.len()));
    }
    match corrections::damaged(conn, None) {
        Ok(damaged) => {
            found.extend(damaged.into_iter().map(|(id, reason)| format!("correction {id} is damaged: {reason}")));
        }
        Err(error) => found.push(format!("corrections: {error}")),
    }
    match without_record(conn) {
        Ok(ids) => found.extend(ids.into_iter().map(|id| format!("article {id:?} has no record"))),
        Err(error) => note_damage(found, "articles", Err(error)),
    }
    match stories::problems(conn) {
        Ok(problems) => found.extend(problems),
        Err(error) => note_damage(found, "stories", Err(error)),
    }
    Ok(())
}

/// Adds the problems of the row `version` to `found`. Returns the damage that prevented its search index from being
/// read.
fn version_problems(
    conn: &Connection,
    version: i64,
    expected: &ExpectedRows,
    found: &mut Vec<String>,
) -> rusqlite::Result<Option<Error>> {
    let sql = "SELECT article.doc_id, version.number, article.version, article.id
               FROM version JOIN article ON article.id = version.article WHERE version.id = ?";
    let row = |row: &Row<'_>| {
        let head: (String, u32) = (row.get(0)?, row.get(1)?);
        Ok((head, row.get::<_, u32>(2)?, ArticleId(row.get(3)?)))
    };
    let asked = conn.prepare_cached(sql).and_then(|mut one| one.query_row([version], row).optional());
    let Some(((doc_id, number), newest, article)) = asked? else { return Ok(None) };
    let at = format!("article {doc_id:?}, version {number}");
    let record = match versions::record(conn, "id = ?", [version]) {
        Ok(Some(record)) => record,
        Ok(None) => return Ok(None),
        Err(error) => {
            found.push(format!("{at}: {error}"));
            return Ok(None);
        }
    };
    let broken = check::problems(&record);
    let mut damage = None;
    if number == newest && broken.is_empty() {
        match index_problems(conn, article, number, &record, expected) {
            Ok(others) if others.is_empty() => {}
            Ok(others) => {
                found.push(format!("{at}: the search index disagrees with the record: {}", others.join(", ")))
            }
            Err(error) => damage = Some(error),
        }
    }
    found.extend(broken.into_iter().map(|problem| format!("{at}: {problem}")));
    Ok(damage)
}

/// Returns the parts of the index that disagree with `record`, the current record of `article`.
fn index_problems(
    conn: &Connection,
    article: ArticleId,
    number: u32,
    record: &Record,
    expected: &ExpectedRows,
) -> Result<Vec<&'static str>, Error> {
    let corrected = corrections::corrected_record(conn, article, record)?;
    let mut others = expected.differences(conn, article, number, (record, &corrected)).map_err(database)?;
    if !stories::fits(conn, article, record).map_err(database)? {
        others.push("story");
    }
    Ok(others)
}

/// Returns the ids of the articles whose current record is missing.
fn without_record(conn: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut all = conn.prepare(
        "SELECT doc_id FROM article WHERE NOT EXISTS
         (SELECT 1 FROM version WHERE article = article.id AND number = article.version) ORDER BY id",
    )?;
    all.query_map([], |row| row.get(0))?.collect()
}

/// Adds a database error to the problems of the part that could not be read.
fn note_damage(found: &mut Vec<String>, part: &str, asked: rusqlite::Result<()>) {
    if let Err(error) = asked {
        found.push(format!("{part}: {}", database(error)));
    }
}

/// An in-memory store in which one article at a time is indexed for comparison.
struct ExpectedRows(Connection);

impl ExpectedRows {
    fn new() -> Result<ExpectedRows, Error> {
        let mut conn = Connection::open_in_memory().map_err(database)?;
        schema::migrate(&mut conn, true)?;
        Ok(ExpectedRows(conn))
    }

    /// Returns which rows of `article` in `conn` differ from those derived from `record`; `corrected` is the record
    /// after users' corrections.
    fn differences(
        &self,
        conn: &Connection,
        article: ArticleId,
        version: u32,
        (record, corrected): (&Record, &CorrectedRecord),
    ) -> rusqlite::Result<Vec<&'static str>> {
        let transaction = self.0.unchecked_transaction()?;
        transaction.execute(
            "INSERT INTO article (id, doc_id, version, day, n_statements, n_events, lead) VALUES (?, '', 1, 0, 0, 0, '')",
            [article.0],
        )?;
        articles::describe(&transaction, article, version, record)?;
        index::add(&transaction, article, corrected)?;
        let mut differing = Vec::new();
        for (name, sql) in ROWS {
            if rows(conn, sql, article)? != rows(&transaction, sql, article)? {
                differing.push(name);
            }
        }
        transaction.rollback()?;
        Ok(differing)
    }
}

fn rows(conn: &Connection, sql: &str, article: ArticleId) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut all = conn.prepare_cached(sql)?;
    let n_columns = all.column_count();
    let row = |row: &Row<'_>| (0..n_columns).map(|idx| row.get(idx)).collect();
    all.query_map([article.0], row)?.collect()
}
