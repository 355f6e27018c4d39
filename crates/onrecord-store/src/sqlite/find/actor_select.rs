//! Translates queries for actors to SQL.

use rusqlite::types::Value;

use super::full_text::expression;
use super::select::{IN_STORY, IN_THREAD, Nested, Rejected, Select, conjuncts, days, does_not_apply, has_words};
use crate::error::Error;
use crate::found::Order;
use crate::place_names::place_key;
use crate::query::{Condition, Query};
use crate::sqlite::verdict_state::{REJECTED, state_of};

/// Returns the SELECT of the actors that match `query`.
pub(super) fn select(query: &Query, order: Order, rejected: Rejected, nested: Nested<'_>) -> Result<Select, Error> {
    let all = conjuncts(query.condition());
    // If only some articles match, their actors must be counted.
    let is_about_articles = |one: &&Condition| {
        matches!(one, Condition::Days(_) | Condition::Place(_) | Condition::Story(_) | Condition::Thread(_))
    };
    // The stored totals exclude actors that were rejected in every article that names them.
    let may_be_rejected =
        rejected == Rejected::Included && !all.iter().any(|one| matches!(one, Condition::Verdict(None)));
    let mut select = if may_be_rejected || all.iter().any(is_about_articles) {
        in_some_articles(&all, order, rejected)
    } else {
        in_all(&all, order)
    };
    of_actors(&mut select, &all, nested)?;
    Ok(select)
}

/// Returns the SELECT of the articles that have an actor that matches `query`.
pub(super) fn select_articles(query: &Query, rejected: Rejected, nested: Nested<'_>) -> Result<Select, Error> {
    let all = conjuncts(query.condition());
    let mut select = in_some_articles(&all, Order::Newest, rejected);
    of_actors(&mut select, &all, nested)?;
    Ok(select)
}

/// Adds the conditions on the actors' own properties.
fn of_actors(select: &mut Select, all: &[&Condition], nested: Nested<'_>) -> Result<(), Error> {
    for condition in all {
        match condition {
            Condition::Words(words) => select.add("actor_words MATCH ?", [expression(words).value()]),
            Condition::ActorKind(kind) => select.add("actor.kind = ?", [Value::Integer(*kind as i64)]),
            Condition::Verdict(None) => {
                select.add("actor.id NOT IN (SELECT actor FROM article_actor WHERE state > 0)", []);
            }
            Condition::Verdict(Some(verdict)) => {
                let state = state_of(*verdict);
                select.add(format!("article_actor.state > 0 AND article_actor.state = {state}"), []);
            }
            Condition::Any(_) | Condition::Not(_) => {
                let (condition, params) = nested(condition)?;
                select.add(condition, params);
            }
            // These conditions apply to the articles.
            Condition::All(_)
            | Condition::Days(_)
            | Condition::Country(_)
            | Condition::Place(_)
            | Condition::Story(_)
            | Condition::Thread(_) => {}
            _ => return Err(does_not_apply()),
        }
    }
    Ok(())
}

/// Returns the requested countries.
fn countries<'a>(all: &[&'a Condition]) -> impl Iterator<Item = &'a String> {
    all.iter().filter_map(|one| match one {
        Condition::Country(code) => Some(code),
        _ => None,
    })
}

/// Selects actors using the totals stored with each actor.
fn in_all(all: &[&Condition], order: Order) -> Select {
    let mut select = Select { is_counted: true, ..Select::default() };
    let mut tables = Vec::new();
    if has_words(all) {
        tables.push("actor_words CROSS JOIN actor ON actor.id = actor_words.rowid");
    }
    let mut n_articles = "actor.n_articles";
    let mut id = "actor.id";
    let mut countries = countries(all);
    if let Some(country) = countries.next() {
        // Ordered by the number of articles that give the country.
        tables.push(match has_words(all) {
            true => "actor_country ON actor_country.actor = actor.id",
            false => "actor_country CROSS JOIN actor ON actor.id = actor_country.actor",
        });
        select.add("actor_country.country = ?", [Value::Text(country.clone())]);
        (n_articles, id) = ("actor_country.n_articles", "actor_country.actor");
    } else {
        if tables.is_empty() {
            tables.push("actor");
        }
        // Names that no longer occur in any article stay in the table.
        select.add("actor.n_articles > 0", []);
    }
    for country in countries {
        let condition = "actor.id IN (SELECT actor FROM actor_country WHERE country = ?)";
        select.add(condition, [Value::Text(country.clone())]);
    }
    select.from = tables.join(" CROSS JOIN ");
    select.order = match order {
        Order::Newest => "actor.last_day DESC, actor.id".to_owned(),
        Order::Oldest => "actor.first_day, actor.id".to_owned(),
        Order::Relevance => format!("{n_articles} DESC, {id}"),
    };
    select.columns = format!("{n_articles} AS n_articles, actor.first_day AS first, actor.last_day AS last");
    select
}

/// Selects actors by counting articles.
fn in_some_articles(all: &[&Condition], order: Order, rejected: Rejected) -> Select {
    let mut select = Select::default();
    // The planner may start from the articles, unless there are names to start from.
    let (from, join) = match has_words(all) {
        true => ("actor_words CROSS JOIN actor ON actor.id = actor_words.rowid", "CROSS JOIN"),
        false => ("actor", "JOIN"),
    };
    select.from = format!(
        "{from} {join} article_actor ON article_actor.actor = actor.id {join} article ON article.id = article_actor.article"
    );
    if let Some((since, until)) = days(all) {
        let day = if has_words(all) { "article_actor.day" } else { "article.day" };
        select.add(format!("{day} BETWEEN ? AND ?"), [since, until].map(Value::Integer));
    }
    for country in countries(all) {
        select.add("article_actor.country = ?", [Value::Text(country.clone())]);
    }
    if rejected == Rejected::LeftOut {
        // An actor that users rejected in an article does not count as part of it.
        select.add(format!("article_actor.state <> {REJECTED}"), []);
    }
    for condition in all {
        match condition {
            Condition::Place(place) => {
                let names = "SELECT name FROM place_name WHERE key = ? UNION SELECT ?";
                let condition = format!("article.id IN (SELECT article FROM article_place WHERE name IN ({names}))");
                select.add(condition, [place_key(place), place.clone()].map(Value::Text));
            }
            Condition::Story(story) => {
                select.add(format!("article.id IN ({IN_STORY})"), [Value::Integer(story.0)]);
            }
            Condition::Thread(thread) => {
                select.add(format!("article.id IN ({IN_THREAD})"), [Value::Integer(thread.0)]);
            }
            _ => {}
        }
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
    select
}
