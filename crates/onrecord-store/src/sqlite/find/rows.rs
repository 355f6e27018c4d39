//! Converts table rows to results.

use onrecord_record::{ActorKind, EventId, EventStatus, StatementId, StatementKind};
use rusqlite::{Connection, Result, Row, params_from_iter};

use super::select::Select;
use crate::article::Article;
use crate::date::date_of_day;
use crate::entries::EntryRole;
use crate::found::{ActorFound, EventFound, Found, StatementFound};
use crate::sqlite::articles::{COLUMNS, N_COLUMNS, article_of};
use crate::sqlite::connection::{count, value_at};
use crate::sqlite::index::REJECTED_ROLE;
use crate::sqlite::verdict_state::verdict_of;

pub(super) fn statements(conn: &Connection, select: &Select) -> Result<Vec<Found>> {
    let columns = "statement.day, statement.position, kind, source, cue, content, confidence,
         speaker_confidence, state";
    entries(conn, select, "statement", columns, |row, article, id| {
        let mut found = StatementFound {
            article,
            id: StatementId(position(row)?),
            day: date_of_day(row.get(N_COLUMNS + 1)?),
            kind: value_at(StatementKind::ALL, row.get("kind")?),
            speakers: vec![],
            addressees: vec![],
            about: vec![],
            source: row.get("source")?,
            cue: row.get("cue")?,
            content: row.get("content")?,
            confidence: row.get("confidence")?,
            speaker_confidence: row.get("speaker_confidence")?,
            verdict: verdict_of(row.get("state")?),
        };
        each_part(conn, id, |role, name| {
            if role == EntryRole::Speaker as i64 {
                found.speakers.push(name);
            } else if role == EntryRole::Addressee as i64 {
                found.addressees.push(name);
            } else if role == EntryRole::Mentioned as i64 {
                found.about.push(name);
            }
        })?;
        Ok(Found::Statement(Box::new(found)))
    })
}

pub(super) fn events(conn: &Connection, select: &Select) -> Result<Vec<Found>> {
    let columns = "event.day, event.position, type, mode, status, time, place, country, statement, anchor, sentence,
         confidence, state";
    entries(conn, select, "event", columns, |row, article, id| {
        let statement: Option<u32> = row.get("statement")?;
        let mut found = EventFound {
            article,
            id: EventId(position(row)?),
            day: date_of_day(row.get(N_COLUMNS + 1)?),
            event_type: row.get("type")?,
            mode: row.get("mode")?,
            status: value_at(EventStatus::ALL, row.get("status")?),
            actors: vec![],
            recipients: vec![],
            time: row.get("time")?,
            place: row.get("place")?,
            country: row.get("country")?,
            statement: statement.map(|position| StatementId(position as usize)),
            anchor: row.get("anchor")?,
            sentence: row.get("sentence")?,
            confidence: row.get("confidence")?,
            verdict: verdict_of(row.get("state")?),
        };
        each_part(conn, id, |role, name| {
            if role == EntryRole::Actor as i64 {
                found.actors.push(name);
            } else if role == EntryRole::Recipient as i64 {
                found.recipients.push(name);
            }
        })?;
        Ok(Found::Event(Box::new(found)))
    })
}

pub(super) fn articles(conn: &Connection, select: &Select) -> Result<Vec<Found>> {
    let Select { params, order, .. } = select;
    let sql = format!("{} ORDER BY {order} LIMIT ? OFFSET ?", select.subquery(COLUMNS));
    let article = |row: &Row<'_>| article_of(row).map(|article| Found::Article(Box::new(article)));
    conn.prepare_cached(&sql)?.query_map(params_from_iter(params), article)?.collect()
}

pub(super) fn actors(conn: &Connection, select: &Select) -> Result<Vec<Found>> {
    let Select { from, params, order, columns, is_counted, .. } = select;
    let conditions = select.conditions();
    let group = if *is_counted { "" } else { " GROUP BY actor.id" };
    let sql = format!(
        "SELECT actor.id AS id, actor.name AS name, actor.kind AS kind, actor.n_statements AS n_statements,
         actor.n_events AS n_events, {columns} FROM {from}{conditions}{group} ORDER BY {order} LIMIT ? OFFSET ?"
    );
    let mut found = Vec::new();
    let mut all = conn.prepare_cached(&sql)?;
    let mut rows = all.query(params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        found.push(Found::Actor(actor_of(conn, row)?));
    }
    Ok(found)
}

/// Returns the actor of a row.
pub(super) fn actor_of(conn: &Connection, row: &Row<'_>) -> Result<Box<ActorFound>> {
    let sql = "SELECT country FROM actor_country WHERE actor = ? ORDER BY country";
    let id: i64 = row.get("id")?;
    Ok(Box::new(ActorFound {
        name: row.get("name")?,
        kind: value_at(ActorKind::ALL, row.get("kind")?),
        countries: conn.prepare_cached(sql)?.query_map([id], |row| row.get(0))?.collect::<Result<_>>()?,
        n_articles: count(row.get("n_articles")?),
        n_statements: count(row.get("n_statements")?),
        n_events: count(row.get("n_events")?),
        first_day: date_of_day(row.get("first")?),
        last_day: date_of_day(row.get("last")?),
    }))
}

/// Returns the entries of `table` that `select` matches. Each row has an article, the id of the entry, and `columns`,
/// which begin with the day and the position; `take` receives the row, the article and the id.
fn entries(
    conn: &Connection,
    select: &Select,
    table: &str,
    columns: &str,
    take: impl Fn(&Row<'_>, Article, i64) -> Result<Found>,
) -> Result<Vec<Found>> {
    let Select { params, order, .. } = select;
    // The rows are selected before their articles are fetched; otherwise a page far back would fetch articles
    // needlessly.
    let chosen = select.subquery(&format!("{table}.id AS chosen_id"));
    let sql = format!(
        "WITH chosen AS MATERIALIZED ({chosen} ORDER BY {order} LIMIT ? OFFSET ?)
         SELECT {COLUMNS}, {table}.id, {columns} FROM chosen CROSS JOIN {table} ON {table}.id = chosen.chosen_id
         CROSS JOIN article ON article.id = {table}.article"
    );
    let mut all = conn.prepare_cached(&sql)?;
    let mut rows = all.query(params_from_iter(params))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(take(row, article_of(row)?, row.get(N_COLUMNS)?)?);
    }
    Ok(found)
}

/// Returns the position of the entry of a row of [`entries`].
fn position(row: &Row<'_>) -> Result<usize> {
    row.get::<_, i64>(N_COLUMNS + 2).map(|position| usize::try_from(position).unwrap_or(usize::MAX))
}

/// Calls `take` with the role and the name of each actor of an entry.
fn each_part(conn: &Connection, entry: i64, mut take: impl FnMut(i64, String)) -> Result<()> {
    let sql = "SELECT role, name FROM part JOIN actor ON actor.id = part.actor WHERE entry = ? ORDER BY role, actor";
    let mut parts = conn.prepare_cached(sql)?;
    let mut rows = parts.query([entry])?;
    while let Some(row) = rows.next()? {
        take(row.get::<_, i64>(0)? % REJECTED_ROLE, row.get(1)?);
    }
    Ok(())
}
