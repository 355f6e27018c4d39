//! Query expressions for SQLite's full-text index (FTS5).

use rusqlite::types::Value;

use crate::place_names::joined_words;
use crate::query::{Term, TextQuery};

/// The letter that surrounds place names, and replaces spaces within them, in the full-text index; see
/// `migrations/005.sql`.
const IN_PLACE: char = '\u{e001}';

/// An FTS5 expression. It is built only from quoted strings and from column names defined in this program, so that user
/// input is never interpreted as an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression(String);

impl Expression {
    /// Returns the expression for the phrase `words`, in which no word is an operator. Quotation marks are escaped by
    /// doubling, and a NUL would end the expression, as in C strings.
    fn phrase(words: &str) -> Expression {
        Expression(format!("\"{}\"", words.replace('"', "\"\"").replace('\0', " ")))
    }

    /// Returns the expression for words with this prefix.
    fn prefix(beginning: &str) -> Expression {
        Expression(Expression::phrase(beginning).0 + " *")
    }

    /// Returns the disjunction of `all`.
    pub(super) fn any(all: impl Iterator<Item = Expression>) -> Expression {
        Expression::joined(all, " OR ")
    }

    /// Returns the conjunction of `all`.
    pub(super) fn all(all: impl Iterator<Item = Expression>) -> Expression {
        Expression::joined(all, " AND ")
    }

    /// Joins the expressions with `operator`.
    fn joined(all: impl Iterator<Item = Expression>, operator: &'static str) -> Expression {
        Expression(format!("({})", all.map(|one| one.0).collect::<Vec<_>>().join(operator)))
    }

    /// Returns the expression "this but not `other`".
    fn without(self, other: Expression) -> Expression {
        Expression(format!("({} NOT {})", self.0, other.0))
    }

    /// Restricts the expression to one of `columns`.
    pub(super) fn in_columns(self, columns: &'static str) -> Expression {
        Expression(format!("({{{columns}}} : {})", self.0))
    }

    /// Returns the expression as an SQL parameter.
    pub(super) fn value(&self) -> Value {
        Value::Text(self.0.clone())
    }
}

/// Returns the expression for a text query.
pub(super) fn expression(query: &TextQuery) -> Expression {
    match query.none_of() {
        [] => expression_for_any(query),
        none_of => expression_for_any(query).without(Expression::any(none_of.iter().map(term))),
    }
}

/// Returns an expression that matches a list of names if [`expression`] matches at least one of them.
pub(super) fn expression_for_any(query: &TextQuery) -> Expression {
    Expression::all(query.all_of().iter().map(|terms| Expression::any(terms.iter().map(term))))
}

/// Returns whether [`expression`] and [`expression_for_any`] are equivalent for a list of names.
pub(super) fn is_simple(query: &TextQuery) -> bool {
    query.all_of().len() == 1 && query.none_of().is_empty()
}

fn term(term: &Term) -> Expression {
    match term {
        Term::Phrase(words) => Expression::phrase(words),
        Term::Prefix(beginning) => Expression::prefix(beginning),
    }
}

/// Returns the expression for a country.
pub(super) fn country(code: &str) -> Expression {
    Expression::any(std::iter::once(Expression::phrase(code))).in_columns("country")
}

