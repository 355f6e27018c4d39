//! The language of words and phrases, as FTS5 understands it. `docs/find.md` is its description.

use crate::{Error, ErrorKind};

/// An expression of FTS5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    /// What must hold.
    pub(super) whole: String,
    /// What holds of a list of names where `whole` holds of one of them.
    pub(super) of_some: String,
    /// Whether both are the same.
    pub(super) is_simple: bool,
}

/// Returns the FTS5 expression for `text`, as [`parse`] does.
pub(super) fn expression(text: &str) -> Result<String, Error> {
    parse(text).map(|expression| expression.whole)
}

/// Returns the FTS5 expression for `text`: all words and "phrases" of it, with `*` for the beginning of a word, `-`
/// before what must not be there, and OR between what may stand for each other. Nothing else means anything.
///
/// # Errors
///
/// Where a quotation mark has no other, where there is nothing to look for, and where OR or `-` has nothing to go with.
pub(super) fn parse(text: &str) -> Result<Expression, Error> {
    // Every inner list is of words of which one must be there.
    let mut wanted: Vec<Vec<String>> = Vec::new();
    let mut unwanted = Vec::new();
    let mut is_or = false;
    for part in parts(text)? {
        match part {
            Part::Or if wanted.is_empty() || is_or => return Err(dangling_or()),
            Part::Or => is_or = true,
            Part::Without(_) if is_or => return Err(wrong("expected a word or \"phrase\" after OR, found -")),
            Part::Without(words) => unwanted.push(words),
            Part::With(words) if is_or => {
                wanted.last_mut().ok_or_else(dangling_or)?.push(words);
                is_or = false;
            }
            Part::With(words) => wanted.push(vec![words]),
        }
    }
    if is_or {
        return Err(dangling_or());
    }
    if wanted.is_empty() {
        let found = if unwanted.is_empty() { "nothing" } else { "only words that must not be there" };
        return Err(wrong(&format!("expected a word or \"phrase\" to look for, found {found}")));
    }
    let groups: Vec<String> = wanted.iter().map(|group| format!("({})", group.join(" OR "))).collect();
    let of_some = groups.join(" AND ");
    let is_simple = groups.len() == 1 && unwanted.is_empty();
    let whole = match unwanted.is_empty() {
        true => of_some.clone(),
        false => format!("({of_some}) NOT ({})", unwanted.join(" OR ")),
    };
    Ok(Expression { whole, of_some, is_simple })
}

enum Part {
    With(String),
    Without(String),
    Or,
}

fn parts(text: &str) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_without = rest.starts_with('-');
        let body = if is_without { &rest[1..] } else { rest };
        let (term, after) = match body.strip_prefix(is_mark) {
            Some(inside) => {
                let end =
                    inside.find(is_mark).ok_or_else(|| wrong("expected \" at the end of a phrase, found none"))?;
                let mark = inside[end..].chars().next().map_or(0, char::len_utf8);
                (quoted(&inside[..end], "phrase")?, &inside[end + mark..])
            }
            None => {
                let end = body.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(body.len());
                let (word, after) = body.split_at(end);
                if word == "OR" && !is_without {
                    parts.push(Part::Or);
                    rest = after.trim_start();
                    continue;
                }
                // Beginnings are asked for with a star outside of the quotation marks.
                match word.strip_suffix('*') {
                    Some(beginning) => (quoted(beginning, "word")? + " *", after),
                    None => (quoted(word, "word")?, after),
                }
            }
        };
        parts.push(if is_without { Part::Without(term) } else { Part::With(term) });
        rest = after.trim_start();
    }
    Ok(parts)
}

/// Curly marks are as good as straight ones: phrases are often pasted.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn quoted(words: &str, what: &str) -> Result<String, Error> {
    if !words.chars().any(char::is_alphanumeric) {
        return Err(wrong(&format!("expected a {what} with letters or digits, found {words:?}")));
    }
    // A NUL would end the expression, as C ends strings.
    Ok(format!("\"{}\"", words.replace('\0', " ")))
}

fn dangling_or() -> Error {
    wrong("expected a word or \"phrase\" on both sides of OR")
}

pub(super) fn wrong(message: &str) -> Error {
    Error::new(ErrorKind::Query, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_expressions() {
        for (text, expected) in [
            ("rain", "(\"rain\")"),
            (" rain  Rome ", "(\"rain\") AND (\"Rome\")"),
            ("\"heavy rain\" Rome", "(\"heavy rain\") AND (\"Rome\")"),
            ("“heavy rain”Rome", "(\"heavy rain\") AND (\"Rome\")"),
            ("rain OR snow Rome", "(\"rain\" OR \"snow\") AND (\"Rome\")"),
            ("rain OR snow OR hail", "(\"rain\" OR \"snow\" OR \"hail\")"),
            ("rain -snow -\"in Rome\"", "((\"rain\")) NOT (\"snow\" OR \"in Rome\")"),
            ("tax*", "(\"tax\" *)"),
            ("AND NOT NEAR(a) content:x", "(\"AND\") AND (\"NOT\") AND (\"NEAR(a)\") AND (\"content:x\")"),
            ("well-known it's", "(\"well-known\") AND (\"it's\")"),
            ("or", "(\"or\")"),
        ] {
            assert_eq!(expression(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        for (text, expected) in [
            ("", "found nothing"),
            ("-rain", "found only words that must not be there"),
            ("\"heavy rain", "expected \" at the end of a phrase"),
            ("OR rain", "both sides of OR"),
            ("rain OR", "both sides of OR"),
            ("rain OR OR snow", "both sides of OR"),
            ("rain OR -snow", "after OR, found -"),
            ("*", "a word with letters or digits"),
            ("rain - snow", "a word with letters or digits"),
            ("\"…\"", "a phrase with letters or digits"),
        ] {
            let error = expression(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Query);
            assert!(error.to_string().contains(expected), "{text}: {error}");
        }
    }
}
