//! Queries as SQL: which rows, by what, in which order.

use onrecord_record::{ActorKind, EventStatus, StatementKind};
use rusqlite::types::Value;

use super::words::{expression, wrong};
use super::{List, Order, Query};
use crate::index::role;
use crate::{Error, day};

/// A selection as the parts of a SELECT.
#[derive(Debug, Default)]
pub(super) struct Select {
    pub(super) from: String,
    pub(super) conditions: Vec<String>,
    pub(super) params: Vec<Value>,
    pub(super) order: String,
}

impl Select {
    /// Returns the rows of `list` that `query` asks for.
    ///
    /// # Errors
    ///
    /// Where the query makes no sense for this list.
    pub(super) fn new(list: List, query: &Query, order: Order) -> Result<Select, Error> {
        refuse_others(list, query)?;
        let mut select = Select::default();
        select.words(list, query, order)?;
        select.days(list, query)?;
        match list {
            List::Statements => select.statements(query)?,
            List::Events => select.events(query)?,
            List::Actors => select.actors(query)?,
            List::Articles => select.articles(query)?,
        }
        if let Some(story) = query.story {
            let article = match list {
                List::Statements => "statement.article",
                List::Events => "event.article",
                List::Actors | List::Articles => "article.id",
            };
            select.add(format!("{article} IN ({IN_STORY})"), [Value::Integer(story.0)]);
        }
        Ok(select)
    }

