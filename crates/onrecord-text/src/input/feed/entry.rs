//! An entry of a feed, and its conversion into a document.

use onrecord_record::Notice;

use crate::input::refusals::{MAX_ARTICLE_BYTES, too_long};
use crate::{Document, Error, ErrorKind, Metadata};

/// An entry of a feed: an article, its beginning, or just its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) metadata: Metadata,
    pub(super) text: Option<String>,
    pub(super) is_whole: bool,
    /// What is wrong, if this entry stands for a part of the feed that cannot be read.
    pub(super) broken: Option<&'static str>,
}

impl Entry {
    /// Returns the metadata that the feed gives for the article. The address is absolute.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Returns whether the feed seems to carry the whole article, not just a summary or nothing.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns the article as given in the feed, with a notice if that is only a summary. `metadata` supplies what the
    /// feed does not give.
    ///
    /// # Errors
    ///
    /// If the entry has no text, or marks a place where the feed is broken.
    pub fn document(self, metadata: &Metadata) -> Result<Document, Error> {
        if let Some(message) = self.broken {
            return Err(Error::new(ErrorKind::Feed, message));
        }
        let Some(text) = self.text else {
            let reason =
                "expected an entry with text, found only a headline; give the page that it links to as an input";
            return Err(Error::new(ErrorKind::Empty, reason));
        };
        if text.len() > MAX_ARTICLE_BYTES {
            return Err(too_long());
        }
        let notices = if self.is_whole { Vec::new() } else { vec![summary_notice()] };
        Ok(Document::with_notices(text, self.metadata.or(&metadata.shared()), notices))
    }
}

/// Returns the notice that the text is not the whole article.
pub(in crate::input) fn summary_notice() -> Notice {
    Notice::new("summary", "the text is only a summary; the input does not contain the whole article".to_owned())
}
