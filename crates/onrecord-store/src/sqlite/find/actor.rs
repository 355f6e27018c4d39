//! The entries of one actor, and the actors that share entries with it.

use onrecord_record::ActorKind;
use rusqlite::types::Value;
use rusqlite::{Connection, Result, Row, params};

use super::rows;
use super::select::{Select, confidence};
use crate::date::date_of_day;
use crate::entries::EntryRole;
use crate::error::{Error, ErrorKind};
use crate::found::{ActorEntries, ActorFound, ActorRole, Companion, Found, Order, Page};
use crate::list::List;
use crate::sqlite::connection::{count, database, offset, value_at};

/// Selects the row of an actor; the parameters are its name and kind.
const ACTOR: &str = "(SELECT id FROM actor WHERE name = ? AND kind = ?)";

pub(in crate::sqlite) fn actor(
    conn: &Connection,
    name: &str,
    kind: ActorKind,
) -> std::result::Result<ActorFound, Error> {
    let select = Select {
        from: "actor".to_owned(),
        conditions: vec!["actor.name = ? AND actor.kind = ? AND actor.n_articles > 0".to_owned()],
        params: vec![Value::Text(name.to_owned()), Value::Integer(kind as i64), Value::Integer(1), Value::Integer(0)],
        order: "actor.id".to_owned(),
        columns: "n_articles, first_day AS first, last_day AS last".to_owned(),
        is_counted: true,
    };
    match rows::actors(conn, &select).map_err(database)?.pop() {
        Some(Found::Actor(actor)) => Ok(*actor),
        _ => Err(Error::new(ErrorKind::NotFound, format!("there is no {} {name:?} in the store", kind.as_str()))),
    }
}

pub(in crate::sqlite) fn entries_of(
    conn: &Connection,
    wanted: &ActorEntries<'_>,
    order: Order,
    limit: u32,
    skip: u64,
) -> Result<Page> {
    let (table, roles) = match wanted.role {
        ActorRole::Speaker => ("statement", &[EntryRole::Speaker][..]),
        ActorRole::Addressee => ("statement", &[EntryRole::Addressee][..]),
        ActorRole::Mentioned => ("statement", &[EntryRole::Mentioned][..]),
        ActorRole::Participant => ("event", &[EntryRole::Actor, EntryRole::Recipient][..]),
    };
    let direction = if order == Order::Oldest { "" } else { " DESC" };
    // The entries of each role are in chronological order; those of two roles are merged as they are read.
    let entries = format!("SELECT entry FROM part WHERE actor = {ACTOR} AND role = ?");
    let all = vec![entries; roles.len()].join(" UNION ");
    let of_role = |role: &EntryRole| {
        [Value::Text(wanted.name.to_owned()), Value::Integer(wanted.kind as i64), Value::Integer(*role as i64)]
    };
    let mut select = Select {
        from: format!("({all} ORDER BY entry{direction}) CROSS JOIN {table} ON {table}.id = entry"),
        params: roles.iter().flat_map(of_role).collect(),
        order: format!("entry{direction}"),
        ..Select::default()
    };
    if let Some(least) = wanted.min_confidence {
        let (condition, params) = confidence(table, least);
        select.add(condition, params);
    }
    select.params.extend([i64::from(limit) + 1, offset(skip)].map(Value::Integer));
    let mut found = match wanted.role.list() {
        List::Events => rows::events(conn, &select)?,
        _ => rows::statements(conn, &select)?,
    };
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    Ok(Page { found, has_more })
}

pub(in crate::sqlite) fn companions(
    conn: &Connection,
    (name, kind): (&str, ActorKind),
    limit: u32,
) -> Result<Vec<Companion>> {
    // A statement and an event may have the same id; the role distinguishes them.
    let sql = "WITH mine AS MATERIALIZED (SELECT DISTINCT entry, role IN (4, 5) AS is_event FROM part
                 WHERE actor = (SELECT id FROM actor WHERE name = ?1 AND kind = ?2) AND role < 10 ORDER BY entry DESC LIMIT 10000),
               shared AS (SELECT DISTINCT theirs.actor, mine.entry, mine.is_event FROM mine
                 CROSS JOIN part AS theirs ON theirs.entry = mine.entry AND (theirs.role IN (4, 5)) = is_event
                 AND theirs.role < 10)
               SELECT other.name, other.kind, count(*) AS n FROM shared JOIN actor AS other ON other.id = shared.actor
               WHERE NOT (other.name = ?1 AND other.kind = ?2)
               GROUP BY other.id ORDER BY n DESC, other.id LIMIT ?3";
    let row = |row: &Row<'_>| {
        Ok(Companion { name: row.get(0)?, kind: value_at(ActorKind::ALL, row.get(1)?), n_entries: count(row.get(2)?) })
    };
    conn.prepare_cached(sql)?.query_map(params![name, kind as i64, limit], row)?.collect()
}

pub(in crate::sqlite) fn months_of(conn: &Connection, (name, kind): (&str, ActorKind)) -> Result<Vec<(String, u64)>> {
    let sql = format!(
        "SELECT day, count(*) FROM (SELECT DISTINCT day, entry, role IN (4, 5) FROM part
         WHERE actor = {ACTOR} AND role IN (?, ?, ?) AND day > 0) GROUP BY day ORDER BY day"
    );
    let roles = [EntryRole::Speaker, EntryRole::Actor, EntryRole::Recipient].map(|role| role as i64);
    let mut all = conn.prepare_cached(&sql)?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, count(row.get(1)?)));
    let days = all.query_map(params![name, kind as i64, roles[0], roles[1], roles[2]], row)?;
    let mut months: Vec<(String, u64)> = Vec::new();
    for day in days {
        let (number, n): (i64, u64) = day?;
        let Some(month) = date_of_day(number).and_then(|date| date.get(..7).map(str::to_owned)) else { continue };
        match months.last_mut() {
            Some(last) if last.0 == month => last.1 += n,
            _ => months.push((month, n)),
        }
    }
    Ok(months)
}

pub(in crate::sqlite) fn kinds_of(conn: &Connection, name: &str) -> Result<Vec<ActorKind>> {
    let sql = "SELECT kind FROM actor WHERE name = ? AND n_articles > 0 ORDER BY kind";
    let kind = |row: &Row<'_>| Ok(value_at(ActorKind::ALL, row.get(0)?));
    conn.prepare_cached(sql)?.query_map([name], kind)?.collect()
}
