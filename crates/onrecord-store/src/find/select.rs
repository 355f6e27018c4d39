//! Queries as SQL: which rows, by what, in which order.

use onrecord_record::{EventStatus, StatementKind};
use rusqlite::types::Value;

use super::asked::{asked_verdict, code, days, one_of, refuse_others};
use super::names::{self, InArticle, in_columns};
use super::words::{Expression, expression, parse, wrong};
use super::{List, Order, Query};
use crate::index::role;
use crate::{Error, day};

/// Of the rows that have the words, the latest ones, which are put in order by relevance: a score takes some
/// microseconds.
pub(super) const MAX_RANKED: i64 = 5_000;

/// A selection as the parts of a SELECT.
#[derive(Debug, Default)]
pub(super) struct Select {
    pub(super) from: String,
    pub(super) conditions: Vec<String>,
    pub(super) params: Vec<Value>,
    pub(super) order: String,
    /// Of actors: the number of articles, the first and the last day.
    pub(super) columns: String,
    /// Of actors: whether these are kept with each, so that no article needs to be counted.
    pub(super) is_counted: bool,
}

impl Select {
    /// Returns the rows of `list` that `query` asks for.
    ///
    /// # Errors
    ///
    /// Where the query makes no sense for this list.
    pub(super) fn new(list: List, query: &Query, order: Order) -> Result<Select, Error> {
        let places: Vec<String> = query.place.iter().map(|place| place.trim().to_owned()).collect();
        Select::with_places(list, query, order, &places)
    }

    /// [`Select::new`], with `places` for the names that the place of the query has among events.
    pub(super) fn with_places(list: List, query: &Query, order: Order, places: &[String]) -> Result<Select, Error> {
        refuse_others(list, query)?;
        if list == List::Actors {
            return super::actors::select(query, order);
        }
        let mut select = Select::default();
        let mut text = Text::default();
        match list {
            List::Statements => select.statements(query, &mut text)?,
            List::Events => select.events(query, &mut text, places)?,
            List::Articles | List::Actors => select.articles(query, &mut text)?,
        }
        select.ordered(list, query, order, text)
    }

