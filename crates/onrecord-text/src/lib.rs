//! Converts bytes into documents, and divides documents into paragraphs, sentences, tokens and quotations.

#![forbid(unsafe_code)]

mod dates;
mod decode;
mod document;
mod error;
mod html;
mod input;
mod language;
mod metadata;
mod notices;
mod quotes;
mod sentences;
mod tokens;
mod words;

pub use dates::normalise_date;
pub use decode::{Decoded, decode};
pub use document::Document;
pub use error::{Error, ErrorKind};
pub use input::{Columns, Documents, Entry, Format, InputOptions, MAX_ARTICLE_BYTES, read_feed, read_input};
pub use metadata::Metadata;
pub use notices::INPUT_NOTICES;
pub use quotes::{Quotation, QuoteState, Quotes};
pub use sentences::Division;
pub use tokens::{Shape, Token, tokens};
pub use words::{DateWords, PageWords, TextWords};
