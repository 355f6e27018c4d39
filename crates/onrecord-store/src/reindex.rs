//! Making anew what is found by, from the present records.

use rusqlite::TransactionBehavior;

use crate::articles::ArticleId;
use crate::keep::{describe, published_day};
use crate::{Error, Store, corrections, index, stories};

impl Store {
    /// Makes anew everything by which entries are found, from the present record of each article, and what is wrong in
    /// the rows of stories, all or nothing. Articles that are in a story stay in it.
    /// `progress` is called after each article, with its place and their number; where it returns false, everything
    /// stays as it was and so does the return value: false.
    ///
    /// # Errors
    ///
    /// Where a record is damaged, and where the database fails.
    pub fn reindex(&mut self, mut progress: impl FnMut(u64, u64) -> bool) -> Result<bool, Error> {
        let articles = self.present()?;
        let n_articles = articles.len() as u64;
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::database)?;
        transaction.execute_batch(include_str!("reindex.sql")).map_err(Error::database)?;
        for (idx, (article, version)) in articles.into_iter().enumerate() {
            let record = crate::articles::record(&transaction, article)?;
            describe(&transaction, article, version, &record).map_err(Error::database)?;
            index::add(&transaction, article, published_day(&record), &record).map_err(Error::database)?;
            corrections::mark_rows(&transaction, article, &record)?;
            stories::mend_article(&transaction, article, &record).map_err(Error::database)?;
            if !progress(idx as u64 + 1, n_articles) {
                return Ok(false);
            }
        }
        stories::mend(&transaction).map_err(Error::database)?;
        transaction.commit().map_err(Error::database)?;
        Ok(true)
    }

    /// Returns every article with the number of its present version.
    fn present(&self) -> Result<Vec<(ArticleId, u32)>, Error> {
        let all = self.conn.prepare("SELECT id, version FROM article ORDER BY id").and_then(|mut all| {
            all.query_map([], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?.collect::<rusqlite::Result<_>>()
        });
        all.map_err(Error::database)
    }
}
