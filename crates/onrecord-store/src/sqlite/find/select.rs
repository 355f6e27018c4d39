//! The parts of a SELECT.

use onrecord_record::MinConfidence;
use rusqlite::types::Value;

use crate::corrections::Verdict;
use crate::error::{Error, ErrorKind};
use crate::query::{Condition, Term, TextQuery};
use crate::sqlite::verdict_state::state_of;

/// A SELECT under construction.
#[derive(Debug, Default)]
pub(super) struct Select {
    pub(super) from: String,
    pub(super) conditions: Vec<String>,
    pub(super) params: Vec<Value>,
    pub(super) order: String,
    /// For actors: the number of articles, the first and the last day.
    pub(super) columns: String,
    /// For actors: whether the columns are stored with each actor, so that no articles need to be counted.
    pub(super) is_counted: bool,
}

impl Select {
    /// Returns the WHERE clause, or an empty string if there are no conditions.
    pub(super) fn conditions(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    pub(super) fn add(&mut self, condition: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.params.extend(params);
    }

    /// Returns `SELECT column` for the rows, in any order.
    pub(super) fn subquery(&self, column: &str) -> String {
        format!("SELECT {column} FROM {}{}", self.from, self.conditions())
    }
}

/// Whether a query finds rejected entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rejected {
    /// The query finds only entries that were not rejected.
    LeftOut,
    /// The query has its own conditions on verdicts.
    Included,
}

impl Rejected {
    /// Returns whether a query with this condition finds rejected entries, which is the case if it mentions verdicts.
    pub(super) fn asked_by(condition: &Condition) -> Rejected {
        if asks_for_verdict(condition) { Rejected::Included } else { Rejected::LeftOut }
    }
}

fn asks_for_verdict(condition: &Condition) -> bool {
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().any(asks_for_verdict),
        Condition::Not(one) => asks_for_verdict(one),
        other => matches!(other, Condition::Verdict(_)),
    }
}

/// An SQL condition and its parameters.
pub(super) type SqlCondition = (String, Vec<Value>);

/// Translates a condition that is not part of a plain conjunction to a condition on the id of a row.
pub(super) type Nested<'a> = &'a dyn Fn(&Condition) -> Result<SqlCondition, Error>;

/// Returns the conditions that must all hold.
pub(super) fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(all) => all.iter().flat_map(conjuncts).collect(),
        one => vec![one],
    }
}

/// Returns the intersection of all day ranges in `all`, or `None` if there are no conditions on days.
pub(super) fn days(all: &[&Condition]) -> Option<(i64, i64)> {
    let ranges = all.iter().filter_map(|one| match one {
        Condition::Days(range) => Some(range.days()),
        _ => None,
    });
    ranges.reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)))
}

/// Returns whether `all` has a condition on words, which relevance requires.
pub(super) fn has_words(all: &[&Condition]) -> bool {
    all.iter().any(|one| matches!(one, Condition::Words(_)))
}

/// Returns the error for conditions that [`crate::query::Query::new`] rejects.
pub(super) fn does_not_apply() -> Error {
    Error::new(ErrorKind::Query, "a condition does not apply to this list")
}

/// Returns the condition that rows of `table` have sufficient confidence, or were confirmed or changed by users.
pub(super) fn confidence(table: &str, least: MinConfidence) -> SqlCondition {
    sure("confidence", table, least)
}

/// Returns the condition that statements have speakers with sufficient confidence, or were confirmed or changed by
/// users.
pub(super) fn speaker_confidence(least: MinConfidence) -> SqlCondition {
    sure("speaker_confidence", "statement", least)
}

fn sure(column: &str, table: &str, least: MinConfidence) -> SqlCondition {
    let (confirmed, changed) = (state_of(Verdict::Confirmed), state_of(Verdict::Changed));
    let condition = format!("({table}.{column} >= ? OR {table}.state IN ({confirmed}, {changed}))");
    (condition, vec![Value::Real(least.get())])
}

/// Returns the condition that a column with few words matches `query`. Capitals make no difference.
pub(super) fn in_column(column: &str, query: &TextQuery) -> SqlCondition {
    let term = |term: &Term| {
        let (words, end) = match term {
            Term::Phrase(words) => (words, " "),
            Term::Prefix(beginning) => (beginning, ""),
        };
        let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let sql = format!("(' ' || {column} || ' ') LIKE ? ESCAPE '\\'");
        (sql, Value::Text(format!("% {escaped}{end}%")))
    };
    let (mut conditions, mut params) = (Vec::new(), Vec::new());
    for terms in query.all_of() {
        let (sql, values): (Vec<String>, Vec<Value>) = terms.iter().map(term).unzip();
        conditions.push(format!("({})", sql.join(" OR ")));
        params.extend(values);
    }
    for (sql, value) in query.none_of().iter().map(term) {
        conditions.push(format!("NOT {sql}"));
        params.push(value);
    }
    (format!("({})", conditions.join(" AND ")), params)
}

/// Selects the articles of a story, or of the story into which it was merged; takes one parameter.
pub(super) const IN_STORY: &str = "WITH RECURSIVE called (id) AS
    (SELECT ? UNION SELECT joined_into FROM story JOIN called USING (id) WHERE joined_into IS NOT NULL)
    SELECT article FROM story_article WHERE story IN (SELECT id FROM called)";

/// Selects the articles of a thread, or of the thread into which it was merged; takes one parameter.
pub(super) const IN_THREAD: &str = "WITH RECURSIVE called (id) AS
    (SELECT ? UNION SELECT joined_into FROM thread JOIN called USING (id) WHERE joined_into IS NOT NULL)
    SELECT article FROM story_article JOIN story ON story.id = story_article.story
    WHERE story.thread IN (SELECT id FROM called)";
