//! Articles and their versions, as lists show them.

use onrecord_record::Origin;

/// The number of an article in its store: it never changes and is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ArticleId(pub i64);

/// The summary of an article that lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number in the store.
    pub id: ArticleId,
    /// Its id in the record.
    pub doc_id: String,
    /// The number of its current version, which is also how many versions there are.
    pub version: u32,
    /// URL at which it was found.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Date or RFC 3339 time of publication.
    pub published: Option<String>,
    /// The input that its current version was read from.
    pub origin: Option<Origin>,
    /// Number of statements in its record, excluding rejected ones.
    pub n_statements: u32,
    /// Number of events in its record, excluding rejected ones.
    pub n_events: u32,
    /// The beginning of its text, without the headline if the text repeats it.
    pub lead: String,
}

impl Article {
    /// Returns the headline, or the beginning of the text if there is none.
    pub fn heading(&self) -> &str {
        self.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&self.lead)
    }
}

/// One version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, starting at 1.
    pub number: u32,
    /// The version of the reader that made its record.
    pub reader: String,
    /// When it was stored or last reread, as RFC 3339.
    pub added: String,
}
