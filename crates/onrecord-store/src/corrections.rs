//! Corrections: what people say of entries. They are kept beside the records, which stay what the reader made.

mod again;
mod apply;
mod change;
mod find_words;
mod was;

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorId, EventId, Record, StatementId};
use rusqlite::{Connection, Row, params};

use crate::articles::{Article, ArticleId};
use crate::index::one_line;
use crate::{Error, ErrorKind, List, Store, pick};
pub use change::{Change, Field};
use change::{checked, wrong};
pub use was::{Was, WasActor, WasEvent, WasStatement, Words};

/// Bytes of an author's name at most.
const MAX_AUTHOR: usize = 200;
/// Bytes of a note at most.
const MAX_NOTE: usize = 4000;

/// An entry of a record that can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryId {
    /// A statement.
    Statement(StatementId),
    /// An event.
    Event(EventId),
    /// An actor.
    Actor(ActorId),
}

impl EntryId {
    /// Returns the id that `text` writes, as the record does: `s1`, `e1`, `a1`.
    pub fn parse(text: &str) -> Option<EntryId> {
        let statement = StatementId::parse(text).map(EntryId::Statement);
        let event = || EventId::parse(text).map(EntryId::Event);
        statement.or_else(event).or_else(|| ActorId::parse(text).map(EntryId::Actor))
    }

    /// Returns the number that the file has for the list, and the place in it.
    fn list_and_place(self) -> (i64, usize) {
        match self {
            EntryId::Statement(id) => (0, id.0),
            EntryId::Event(id) => (1, id.0),
            EntryId::Actor(id) => (2, id.0),
        }
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EntryId::Statement(id) => id.fmt(f),
            EntryId::Event(id) => id.fmt(f),
            EntryId::Actor(id) => id.fmt(f),
        }
    }
}

/// What a person says of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Confirmed,
    /// It is wrong in some values, and these are right.
    Changed,
    /// It should not be there.
    Rejected,
}

impl Verdict {
    /// Every value; the file holds the place.
    pub const ALL: [Verdict; 3] = [Verdict::Confirmed, Verdict::Changed, Verdict::Rejected];

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Confirmed => "confirmed",
            Verdict::Changed => "changed",
            Verdict::Rejected => "rejected",
        }
    }

    /// Returns the value with this name.
    pub fn parse(text: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// What became of an entry in the present record of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is there, as it was.
    Same(EntryId),
    /// It is there, and something of it is different.
    Differs(EntryId),
    /// It is not there any more.
    Gone,
}

impl Fate {
    /// Returns the id of the entry in the present record.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Fate::Same(id) | Fate::Differs(id) => Some(id),
            Fate::Gone => None,
        }
    }

    /// Returns the name: `same`, `differs` or `gone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Same(_) => "same",
            Fate::Differs(_) => "differs",
            Fate::Gone => "gone",
        }
    }
}

/// A correction that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The article.
    pub article: ArticleId,
    /// The entry, in the present record of the article.
    pub entry: EntryId,
    /// [`Was::mark`] of the entry that the person saw; where it is given and differs, nothing is kept.
    pub mark: Option<String>,
    /// What the person says.
    pub verdict: Verdict,
    /// New values, for [`Verdict::Changed`].
    pub change: Change,
    /// Who says it; may be empty.
    pub author: String,
    /// Why; may be empty.
    pub note: String,
    /// When, as RFC 3339.
    pub time: String,
}

/// A correction that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number, in the order in which corrections were kept.
    pub id: i64,
    /// The article.
    pub article: Article,
    /// The version of the article that was corrected.
    pub version: u32,
    /// The entry as it was.
    pub was: Was,
    /// What became of that entry.
    pub fate: Fate,
    /// What the person says.
    pub verdict: Verdict,
    /// New values.
    pub change: Change,
    /// Who says it.
    pub author: String,
    /// Why.
    pub note: String,
    /// When, as RFC 3339.
    pub time: String,
}

impl Store {
    /// Keeps a correction and returns its number. Earlier ones of the same entry stay; the latest counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is no such article or entry, [`ErrorKind::Stale`] where the entry is not the
    /// one that was seen, [`ErrorKind::Correction`] where a value makes no sense.
    pub fn correct(&mut self, new: &NewCorrection) -> Result<i64, Error> {
        let transaction =
            self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(Error::database)?;
        let record = crate::articles::record(&transaction, new.article)?;
        let was = Was::of(&record, new.entry).ok_or_else(|| {
            let message = format!("there is no entry {} in article {}", new.entry, new.article.0);
            Error::new(ErrorKind::NotFound, message)
        })?;
        if new.mark.as_ref().is_some_and(|mark| *mark != was.mark()) {
            let message = format!("entry {} has changed since it was shown; look at it again", new.entry);
            return Err(Error::new(ErrorKind::Stale, message));
        }
        let change = checked(&record, new.entry, &was, &new.change)?;
        match new.verdict {
            Verdict::Changed if change.is_empty() => {
                return Err(wrong("expected a value that is another one than now, found none"));
            }
            Verdict::Confirmed | Verdict::Rejected if !change.is_empty() => {
                return Err(wrong("expected new values with \"changed\" only"));
            }
            _ => {}
        }
        let author = bounded("author", &new.author, MAX_AUTHOR)?;
        let note = bounded("note", &new.note, MAX_NOTE)?;
        let id = insert(&transaction, new, &was, &change, &author, &note).map_err(Error::database)?;
        mark_rows(&transaction, new.article, &record)?;
        transaction.commit().map_err(Error::database)?;
        Ok(id)
    }

