//! Rows of articles and their versions.

use onrecord_record::{Origin, Record, host_of};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::connection::database;
use super::{time_key, versions};
use crate::article::{Article, ArticleId, Version};
use crate::error::{Error, ErrorKind};
use crate::keep::{lead, published_day};
use crate::source::Source;
use crate::text::after_title;

/// The columns that [`article_of`] reads, from a table called `article`.
pub(super) const COLUMNS: &str = "article.id, article.doc_id, article.version, article.url, article.title, \
    article.publisher, article.published, article.n_statements, article.n_events, article.lead, \
    article.origin_path, article.origin_part";

/// The number of columns in [`COLUMNS`].
pub(super) const N_COLUMNS: usize = 12;

/// Returns the article of a row that begins with [`COLUMNS`].
pub(super) fn article_of(row: &Row<'_>) -> Result<Article> {
    let (title, lead): (Option<String>, String) = (row.get(4)?, row.get(9)?);
    Ok(Article {
        id: ArticleId(row.get(0)?),
        doc_id: row.get(1)?,
        version: row.get(2)?,
        url: row.get(3)?,
        publisher: row.get(5)?,
        published: row.get(6)?,
        origin: origin(row.get(10)?, row.get(11)?),
        n_statements: row.get(7)?,
        n_events: row.get(8)?,
        lead: after_title(title.as_deref(), lead),
        title,
    })
}

fn origin(path: Option<String>, part: Option<String>) -> Option<Origin> {
    Some(Origin { path: path?, part })
}

pub(super) fn article(conn: &Connection, id: ArticleId) -> std::result::Result<Article, Error> {
    let sql = format!("SELECT {COLUMNS} FROM article WHERE id = ?");
    let found = conn.prepare_cached(&sql).and_then(|mut one| one.query_row([id.0], article_of).optional());
    found.map_err(database)?.ok_or_else(|| not_found(&id.0.to_string()))
}

pub(super) fn article_by_id(conn: &Connection, doc_id: &str) -> std::result::Result<ArticleId, Error> {
    let sql = "SELECT article FROM version WHERE doc_id = ? ORDER BY id DESC LIMIT 1";
    let found = conn.prepare_cached(sql).and_then(|mut one| one.query_row([doc_id], |row| row.get(0)).optional());
    found.map_err(database)?.map(ArticleId).ok_or_else(|| not_found(&format!("{doc_id:?}")))
}

pub(super) fn id_at(conn: &Connection, doc_id: Option<&str>, url: &str) -> Result<Option<String>> {
    let host = host_of(url);
    let source = Source::new(host.as_deref(), Some(url), None);
    for (column, key) in [("doc_id", doc_id), ("url", Some(url))] {
        let Some(key) = key else { continue };
        let found = versions::from_source(conn, column, key, &source, "doc_id", |row| row.get(0))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Returns the current record of an article.
pub(super) fn record(conn: &Connection, id: ArticleId) -> std::result::Result<Record, Error> {
    let condition = "article = ?1 AND number = (SELECT version FROM article WHERE id = ?1)";
    versions::record(conn, condition, [id.0])?.ok_or_else(|| not_found(&id.0.to_string()))
}

pub(super) fn record_of_version(conn: &Connection, id: ArticleId, number: u32) -> std::result::Result<Record, Error> {
    let found = versions::record(conn, "article = ? AND number = ?", (id.0, number))?;
    found.ok_or_else(|| not_found(&format!("{}, version {number}", id.0)))
}

pub(super) fn versions(conn: &Connection, id: ArticleId) -> Result<Vec<Version>> {
    let sql = "SELECT number, reader, added FROM version WHERE article = ? ORDER BY number";
    let version = |row: &Row<'_>| Ok(Version { number: row.get(0)?, reader: row.get(1)?, added: row.get(2)? });
    conn.prepare_cached(sql)?.query_map([id.0], version)?.collect()
}

/// Returns all articles in the order of their numbers.
pub(super) fn all(conn: &Connection) -> Result<Vec<ArticleId>> {
    conn.prepare("SELECT id FROM article ORDER BY id")?.query_map([], |row| row.get(0).map(ArticleId))?.collect()
}

/// Returns the number of the current version of an article.
pub(super) fn current_version(conn: &Connection, article: ArticleId) -> Result<u32> {
    conn.prepare_cached("SELECT version FROM article WHERE id = ?")?.query_row([article.0], |row| row.get(0))
}

/// Adds a row for an article, which [`describe`] completes.
pub(super) fn new_article(conn: &Connection, doc_id: &str) -> Result<ArticleId> {
    let sql = "INSERT INTO article (doc_id, version, day, n_statements, n_events, lead) VALUES (?, 1, 0, 0, 0, '')";
    conn.prepare_cached(sql)?.execute([doc_id])?;
    Ok(ArticleId(conn.last_insert_rowid()))
}

/// Copies the article's metadata from `record` into its row; its entries are counted when their rows are written.
pub(super) fn describe(conn: &Connection, article: ArticleId, number: u32, record: &Record) -> Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE article SET doc_id = ?, version = ?, url = ?, title = ?, publisher = ?, published = ?, day = ?,
         lead = ?, time_key = ?, origin_path = ?, origin_part = ? WHERE id = ?",
    )?;
    let info = &record.document;
    let day = published_day(record);
    update.execute(params![
        info.id,
        number,
        info.url,
        info.title,
        info.publisher,
        info.published,
        day,
        lead(&info.text),
        time_key::of_article(day, article),
        info.origin.as_ref().map(|origin| &origin.path),
        info.origin.as_ref().and_then(|origin| origin.part.as_ref()),
        article.0,
    ])?;
    Ok(())
}

fn not_found(what: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no article {what} in the store"))
}
