//! Adding articles: which are new, which are known, and which have changed.

use onrecord_record::{DocumentInfo, Record, check};
use sha2::{Digest, Sha256};

use crate::article::ArticleId;
use crate::date::day_number;
use crate::error::{Error, ErrorKind};
use crate::text::beginning;

/// What the store already has of an incoming article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// This very article: the same text, title and date under the same id or address, or the same text under another id
    /// and address.
    Same(ArticleId),
    /// An article with the same id or address, but another text, title or date.
    Changed(ArticleId),
}

/// What happened to an article that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was added.
    New(ArticleId),
    /// It was there already; nothing changed.
    Same(ArticleId),
    /// It was added as a new version, with this number, of a known article.
    Changed(ArticleId, u32),
}

/// Where records come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The version of the reader that made them.
    pub reader: &'a str,
    /// When they are stored, as RFC 3339.
    pub time: &'a str,
}

/// Characters of the start of an article that lists show.
const LEAD_CHARS: usize = 300;

/// Bytes of a hash that are stored: at 128 bits, two of a billion articles collide with a probability below 1e-20.
const HASH_BYTES: usize = 16;

/// Returns the hash of a text, which recognizes an article under another id and address.
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

/// Refuses a record that breaks the rules of the format.
///
/// # Errors
///
/// [`ErrorKind::Record`] with the first rule that is broken.
pub(crate) fn ensure_sound(record: &Record) -> Result<(), Error> {
    match check::problems(record).first() {
        None => Ok(()),
        Some(problem) => {
            let message = format!("the record of {:?} cannot be kept: {problem}", record.document.id);
            Err(Error::new(ErrorKind::Record, message))
        }
    }
}
