//! Adds articles and determines whether each is new, known or changed.

use onrecord_record::{DocumentInfo, Record, check};
use sha2::{Digest, Sha256};

use crate::article::ArticleId;
use crate::date::day_number;
use crate::error::{Error, ErrorKind};
use crate::text::beginning;

/// What the store already has for an incoming article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// The same article: the same text, title and date under the same id or URL, or the same text under another id and
    /// URL.
    Same(ArticleId),
    /// An article with the same id or URL, but another text, title or date.
    Changed(ArticleId),
}

/// The result of adding an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The article was added.
    New(ArticleId),
    /// The article was already in the store; nothing changed.
    Same(ArticleId),
    /// The article was known and was added as a new version with this number.
    Changed(ArticleId, u32),
}

/// The origin of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The version of the reader that produced them.
    pub reader: &'a str,
    /// The time at which they are stored, as RFC 3339.
    pub time: &'a str,
}

/// The number of characters of an article's beginning that lists show.
const LEAD_CHARS: usize = 300;

/// The number of bytes of a hash that are stored. With 128 bits, the probability that two of a billion articles collide
/// is below 1e-20.
const HASH_BYTES: usize = 16;

/// Returns the hash of a text, by which an article is recognized under another id and URL.
pub(crate) fn text_hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes())[..HASH_BYTES].to_vec()
}

/// Returns the hash of a version: of its text, title and date.
pub(crate) fn version_hash(info: &DocumentInfo) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [info.title.as_deref(), info.published.as_deref()] {
        let part = part.unwrap_or("");
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(info.text.as_bytes());
    hash.finalize()[..HASH_BYTES].to_vec()
}

/// Returns the day of publication, or 0 if it is unknown.
pub(crate) fn published_day(record: &Record) -> i64 {
    record.document.published.as_deref().map_or(0, day_number)
}

/// Returns the beginning of an article's text, for lists.
pub(crate) fn lead(text: &str) -> String {
    beginning(text, LEAD_CHARS)
}

/// Rejects a record that violates the rules of the format.
///
/// # Errors
///
/// [`ErrorKind::Record`] with the first violated rule.
pub(crate) fn ensure_sound(record: &Record) -> Result<(), Error> {
    match check::problems(record).first() {
        None => Ok(()),
        Some(problem) => {
            let message = format!("the record of {:?} cannot be saved: {problem}", record.document.id);
            Err(Error::new(ErrorKind::Record, message))
        }
    }
}
