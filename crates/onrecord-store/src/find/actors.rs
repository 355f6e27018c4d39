//! Asking for actors, who are names with their kind over all articles.

use onrecord_record::ActorKind;
use rusqlite::types::Value;

use super::asked::{asked_verdict, code, days, one_of, refuse_others};
use super::select::{IN_STORY, Select};
use super::words::expression;
use super::{List, Order, Query};
use crate::Error;

/// Returns the actors that `query` asks for.
pub(super) fn select(query: &Query, order: Order) -> Result<Select, Error> {
    let verdict = query.verdict.as_deref().map(asked_verdict).transpose()?;
    // Where some articles are asked for, and not all, their actors must be counted.
    let is_of_some = query.since.is_some()
        || query.until.is_some()
        || query.place.is_some()
        || query.story.is_some()
        || verdict.is_some_and(|verdict| verdict > 0);
    let select = if is_of_some { in_some_articles(query, order)? } else { in_all(query, order)? };
    with_wishes(select, query, verdict)
}

/// Returns the articles in which an actor is that `query` asks for.
pub(super) fn select_articles(query: &Query) -> Result<Select, Error> {
    refuse_others(List::Actors, query)?;
    let verdict = query.verdict.as_deref().map(asked_verdict).transpose()?;
    with_wishes(in_some_articles(query, Order::Newest)?, query, verdict)
}

/// Adds what is asked of the actor itself.
fn with_wishes(mut select: Select, query: &Query, verdict: Option<i64>) -> Result<Select, Error> {
    if let Some(words) = &query.words {
        select.add("actor_words MATCH ?", [Value::Text(expression(words)?)]);
    }
    if let Some(kind) = &query.of_type {
        let kind = one_of(kind, ActorKind::ALL, ActorKind::as_str, "a type of actors")?;
        select.add("actor.kind = ?", [Value::Integer(kind)]);
    }
    match verdict {
        Some(0) => select.add("actor.id NOT IN (SELECT actor FROM \"cast\" WHERE state > 0)", []),
        Some(state) => select.add(format!("\"cast\".state > 0 AND \"cast\".state = {state}"), []),
        None => {}
    }
    Ok(select)
}

/// By what is kept with each actor.
fn in_all(query: &Query, order: Order) -> Result<Select, Error> {
    let mut select = Select { is_counted: true, ..Select::default() };
    let mut tables = Vec::new();
    if query.words.is_some() {
        tables.push("actor_words CROSS JOIN actor ON actor.id = actor_words.rowid");
    }
    let mut n_articles = "actor.n_articles";
    if let Some(country) = &query.country {
        // In the order of how many articles say so.
        tables.push(match query.words {
            Some(_) => "actor_country ON actor_country.actor = actor.id",
            None => "actor_country CROSS JOIN actor ON actor.id = actor_country.actor",
        });
        select.add("actor_country.country = ?", [Value::Text(code(country)?)]);
        n_articles = "actor_country.n_articles";
    } else {
        if tables.is_empty() {
            tables.push("actor");
        }
        // Names of which no article is left stay in the table.
        select.add("actor.n_articles > 0", []);
    }
    select.from = tables.join(" CROSS JOIN ");
    let id = if query.country.is_some() { "actor_country.actor" } else { "actor.id" };
    select.order = match order {
        Order::Newest => "actor.last_day DESC, actor.id".to_owned(),
        Order::Oldest => "actor.first_day, actor.id".to_owned(),
        Order::Relevance => format!("{n_articles} DESC, {id}"),
    };
    select.columns = format!("{n_articles} AS n_articles, actor.first_day AS first, actor.last_day AS last");
    Ok(select)
}

/// By counting articles.
fn in_some_articles(query: &Query, order: Order) -> Result<Select, Error> {
    let mut select = Select::default();
    // The planner may begin with the articles, unless there are names to begin with.
    let (from, join) = match query.words {
        Some(_) => ("actor_words CROSS JOIN actor ON actor.id = actor_words.rowid", "CROSS JOIN"),
        None => ("actor", "JOIN"),
    };
    select.from =
        format!("{from} {join} \"cast\" ON \"cast\".actor = actor.id {join} article ON article.id = \"cast\".article");
    if let Some((since, until)) = days(query)? {
        let day = if query.words.is_some() { "\"cast\".day" } else { "article.day" };
        select.add(format!("{day} BETWEEN ? AND ?"), [since, until].map(Value::Integer));
    }
    if let Some(country) = &query.country {
        select.add("\"cast\".country = ?", [Value::Text(code(country)?)]);
    }
    if let Some(place) = &query.place {
        let condition = "article.id IN (SELECT article FROM scene WHERE name = ?)";
        select.add(condition, [Value::Text(place.trim().to_owned())]);
    }
    if let Some(story) = query.story {
        select.add(format!("article.id IN ({IN_STORY})"), [Value::Integer(story.0)]);
    }
    select.order = match order {
        Order::Newest => "max(article.day) DESC, actor.id",
        Order::Oldest => "min(nullif(article.day, 0)), actor.id",
        Order::Relevance => "count(DISTINCT article.id) DESC, actor.id",
    }
    .to_owned();
    select.columns = "count(DISTINCT article.id) AS n_articles, coalesce(min(nullif(article.day, 0)), 0) AS first,
         max(article.day) AS last"
        .to_owned();
    Ok(select)
}
