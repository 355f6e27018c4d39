//! Rebuilds the index from the current records.

use rusqlite::Connection;

use super::connection::{begin, commit, database};
use super::{articles, corrections, stories};
use crate::error::Error;

pub(super) fn reindex(conn: &mut Connection, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool, Error> {
    let all = articles::all(conn).map_err(database)?;
    let n_articles = all.len() as u64;
    let transaction = begin(conn)?;
    transaction.execute_batch(include_str!("reindex.sql")).map_err(database)?;
    for (idx, article) in all.into_iter().enumerate() {
        let record = articles::record(&transaction, article)?;
        let version = articles::current_version(&transaction, article).map_err(database)?;
        articles::describe(&transaction, article, version, &record).map_err(database)?;
        corrections::index_corrected(&transaction, article, &record)?;
        stories::mend_article(&transaction, article, &record).map_err(database)?;
        if !progress(idx as u64 + 1, n_articles) {
            return Ok(false);
        }
    }
    stories::mend(&transaction).map_err(database)?;
    commit(transaction)?;
    Ok(true)
}
