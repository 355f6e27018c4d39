//! Conditions on names that the full-text index cannot decide alone.
//!
//! The full-text index stores the names of an entry one after another. It decides a single word or phrase; `Ann Lee`,
//! whose words must occur in one name, is then checked against the individual names.

use rusqlite::types::Value;

use super::full_text::{expression, is_simple};
use super::select::SqlCondition;
use crate::entries::EntryRole;
use crate::query::{NameRole, TextQuery};
use crate::sqlite::index::REJECTED_ROLE;
use crate::sqlite::verdict_state::REJECTED;

/// Selects the actors with a name; takes one parameter.
const ACTORS: &str = "SELECT rowid FROM actor_words WHERE actor_words MATCH ?";

/// Returns the condition that the statement or event `id` has an actor with this name in one of `roles`, or `None` if
/// the full-text index has already decided it.
pub(super) fn of_entry(id: &str, roles: &[EntryRole], name: &TextQuery) -> Option<SqlCondition> {
    if is_simple(name) {
        return None;
    }
    let numbers = roles.iter().map(|role| *role as i64).flat_map(|role| [role, role + REJECTED_ROLE]);
    let numbers: Vec<String> = numbers.map(|role| role.to_string()).collect();
    let whole = expression(name).value();
    let named = format!(
        "EXISTS (SELECT 1 FROM part WHERE entry = {id} AND role IN ({}) AND actor IN ({ACTORS}))",
        numbers.join(", ")
    );
    if !roles.contains(&EntryRole::Speaker) {
        return Some((named, vec![whole]));
    }
    let (unnamed, source) = unnamed(id, name);
    Some((format!("({named} OR {unnamed})"), vec![whole, source]))
}

/// Returns the same condition for an article: for its statements, its events, or all its actors.
pub(super) fn of_article(article: &str, role: NameRole, name: &TextQuery) -> Option<SqlCondition> {
    if is_simple(name) {
        return None;
    }
    let whole = || expression(name).value();
    let has = |table: &str, role: EntryRole| {
        format!(
            "EXISTS (SELECT 1 FROM {table} JOIN part ON entry = {table}.id AND role = {}
             WHERE {table}.article = {article} AND part.actor IN ({ACTORS}))",
            role as i64
        )
    };
    Some(match role {
        NameRole::Speaker => {
            let (unnamed, source) = unnamed("statement.id", name);
            let has = has("statement", EntryRole::Speaker);
            let condition = format!(
                "({has} OR EXISTS (SELECT 1 FROM statement
                 WHERE statement.article = {article} AND statement.state <> {REJECTED} AND {unnamed}))"
            );
            (condition, vec![whole(), source])
        }
        NameRole::Mentioned => (has("statement", EntryRole::Mentioned), vec![whole()]),
        NameRole::Recipient => {
            let either = [has("statement", EntryRole::Addressee), has("event", EntryRole::Recipient)];
            (format!("({})", either.join(" OR ")), vec![whole(), whole()])
        }
        NameRole::Actor => (
            format!(
                "EXISTS (SELECT 1 FROM article_actor WHERE article_actor.article = {article} AND state <> {REJECTED}
                 AND actor IN ({ACTORS}))"
            ),
            vec![whole()],
        ),
    })
}

/// Returns the condition that statement `id` has no known speaker and that its source matches.
fn unnamed(id: &str, name: &TextQuery) -> (String, Value) {
    let condition = format!(
        "(NOT EXISTS (SELECT 1 FROM part WHERE entry = {id} AND role IN ({0}, {0} + {REJECTED_ROLE})) AND EXISTS
         (SELECT 1 FROM statement_words AS again WHERE again.rowid = {id} AND again.statement_words MATCH ?))",
        EntryRole::Speaker as i64
    );
    (condition, expression(name).in_columns("speaker").value())
}