    /// Returns the corrections of an article, the first one first, and what became of the entries.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is no such article; where its record is damaged.
    pub fn corrections_of(&self, article: ArticleId) -> Result<Vec<Correction>, Error> {
        let whole = self.article(article)?;
        let kept = kept(&self.conn, "WHERE article = ? ORDER BY id LIMIT -1 OFFSET ?", [article.0, 0])?;
        if kept.is_empty() {
            return Ok(vec![]);
        }
        let record = self.record(article)?;
        Ok(kept.into_iter().map(|kept| kept.told(whole.clone(), &record)).collect())
    }

    /// Returns the present record of `article` as people corrected it: with the new values of changed entries, without
    /// rejected ones. Of `list` it has what is at `places`, as [`pick`](crate::pick) does.
    ///
    /// # Errors
    ///
    /// As [`Store::record`].
    pub fn corrected(&self, article: ArticleId, list: List, places: &[usize]) -> Result<Record, Error> {
        let mut record = self.record(article)?;
        let latest = latest(&self.conn, article, &record)?;
        apply::apply(&mut record, &latest);
        let is_rejected = |entry| matches!(latest.get(&entry), Some((Verdict::Rejected, _)));
        Ok(pick::pick_without(record, list, places, is_rejected))
    }

    /// Returns `limit` corrections after the first `skip`, the latest one first, and whether there are more.
    ///
    /// # Errors
    ///
    /// Where a record is damaged, and where the database fails.
    pub fn corrections(&self, limit: u32, skip: u64) -> Result<(Vec<Correction>, bool), Error> {
        let skip = i64::try_from(skip).unwrap_or(i64::MAX);
        let mut kept = kept(&self.conn, "ORDER BY id DESC LIMIT ? OFFSET ?", [i64::from(limit) + 1, skip])?;
        let has_more = kept.len() > limit as usize;
        kept.truncate(limit as usize);
        let mut last: Option<(Article, Record)> = None;
        let mut told = Vec::with_capacity(kept.len());
        for kept in kept {
            let (article, record) = match last.take() {
                Some(last) if last.0.id == kept.article => last,
                _ => (self.article(kept.article)?, self.record(kept.article)?),
            };
            told.push(kept.told(article.clone(), &record));
            last = Some((article, record));
        }
        Ok((told, has_more))
    }
}

/// Returns the latest correction of each entry of `record`.
fn latest(conn: &Connection, article: ArticleId, record: &Record) -> Result<apply::Latest, Error> {
    let kept = kept(conn, "WHERE article = ? ORDER BY id LIMIT -1 OFFSET ?", [article.0, 0])?;
    let told = kept.into_iter().filter_map(|kept| {
        let entry = again::fate(record, &kept.was).entry()?;
        Some((entry, (kept.verdict, kept.change)))
    });
    Ok(told.collect())
}

/// Writes into the rows by which entries are found what the latest corrections say: 0 nothing, then the places of
/// [`Verdict::ALL`] from 1 on.
pub(crate) fn mark_rows(conn: &Connection, article: ArticleId, record: &Record) -> Result<(), Error> {
    let states = latest(conn, article, record)?;
    let write = || -> rusqlite::Result<()> {
        for (entry, (verdict, _)) in &states {
            let (list, place) = entry.list_and_place();
            let (table, key) =
                [("statement", "id & 65535"), ("event", "id & 65535"), ("\"cast\"", "place")][list as usize];
            let sql = format!("UPDATE {table} SET state = ? WHERE article = ? AND {key} = ?");
            conn.prepare_cached(&sql)?.execute(params![*verdict as i64 + 1, article.0, place as i64])?;
        }
        Ok(())
    };
    write().map_err(Error::database)
}

/// Returns whether the rows of an article say what [`mark_rows`] writes.
pub(crate) fn are_marked(conn: &Connection, article: ArticleId, record: &Record) -> Result<bool, Error> {
    let sql = "SELECT 0, id & 65535, state FROM statement WHERE article = ?1 AND state <> 0
               UNION ALL SELECT 1, id & 65535, state FROM event WHERE article = ?1 AND state <> 0
               UNION ALL SELECT 2, place, state FROM \"cast\" WHERE article = ?1 AND state <> 0";
    let marked = conn.prepare_cached(sql).and_then(|mut all| {
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        all.query_map([article.0], row)?.collect::<rusqlite::Result<BTreeSet<(i64, i64, i64)>>>()
    });
    let states = latest(conn, article, record)?;
    let expected = states.iter().map(|(entry, (verdict, _))| {
        let (list, place) = entry.list_and_place();
        (list, place as i64, *verdict as i64 + 1)
    });
    Ok(marked.map_err(Error::database)? == expected.collect())
}

