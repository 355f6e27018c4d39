//! Whether a store is sound.

use std::collections::BTreeSet;

use onrecord_record::{Record, check};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row};

use crate::articles::ArticleId;
use crate::keep::{describe, published_day};
use crate::{Error, Store, corrections, index, pack, schema, stories};

/// What is compared for each article, `?1`: the name, and the rows. Probabilities have four decimals in records.
const ROWS: [(&str, &str); 8] = [
    (
        "article",
        "SELECT doc_id, version, url, title, publisher, published, day, n_statements, n_events, lead FROM article
         WHERE id = ?1",
    ),
    (
        "statements",
        "SELECT id, kind, source, cue, content, start,
         CAST(round(confidence * 10000) AS INTEGER) FROM statement WHERE article = ?1 ORDER BY id",
    ),
    (
        "events",
        "SELECT id, type, mode, status, time, place, country, latitude, longitude, statement, anchor, sentence, start,
         CAST(round(confidence * 10000) AS INTEGER) FROM event WHERE article = ?1 ORDER BY id",
    ),
    (
        "actors",
        "SELECT place, name, kind, country, n_mentions, day FROM \"cast\" JOIN actor ON actor.id = actor
         WHERE article = ?1 ORDER BY place",
    ),
    (
        "parts",
        "SELECT entry, role, name, kind FROM part JOIN actor ON actor.id = actor WHERE entry IN
         (SELECT id FROM statement WHERE article = ?1 UNION SELECT id FROM event WHERE article = ?1)
         ORDER BY entry, role, name, kind",
    ),
    ("places", "SELECT * FROM scene WHERE article = ?1 ORDER BY name"),
    (
        "places of statements",
        "SELECT statement, name FROM statement_place WHERE statement IN (SELECT id FROM statement WHERE article = ?1)
         ORDER BY statement, name",
    ),
    (
        "words",
        "SELECT count(*) FROM article_words_docsize WHERE id = (SELECT (day << 40) | (id << 16) FROM article WHERE id = ?1)",
    ),
];

/// The full-text tables that hold their words a second time.
const WORDS: [&str; 4] = ["statement_words", "event_words", "actor_words", "article_names"];

