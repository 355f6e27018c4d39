//! Renewing records that an older version of the reader made.

use onrecord_record::{Record, check};
use rusqlite::{OptionalExtension, TransactionBehavior, params};

use crate::articles::ArticleId;
use crate::keep::{Provenance, describe, published_day};
use crate::{Error, ErrorKind, Store, corrections, index, pack, stories};

impl Store {
    /// Returns the articles whose present record another reader than `reader` made, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn made_by_others(&self, reader: &str) -> Result<Vec<ArticleId>, Error> {
        let sql = "SELECT article.id FROM article JOIN version ON version.article = article.id
                   AND version.number = article.version WHERE version.reader <> ? ORDER BY article.id";
        let found = self.conn.prepare(sql).and_then(|mut all| {
            all.query_map([reader], |row| row.get(0).map(ArticleId))?.collect::<rusqlite::Result<_>>()
        });
        found.map_err(Error::database)
    }

    /// Puts each record in the place of the present one of its article, all or none, and returns how many it put: not
    /// those of articles that have another text, title or date by now, or are gone. When it returns, they are on the
    /// disk.
    ///
    /// # Errors
    ///
    /// Where a record breaks its rules, and where the database fails.
    pub fn renew(&mut self, records: &[(ArticleId, Record)], from: Provenance<'_>) -> Result<u64, Error> {
        for (_, record) in records {
            if let Some(problem) = check::problems(record).first() {
                let message = format!("the record of {:?} cannot be kept: {problem}", record.document.id);
                return Err(Error::new(ErrorKind::Record, message));
            }
        }
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::database)?;
        let mut n_renewed = 0;
        for (article, record) in records {
            if renew(&transaction, *article, record, from).map_err(Error::database)? {
                corrections::mark_rows(&transaction, *article, record)?;
                n_renewed += 1;
            }
        }
        transaction.commit().map_err(Error::database)?;
        Ok(n_renewed)
    }
}

fn renew(
    conn: &rusqlite::Connection,
    article: ArticleId,
    record: &Record,
    from: Provenance<'_>,
) -> rusqlite::Result<bool> {
    let mut now = conn.prepare_cached(
        "SELECT version.number, article.day FROM article JOIN version ON version.article = article.id
         AND version.number = article.version WHERE article.id = ? AND version.hash = ?",
    )?;
    let hash = crate::keep::hash(&record.document);
    let now = now.query_row(params![article.0, hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((number, day)): Option<(u32, i64)> = now else { return Ok(false) };
    let sql = "UPDATE version SET reader = ?, added = ?, record = ? WHERE article = ? AND number = ?";
    let packed = pack::pack(record);
    conn.prepare_cached(sql)?.execute(params![from.reader, from.time, packed, article.0, number])?;
    index::remove(conn, article, day)?;
    describe(conn, article, number, record)?;
    index::add(conn, article, published_day(record), record)?;
    // The text is the same, and so is the matter.
    stories::place(conn, article, record, true)?;
    Ok(true)
}