/// [`mark_rows`] for every article of which somebody spoke: in a store of an older format.
pub(crate) fn mark_all(conn: &Connection) -> Result<(), Error> {
    let articles: rusqlite::Result<Vec<ArticleId>> = conn
        .prepare("SELECT DISTINCT article FROM correction ORDER BY article")
        .and_then(|mut all| all.query_map([], |row| row.get(0).map(ArticleId))?.collect());
    for article in articles.map_err(Error::database)? {
        // A damaged record is found by `onrecord check`; it must not lock its owner out.
        if let Ok(record) = crate::articles::record(conn, article) {
            mark_rows(conn, article, &record)?;
        }
    }
    Ok(())
}

/// Returns what people said of the statements and events of `article`.
pub(crate) fn verdicts_in(conn: &Connection, article: ArticleId) -> rusqlite::Result<BTreeMap<EntryId, Verdict>> {
    let sql = "SELECT id & 65535, state, 0 FROM statement WHERE article = ?1 AND state > 0
               UNION ALL SELECT id & 65535, state, 1 FROM event WHERE article = ?1 AND state > 0";
    let mut found = BTreeMap::new();
    let mut all = conn.prepare_cached(sql)?;
    let mut rows = all.query([article.0])?;
    while let Some(row) = rows.next()? {
        let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
        let is_event: bool = row.get(2)?;
        let entry = if is_event { EntryId::Event(EventId(place)) } else { EntryId::Statement(StatementId(place)) };
        found.extend(verdict(row.get(1)?).map(|verdict| (entry, verdict)));
    }
    Ok(found)
}

/// What a row holds of an entry that was rejected.
pub(crate) const REJECTED: i64 = Verdict::Rejected as i64 + 1;

/// Returns the verdict that a row holds.
pub(crate) fn verdict(state: i64) -> Option<Verdict> {
    Verdict::ALL.get(usize::try_from(state).ok()?.checked_sub(1)?).copied()
}

/// A row.
struct Kept {
    id: i64,
    article: ArticleId,
    version: u32,
    was: Was,
    verdict: Verdict,
    change: Change,
    author: String,
    note: String,
    time: String,
}

impl Kept {
    fn told(self, article: Article, record: &Record) -> Correction {
        let fate = again::fate(record, &self.was);
        let Kept { id, version, was, verdict, change, author, note, time, .. } = self;
        Correction { id, article, version, was, fate, verdict, change, author, note, time }
    }
}

fn kept(conn: &Connection, rest: &str, params: [i64; 2]) -> Result<Vec<Kept>, Error> {
    let sql = format!("SELECT id, article, version, was, verdict, change, author, note, time FROM correction {rest}");
    let row = |row: &Row<'_>| {
        let json: (String, String) = (row.get(3)?, row.get(5)?);
        let verdict = Verdict::ALL[usize::try_from(row.get::<_, i64>(4)?).unwrap_or(0).min(Verdict::ALL.len() - 1)];
        let whose: (i64, ArticleId, u32) = (row.get(0)?, ArticleId(row.get(1)?), row.get(2)?);
        Ok((whose, json, verdict, (row.get(6)?, row.get(7)?, row.get(8)?)))
    };
    let all = conn
        .prepare_cached(&sql)
        .and_then(|mut all| all.query_map(params, row)?.collect::<rusqlite::Result<Vec<_>>>())
        .map_err(Error::database)?;
    let kept = all.into_iter().map(|((id, article, version), (was, change), verdict, (author, note, time))| {
        let damaged = |error| Error::new(ErrorKind::Record, format!("correction {id} is damaged: {error}"));
        let was = serde_json::from_str(&was).map_err(damaged)?;
        let change = serde_json::from_str(&change).map_err(damaged)?;
        Ok(Kept { id, article, version, was, verdict, change, author, note, time })
    });
    kept.collect()
}

fn insert(
    conn: &Connection,
    new: &NewCorrection,
    was: &Was,
    change: &Change,
    author: &str,
    note: &str,
) -> rusqlite::Result<i64> {
    let json = |error: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let (list, _) = new.entry.list_and_place();
    let sql = "INSERT INTO correction (article, version, list, was, verdict, change, author, note, time)
               SELECT id, version, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM article WHERE id = ?1";
    conn.prepare_cached(sql)?.execute(params![
        new.article.0,
        list,
        serde_json::to_string(was).map_err(json)?,
        new.verdict as i64,
        serde_json::to_string(change).map_err(json)?,
        author,
        note,
        new.time,
    ])?;
    Ok(conn.last_insert_rowid())
}

fn bounded(name: &str, value: &str, max: usize) -> Result<String, Error> {
    let value = one_line(value);
    if value.len() > max {
        return Err(wrong(format!("expected {name} to have at most {max} bytes, found {}", value.len())));
    }
    Ok(value)
}