/// Actors of whom something else is kept than their articles say.
const WRONG_TALLIES: &str = "SELECT count(*) FROM actor WHERE
    n_articles IS NOT (SELECT count(DISTINCT article) FROM \"cast\" WHERE actor = actor.id)
    OR n_statements IS NOT (SELECT count(*) FROM part WHERE actor = actor.id AND role = 1)
    OR n_events IS NOT (SELECT count(DISTINCT entry) FROM part WHERE actor = actor.id AND role IN (4, 5))
    OR first_day IS NOT (SELECT coalesce(min(day), 0) FROM \"cast\" WHERE actor = actor.id AND day > 0)
    OR last_day IS NOT (SELECT coalesce(max(day), 0) FROM \"cast\" WHERE actor = actor.id)";

/// Countries of actors that the articles do not give, or that are missing, or counted otherwise.
const WRONG_COUNTRIES: &str = "WITH said AS (SELECT actor, country, count(DISTINCT article) FROM \"cast\"
      WHERE country IS NOT NULL GROUP BY actor, country)
    SELECT count(*) FROM (SELECT * FROM (SELECT * FROM said EXCEPT SELECT actor, country, n_articles FROM actor_country)
      UNION ALL SELECT * FROM (SELECT actor, country, n_articles FROM actor_country EXCEPT SELECT * FROM said))";

impl Store {
    /// Returns everything that is wrong with the store, in words; empty for a sound one.
    ///
    /// Looks at the file itself, at every record of every version and the rules that records keep, and at whether
    /// what is found by is what the records say; at whether the full text is, only where the store is open for
    /// writing. `progress` is called after each version, with its place and their number, and breaks the check off
    /// where it returns false.
    ///
    /// # Errors
    ///
    /// Where there is no memory to compare in.
    pub fn problems(&self, progress: impl FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error> {
        let mut found = self.file_problems();
        self.record_problems(progress, &mut found)?;
        Ok(found)
    }

    /// Returns the ids of all versions; of a damaged file those that can be listed from either end, and the damage.
    fn versions_in_file(&self) -> (BTreeSet<i64>, Option<rusqlite::Error>) {
        let mut ids = BTreeSet::new();
        let mut list = |order: &str| {
            let mut all = self.conn.prepare(&format!("SELECT id FROM version ORDER BY id {order}"))?;
            for id in all.query_map([], |row| row.get(0))? {
                ids.insert(id?);
            }
            Ok(())
        };
        let damage = list("ASC").err();
        if damage.is_some() {
            // What one end does not reach, the other may.
            let _ = list("DESC");
        }
        (ids, damage)
    }

    fn file_problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let integrity = self.conn.prepare("PRAGMA integrity_check(20)").and_then(|mut integrity| {
            for lines in integrity.query_map([], |row| row.get::<_, String>(0))? {
                let lines = lines?;
                let lines = lines.lines().filter(|line| *line != "ok" && !line.starts_with("*** "));
                found.extend(lines.map(|line| format!("file: {line}")));
            }
            Ok(())
        });
        note_damage(&mut found, "file", integrity);
        let foreign = self.conn.prepare("PRAGMA foreign_key_check").and_then(|mut foreign| {
            for row in foreign.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))? {
                let (table, other) = row?;
                found.push(format!("file: a row of {table} points at a row of {other} that is not there"));
            }
            Ok(())
        });
        note_damage(&mut found, "file, rows that point at others", foreign);
        for table in WORDS {
            // Writes nothing, though it is written so (https://www.sqlite.org/fts5.html#the_integrity_check_command).
            let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
            match self.conn.execute(&sql, []) {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                    found.push(format!("full text: {table} is not what the rows say"));
                }
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {}
                asked => note_damage(&mut found, "full text", asked.map(drop)),
            }
        }
        for (what, sql) in [("what is counted", WRONG_TALLIES), ("their countries", WRONG_COUNTRIES)] {
            let n_wrong = self.conn.query_row(sql, [], |row| row.get::<_, i64>(0));
            if let Ok(n_wrong @ 1..) = n_wrong {
                found.push(format!("actors: {what}, not as the articles say: {n_wrong}"));
            }
            note_damage(&mut found, &format!("actors, {what}"), n_wrong.map(drop));
        }
        found
    }

    fn record_problems(
        &self,
        mut progress: impl FnMut(u64, u64) -> bool,
        found: &mut Vec<String>,
    ) -> Result<(), Error> {
        let expecting = Expecting::new()?;
        let (versions, damage) = self.versions_in_file();
        note_damage(found, "records", damage.map_or(Ok(()), Err));
        let n_versions = versions.len() as u64;
        // Said once, not for each of thousands of articles.
        let mut unfound = Vec::new();
        for (idx, version) in versions.into_iter().enumerate() {
            match self.version_problems(version, &expecting, found) {
                Ok(None) => {}
                Ok(Some(error)) => unfound.push(error),
                Err(error) => note_damage(found, &format!("record {version}"), Err(error)),
            }
            if !progress(idx as u64 + 1, n_versions) {
                break;
            }
        }
        if let Some(error) = unfound.first() {
            found.push(format!("what {} records are found by: {error}", unfound.len()));
        }
        match self.headless() {
            Ok(headless) => found.extend(headless),
            Err(error) => note_damage(found, "articles", Err(error)),
        }
        match stories::problems(&self.conn) {
            Ok(problems) => found.extend(problems),
            Err(error) => note_damage(found, "stories", Err(error)),
        }
        Ok(())
    }

    /// Adds what is wrong with the row `version`. Returns the damage of what its record is found by.
    fn version_problems(
        &self,
        version: i64,
        expecting: &Expecting,
        found: &mut Vec<String>,
    ) -> rusqlite::Result<Option<Error>> {
        let sql = "SELECT article.doc_id, version.number, version.record, article.version, article.id
                   FROM version JOIN article ON article.id = version.article WHERE version.id = ?";
        let row = |row: &Row<'_>| {
            let head: (String, u32) = (row.get(0)?, row.get(1)?);
            Ok((head, row.get::<_, Vec<u8>>(2)?, row.get::<_, u32>(3)?, ArticleId(row.get(4)?)))
        };
        let asked = self.conn.prepare_cached(sql).and_then(|mut one| one.query_row([version], row).optional());
        let Some(((doc_id, number), packed, newest, article)) = asked? else { return Ok(None) };
        let at = format!("article {doc_id:?}, version {number}");
        let record = match pack::unpack(&packed) {
            Ok(record) => record,
            Err(error) => {
                found.push(format!("{at}: {error}"));
                return Ok(None);
            }
        };
        let broken = check::problems(&record);
        let mut damage = None;
        if number == newest && broken.is_empty() {
            match self.unlike(article, number, &record, expecting) {
                Ok(others) if others.is_empty() => {}
                Ok(others) => {
                    let others = others.join(", ");
                    found.push(format!("{at}: what is found by is not what the record says: {others}"));
                }
                Err(error) => damage = Some(error),
            }
        }
        found.extend(broken.into_iter().map(|problem| format!("{at}: {problem}")));
        Ok(damage)
    }

    /// Returns what is kept of `article` beside its record and is not what the record says.
    fn unlike(
        &self,
        article: ArticleId,
        number: u32,
        record: &Record,
        expecting: &Expecting,
    ) -> Result<Vec<&'static str>, Error> {
        let mut others = expecting.differences(&self.conn, article, number, record).map_err(Error::database)?;
        if !corrections::are_marked(&self.conn, article, record)? {
            others.push("verdicts");
        }
        if !stories::fits(&self.conn, article, record).map_err(Error::database)? {
            others.push("story");
        }
        Ok(others)
    }

    fn headless(&self) -> rusqlite::Result<Vec<String>> {
        let mut headless = self.conn.prepare(
            "SELECT doc_id FROM article WHERE NOT EXISTS
             (SELECT 1 FROM version WHERE article = article.id AND number = article.version) ORDER BY id",
        )?;
        let ids: BTreeSet<String> = headless.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(ids.into_iter().map(|id| format!("article {id:?} has no record")).collect())
    }
}

