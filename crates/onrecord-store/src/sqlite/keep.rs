//! Adding articles, and replacing records that an older version of the reader made.

use onrecord_record::{DocumentInfo, Record};
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::connection::{begin, commit, database};
use super::{articles, corrections, index, pack, stories, time_key};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::keep::{Kept, Known, Provenance, ensure_sound, text_hash, version_hash};

pub(super) fn known(conn: &Connection, info: &DocumentInfo) -> Result<Known> {
    let mut by_id = conn.prepare_cached("SELECT article FROM version WHERE doc_id = ? ORDER BY id DESC LIMIT 1")?;
    let mut article: Option<i64> = by_id.query_row([&info.id], |row| row.get(0)).optional()?;
    if article.is_none()
        && let Some(url) = &info.url
    {
        let mut by_url = conn.prepare_cached("SELECT article FROM version WHERE url = ? ORDER BY id DESC LIMIT 1")?;
        article = by_url.query_row([url], |row| row.get(0)).optional()?;
    }
    if let Some(article) = article {
        // An older version that comes again is not news either.
        let mut same = conn.prepare_cached("SELECT 1 FROM version WHERE article = ? AND hash = ?")?;
        let is_same = same.exists(params![article, version_hash(info)])?;
        return Ok(if is_same { Known::Same(ArticleId(article)) } else { Known::Changed(ArticleId(article)) });
    }
    let mut by_text = conn.prepare_cached("SELECT article FROM version WHERE text_hash = ? LIMIT 1")?;
    let article = by_text.query_row([text_hash(&info.text)], |row| row.get(0)).optional()?;
    Ok(article.map_or(Known::New, |article| Known::Same(ArticleId(article))))
}

pub(super) fn keep(
    conn: &mut Connection,
    records: &[Record],
    from: Provenance<'_>,
) -> std::result::Result<Vec<Kept>, Error> {
    records.iter().try_for_each(ensure_sound)?;
    let transaction = begin(conn)?;
    let kept =
        records.iter().map(|record| keep_one(&transaction, record, from)).collect::<std::result::Result<_, _>>()?;
    commit(transaction)?;
    Ok(kept)
}

fn keep_one(conn: &Connection, record: &Record, from: Provenance<'_>) -> std::result::Result<Kept, Error> {
    match known(conn, &record.document).map_err(database)? {
        Known::Same(article) => Ok(Kept::Same(article)),
        Known::Changed(article) => {
            let number = add_changed(conn, article, record, from).map_err(database)?;
            corrections::mark_rows(conn, article, record)?;
            Ok(Kept::Changed(article, number))
        }
        Known::New => {
            let article = add_new(conn, record, from).map_err(database)?;
            if article.0 >= time_key::MAX_ARTICLES {
                let message = format!("a store holds at most {} articles", time_key::MAX_ARTICLES);
                return Err(Error::new(ErrorKind::Database, message));
            }
            Ok(Kept::New(article))
        }
    }
}

fn add_new(conn: &Connection, record: &Record, from: Provenance<'_>) -> Result<ArticleId> {
    let article = articles::new_article(conn, &record.document.id)?;
    add_version(conn, article, 1, record, from)?;
    articles::describe(conn, article, 1, record)?;
    index::add(conn, article, record)?;
    stories::place(conn, article, record, false)?;
    Ok(article)
}

/// Makes `record` the newest version of `article` and returns its number.
fn add_changed(conn: &Connection, article: ArticleId, record: &Record, from: Provenance<'_>) -> Result<u32> {
    let number = articles::current_version(conn, article)? + 1;
    index::remove(conn, article)?;
    add_version(conn, article, number, record, from)?;
    articles::describe(conn, article, number, record)?;
    index::add(conn, article, record)?;
    stories::place(conn, article, record, false)?;
    Ok(number)
}

fn add_version(
    conn: &Connection,
    article: ArticleId,
    number: u32,
    record: &Record,
    from: Provenance<'_>,
) -> Result<()> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO version (article, number, doc_id, url, text_hash, hash, reader, added, record)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let info = &record.document;
    let (text_hash, hash) = (text_hash(&info.text), version_hash(info));
    let record = pack::pack(record);
    insert.execute(params![article.0, number, info.id, info.url, text_hash, hash, from.reader, from.time, record])?;
    Ok(())
}

pub(super) fn made_by_others(conn: &Connection, reader: &str) -> Result<Vec<ArticleId>> {
    let sql = "SELECT article.id FROM article JOIN version ON version.article = article.id
               AND version.number = article.version WHERE version.reader <> ? ORDER BY article.id";
    conn.prepare(sql)?.query_map([reader], |row| row.get(0).map(ArticleId))?.collect()
}

pub(super) fn renew(
    conn: &mut Connection,
    records: &[(ArticleId, Record)],
    from: Provenance<'_>,
) -> std::result::Result<u64, Error> {
    records.iter().try_for_each(|(_, record)| ensure_sound(record))?;
    let transaction = begin(conn)?;
    let mut n_renewed = 0;
    for (article, record) in records {
        if renew_one(&transaction, *article, record, from).map_err(database)? {
            corrections::mark_rows(&transaction, *article, record)?;
            n_renewed += 1;
        }
    }
    commit(transaction)?;
    Ok(n_renewed)
}

/// Replaces the current record of `article`, unless the article has another text, title or date by now.
fn renew_one(conn: &Connection, article: ArticleId, record: &Record, from: Provenance<'_>) -> Result<bool> {
    let mut current = conn.prepare_cached(
        "SELECT version.number FROM article JOIN version ON version.article = article.id
         AND version.number = article.version WHERE article.id = ? AND version.hash = ?",
    )?;
    let hash = version_hash(&record.document);
    let number: Option<u32> = current.query_row(params![article.0, hash], |row| row.get(0)).optional()?;
    let Some(number) = number else { return Ok(false) };
    let sql = "UPDATE version SET reader = ?, added = ?, record = ? WHERE article = ? AND number = ?";
    let packed = pack::pack(record);
    conn.prepare_cached(sql)?.execute(params![from.reader, from.time, packed, article.0, number])?;
    index::remove(conn, article)?;
    articles::describe(conn, article, number, record)?;
    index::add(conn, article, record)?;
    // The text is the same, so the article stays in its story.
    stories::place(conn, article, record, true)?;
    Ok(true)
}
