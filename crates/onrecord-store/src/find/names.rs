//! Asking for names: which of the full text's rows may have one, and which of them do.
//!
//! The full text has the names of an entry side by side, and gives its rows in the order of time. Where a query is a
//! single word or phrase, that is all; `Ann Lee`, which must be one name, is looked at again in the names themselves.

use rusqlite::types::Value;

use super::spellings;
use super::words::Expression;
use crate::index::role;

/// The actors with a name; takes one parameter.
pub(super) const ACTORS: &str = "SELECT rowid FROM actor_words WHERE actor_words MATCH ?";

/// Signs of the full text, see `migrations/005.sql`.
const IN_PLACE: char = '\u{e001}';

/// Returns what the full text is asked for: `expression` in one of `columns`.
pub(super) fn in_columns(columns: &str, expression: &str) -> String {
    format!("({{{columns}}} : ({expression}))")
}

/// Returns what the full text is asked for: the whole name of a place.
pub(super) fn place(name: &str) -> String {
    // Articles write El Fasher with a space, which is a sign here, or a hyphen, which parts words.
    let name = name.replace('"', "\"\"").replace('\0', "");
    let ways = spellings::joined(&name, IN_PLACE).into_iter().map(|name| format!("\"{IN_PLACE}{name}{IN_PLACE}\""));
    in_columns("place", &ways.collect::<Vec<_>>().join(" OR "))
}

/// A condition and its parameters.
pub(super) type Condition = (String, Vec<Value>);

/// Returns the condition that the statement or event `id` has an actor of this name in one of `roles`; `None` where the
/// full text has said so already.
pub(super) fn of_entry(id: &str, roles: &[i64], name: &Expression) -> Option<Condition> {
    if name.is_simple {
        return None;
    }
    let whole = Value::Text(name.whole.clone());
    let named = format!(
        "EXISTS (SELECT 1 FROM part WHERE entry = {id} AND role IN ({}) AND actor IN ({ACTORS}))",
        joined(roles)
    );
    if !roles.contains(&role::SPEAKER) {
        return Some((named, vec![whole]));
    }
    let (unnamed, source) = unnamed(id, name);
    Some((format!("({named} OR {unnamed})"), vec![whole, source]))
}

/// The same of the article `article`, for its statements, its events, or all its actors.
pub(super) fn of_article(article: &str, what: InArticle, name: &Expression) -> Option<Condition> {
    if name.is_simple {
        return None;
    }
    let whole = || Value::Text(name.whole.clone());
    let has = |table: &str, role: i64| {
        format!(
            "EXISTS (SELECT 1 FROM {table} JOIN part ON entry = {table}.id AND role = {role}
             WHERE {table}.article = {article} AND part.actor IN ({ACTORS}))"
        )
    };
    Some(match what {
        InArticle::Speaker => {
            let (unnamed, source) = unnamed("statement.id", name);
            let has = has("statement", role::SPEAKER);
            let condition = format!(
                "({has} OR EXISTS (SELECT 1 FROM statement WHERE statement.article = {article} AND {unnamed}))"
            );
            (condition, vec![whole(), source])
        }
        InArticle::About => (has("statement", role::ABOUT), vec![whole()]),
        InArticle::Recipient => {
            let either = [has("statement", role::ADDRESSEE), has("event", role::RECIPIENT)];
            (format!("({})", either.join(" OR ")), vec![whole(), whole()])
        }
        InArticle::Actor => (
            format!("EXISTS (SELECT 1 FROM \"cast\" WHERE \"cast\".article = {article} AND actor IN ({ACTORS}))"),
            vec![whole()],
        ),
    })
}

/// What an actor is in an article; the names are those of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InArticle {
    Speaker,
    About,
    Recipient,
    Actor,
}

impl InArticle {
    pub(super) fn column(self) -> &'static str {
        match self {
            InArticle::Speaker => "speaker",
            InArticle::About => "about",
            InArticle::Recipient => "recipient",
            InArticle::Actor => "actor",
        }
    }
}

/// Returns the condition that statement `id` has no speaker who is known, and that the words that name its source fit.
fn unnamed(id: &str, name: &Expression) -> (String, Value) {
    let condition = format!(
        "(NOT EXISTS (SELECT 1 FROM part WHERE entry = {id} AND role = {}) AND EXISTS
         (SELECT 1 FROM statement_words AS again WHERE again.rowid = {id} AND again.statement_words MATCH ?))",
        role::SPEAKER
    );
    (condition, Value::Text(in_columns("speaker", &name.whole)))
}

fn joined(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    numbers.join(", ")
}