    /// Returns the conditions, as they follow FROM.
    pub(super) fn conditions(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    pub(super) fn add(&mut self, condition: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.params.extend(params);
    }

    fn statements(&mut self, query: &Query, text: &mut Text) -> Result<(), Error> {
        text.table = "statement_words";
        text.words(query, "content")?;
        let all = [role::SPEAKER, role::ADDRESSEE, role::ABOUT];
        text.names(self, "statement.id", &query.speaker, "speaker", &[role::SPEAKER])?;
        text.names(self, "statement.id", &query.about, "about", &[role::ABOUT])?;
        text.names(self, "statement.id", &query.actor, "speaker addressee about", &all)?;
        text.names(self, "statement.id", &query.recipient, "addressee", &[role::ADDRESSEE])?;
        text.country_and_place(query)?;
        if let Some(kind) = &query.of_type {
            let kind = one_of(kind, StatementKind::ALL, StatementKind::as_str, "a type of statements")?;
            self.add("statement.kind = ?", [Value::Integer(kind)]);
        }
        self.verdict("statement.state", query)
    }

    fn events(&mut self, query: &Query, text: &mut Text, places: &[String]) -> Result<(), Error> {
        text.table = "event_words";
        text.words(query, "sentence")?;
        text.names(self, "event.id", &query.actor, "actor", &[role::ACTOR])?;
        text.names(self, "event.id", &query.recipient, "recipient", &[role::RECIPIENT])?;
        if let Some(of_type) = &query.of_type {
            // One value, so that the rows come in the order of time: as it is written where there is such a type.
            let as_written = "SELECT type FROM event WHERE type = ? LIMIT 1";
            let types = [of_type.clone(), of_type.to_uppercase()].map(Value::Text);
            self.add(format!("event.type = coalesce(({as_written}), ?)"), types);
        }
        if let Some(status) = &query.status {
            let status = one_of(status, EventStatus::ALL, EventStatus::as_str, "a status")?;
            self.add("event.status = ?", [Value::Integer(status)]);
        }
        if let Some(country) = &query.country {
            self.add("event.country = ?", [Value::Text(code(country)?)]);
        }
        match places {
            [] => {}
            // One value, so that the rows come in the order of time.
            [place] => self.add("event.place = ? COLLATE NOCASE", [Value::Text(place.clone())]),
            places => {
                let marks = vec!["?"; places.len()].join(", ");
                let condition = format!("event.place COLLATE NOCASE IN ({marks})");
                self.add(condition, places.iter().cloned().map(Value::Text));
            }
        }
        self.verdict("event.state", query)
    }

    fn articles(&mut self, query: &Query, text: &mut Text) -> Result<(), Error> {
        text.table = "article_names";
        let parts = [
            (&query.speaker, InArticle::Speaker),
            (&query.about, InArticle::About),
            (&query.recipient, InArticle::Recipient),
            (&query.actor, InArticle::Actor),
        ];
        for (name, what) in parts {
            if let Some(name) = name {
                let name = parse(name)?;
                text.terms.push(in_columns(what.column(), &name.of_some));
                self.conditions_of(names::of_article("article.id", what, &name));
            }
        }
        text.country_and_place(query)?;
        if let Some(verdict) = &query.verdict {
            let entries = |condition: &str| {
                let of = |table| format!("SELECT article FROM {table} WHERE state > 0{condition}");
                ["statement", "event", "\"cast\""].map(of).join(" UNION ALL ")
            };
            match asked_verdict(verdict)? {
                0 => self.add(format!("article.id NOT IN ({})", entries("")), []),
                state => self.add(format!("article.id IN ({})", entries(&format!(" AND state = {state}"))), []),
            }
        }
        Ok(())
    }

    fn verdict(&mut self, column: &str, query: &Query) -> Result<(), Error> {
        if let Some(verdict) = &query.verdict {
            match asked_verdict(verdict)? {
                0 => self.add(format!("{column} = 0"), []),
                // The index has the rows of which somebody spoke.
                state => self.add(format!("{column} > 0 AND {column} = {state}"), []),
            }
        }
        Ok(())
    }

    fn conditions_of(&mut self, condition: Option<names::Condition>) {
        if let Some((condition, params)) = condition {
            self.add(condition, params);
        }
    }

    /// Where from, in which days, and in which order. The full text comes first where it is asked, since it gives its
    /// rows in the order of time, so that the first page needs no more rows than it shows.
    fn ordered(mut self, list: List, query: &Query, order: Order, mut text: Text) -> Result<Select, Error> {
        let others = std::mem::take(&mut self.conditions);
        let others_params = std::mem::take(&mut self.params);
        let table = match list {
            List::Statements => "statement",
            List::Events => "event",
            List::Articles | List::Actors => "article",
        };
        let mut names = String::new();
        if list == List::Articles && query.words.is_some() {
            names = text.expression();
            text = Text { table: "article_words", terms: vec![words(query)?] };
        }
        let has_text = !text.terms.is_empty();
        let id = if has_text { format!("{}.rowid", text.table) } else { format!("{table}.id") };
        let article = match (list, has_text) {
            (List::Articles | List::Actors, _) => "article.id".to_owned(),
            // The id of an entry holds its article.
            (_, true) => format!("({id} >> 16 & 16777215)"),
            (_, false) => format!("{table}.article"),
        };
        self.from = match (list, has_text) {
            (_, false) => table.to_owned(),
            (List::Articles, true) => {
                format!("{} CROSS JOIN article ON article.id = ({id} >> 16 & 16777215)", text.table)
            }
            (_, true) => format!("{} CROSS JOIN {table} ON {table}.id = {id}", text.table),
        };
        let days = days(query)?;
        if has_text {
            self.add(format!("{} MATCH ?", text.table), [Value::Text(text.expression())]);
        }
        match days {
            Some((since, until)) if list == List::Articles && !has_text => {
                self.add("article.day BETWEEN ? AND ?", [since, until].map(Value::Integer));
            }
            Some((since, until)) => {
                let ids = [since << 40, (until + 1) << 40].map(Value::Integer);
                self.add(format!("{id} >= ? AND {id} < ?"), ids);
            }
            None => {}
        }
        let newest = match (list, has_text) {
            (List::Articles, false) => "article.day DESC, article.id DESC".to_owned(),
            _ => format!("{id} DESC"),
        };
        self.order = match order {
            Order::Newest => newest,
            Order::Oldest => newest.replace(" DESC", ""),
            Order::Relevance if query.words.is_some() => {
                self.cut(&text, days);
                format!("{}.rank, {newest}", text.table)
            }
            Order::Relevance => {
                return Err(wrong("expected words to look for, which order by relevance needs; found none"));
            }
        };
        if !names.is_empty() {
            // With the sign, the names are searched once and their rows looked up; without it, once for each row.
            let condition = format!("+{id} IN (SELECT rowid FROM article_names WHERE article_names MATCH ?)");
            self.add(condition, [Value::Text(names)]);
        }
        self.conditions.extend(others);
        self.params.extend(others_params);
        if let Some(story) = query.story {
            self.add(format!("{article} IN ({IN_STORY})"), [Value::Integer(story.0)]);
        }
        Ok(self)
    }

    /// Leaves out what comes before the latest [`MAX_RANKED`] rows of the full text.
    fn cut(&mut self, text: &Text, days: Option<(i64, i64)>) {
        let table = text.table;
        let (since, until) = days.unwrap_or((0, day::LAST));
        let condition = format!(
            "{table}.rowid >= coalesce((SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid >= ? AND rowid < ?
             ORDER BY rowid DESC LIMIT 1 OFFSET {}), 0)",
            MAX_RANKED - 1
        );
        let ids = [since << 40, (until + 1) << 40].map(Value::Integer);
        self.add(condition, std::iter::once(Value::Text(text.expression())).chain(ids));
    }
}

