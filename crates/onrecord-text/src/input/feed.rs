//! Converts RSS, Atom and JSON Feed into entries, and entries into documents.

mod entries;
mod entry;
mod extras;
mod json;
pub(super) mod mend;

pub use self::entry::Entry;
pub(super) use self::entry::summary_notice;

use serde_json::{Map, Value};

use self::entries::entries;
use self::mend::without_prolog;
use super::article::{Found, within};
use super::repair::lenient;
use crate::decode::{Decoded, decode};
use crate::{Error, Metadata};

/// Returns the entries of the feed in `bytes` (RSS, Atom or JSON Feed) in order, or `None` if it is not a feed.
/// Relative links are resolved against `base`, the address of the feed, unless the feed gives another base. In a broken
/// feed, the last entry stands for the part that cannot be read.
///
/// # Errors
///
/// If no entry of the feed can be read.
///
/// ```
/// use onrecord_text::read_feed;
///
/// let feed = br#"<rss version="2.0"><channel><title>The Daily</title>
///     <item><title>Rain</title><link>/rain</link></item></channel></rss>"#;
/// let entries = read_feed(feed, Some("https://example.org/feed")).unwrap().unwrap();
/// assert_eq!(entries[0].metadata().url.as_deref(), Some("https://example.org/rain"));
/// assert!(!entries[0].is_whole());
/// assert_eq!(read_feed(b"It rained.", None), Ok(None));
/// ```
pub fn read_feed(bytes: &[u8], base: Option<&str>) -> Result<Option<Vec<Entry>>, Error> {
    let Decoded { text, .. } = decode(bytes)?;
    if is_feed(&text) {
        return entries(&text, base).map(Some);
    }
    if text.trim_start().starts_with('{')
        && let Ok(Value::Object(object)) = serde_json::from_slice(&lenient(text.as_bytes()))
        && is_json_feed(&object)
    {
        return entries(&Value::Object(object).to_string(), base).map(Some);
    }
    Ok(None)
}

/// Returns whether the root element of a text is that of an XML feed.
pub(super) fn is_feed(text: &str) -> bool {
    let rest = without_prolog(text.trim_start_matches('\u{feff}').trim_start());
    let name = rest.strip_prefix('<').and_then(|tag| tag.split(|c: char| c == '>' || c.is_ascii_whitespace()).next());
    // A namespace prefix can precede the name.
    name.is_some_and(|name| {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        matches!(local, "feed" | "RDF") || local == "rss" && prefix.is_empty()
    }) && rest.contains('>')
}

/// Returns whether an object is a JSON Feed 1.x.
pub(super) fn is_json_feed(object: &Map<String, Value>) -> bool {
    let version = object.get("version").and_then(Value::as_str).unwrap_or("");
    version.starts_with("https://jsonfeed.org/version/") && object.get("items").is_some_and(Value::is_array)
}

/// Returns the documents of a feed.
pub(super) fn documents(bytes: &[u8], metadata: &Metadata) -> Found {
    let found = decode(bytes).and_then(|decoded| entries(&decoded.text, metadata.url.as_deref()));
    let entries = match found {
        Ok(entries) => entries,
        Err(error) => return vec![Err(error)],
    };
    let document = |(idx, entry): (usize, Entry)| within(entry.document(metadata), format_args!("entry {}", idx + 1));
    entries.into_iter().enumerate().map(document).collect()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod variants;
