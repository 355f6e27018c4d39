//! Inputs to documents: one article in plain text or HTML, or many in JSON, tables, feeds or archives of pages.

mod article;
mod columns;
mod dialect;
mod documents;
mod feed;
mod format;
mod ninjs;
mod refusals;
mod repair;
mod rows;
mod table;
mod values;
mod warc;

pub use columns::Columns;
pub use documents::{Documents, InputOptions, read_input};
pub use feed::{Entry, read_feed};
pub use format::Format;
pub use refusals::MAX_ARTICLE_BYTES;

#[cfg(test)]
mod tests;
