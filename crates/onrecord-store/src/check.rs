//! Whether a store is sound.

use std::collections::BTreeSet;

use onrecord_record::check;
use rusqlite::Row;

use crate::{Error, Store, pack};

impl Store {
    /// Returns everything that is wrong with the store, in words; empty for a sound one.
    ///
    /// Looks at the file itself, at every record of every version and the rules that records keep, and at whether
    /// what is found by is what the records say. `progress` is called after each article, with its place and their
    /// number, and breaks the check off where it returns false.
    ///
    /// # Errors
    ///
    /// Where the database cannot be asked at all.
    pub fn problems(&self, progress: impl FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error> {
        let mut found = self.file_problems().map_err(Error::database)?;
        found.extend(self.record_problems(progress).map_err(Error::database)?);
        Ok(found)
    }

    fn file_problems(&self) -> rusqlite::Result<Vec<String>> {
        let mut found = Vec::new();
        let mut integrity = self.conn.prepare("PRAGMA integrity_check(20)")?;
        for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
            found.extend(Some(line?).filter(|line| line != "ok").map(|line| format!("file: {line}")));
        }
        let mut foreign = self.conn.prepare("PRAGMA foreign_key_check")?;
        for row in foreign.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))? {
            let (table, other) = row?;
            found.push(format!("file: a row of {table} points at a row of {other} that is not there"));
        }
        Ok(found)
    }

    fn record_problems(&self, mut progress: impl FnMut(u64, u64) -> bool) -> rusqlite::Result<Vec<String>> {
        let mut found = Vec::new();
        let n_versions: i64 = self.conn.query_row("SELECT count(*) FROM version", [], |row| row.get(0))?;
        let mut versions = self.conn.prepare(
            "SELECT article.doc_id, version.number, version.record, article.version, article.id
             FROM version JOIN article ON article.id = version.article ORDER BY version.id",
        )?;
        let version = |row: &Row<'_>| {
            let head: (String, i64) = (row.get(0)?, row.get(1)?);
            Ok((head, row.get::<_, Vec<u8>>(2)?, row.get::<_, i64>(3)?, row.get::<_, i64>(4)?))
        };
        for (idx, row) in versions.query_map([], version)?.enumerate() {
            let ((doc_id, number), packed, newest, article) = row?;
            let at = format!("article {doc_id:?}, version {number}");
            match pack::unpack(&packed) {
                Err(error) => found.push(format!("{at}: {error}")),
                Ok(record) => {
                    found.extend(check::problems(&record).into_iter().map(|problem| format!("{at}: {problem}")));
                    if number == newest {
                        let expected = (record.statements.len() as i64, record.events.len() as i64);
                        if self.counted(article)? != expected {
                            found.push(format!("{at}: what is found by is not what the record says"));
                        }
                    }
                }
            }
            if !progress(idx as u64 + 1, n_versions.unsigned_abs()) {
                break;
            }
        }
        let mut headless = self.conn.prepare(
            "SELECT doc_id FROM article WHERE NOT EXISTS
             (SELECT 1 FROM version WHERE article = article.id AND number = article.version) ORDER BY id",
        )?;
        let ids: BTreeSet<String> = headless.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        found.extend(ids.into_iter().map(|id| format!("article {id:?} has no record")));
        Ok(found)
    }

    /// Returns how many statements and events of an article are found.
    fn counted(&self, article: i64) -> rusqlite::Result<(i64, i64)> {
        let sql = "SELECT (SELECT count(*) FROM statement WHERE article = ?1), \
                   (SELECT count(*) FROM event WHERE article = ?1)";
        self.conn.prepare_cached(sql)?.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
