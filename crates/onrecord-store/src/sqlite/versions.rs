//! Rows of versions: the records, the sources of their texts, and checksums.

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Params, Result, Row, params};

use super::connection::database;
use super::{checksum, pack};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::keep::{Provenance, text_hash, version_hash};
use crate::source::Source;

/// The columns that the checksum covers, in this order; changing the list changes the checksums. The reader version and
/// the time of reading are not covered, because they are used only to decide whether to read the article again.
const COLUMNS: &str = "article, number, doc_id, url, text_hash, hash, record, site, claimed_site, publisher";

/// The number of columns in [`COLUMNS`], and the position of the record among them.
const N_COLUMNS: usize = 10;
const RECORD: usize = 6;

/// Returns the record of the version for which `condition` holds, or `None` if there is none.
///
/// # Errors
///
/// [`ErrorKind::Record`] if the checksum of the row does not match or the record cannot be read.
pub(super) fn record(
    conn: &Connection,
    condition: &str,
    params: impl Params,
) -> std::result::Result<Option<Record>, Error> {
    let sql = format!("SELECT {COLUMNS}, checksum FROM version WHERE {condition}");
    let found = conn.prepare_cached(&sql).and_then(|mut one| {
        one.query_row(params, |row| Ok((checksum::is_right(row, N_COLUMNS)?, row.get::<_, Vec<u8>>(RECORD)?)))
            .optional()
    });
    match found.map_err(database)? {
        None => Ok(None),
        Some((false, _)) => Err(Error::new(ErrorKind::Record, "the record is damaged: its checksum is wrong")),
        Some((true, packed)) => pack::unpack(&packed).map(Some),
    }
}

/// Returns the result of `take` for `columns` of the latest version that has this value of `column` and comes from
/// `source`, or `None` if there is none.
///
/// A fetched text has the same source as another fetched text if their hosts are equal, and as a text of unknown origin
/// if its host equals that of the URL given in that text. A text that was not fetched has no verified origin: it is
/// never taken for a version of a fetched text, and must give the same site and publisher as another text of unknown
/// origin.
pub(super) fn from_source<T>(
    conn: &Connection,
    column: &'static str,
    value: &str,
    source: &Source,
    columns: &'static str,
    take: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let sql = format!(
        "SELECT {columns} FROM version WHERE {column} = ?1 AND CASE WHEN ?2 IS NULL
         THEN claimed_site IS ?3 AND publisher IS ?4 AND NOT EXISTS
         (SELECT 1 FROM version AS fetched WHERE fetched.article = version.article AND fetched.site IS NOT NULL)
         ELSE site = ?2 OR site IS NULL AND claimed_site = ?2 END
         ORDER BY id DESC LIMIT 1"
    );
    let params = params![value, source.site, source.claimed_site, source.publisher];
    conn.prepare_cached(&sql)?.query_row(params, take).optional()
}

/// Adds the row of version `number` of `article`.
pub(super) fn add(
    conn: &Connection,
    article: ArticleId,
    number: u32,
    record: &Record,
    from: Provenance<'_>,
) -> Result<()> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO version ({COLUMNS}, reader, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    let info = &record.document;
    let source = Source::of(info);
    insert.execute(params![
        article.0,
        number,
        info.id,
        info.url,
        text_hash(&info.text),
        version_hash(info),
        pack::pack(record),
        source.site,
        source.claimed_site,
        source.publisher,
        from.reader,
        from.time,
    ])?;
    write_checksum(conn, conn.last_insert_rowid())
}

/// Replaces the record of version `number` of `article`, whose text and source stay.
pub(super) fn replace(
    conn: &Connection,
    article: ArticleId,
    number: u32,
    record: &Record,
    from: Provenance<'_>,
) -> Result<()> {
    let sql = "UPDATE version SET reader = ?, added = ?, record = ? WHERE article = ? AND number = ? RETURNING id";
    let params = params![from.reader, from.time, pack::pack(record), article.0, number];
    let id: i64 = conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?;
    write_checksum(conn, id)
}

fn write_checksum(conn: &Connection, id: i64) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM version WHERE id = ?");
    let checksum = conn.prepare_cached(&sql)?.query_row([id], |row| checksum::of_row(row, N_COLUMNS))?;
    conn.prepare_cached("UPDATE version SET checksum = ? WHERE id = ?")?.execute(params![checksum, id])?;
    Ok(())
}

/// Writes the site and publisher given in the article of each version, and the checksums, in a store whose older format
/// did not have them.
pub(super) fn complete_all(conn: &Connection) -> Result<()> {
    let sql =
        "SELECT version.id, version.url, article.publisher FROM version JOIN article ON article.id = version.article";
    let row = |row: &Row<'_>| {
        let (url, publisher): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        Ok((row.get::<_, i64>(0)?, Source::new(None, url.as_deref(), publisher.as_deref())))
    };
    let all: Vec<(i64, Source)> = conn.prepare(sql)?.query_map([], row)?.collect::<Result<_>>()?;
    let mut update = conn.prepare("UPDATE version SET claimed_site = ?, publisher = ? WHERE id = ?")?;
    for (id, source) in all {
        update.execute(params![source.claimed_site, source.publisher, id])?;
        write_checksum(conn, id)?;
    }
    Ok(())
}
