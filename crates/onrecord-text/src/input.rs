//! Converts inputs into documents: one article in plain text, HTML or a Word file, or many in JSON, tables, feeds,
//! formats of news agencies, books or web archives.

mod article;
mod columns;
mod dialect;
mod documents;
mod feed;
mod format;
mod ninjs;
mod packed;
mod press;
mod refusals;
mod repair;
mod rows;
mod table;
mod values;
mod warc;
mod xml;

pub use columns::Columns;
pub use documents::{Documents, InputOptions, read_input};
pub use feed::{Entry, read_feed};
pub use format::Format;
pub use refusals::MAX_ARTICLE_BYTES;

#[cfg(test)]
mod tests;
