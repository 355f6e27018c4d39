//! Articles by number or id: what lists show of them, their records and their versions.

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, ErrorKind, Store, pack};

/// The number of an article in its store: it never changes, and is not used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ArticleId(pub i64);

/// What lists show of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number in the store.
    pub id: ArticleId,
    /// Its id in the record.
    pub doc_id: String,
    /// How many versions there are; the last is the present one.
    pub version: u32,
    /// Where it was found.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Date or RFC 3339 time of publication.
    pub published: Option<String>,
    /// How many statements its record has.
    pub n_statements: u32,
    /// How many events its record has.
    pub n_events: u32,
    /// The beginning of its text, after the headline where the text begins with it.
    pub lead: String,
}

impl Article {
    /// The columns that [`Article::of`] takes, with the table called `article`.
    pub(crate) const COLUMNS: &'static str = "article.id, article.doc_id, article.version, article.url, article.title, \
        article.publisher, article.published, article.n_statements, article.n_events, article.lead";

    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Article> {
        let (title, lead): (Option<String>, String) = (row.get(4)?, row.get(9)?);
        Ok(Article {
            id: ArticleId(row.get(0)?),
            doc_id: row.get(1)?,
            version: row.get(2)?,
            url: row.get(3)?,
            publisher: row.get(5)?,
            published: row.get(6)?,
            n_statements: row.get(7)?,
            n_events: row.get(8)?,
            lead: after_title(title.as_deref(), lead),
            title,
        })
    }

    /// Returns the headline, or the beginning of the text where there is none.
    pub fn heading(&self) -> &str {
        self.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&self.lead)
    }
}

/// Returns what of `lead` comes after `title`; all of it where it does not begin with that.
pub(crate) fn after_title(title: Option<&str>, lead: String) -> String {
    let title = title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    match lead.strip_prefix(&title).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) if !title.is_empty() => rest.to_owned(),
        _ => lead,
    }
}

/// One version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1 on.
    pub number: u32,
    /// The version of the reader that made its record.
    pub reader: String,
    /// When it was kept, or last read again, as RFC 3339.
    pub added: String,
}

impl Store {
    /// Returns the article with this number.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is none.
    pub fn article(&self, id: ArticleId) -> Result<Article, Error> {
        let sql = format!("SELECT {} FROM article WHERE id = ?", Article::COLUMNS);
        let found = self.conn.prepare_cached(&sql).and_then(|mut one| one.query_row([id.0], Article::of).optional());
        found.map_err(Error::database)?.ok_or_else(|| not_found(&id.0.to_string()))
    }

    /// Returns the number of the article whose record, in any version, has the id `doc_id`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is none.
    pub fn article_by_id(&self, doc_id: &str) -> Result<ArticleId, Error> {
        let sql = "SELECT article FROM version WHERE doc_id = ? ORDER BY id DESC LIMIT 1";
        let found =
            self.conn.prepare_cached(sql).and_then(|mut one| one.query_row([doc_id], |row| row.get(0)).optional());
        found.map_err(Error::database)?.map(ArticleId).ok_or_else(|| not_found(&format!("{doc_id:?}")))
    }

    /// Returns the id of the article that has, in any version, the id `doc_id`, or the address `url`.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn id_at(&self, doc_id: Option<&str>, url: Option<&str>) -> Result<Option<String>, Error> {
        let sql =
            "SELECT doc_id FROM version WHERE doc_id = ?1 UNION ALL SELECT doc_id FROM version WHERE url = ?2 LIMIT 1";
        let found =
            self.conn.prepare_cached(sql).and_then(|mut one| one.query_row((doc_id, url), |row| row.get(0)).optional());
        found.map_err(Error::database)
    }

    /// Returns the present record of an article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is none, [`ErrorKind::Record`] where it is damaged.
    pub fn record(&self, id: ArticleId) -> Result<Record, Error> {
        record(&self.conn, id)
    }

    /// Returns the record of version `number` of an article.
    ///
    /// # Errors
    ///
    /// As [`Store::record`].
    pub fn record_of_version(&self, id: ArticleId, number: u32) -> Result<Record, Error> {
        let sql = "SELECT record FROM version WHERE article = ? AND number = ?";
        let found = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut one| one.query_row((id.0, number), |row| row.get::<_, Vec<u8>>(0)).optional());
        pack::unpack(&found.map_err(Error::database)?.ok_or_else(|| not_found(&format!("{}, version {number}", id.0)))?)
    }

    /// Returns the versions of an article, the first one first.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<Version>, Error> {
        let sql = "SELECT number, reader, added FROM version WHERE article = ? ORDER BY number";
        let version = |row: &Row<'_>| Ok(Version { number: row.get(0)?, reader: row.get(1)?, added: row.get(2)? });
        let found = self.conn.prepare_cached(sql).and_then(|mut all| all.query_map([id.0], version)?.collect());
        found.map_err(Error::database)
    }
}

/// Returns the present record of an article.
pub(crate) fn record(conn: &Connection, id: ArticleId) -> Result<Record, Error> {
    let sql = "SELECT record FROM version JOIN article ON article.id = version.article
               AND article.version = version.number WHERE article.id = ?";
    let found = conn.prepare_cached(sql).and_then(|mut one| one.query_row([id.0], |row| row.get(0)).optional());
    let packed: Vec<u8> = found.map_err(Error::database)?.ok_or_else(|| not_found(&id.0.to_string()))?;
    pack::unpack(&packed)
}

fn not_found(what: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no article {what} in the store"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_comes_after_the_title() {
        let check = |title, lead: &str, expected| assert_eq!(after_title(title, lead.to_owned()), expected);
        check(Some("Rain  in Rome"), "Rain in Rome It rained.", "It rained.");
        check(Some("Rain"), "Rainy days came.", "Rainy days came.");
        check(Some("Rain"), "Rain", "Rain");
        check(Some(""), "It rained.", "It rained.");
        check(None, "It rained.", "It rained.");
    }
}
