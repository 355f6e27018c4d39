//! Rows of corrections, and rows of entries with users' corrections applied.

use onrecord_record::Record;
use rusqlite::{Connection, Row, params};

use super::connection::{begin, commit, database, offset, value_at};
use super::find::event_types;
use super::{articles, checksum, index};
use crate::article::ArticleId;
use crate::corrections::{
    CorrectedRecord, Correction, EntryMatcher, NewCorrection, StoredCorrection, Verdict, checked_correction, latest,
};
use crate::entry_id::EntryId;
use crate::error::Error;

/// The columns that the checksum covers, in this order; changing the list changes the checksums.
const COLUMNS: &str = "article, version, list, was, verdict, change, author, note, time";

/// The number of columns in [`COLUMNS`].
const N_COLUMNS: usize = 9;

/// Returns the value of `correction.list` for entries of this kind.
fn list_number(entry: EntryId) -> i64 {
    match entry {
        EntryId::Statement(_) => 0,
        EntryId::Event(_) => 1,
        EntryId::Actor(_) => 2,
    }
}

pub(super) fn correct(conn: &mut Connection, new: &NewCorrection) -> Result<i64, Error> {
    let transaction = begin(conn)?;
    let record = articles::record(&transaction, new.article)?;
    let earlier = stored_of(&transaction, new.article)?;
    let types = event_types(&transaction).map_err(database)?;
    let stored = checked_correction(&record, new, &earlier, &types)?;
    let id = insert(&transaction, new.entry, &stored).map_err(database)?;
    renew_rows(&transaction, new.article, &record)?;
    commit(transaction)?;
    Ok(id)
}

pub(super) fn corrections_of(conn: &Connection, article: ArticleId) -> Result<Vec<Correction>, Error> {
    let whole = articles::article(conn, article)?;
    let stored = stored_of(conn, article)?;
    if stored.is_empty() {
        return Ok(vec![]);
    }
    let record = articles::record(conn, article)?;
    let matcher = EntryMatcher::new(&record);
    Ok(stored.into_iter().map(|stored| stored.matched(whole.clone(), &matcher)).collect())
}

pub(super) fn corrections(conn: &Connection, limit: u32, skip: u64) -> Result<(Vec<Correction>, bool), Error> {
    let mut rows = stored(conn, "ORDER BY id DESC LIMIT ? OFFSET ?", [i64::from(limit) + 1, offset(skip)])?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let stored: Vec<StoredCorrection> = rows.into_iter().filter_map(Result::ok).collect();
    let mut found = Vec::with_capacity(stored.len());
    for of_article in stored.chunk_by(|one, next| one.article == next.article) {
        let Some(id) = of_article.first().map(|stored| stored.article) else { continue };
        let (article, record) = (articles::article(conn, id)?, articles::record(conn, id)?);
        let matcher = EntryMatcher::new(&record);
        found.extend(of_article.iter().map(|stored| stored.clone().matched(article.clone(), &matcher)));
    }
    Ok((found, has_more))
}

/// Returns `record`, the current record of `article`, with users' corrections applied.
pub(super) fn corrected_record(
    conn: &Connection,
    article: ArticleId,
    record: &Record,
) -> Result<CorrectedRecord, Error> {
    let latest = latest(record, stored_of(conn, article)?);
    Ok(CorrectedRecord::new(record.clone(), &latest))
}

/// Rewrites the rows of `article`, whose current record is `record`, with users' corrections applied.
fn renew_rows(conn: &Connection, article: ArticleId, record: &Record) -> Result<(), Error> {
    index::remove(conn, article).map_err(database)?;
    index_corrected(conn, article, record)
}

/// Adds the rows of `article`, whose current record is `record`, with users' corrections applied; the article must have
/// no rows yet.
pub(super) fn index_corrected(conn: &Connection, article: ArticleId, record: &Record) -> Result<(), Error> {
    let corrected = corrected_record(conn, article, record)?;
    index::add(conn, article, &corrected).map_err(database)
}

/// Does the same as [`index_corrected`] for every article with corrections, in a store whose rows ignore corrections.
pub(super) fn index_all(conn: &Connection) -> Result<(), Error> {
    for article in with_corrections(conn)? {
        // A damaged record is reported by `onrecord check`.
        if let Ok(record) = articles::record(conn, article) {
            renew_rows(conn, article, &record)?;
        }
    }
    Ok(())
}

