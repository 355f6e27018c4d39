//! Taking articles in: which are known, which are new, and which have changed.

use onrecord_record::{DocumentInfo, Record, check};
use rusqlite::{Connection, OptionalExtension, Result, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::articles::ArticleId;
use crate::{Error, ErrorKind, Store, corrections, day, index, pack, stories};

/// Articles that a store can hold: their numbers are a part of the ids by which entries sort.
const MAX_ARTICLES: i64 = 1 << 24;

/// Characters of the beginning of an article that are kept at hand for lists.
const LEAD_CHARS: usize = 300;

/// What the store has of an article that comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// This very article: the same text under the same id or address with the same title and date, or the same text
    /// under another id and address.
    Same(ArticleId),
    /// An article with the same id or address, and another text, title or date.
    Changed(ArticleId),
}

/// What became of an article that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    New(ArticleId),
    /// It was there already; nothing was changed.
    Same(ArticleId),
    /// It is a new version, with this number, of an article that was there.
    Changed(ArticleId, u32),
}

/// Where records come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The version of the reader that made them.
    pub reader: &'a str,
    /// When they are kept, as RFC 3339.
    pub time: &'a str,
}

impl Store {
    /// Returns what the store has of the article; nothing needs to be read to know it.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn known(&self, info: &DocumentInfo) -> std::result::Result<Known, Error> {
        known(&self.conn, info).map_err(Error::database)
    }

    /// Keeps `records`, all or none, and returns what became of each. When it returns, they are on the disk.
    ///
    /// # Errors
    ///
    /// Where a record breaks its rules, and where the database fails.
    pub fn keep(&mut self, records: &[Record], from: Provenance<'_>) -> std::result::Result<Vec<Kept>, Error> {
        for record in records {
            if let Some(problem) = check::problems(record).first() {
                let message = format!("the record of {:?} cannot be kept: {problem}", record.document.id);
                return Err(Error::new(ErrorKind::Record, message));
            }
        }
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::database)?;
        let mut kept = Vec::with_capacity(records.len());
        for record in records {
            kept.push(keep(&transaction, record, from)?);
        }
        transaction.commit().map_err(Error::database)?;
        Ok(kept)
    }
}

fn keep(conn: &Connection, record: &Record, from: Provenance<'_>) -> std::result::Result<Kept, Error> {
    match known(conn, &record.document).map_err(Error::database)? {
        Known::Same(article) => Ok(Kept::Same(article)),
        Known::Changed(article) => {
            let number = renew(conn, article, record, from).map_err(Error::database)?;
            corrections::mark_rows(conn, article, record)?;
            Ok(Kept::Changed(article, number))
        }
        Known::New => {
            let article = insert(conn, record, from).map_err(Error::database)?;
            if article.0 >= MAX_ARTICLES {
                let message = format!("a store holds at most {MAX_ARTICLES} articles");
                return Err(Error::new(ErrorKind::Database, message));
            }
            Ok(Kept::New(article))
        }
    }
}

pub(crate) fn known(conn: &Connection, info: &DocumentInfo) -> Result<Known> {
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
        let is_same = same.exists(params![article, hash(info)])?;
        return Ok(if is_same { Known::Same(ArticleId(article)) } else { Known::Changed(ArticleId(article)) });
    }
    let mut by_text = conn.prepare_cached("SELECT article FROM version WHERE text_hash = ? LIMIT 1")?;
    let article = by_text.query_row([text_hash(&info.text)], |row| row.get(0)).optional()?;
    Ok(article.map_or(Known::New, |article| Known::Same(ArticleId(article))))
}

fn insert(conn: &Connection, record: &Record, from: Provenance<'_>) -> Result<ArticleId> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO article (doc_id, version, day, n_statements, n_events, lead) VALUES (?, 1, 0, 0, 0, '')",
    )?;
    insert.execute([&record.document.id])?;
    let article = ArticleId(conn.last_insert_rowid());
    add_version(conn, article, 1, record, from)?;
    describe(conn, article, 1, record)?;
    index::add(conn, article, published_day(record), record)?;
    stories::place(conn, article, record, false)?;
    Ok(article)
}

/// Makes `record` the newest version of `article` and returns its number.
fn renew(conn: &Connection, article: ArticleId, record: &Record, from: Provenance<'_>) -> Result<u32> {
    let mut now = conn.prepare_cached("SELECT version, day FROM article WHERE id = ?")?;
    let (version, day): (u32, i64) = now.query_row([article.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let number = version + 1;
    index::remove(conn, article, day)?;
    add_version(conn, article, number, record, from)?;
    describe(conn, article, number, record)?;
    index::add(conn, article, published_day(record), record)?;
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
    let (text_hash, hash) = (text_hash(&info.text), hash(info));
    let record = pack::pack(record);
    insert.execute(params![article.0, number, info.id, info.url, text_hash, hash, from.reader, from.time, record])?;
    Ok(())
}

/// Puts what `record` says of itself into the row of its article.
pub(crate) fn describe(conn: &Connection, article: ArticleId, number: u32, record: &Record) -> Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE article SET doc_id = ?, version = ?, url = ?, title = ?, publisher = ?, published = ?, day = ?,
         n_statements = ?, n_events = ?, lead = ? WHERE id = ?",
    )?;
    let info = &record.document;
    update.execute(params![
        info.id,
        number,
        info.url,
        info.title,
        info.publisher,
        info.published,
        published_day(record),
        record.statements.len() as i64,
        record.events.len() as i64,
        lead(&info.text),
        article.0,
    ])?;
    Ok(())
}

pub(crate) fn published_day(record: &Record) -> i64 {
    record.document.published.as_deref().map_or(0, day::number)
}

/// Returns the beginning of `text`, cut after a word where it is long.
fn lead(text: &str) -> String {
    let mut lead = String::new();
    for word in text.split_whitespace() {
        if lead.chars().count() + word.chars().count() >= LEAD_CHARS {
            lead.push_str(" …");
            break;
        }
        if !lead.is_empty() {
            lead.push(' ');
        }
        lead.push_str(word);
    }
    lead
}

/// 128 bits: among a billion articles two that differ share them with a probability below 1e-20.
const HASH_BYTES: usize = 16;

fn text_hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes())[..HASH_BYTES].to_vec()
}

/// Returns the hash of what makes a version: text, title and date.
pub(crate) fn hash(info: &DocumentInfo) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [info.title.as_deref(), info.published.as_deref()] {
        let part = part.unwrap_or("");
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(info.text.as_bytes());
    hash.finalize()[..HASH_BYTES].to_vec()
}
