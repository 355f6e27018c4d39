//! Documents for the articles of news agencies.

use crate::input::refusals::{MAX_ARTICLE_BYTES, empty, too_long};
use crate::{Document, Error, Metadata, html};

/// Returns the document of an article whose body is HTML.
pub(super) fn of_html(markup: &str, found: Metadata, metadata: &Metadata) -> Result<Document, Error> {
    of_text(html::fragment(markup)?, found, metadata)
}

/// Returns the document of an article whose body is plain text.
pub(super) fn of_text(text: String, found: Metadata, metadata: &Metadata) -> Result<Document, Error> {
    if text.trim().is_empty() {
        return Err(empty());
    }
    if text.len() > MAX_ARTICLE_BYTES {
        return Err(too_long());
    }
    Ok(Document::with_notices(text, found.or(metadata), Vec::new()))
}
