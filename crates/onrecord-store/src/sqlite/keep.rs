//! Adds articles, and replaces records produced by an older version of the reader.

use std::borrow::Cow;

use onrecord_record::{DocumentInfo, Record};
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::connection::{begin, commit, database};
use super::{articles, corrections, index, stories, time_key, versions};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::keep::{Kept, Known, Provenance, ensure_sound, text_hash, version_hash};
use crate::source::{Source, id_notice, url_notice};

pub(super) fn known(conn: &Connection, info: &DocumentInfo) -> Result<Known> {
    let source = Source::of(info);
    let beside = source.id_beside(&info.id, 0);
    let keys = [("doc_id", Some(info.id.as_str())), ("doc_id", Some(&beside)), ("url", info.url.as_deref())];
    for (column, key) in keys {
        let Some(key) = key else { continue };
        let article: Option<i64> = versions::from_source(conn, column, key, &source, "article", |row| row.get(0))?;
        if let Some(article) = article {
            // An older version that is added again is not new either.
            let mut same = conn.prepare_cached("SELECT 1 FROM version WHERE article = ? AND hash = ?")?;
            let is_same = same.exists(params![article, version_hash(info)])?;
            return Ok(if is_same { Known::Same(ArticleId(article)) } else { Known::Changed(ArticleId(article)) });
        }
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
            let record = &*with_own_id(conn, record, Some(article)).map_err(database)?;
            let number = add_changed(conn, article, record, from)?;
            Ok(Kept::Changed(article, number))
        }
        Known::New => {
            let record = &*with_own_id(conn, record, None).map_err(database)?;
            let article = add_new(conn, record, from)?;
            if article.0 >= time_key::MAX_ARTICLES {
                let message = format!("a store holds at most {} articles", time_key::MAX_ARTICLES);
                return Err(Error::new(ErrorKind::Database, message));
            }
            Ok(Kept::New(article))
        }
    }
}

/// Returns `record` with an id that only `article` has, and with notices if its id or its URL belongs to another
/// article.
fn with_own_id<'a>(conn: &Connection, record: &'a Record, article: Option<ArticleId>) -> Result<Cow<'a, Record>> {
    let own = article.map_or(0, |article| article.0);
    let mut others = conn.prepare_cached("SELECT 1 FROM version WHERE doc_id = ? AND article <> ?")?;
    let mut record = Cow::Borrowed(record);
    if others.exists(params![record.document.id, own])? {
        let source = Source::of(&record.document);
        let record = record.to_mut();
        record.notices.push(id_notice(&record.document.id));
        for attempt in 0.. {
            let id = source.id_beside(&record.document.id, attempt);
            if !others.exists(params![id, own])? {
                record.document.id = id;
                break;
            }
        }
    } else if article.is_none()
        && let Some(url) = record.document.url.clone()
        && conn.prepare_cached("SELECT 1 FROM version WHERE url = ?")?.exists([&url])?
    {
        record.to_mut().notices.push(url_notice(&url));
    }
    Ok(record)
}

fn add_new(conn: &Connection, record: &Record, from: Provenance<'_>) -> std::result::Result<ArticleId, Error> {
    let add = || -> Result<ArticleId> {
        let article = articles::new_article(conn, &record.document.id)?;
        versions::add(conn, article, 1, record, from)?;
        articles::describe(conn, article, 1, record)?;
        Ok(article)
    };
    let article = add().map_err(database)?;
    corrections::index_corrected(conn, article, record)?;
    stories::place(conn, article, record, false).map_err(database)?;
    Ok(article)
}

/// Makes `record` the newest version of `article` and returns its number.
fn add_changed(
    conn: &Connection,
    article: ArticleId,
    record: &Record,
    from: Provenance<'_>,
) -> std::result::Result<u32, Error> {
    let add = || -> Result<u32> {
        let number = articles::current_version(conn, article)? + 1;
        index::remove(conn, article)?;
        versions::add(conn, article, number, record, from)?;
        articles::describe(conn, article, number, record)?;
        Ok(number)
    };
    let number = add().map_err(database)?;
    corrections::index_corrected(conn, article, record)?;
    stories::place(conn, article, record, false).map_err(database)?;
    Ok(number)
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
    let mut renewed = Vec::with_capacity(records.len());
    for (article, record) in records {
        if renew_one(&transaction, *article, record, from).map_err(database)? {
            corrections::index_corrected(&transaction, *article, record)?;
            renewed.push((*article, record));
        }
    }
    // The texts are the same, so the articles stay in their stories.
    stories::place_again(&transaction, &renewed).map_err(database)?;
    commit(transaction)?;
    Ok(renewed.len() as u64)
}

/// Replaces the current record of `article` and removes the rows of the old one. Does nothing if the text, title or
/// date of the article has changed in the meantime.
fn renew_one(conn: &Connection, article: ArticleId, record: &Record, from: Provenance<'_>) -> Result<bool> {
    let mut current = conn.prepare_cached(
        "SELECT version.number FROM article JOIN version ON version.article = article.id
         AND version.number = article.version WHERE article.id = ? AND version.hash = ?",
    )?;
    let hash = version_hash(&record.document);
    let number: Option<u32> = current.query_row(params![article.0, hash], |row| row.get(0)).optional()?;
    let Some(number) = number else { return Ok(false) };
    versions::replace(conn, article, number, record, from)?;
    index::remove(conn, article)?;
    articles::describe(conn, article, number, record)?;
    Ok(true)
}
