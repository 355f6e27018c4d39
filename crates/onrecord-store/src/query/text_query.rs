//! The syntax of text queries, which `docs/find.md` describes.

use crate::error::{Error, ErrorKind};

/// A term of a [`TextQuery`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word, or several consecutive words.
    Phrase(String),
    /// Words with this prefix.
    Prefix(String),
}

/// A text query: the terms that a text must contain, and those that it must not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextQuery {
    all_of: Vec<Vec<Term>>,
    none_of: Vec<Term>,
}

impl TextQuery {
    /// Parses `text`. Words and "phrases" must all occur, `*` after the beginning of a word matches any ending, `-`
    /// excludes a term, and `OR` separates alternatives. There are no other operators.
    ///
    /// ```
    /// use onrecord_store::TextQuery;
    ///
    /// let query = TextQuery::parse("\"tax cut\" OR duty -income")?;
    /// assert_eq!((query.all_of().len(), query.all_of()[0].len(), query.none_of().len()), (1, 2, 1));
    /// # Ok::<(), onrecord_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] if a quotation mark is not closed, if there is nothing to search for, or if `OR` or `-`
    /// stands alone.
    pub fn parse(text: &str) -> Result<TextQuery, Error> {
        let mut all_of: Vec<Vec<Term>> = Vec::new();
        let mut none_of = Vec::new();
        let mut is_or = false;
        for token in tokens(text)? {
            match token {
                Token::Or if all_of.is_empty() || is_or => return Err(dangling_or()),
                Token::Or => is_or = true,
                Token::Without(_) if is_or => return Err(wrong("expected a word or \"phrase\" after OR, found -")),
                Token::Without(term) => none_of.push(term),
                Token::With(term) if is_or => {
                    all_of.last_mut().ok_or_else(dangling_or)?.push(term);
                    is_or = false;
                }
                Token::With(term) => all_of.push(vec![term]),
            }
        }
        if is_or {
            return Err(dangling_or());
        }
        if all_of.is_empty() {
            let found = if none_of.is_empty() { "nothing" } else { "only excluded words" };
            return Err(wrong(format!("expected a word or \"phrase\" to search for, found {found}")));
        }
        Ok(TextQuery { all_of, none_of })
    }

    /// Returns lists of alternatives: at least one term of each list must occur.
    pub fn all_of(&self) -> &[Vec<Term>] {
        &self.all_of
    }

    /// Returns the excluded terms.
    pub fn none_of(&self) -> &[Term] {
        &self.none_of
    }
}

enum Token {
    With(Term),
    Without(Term),
    Or,
}

fn tokens(text: &str) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_without = rest.starts_with('-');
        let body = if is_without { &rest[1..] } else { rest };
        let (term, after) = match body.strip_prefix(is_mark) {
            Some(inside) => {
                let end =
                    inside.find(is_mark).ok_or_else(|| wrong("expected \" at the end of a phrase, found none"))?;
                let mark = inside[end..].chars().next().map_or(0, char::len_utf8);
                (Term::Phrase(searchable(&inside[..end], "phrase")?), &inside[end + mark..])
            }
            None => {
                let end = body.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(body.len());
                let (word, after) = body.split_at(end);
                if word == "OR" && !is_without {
                    tokens.push(Token::Or);
                    rest = after.trim_start();
                    continue;
                }
                match word.strip_suffix('*') {
                    Some("") => return Err(wrong("expected the beginning of a word before *, found none")),
                    Some(beginning) => (Term::Prefix(searchable(beginning, "word")?), after),
                    None => (Term::Phrase(searchable(word, "word")?), after),
                }
            }
        };
        tokens.push(if is_without { Token::Without(term) } else { Token::With(term) });
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// Returns whether `c` is a quotation mark. Curly ones count, because phrases are often pasted.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn searchable(words: &str, what: &str) -> Result<String, Error> {
    if !words.chars().any(char::is_alphanumeric) {
        return Err(wrong(format!("expected a {what} with letters or digits, found {words:?}")));
    }
    Ok(words.to_owned())
}

fn dangling_or() -> Error {
    wrong("expected a word or \"phrase\" on both sides of OR")
}

fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Query, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_terms() {
        let phrase = |words: &str| Term::Phrase(words.to_owned());
        for (text, all_of, none_of) in [
            ("rain", vec![vec![phrase("rain")]], vec![]),
            (" rain  Rome ", vec![vec![phrase("rain")], vec![phrase("Rome")]], vec![]),
            ("“heavy rain”Rome", vec![vec![phrase("heavy rain")], vec![phrase("Rome")]], vec![]),
            ("rain OR snow Rome", vec![vec![phrase("rain"), phrase("snow")], vec![phrase("Rome")]], vec![]),
            ("rain -snow -\"in Rome\"", vec![vec![phrase("rain")]], vec![phrase("snow"), phrase("in Rome")]),
            ("tax*", vec![vec![Term::Prefix("tax".to_owned())]], vec![]),
            ("or", vec![vec![phrase("or")]], vec![]),
        ] {
            assert_eq!(TextQuery::parse(text).unwrap(), TextQuery { all_of, none_of }, "{text}");
        }
    }

    #[test]
    fn invalid_queries_are_refused() {
        for (text, expected) in [
            ("", "found nothing"),
            ("-rain", "found only excluded words"),
            ("\"heavy rain", "expected \" at the end of a phrase"),
            ("OR rain", "both sides of OR"),
            ("rain OR", "both sides of OR"),
            ("rain OR OR snow", "both sides of OR"),
            ("rain OR -snow", "after OR, found -"),
            ("*", "the beginning of a word before *, found none"),
            ("…*", "a word with letters or digits"),
            ("rain - snow", "a word with letters or digits"),
            ("\"…\"", "a phrase with letters or digits"),
        ] {
            let error = TextQuery::parse(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Query);
            assert!(error.to_string().contains(expected), "{text}: {error}");
        }
    }
}
