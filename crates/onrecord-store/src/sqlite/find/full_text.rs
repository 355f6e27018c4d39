//! Queries in the language of SQLite's full text (FTS5).

use crate::place_names::joined_words;
use crate::query::{Term, TextQuery};

/// The letter that stands around and in the name of a place in the full text; see `migrations/005.sql`.
const IN_PLACE: char = '\u{e001}';

/// Returns the expression for a text query.
pub(super) fn expression(query: &TextQuery) -> String {
    let none_of: Vec<String> = query.none_of().iter().map(term).collect();
    match none_of.is_empty() {
        true => expression_for_any(query),
        false => format!("({}) NOT ({})", expression_for_any(query), none_of.join(" OR ")),
    }
}

/// Returns an expression that holds for a list of names if [`expression`] holds for one of them.
pub(super) fn expression_for_any(query: &TextQuery) -> String {
    let group = |terms: &Vec<Term>| format!("({})", terms.iter().map(term).collect::<Vec<_>>().join(" OR "));
    query.all_of().iter().map(group).collect::<Vec<_>>().join(" AND ")
}

/// Returns whether [`expression`] and [`expression_for_any`] mean the same for a list of names.
pub(super) fn is_simple(query: &TextQuery) -> bool {
    query.all_of().len() == 1 && query.none_of().is_empty()
}

/// Returns `words` as a string of the language: doubled quotation marks stand for themselves, and a NUL would end the
/// expression, as C ends strings.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\"").replace('\0', " "))
}

fn term(term: &Term) -> String {
    match term {
        Term::Phrase(words) => quoted(words),
        Term::Prefix(beginning) => quoted(beginning) + " *",
    }
}

/// Returns the expression that `expression` holds in one of `columns`.
pub(super) fn in_columns(columns: &str, expression: &str) -> String {
    format!("({{{columns}}} : ({expression}))")
}

/// Returns the expression for a country.
pub(super) fn country(code: &str) -> String {
    in_columns("country", &quoted(code))
}

/// Returns the expression for the whole name of a place.
pub(super) fn place(name: &str) -> String {
    // Articles write El Fasher with a space, which is a letter in the full text, or a hyphen, which separates words.
    let name = name.replace('"', "\"\"").replace('\0', "");
    let ways = joined_words(&name, IN_PLACE).into_iter().map(|name| format!("\"{IN_PLACE}{name}{IN_PLACE}\""));
    in_columns("place", &ways.collect::<Vec<_>>().join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_queries_become_expressions() {
        for (text, expected) in [
            ("rain", "(\"rain\")"),
            (" rain  Rome ", "(\"rain\") AND (\"Rome\")"),
            ("\"heavy rain\" Rome", "(\"heavy rain\") AND (\"Rome\")"),
            ("rain OR snow Rome", "(\"rain\" OR \"snow\") AND (\"Rome\")"),
            ("rain OR snow OR hail", "(\"rain\" OR \"snow\" OR \"hail\")"),
            ("rain -snow -\"in Rome\"", "((\"rain\")) NOT (\"snow\" OR \"in Rome\")"),
            ("tax*", "(\"tax\" *)"),
            ("AND NOT NEAR(a) content:x", "(\"AND\") AND (\"NOT\") AND (\"NEAR(a)\") AND (\"content:x\")"),
            ("well-known it's", "(\"well-known\") AND (\"it's\")"),
        ] {
            assert_eq!(expression(&TextQuery::parse(text).unwrap()), expected, "{text}");
        }
    }
}
