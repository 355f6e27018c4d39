//! The articles that inputs yield for the reader.

use onrecord_text::Document;

/// An article of an input.
#[derive(Debug)]
pub(crate) enum Article {
    /// An article to read.
    New(Box<Document>),
    /// An entry of a feed whose article is in the store under this id; its page was not fetched.
    Known(String),
}
