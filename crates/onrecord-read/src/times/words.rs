//! The words of a text as the rules compare them, and what words can stand for.

use onrecord_text::Division;

use super::value::{Amount, TimeValue};

/// What a class member or number stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense<'g> {
    /// A number.
    Amount(Amount),
    /// A name out of the word file.
    Name(&'g str),
    /// Year, month, day; year 0 where it is not said.
    Calendar(i16, u8, u8),
    /// A value as ISO 8601 writes it.
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
    /// Returns the words; apostrophes and dashes are written one way.
    pub(super) fn new(text: &'t str, division: &'t Division) -> Self {
        let lower = division.tokens.iter().map(|t| normalised(t.span.text(text))).collect();
        Words { text, division, lower }
    }

    /// Returns the lower-case word of a token, empty after the last.
    pub(super) fn get(&self, token: usize) -> &str {
        self.lower.get(token).map_or("", String::as_str)
    }

    /// Returns whether nothing stands between `token` and the one after it.
    pub(super) fn touches_next(&self, token: usize) -> bool {
        let tokens = &self.division.tokens;
        matches!((tokens.get(token), tokens.get(token + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// Returns the words of a token as they stand in the text.
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