    /// Returns the conditions, as they follow FROM.
    pub(super) fn conditions(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    fn add(&mut self, condition: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.params.extend(params);
    }

    /// Where from and in which order. The full text comes first where words are asked for, since it gives its rows in
    /// order of time, so that the first page needs no more rows than it shows.
    fn words(&mut self, list: List, query: &Query, order: Order) -> Result<(), Error> {
        let words = query.words.as_deref().map(expression).transpose()?;
        let (table, join) = match list {
            List::Statements => ("statement", "statement.id = statement_words.rowid"),
            List::Events => ("event", "event.id = event_words.rowid"),
            List::Actors => ("actor", "actor.id = actor_words.rowid"),
            List::Articles => ("article", "article.id = (article_words.rowid >> 16 & 16777215)"),
        };
        self.from = match &words {
            Some(_) => format!("{table}_words CROSS JOIN {table} ON {join}"),
            None => table.to_owned(),
        };
        let key = match (list, &words) {
            (List::Articles, None) => "article.day DESC, article.id DESC".to_owned(),
            (_, Some(_)) => format!("{table}_words.rowid DESC"),
            (_, None) => format!("{table}.id DESC"),
        };
        self.order = match (list, order) {
            (List::Actors, Order::Newest) => "max(article.day) DESC, actor.id".to_owned(),
            (List::Actors, Order::Oldest) => "min(nullif(article.day, 0)), actor.id".to_owned(),
            (List::Actors, Order::Relevance) => "count(DISTINCT article.id) DESC, actor.id".to_owned(),
            (_, Order::Newest) => key,
            (_, Order::Oldest) => key.replace(" DESC", ""),
            (_, Order::Relevance) if words.is_some() => format!("{table}_words.rank, {key}"),
            (_, Order::Relevance) => {
                return Err(wrong("expected words to look for, which order by relevance needs; found none"));
            }
        };
        if let Some(words) = words {
            let words = if list == List::Statements { format!("{{content}} : ({words})") } else { words };
            self.add(format!("{table}_words MATCH ?"), [Value::Text(words)]);
        }
        if list == List::Actors {
            let join = if query.words.is_some() { "CROSS JOIN" } else { "JOIN" };
            self.from.push_str(&format!(
                " {join} \"cast\" ON \"cast\".actor = actor.id {join} article ON article.id = \"cast\".article"
            ));
        }
        Ok(())
    }

    fn days(&mut self, list: List, query: &Query) -> Result<(), Error> {
        let span = |text: &String| {
            let expected = "expected a date such as 2025-02-13, 2025-02 or 2025";
            day::span(text).ok_or_else(|| wrong(&format!("{expected}, found {text:?}")))
        };
        let since = query.since.as_ref().map(span).transpose()?.map(|days| days.0);
        let until = query.until.as_ref().map(span).transpose()?.map(|days| days.1);
        if since.is_none() && until.is_none() {
            return Ok(());
        }
        // What has no date, which is day 0, lies in no span.
        let (since, until) = (since.unwrap_or(1), until.unwrap_or(day::LAST));
        if since > until {
            return Err(wrong("expected the first day before the last one; nothing lies between them"));
        }
        let key = match list {
            List::Statements | List::Events => {
                let table = if list == List::Statements { "statement" } else { "event" };
                if query.words.is_some() { format!("{table}_words.rowid") } else { format!("{table}.id") }
            }
            List::Articles if query.words.is_some() => "article_words.rowid".to_owned(),
            List::Articles | List::Actors => {
                let days = [Value::Integer(since), Value::Integer(until)];
                self.add("article.day BETWEEN ? AND ?", days);
                return Ok(());
            }
        };
        let ids = [Value::Integer(since << 40), Value::Integer((until + 1) << 40)];
        self.add(format!("{key} >= ? AND {key} < ?"), ids);
        Ok(())
    }

    fn statements(&mut self, query: &Query) -> Result<(), Error> {
        // With the sign, the full text is searched once and its rows are looked up among the others; without it, it is
        // searched once for each of the others.
        let id = if query.words.is_some() { "+statement_words.rowid" } else { "statement.id" };
        if let Some(name) = &query.speaker {
            let name = expression(name)?;
            // Where no actor is known as the speaker, the words that name the source stand for one.
            let condition = format!(
                "{id} IN ({} UNION ALL SELECT rowid FROM statement_words AS unnamed WHERE statement_words MATCH ?
                 AND NOT EXISTS (SELECT 1 FROM part WHERE entry = unnamed.rowid AND role = {}))",
                entries(&[role::SPEAKER]),
                role::SPEAKER
            );
            self.add(condition, [Value::Text(name.clone()), Value::Text(format!("{{source}} : ({name})"))]);
        }
        self.with(id, &query.about, &[role::ABOUT])?;
        self.with(id, &query.actor, &[role::SPEAKER, role::ADDRESSEE, role::ABOUT])?;
        self.with(id, &query.recipient, &[role::ADDRESSEE])?;
        if let Some(kind) = &query.of_type {
            let kind = one_of(kind, StatementKind::ALL, StatementKind::as_str, "a type of statements")?;
            self.add("statement.kind = ?", [Value::Integer(kind)]);
        }
        if let Some(country) = &query.country {
            let country = code(country)?;
            self.add(
                format!(
                    "statement.article IN (SELECT article FROM \"cast\" WHERE country = ?) AND EXISTS
                     (SELECT 1 FROM part JOIN \"cast\" ON \"cast\".article = statement.article
                      AND \"cast\".actor = part.actor
                      WHERE part.entry = statement.id AND part.role = {} AND \"cast\".country = ?)",
                    role::SPEAKER
                ),
                [country.clone(), country],
            );
        }
        self.scene("statement.article", query);
        Ok(())
    }

    fn events(&mut self, query: &Query) -> Result<(), Error> {
        let id = if query.words.is_some() { "+event_words.rowid" } else { "event.id" };
        self.with(id, &query.actor, &[role::ACTOR])?;
        self.with(id, &query.recipient, &[role::RECIPIENT])?;
        if let Some(of_type) = &query.of_type {
            let types = [of_type.clone(), of_type.to_uppercase()].map(Value::Text);
            self.add("event.type IN (?, ?)", types);
        }
        if let Some(status) = &query.status {
            let status = one_of(status, EventStatus::ALL, EventStatus::as_str, "a status")?;
            self.add("event.status = ?", [Value::Integer(status)]);
        }
        if let Some(country) = &query.country {
            self.add("event.country = ?", [code(country)?]);
        }
        if let Some(place) = &query.place {
            self.add("event.place = ? COLLATE NOCASE", [Value::Text(place.trim().to_owned())]);
        }
        Ok(())
    }

    fn actors(&mut self, query: &Query) -> Result<(), Error> {
        if let Some(kind) = &query.of_type {
            let kind = one_of(kind, ActorKind::ALL, ActorKind::as_str, "a type of actors")?;
            self.add("actor.kind = ?", [Value::Integer(kind)]);
        }
        if let Some(country) = &query.country {
            self.add("\"cast\".country = ?", [code(country)?]);
        }
        self.scene("article.id", query);
        Ok(())
    }

    fn articles(&mut self, query: &Query) -> Result<(), Error> {
        let parts = [
            (&query.speaker, vec![role::SPEAKER]),
            (&query.about, vec![role::ABOUT]),
            (&query.recipient, vec![role::ADDRESSEE, role::RECIPIENT]),
        ];
        for (name, roles) in parts {
            if let Some(name) = name {
                let condition = entries(&roles).replacen("entry", "entry >> 16 & 16777215", 1);
                self.add(format!("article.id IN ({condition})"), [Value::Text(expression(name)?)]);
            }
        }
        if let Some(name) = &query.actor {
            let condition = format!("article.id IN (SELECT article FROM \"cast\" WHERE actor IN ({ACTORS}))");
            self.add(condition, [Value::Text(expression(name)?)]);
        }
        if let Some(country) = &query.country {
            self.add("article.id IN (SELECT article FROM scene WHERE country = ?)", [code(country)?]);
        }
        self.scene("article.id", query);
        Ok(())
    }

    /// Asks for the entries in which an actor of this name has one of these roles.
    fn with(&mut self, id: &str, name: &Option<String>, roles: &[i64]) -> Result<(), Error> {
        if let Some(name) = name {
            self.add(format!("{id} IN ({})", entries(roles)), [Value::Text(expression(name)?)]);
        }
        Ok(())
    }

    /// Asks for articles that name the place.
    fn scene(&mut self, article: &str, query: &Query) {
        if let Some(place) = &query.place {
            let condition = format!("{article} IN (SELECT article FROM scene WHERE name = ?)");
            self.add(condition, [Value::Text(place.trim().to_owned())]);
        }
    }
}

/// The articles of a story, or of the one into which it was joined; takes one parameter.
const IN_STORY: &str = "WITH RECURSIVE called (id) AS
    (SELECT ? UNION SELECT joined_into FROM story JOIN called USING (id) WHERE joined_into IS NOT NULL)
    SELECT article FROM story_article WHERE story IN (SELECT id FROM called)";

/// The actors with a name; takes one parameter.
const ACTORS: &str = "SELECT rowid FROM actor_words WHERE actor_words MATCH ?";

/// The entries in which actors with a name have one of `roles`; takes one parameter.
fn entries(roles: &[i64]) -> String {
    let roles: Vec<String> = roles.iter().map(i64::to_string).collect();
    format!("SELECT entry FROM part WHERE actor IN ({ACTORS}) AND role IN ({})", roles.join(", "))
}

/// Returns the place of `text` among `values`, which is what the file holds for it.
fn one_of<T: Copy>(text: &str, values: &[T], name: fn(T) -> &'static str, what: &str) -> Result<i64, Error> {
    let found = values.iter().position(|value| name(*value).eq_ignore_ascii_case(text.trim()));
    found.map(|idx| idx as i64).ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|value| name(*value)).collect();
        wrong(&format!("expected {what} ({}), found {text:?}", names.join(", ")))
    })
}

