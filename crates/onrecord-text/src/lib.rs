//! Bytes -> document, and its division into paragraphs, sentences, tokens and quotations.

mod quotes;
mod sentences;
mod tokens;

pub use quotes::{QuoteState, Quotation, Quotes};
pub use sentences::Division;
pub use tokens::{Shape, Token, tokens};
