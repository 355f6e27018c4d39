//! Translates queries for statements, events and articles to SQL.
//!
//! The full-text index is queried first if the query uses it. It returns rows in chronological order, so the cost of a
//! page is proportional to the rows that it shows.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::event_values::{ensure_type, event_country, spellings};
use super::full_text::{self, Expression, expression, expression_for_any};
use super::names;
use super::select::{
    IN_STORY, IN_THREAD, Nested, Rejected, Select, SqlCondition, confidence, conjuncts, days, does_not_apply,
    has_words, in_column, speaker_confidence,
};
use crate::corrections::Verdict;
use crate::date::LAST_DAY;
use crate::entries::EntryRole;
use crate::error::{Error, ErrorKind};
use crate::found::Order;
use crate::list::List;
use crate::query::{Condition, NameRole, Query, TextQuery};
use crate::sqlite::connection::database;
use crate::sqlite::time_key;
use crate::sqlite::verdict_state::{REJECTED, state_of};

/// The maximum number of matching rows that are ranked by relevance, latest first: scoring a row takes several
/// microseconds.
const MAX_RANKED: i64 = 5_000;

/// Returns the SELECT of the statements, events or articles that match `query`.
pub(super) fn select(
    conn: &Connection,
    query: &Query,
    order: Order,
    rejected: Rejected,
    nested: Nested<'_>,
) -> Result<Select, Error> {
    let all = conjuncts(query.condition());
    let mut building = match query.list() {
        List::Statements => Building::new("statement", "statement_words", "article"),
        List::Events => Building::new("event", "event_words", "article"),
        List::Articles | List::Actors => Building::new("article", "article_names", "id"),
    };
    for condition in &all {
        match query.list() {
            List::Statements => building.of_statement(conn, condition, nested)?,
            List::Events => building.of_event(conn, condition, nested)?,
            List::Articles | List::Actors => building.of_article(conn, condition, nested)?,
        }
    }
    if matches!(query.list(), List::Statements | List::Events) && rejected == Rejected::LeftOut {
        // Rejected entries are found only by queries that ask for them.
        building.add(format!("{}.state <> {REJECTED}", building.table), []);
    }
    building.finished(order, days(&all), has_words(&all))
}

/// A full-text table, and the expressions that must all match.
#[derive(Debug)]
struct FullText {
    table: &'static str,
    terms: Vec<Expression>,
}

impl FullText {
    /// Returns the conjunction of all terms.
    fn expression(&self) -> Value {
        Expression::all(self.terms.iter().cloned()).value()
    }
}

struct Building {
    table: &'static str,
    /// The column that contains the article.
    article: &'static str,
    text: FullText,
    /// The expression to match in the titles and texts of articles, which are in a table of their own.
    article_words: Vec<Expression>,
    others: Vec<SqlCondition>,
    /// The SELECT of a set of articles, with its parameter.
    articles: Vec<(&'static str, i64)>,
}

impl Building {
    fn new(table: &'static str, text: &'static str, article: &'static str) -> Building {
        let text = FullText { table: text, terms: vec![] };
        Building { table, article, text, article_words: vec![], others: vec![], articles: vec![] }
    }

    fn of_statement(&mut self, conn: &Connection, condition: &Condition, nested: Nested<'_>) -> Result<(), Error> {
        use EntryRole::{Addressee, Mentioned, Speaker};
        match condition {
            Condition::Words(words) => self.text.terms.push(expression(words).in_columns("content")),
            Condition::Name(role, name) => match role {
                NameRole::Speaker => self.name("speaker", &[Speaker], name),
                NameRole::Mentioned => self.name("about", &[Mentioned], name),
                NameRole::Recipient => self.name("addressee", &[Addressee], name),
                NameRole::Actor => self.name("speaker addressee about", &[Speaker, Addressee, Mentioned], name),
            },
            Condition::StatementKind(kind) => self.add("statement.kind = ?", [Value::Integer(*kind as i64)]),
            Condition::Country(code) => self.text.terms.push(full_text::country(code)),
            Condition::Place(place) => self.place(conn, place)?,
            Condition::Cue(words) => self.others.push(in_column("statement.cue", words)),
            Condition::SpeakerConfidence(least) => self.others.push(speaker_confidence(*least)),
            other => self.of_any_entry(other, nested)?,
        }
        Ok(())
    }