fn code(country: &str) -> Result<Value, Error> {
    let code = country.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(Value::Text(code));
    }
    Err(wrong(&format!("expected a country as ISO 3166-1 writes it in three letters, such as ITA, found {country:?}")))
}

/// Refuses what `list` cannot be asked for, with the lists that can.
fn refuse_others(list: List, query: &Query) -> Result<(), Error> {
    use List::{Articles, Events, Statements};
    let rules: [(&str, bool, &[List]); 6] = [
        ("speaker", query.speaker.is_some(), &[Statements, Articles]),
        ("about", query.about.is_some(), &[Statements, Articles]),
        ("actor", query.actor.is_some(), &[Statements, Events, Articles]),
        ("recipient", query.recipient.is_some(), &[Statements, Events, Articles]),
        ("status", query.status.is_some(), &[Events]),
        ("type", query.of_type.is_some(), &[Statements, Events, List::Actors]),
    ];
    for (name, is_asked, lists) in rules {
        if is_asked && !lists.contains(&list) {
            let lists: Vec<&str> = lists.iter().map(|list| list.as_str()).collect();
            let message = format!("{name} goes with {}; found it with {}", lists.join(", "), list.as_str());
            return Err(wrong(&message));
        }
    }
    Ok(())
}

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

    #[test]
    fn the_values_of_the_file_are_places_in_the_lists() {
        for (idx, kind) in StatementKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
        for (idx, status) in EventStatus::ALL.iter().enumerate() {
            assert_eq!(*status as usize, idx);
        }
        for (idx, kind) in ActorKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
    }
}