fn with_corrections(conn: &Connection) -> Result<Vec<ArticleId>, Error> {
    let articles: rusqlite::Result<Vec<ArticleId>> = conn
        .prepare("SELECT DISTINCT article FROM correction ORDER BY article")
        .and_then(|mut all| all.query_map([], |row| row.get(0).map(ArticleId))?.collect());
    articles.map_err(database)
}

/// Returns the corrections of an article, oldest first; damaged corrections are left out.
fn stored_of(conn: &Connection, article: ArticleId) -> Result<Vec<StoredCorrection>, Error> {
    let rows = stored(conn, "WHERE article = ? ORDER BY id LIMIT -1 OFFSET ?", [article.0, 0])?;
    Ok(rows.into_iter().filter_map(Result::ok).collect())
}

/// The number of a damaged correction, with a description of the damage.
type Damaged = (i64, String);

/// Returns the corrections selected by the SQL clause `rest`.
fn stored(conn: &Connection, rest: &str, params: [i64; 2]) -> Result<Vec<Result<StoredCorrection, Damaged>>, Error> {
    let sql = format!("SELECT {COLUMNS}, checksum, id FROM correction {rest}");
    conn.prepare_cached(&sql)
        .and_then(|mut all| all.query_map(params, stored_or_damaged)?.collect::<rusqlite::Result<Vec<_>>>())
        .map_err(database)
}

/// Returns the correction of a row of [`COLUMNS`], the checksum and the number. The values of a damaged row are not
/// read.
fn stored_or_damaged(row: &Row<'_>) -> rusqlite::Result<Result<StoredCorrection, Damaged>> {
    let id: i64 = row.get(N_COLUMNS + 1)?;
    if !checksum::is_right(row, N_COLUMNS)? {
        return Ok(Err((id, "its checksum is wrong".to_owned())));
    }
    // In a store upgraded from an older format, the checksums may have been computed after the damage.
    let read = || -> Result<StoredCorrection, Box<dyn std::error::Error>> {
        Ok(StoredCorrection {
            id,
            article: ArticleId(row.get(0)?),
            version: row.get(1)?,
            snapshot: serde_json::from_str(row.get_ref(3)?.as_str()?)?,
            verdict: value_at(&Verdict::ALL, row.get(4)?),
            change: serde_json::from_str(row.get_ref(5)?.as_str()?)?,
            author: row.get(6)?,
            note: row.get(7)?,
            time: row.get(8)?,
        })
    };
    Ok(read().map_err(|error| (id, error.to_string())))
}

/// Returns the numbers of the damaged corrections of an article, or of all articles, with a description of each
/// problem.
pub(super) fn damaged(conn: &Connection, article: Option<ArticleId>) -> Result<Vec<Damaged>, Error> {
    let rows = match article {
        Some(article) => stored(conn, "WHERE article = ? ORDER BY id LIMIT -1 OFFSET ?", [article.0, 0])?,
        None => stored(conn, "ORDER BY id LIMIT ? OFFSET ?", [-1, 0])?,
    };
    Ok(rows.into_iter().filter_map(Result::err).collect())
}

/// Writes the checksums of all corrections in a store whose older format did not have them.
pub(super) fn complete_all(conn: &Connection) -> rusqlite::Result<()> {
    let ids: Vec<i64> =
        conn.prepare("SELECT id FROM correction")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    ids.into_iter().try_for_each(|id| write_checksum(conn, id))
}

fn write_checksum(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM correction WHERE id = ?");
    let checksum = conn.prepare_cached(&sql)?.query_row([id], |row| checksum::of_row(row, N_COLUMNS))?;
    conn.prepare_cached("UPDATE correction SET checksum = ? WHERE id = ?")?.execute(params![checksum, id])?;
    Ok(())
}

fn insert(conn: &Connection, entry: EntryId, new: &StoredCorrection) -> rusqlite::Result<i64> {
    let json = |error: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let sql = format!(
        "INSERT INTO correction ({COLUMNS}) SELECT id, version, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM article WHERE id = ?1"
    );
    conn.prepare_cached(&sql)?.execute(params![
        new.article.0,
        list_number(entry),
        serde_json::to_string(&new.snapshot).map_err(json)?,
        new.verdict as i64,
        serde_json::to_string(&new.change).map_err(json)?,
        new.author,
        new.note,
        new.time,
    ])?;
    let id = conn.last_insert_rowid();
    write_checksum(conn, id)?;
    Ok(id)
}