/// Adds what the database says of a part that it cannot read.
fn note_damage(found: &mut Vec<String>, part: &str, asked: rusqlite::Result<()>) {
    if let Err(error) = asked {
        found.push(format!("{part}: {}", Error::database(error)));
    }
}

/// A store in memory that holds one article at a time, as it should be.
struct Expecting(Connection);

impl Expecting {
    fn new() -> Result<Expecting, Error> {
        let mut conn = Connection::open_in_memory().map_err(Error::database)?;
        schema::migrate(&mut conn, true)?;
        Ok(Expecting(conn))
    }

    /// Returns what of the rows of `article` in `conn` is not as `record` makes it.
    fn differences(
        &self,
        conn: &Connection,
        article: ArticleId,
        version: u32,
        record: &Record,
    ) -> rusqlite::Result<Vec<&'static str>> {
        let transaction = self.0.unchecked_transaction()?;
        transaction.execute(
            "INSERT INTO article (id, doc_id, version, day, n_statements, n_events, lead) VALUES (?, '', 1, 0, 0, 0, '')",
            [article.0],
        )?;
        describe(&transaction, article, version, record)?;
        index::add(&transaction, article, published_day(record), record)?;
        let mut differing = Vec::new();
        for (name, sql) in ROWS {
            if rows(conn, sql, article)? != rows(&transaction, sql, article)? {
                differing.push(name);
            }
        }
        // Undone at the end of the transaction.
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