    fn of_event(&mut self, conn: &Connection, condition: &Condition, nested: Nested<'_>) -> Result<(), Error> {
        match condition {
            Condition::Words(words) => self.text.terms.push(expression(words).in_columns("sentence")),
            Condition::Name(NameRole::Actor, name) => self.name("actor", &[EntryRole::Actor], name),
            Condition::Name(NameRole::Recipient, name) => self.name("recipient", &[EntryRole::Recipient], name),
            Condition::EventType(of_type) => {
                ensure_type(conn, of_type)?;
                // A single value, so that the rows are in chronological order.
                let as_written = "SELECT type FROM event WHERE type = ? LIMIT 1";
                let types = [of_type.clone(), of_type.to_uppercase()].map(Value::Text);
                self.add(format!("event.type = coalesce(({as_written}), ?)"), types);
            }
            Condition::Status(status) => self.add("event.status = ?", [Value::Integer(*status as i64)]),
            Condition::Country(code) => self.add("event.country = ?", [Value::Text(code.clone())]),
            Condition::EventCountry(role, code) => {
                let (condition, n_params) = event_country(*role);
                self.add(condition, vec![Value::Text(code.clone()); n_params]);
            }
            Condition::Place(place) => match &spellings(conn, place).map_err(database)?[..] {
                // A single value, so that the rows are in chronological order.
                [place] => self.add("event.place = ? COLLATE NOCASE", [Value::Text(place.clone())]),
                places => {
                    let marks = vec!["?"; places.len()].join(", ");
                    let condition = format!("event.place COLLATE NOCASE IN ({marks})");
                    self.add(condition, places.iter().cloned().map(Value::Text));
                }
            },
            other => self.of_any_entry(other, nested)?,
        }
        Ok(())
    }

    fn of_article(&mut self, conn: &Connection, condition: &Condition, nested: Nested<'_>) -> Result<(), Error> {
        match condition {
            Condition::Words(words) => self.article_words.push(expression(words)),
            Condition::Name(role, name) => {
                self.text.terms.push(expression_for_any(name).in_columns(role.as_str()));
                self.others.extend(names::of_article("article.id", *role, name));
            }
            Condition::Country(code) => self.text.terms.push(full_text::country(code)),
            Condition::Place(place) => self.place(conn, place)?,
            Condition::Verdict(verdict) => {
                let entries = |condition: &str| {
                    let of = |table| format!("SELECT article FROM {table} WHERE state > 0{condition}");
                    ["statement", "event", "article_actor"].map(of).join(" UNION ALL ")
                };
                match verdict.map(state_of) {
                    None => self.add(format!("article.id NOT IN ({})", entries("")), []),
                    Some(state) => {
                        self.add(format!("article.id IN ({})", entries(&format!(" AND state = {state}"))), []);
                    }
                }
            }
            other => self.of_any_entry(other, nested)?,
        }
        Ok(())
    }

    /// Adds a condition that has the same meaning for every list.
    fn of_any_entry(&mut self, condition: &Condition, nested: Nested<'_>) -> Result<(), Error> {
        match condition {
            Condition::Any(_) | Condition::Not(_) => self.others.push(nested(condition)?),
            Condition::Verdict(verdict) => self.verdict(*verdict),
            Condition::Confidence(least) if self.table != "article" => {
                let (condition, params) = confidence(self.table, *least);
                self.add(condition, params);
            }
            Condition::Story(story) => self.articles.push((IN_STORY, story.0)),
            Condition::Thread(thread) => self.articles.push((IN_THREAD, thread.0)),
            Condition::All(_) | Condition::Days(_) => {}
            _ => return Err(does_not_apply()),
        }
        Ok(())
    }

    fn verdict(&mut self, verdict: Option<Verdict>) {
        let column = format!("{}.state", self.table);
        match verdict.map(state_of) {
            None => self.add(format!("{column} = 0"), []),
            // The index contains only the rows with a verdict.
            Some(state) => self.add(format!("{column} > 0 AND {column} = {state}"), []),
        }
    }