/// Returns the expression for the full name of a place.
pub(super) fn place(name: &str) -> Expression {
    // Articles write El Fasher with a space, which is a letter in the full-text index, or with a hyphen, which
    // separates words.
    let name = name.replace('\0', "");
    let ways = joined_words(&name, IN_PLACE).into_iter();
    Expression::any(ways.map(|name| Expression::phrase(&format!("{IN_PLACE}{name}{IN_PLACE}")))).in_columns("place")
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::place_names::fold;

    #[test]
    fn text_queries_become_expressions() {
        for (text, expected) in [
            ("rain", "((\"rain\"))"),
            (" rain  Rome ", "((\"rain\") AND (\"Rome\"))"),
            ("\"heavy rain\" Rome", "((\"heavy rain\") AND (\"Rome\"))"),
            ("rain OR snow Rome", "((\"rain\" OR \"snow\") AND (\"Rome\"))"),
            ("rain OR snow OR hail", "((\"rain\" OR \"snow\" OR \"hail\"))"),
            ("rain -snow -\"in Rome\"", "(((\"rain\")) NOT (\"snow\" OR \"in Rome\"))"),
            ("tax*", "((\"tax\" *))"),
            ("AND NOT NEAR(a) content:x", "((\"AND\") AND (\"NOT\") AND (\"NEAR(a)\") AND (\"content:x\"))"),
            ("well-known it's", "((\"well-known\") AND (\"it's\"))"),
        ] {
            assert_eq!(expression(&TextQuery::parse(text).unwrap()).0, expected, "{text}");
        }
    }

    /// The highlighted words of a text are those that the full-text index matches, whatever the letter.
    #[test]
    fn letters_are_marked_as_they_are_found() {
        let conn = Connection::open_in_memory().unwrap();
        let tokens = "tokenize = 'unicode61 remove_diacritics 2'";
        conn.execute_batch(&format!("CREATE VIRTUAL TABLE words USING fts5 (content, {tokens})")).unwrap();
        let mut insert = conn.prepare("INSERT INTO words (rowid, content) VALUES (1, ?)").unwrap();
        for c in ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|c| c.is_alphabetic()) {
            let text = format!("x{c}x");
            insert.execute([&text]).unwrap();
            let mut plain = String::from("x");
            fold(c, &mut plain);
            let query = TextQuery::parse(&format!("{plain}x")).unwrap();
            let sql = "SELECT count(*) FROM words WHERE words MATCH ?";
            let n_found: i64 = conn.query_row(sql, [expression(&query).value()], |row| row.get(0)).unwrap();
            assert_eq!(query.occurrences(&text).len() as i64, n_found, "{text} {plain}x");
            conn.execute("DELETE FROM words", []).unwrap();
        }
    }

    /// Uses every kind of user input in every part of an expression: SQLite must parse it without treating a word as an
    /// operator.
    #[test]
    fn no_words_are_operators() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE VIRTUAL TABLE words USING fts5 (country, place, content)").unwrap();
        let hostile = [
            "AND",
            "NOT",
            "OR",
            "NEAR",
            "NEAR(a b, 2)",
            "a\"b",
            "\"",
            "\"\"",
            "\" OR \"",
            "a:b",
            "{country} : x",
            "^a",
            "a*",
            "a + b",
            "-a",
            "(",
            ")",
            "a\0b",
            "\0",
            "'",
            "''; DROP TABLE words",
            "\u{e000}",
            "\u{e001}",
            "\u{2028}",
            "é",
            "",
        ];
        for words in hostile {
            let mut all = vec![country(words), place(words)];
            all.push(Expression::phrase(words).in_columns("content"));
            all.push(Expression::prefix(words).in_columns("content"));
            all.push(Expression::phrase("a").without(Expression::any(std::iter::once(Expression::phrase(words)))));
            all.extend(TextQuery::parse(&format!("a {words}")).ok().map(|query| expression(&query)));
            all.push(Expression::all(all.clone().into_iter()));
            for one in all {
                let asked = conn.query_row("SELECT count(*) FROM words WHERE words MATCH ?", [one.value()], |row| {
                    row.get::<_, i64>(0)
                });
                assert_eq!(asked, Ok(0), "{words:?}: {}", one.0);
            }
        }
        conn.execute("INSERT INTO words VALUES ('AND', 'NOT', 'NEAR')", []).unwrap();
        for one in [country("AND"), Expression::phrase("NEAR").in_columns("content")] {
            let n: i64 = conn
                .query_row("SELECT count(*) FROM words WHERE words MATCH ?", [one.value()], |row| row.get(0))
                .unwrap();
            assert_eq!(n, 1, "{}", one.0);
        }
    }
}
