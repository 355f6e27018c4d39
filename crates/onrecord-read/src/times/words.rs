//! The words of a text in the form that rules compare, and the meanings that words can have.

use onrecord_text::Division;

use super::value::{Amount, TimeValue};

/// The meaning of a class member or number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense<'g> {
    /// A number.
    Amount(Amount),
    /// A name in the word file.
    Name(&'g str),
    /// Year, month, day; year 0 if it is not given.
    Calendar(i16, u8, u8),
    /// A value in ISO 8601 notation.
    Value(TimeValue),
    /// Hour, minute, second.
    ClockTime(u8, Option<u8>, Option<u8>),
}

/// The tokens of a text in lower case.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) division: &'t Division,
    pub(super) lower: Vec<String>,
}

impl<'t> Words<'t> {
    /// Returns the words, with normalized apostrophes and dashes.
    pub(super) fn new(text: &'t str, division: &'t Division) -> Self {
        let lower = division.tokens.iter().map(|t| normalised(t.span.text(text))).collect();
        Words { text, division, lower }
    }

    /// Returns the lower-case word of a token; empty after the last token.
    pub(super) fn get(&self, token: usize) -> &str {
        self.lower.get(token).map_or("", String::as_str)
    }

    /// Returns whether `token` and the next token touch.
    pub(super) fn touches_next(&self, token: usize) -> bool {
        let tokens = &self.division.tokens;
        matches!((tokens.get(token), tokens.get(token + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// Returns the text of a token as written.
    pub(super) fn raw(&self, token: usize) -> &'t str {
        self.division.tokens.get(token).map_or("", |t| t.span.text(self.text))
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        self.raw(token).starts_with(char::is_uppercase)
    }
}

fn normalised(word: &str) -> String {
    match word {
        "–" | "—" | "‐" | "‑" | "−" => return "-".to_owned(),
        "’" | "‘" | "`" | "´" | "ʼ" => return "'".to_owned(),
        _ => {}
    }
    let lower = word.to_lowercase();
    if lower.is_ascii() { lower } else { lower.replace(['’', '‘', 'ʼ', '´'], "'") }
}