    /// Adds the condition that the article names the place in one of its spellings.
    fn place(&mut self, conn: &Connection, place: &str) -> Result<(), Error> {
        let names = spellings(conn, place).map_err(database)?;
        self.text.terms.push(Expression::any(names.iter().map(|name| full_text::place(name))));
        Ok(())
    }

    /// Adds the condition that an actor with this name has one of these roles.
    fn name(&mut self, columns: &'static str, roles: &[EntryRole], name: &TextQuery) {
        self.text.terms.push(expression_for_any(name).in_columns(columns));
        self.others.extend(names::of_entry(&format!("{}.id", self.table), roles, name));
    }

    fn add(&mut self, condition: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.others.push((condition.into(), params.into_iter().collect()));
    }

    /// Returns the SELECT, which starts from the full-text index if the query uses it.
    fn finished(mut self, order: Order, days: Option<(i64, i64)>, has_words: bool) -> Result<Select, Error> {
        let mut names = None;
        if !self.article_words.is_empty() {
            names = (!self.text.terms.is_empty()).then(|| self.text.expression());
            self.text = FullText { table: "article_words", terms: std::mem::take(&mut self.article_words) };
        }
        let (table, text) = (self.table, &self.text);
        let has_text = !text.terms.is_empty();
        let key = match (has_text, table) {
            (true, _) => format!("{}.rowid", text.table),
            (false, "article") => "article.time_key".to_owned(),
            (false, _) => format!("{table}.id"),
        };
        let from = match (has_text, table) {
            (false, _) => table.to_owned(),
            (true, "article") => format!("{} CROSS JOIN article ON article.time_key = {key}", text.table),
            (true, _) => format!("{} CROSS JOIN {table} ON {table}.id = {key}", text.table),
        };
        let mut select = Select { from, ..Select::default() };
        if has_text {
            select.add(format!("{} MATCH ?", text.table), [text.expression()]);
        }
        match days {
            Some((since, until)) if table == "article" && !has_text => {
                select.add("article.day BETWEEN ? AND ?", [since, until].map(Value::Integer));
            }
            Some(days) => select.add(format!("{key} >= ? AND {key} < ?"), time_key::of_days(days).map(Value::Integer)),
            None => {}
        }
        let newest = match (has_text, table) {
            (false, "article") => "article.day DESC, article.id DESC".to_owned(),
            _ => format!("{key} DESC"),
        };
        select.order = match order {
            Order::Newest => newest,
            Order::Oldest => newest.replace(" DESC", ""),
            Order::Relevance if has_words => {
                cut(&mut select, text, days);
                format!("{}.rank, {newest}", text.table)
            }
            Order::Relevance => {
                let message = "expected words to search for, which sorting by relevance requires; found none";
                return Err(Error::new(ErrorKind::Query, message));
            }
        };
        if let Some(names) = names {
            // With the unary plus, the names are searched once and their rows looked up; without it, the search runs
            // once per row.
            let condition = format!("+{key} IN (SELECT rowid FROM article_names WHERE article_names MATCH ?)");
            select.add(condition, [names]);
        }
        for (condition, params) in self.others {
            select.add(condition, params);
        }
        for (articles, number) in self.articles {
            select.add(format!("{table}.{} IN ({articles})", self.article), [Value::Integer(number)]);
        }
        Ok(select)
    }
}

/// Limits the rows to the latest [`MAX_RANKED`] matches of the full-text index.
fn cut(select: &mut Select, text: &FullText, days: Option<(i64, i64)>) {
    let table = text.table;
    let condition = format!(
        "{table}.rowid >= coalesce((SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid >= ? AND rowid < ?
         ORDER BY rowid DESC LIMIT 1 OFFSET {}), 0)",
        MAX_RANKED - 1
    );
    let keys = time_key::of_days(days.unwrap_or((0, LAST_DAY))).map(Value::Integer);
    select.add(condition, std::iter::once(text.expression()).chain(keys));
}