/// What the full text is asked for: all of the terms.
#[derive(Debug, Default)]
struct Text {
    table: &'static str,
    terms: Vec<String>,
}

impl Text {
    fn expression(&self) -> String {
        self.terms.join(" AND ")
    }

    fn words(&mut self, query: &Query, column: &str) -> Result<(), Error> {
        if query.words.is_some() {
            self.terms.push(in_columns(column, &words(query)?));
        }
        Ok(())
    }

    /// Asks for the entries in which an actor of this name has one of these roles.
    fn names(
        &mut self,
        select: &mut Select,
        id: &str,
        name: &Option<String>,
        columns: &str,
        roles: &[i64],
    ) -> Result<(), Error> {
        if let Some(name) = name {
            let name: Expression = parse(name)?;
            self.terms.push(in_columns(columns, &name.of_some));
            select.conditions_of(names::of_entry(id, roles, &name));
        }
        Ok(())
    }

    fn country_and_place(&mut self, query: &Query) -> Result<(), Error> {
        if let Some(country) = &query.country {
            self.terms.push(in_columns("country", &code(country)?));
        }
        if let Some(place) = &query.place {
            self.terms.push(names::place(place));
        }
        Ok(())
    }
}

fn words(query: &Query) -> Result<String, Error> {
    query.words.as_deref().map_or_else(|| Ok(String::new()), expression)
}

/// The articles of a story, or of the one into which it was joined; takes one parameter.
pub(super) const IN_STORY: &str = "WITH RECURSIVE called (id) AS
    (SELECT ? UNION SELECT joined_into FROM story JOIN called USING (id) WHERE joined_into IS NOT NULL)
    SELECT article FROM story_article WHERE story IN (SELECT id FROM called)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_said() {
        fn check(list: List, change: fn(&mut Query), order: Order, expected: &str) {
            let mut query = Query::default();
            change(&mut query);
            let error = Select::new(list, &query, order).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
        use List::{Actors, Articles, Events, Statements};
        let newest = Order::Newest;
        check(
            Statements,
            |q| q.status = Some("planned".into()),
            newest,
            "status goes with events; found it with statements",
        );
        check(
            Actors,
            |q| q.speaker = Some("Lee".into()),
            newest,
            "speaker goes with statements, articles; found it with actors",
        );
        check(
            Articles,
            |q| q.of_type = Some("direct".into()),
            newest,
            "type goes with statements, events, actors; found it with articles",
        );
        check(
            Events,
            |q| q.status = Some("sure".into()),
            newest,
            "expected a status (actual, planned, possible, negated), found \"sure\"",
        );
        check(
            Statements,
            |q| q.of_type = Some("CONSULT".into()),
            newest,
            "expected a type of statements (direct, mixed, indirect), found \"CONSULT\"",
        );
        check(
            Statements,
            |q| q.verdict = Some("wrong".into()),
            newest,
            "expected a verdict (none, confirmed, changed, rejected), found \"wrong\"",
        );
        check(
            Events,
            |q| q.country = Some("Italy".into()),
            newest,
            "expected a country as ISO 3166-1 writes it in three letters, such as ITA, found \"Italy\"",
        );
        check(
            Events,
            |q| q.since = Some("Monday".into()),
            newest,
            "expected a date such as 2025-02-13, 2025-02 or 2025, found \"Monday\"",
        );
        check(
            Events,
            |q| (q.since, q.until) = (Some("2025".into()), Some("2024".into())),
            newest,
            "expected the first day before the last one; nothing lies between them",
        );
        check(
            Events,
            |_| (),
            Order::Relevance,
            "expected words to look for, which order by relevance needs; found none",
        );
    }
}
