//! The size of a store.

/// Counts over a whole store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Articles.
    pub n_articles: u64,
    /// Versions of articles, including current ones.
    pub n_versions: u64,
    /// Statements in the current records.
    pub n_statements: u64,
    /// Events in the current records.
    pub n_events: u64,
    /// Distinct actors, each a name with a kind.
    pub n_actors: u64,
    /// The day of the earliest dated article.
    pub first_day: Option<String>,
    /// The day of the latest dated article.
    pub last_day: Option<String>,
    /// Articles without a date.
    pub n_undated: u64,
    /// Size of the database in bytes, without its log.
    pub n_bytes: u64,
    /// Versions of the reader, with the number of current records that each produced.
    pub readers: Vec<(String, u64)>,
}
