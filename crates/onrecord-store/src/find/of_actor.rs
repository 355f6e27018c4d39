//! The entries of one actor, who is a name with its kind, and those whom it shares them with.

use onrecord_record::ActorKind;
use rusqlite::params;
use rusqlite::types::Value;

use super::select::Select;
use super::{ActorFound, Found, List, Order, Page};
use crate::index::role;
use crate::{Error, ErrorKind, Store, day};

/// What an actor is in the entries that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It says the statement.
    Says,
    /// The statement is said to it.
    Hears,
    /// It is named in what is said.
    IsNamed,
    /// It does it, or it is done to it.
    Acts,
}

impl Part {
    /// Returns the list in which such entries are.
    pub fn list(self) -> List {
        if self == Part::Acts { List::Events } else { List::Statements }
    }

    fn roles(self) -> [i64; 2] {
        match self {
            Part::Says => [role::SPEAKER; 2],
            Part::Hears => [role::ADDRESSEE; 2],
            Part::IsNamed => [role::ABOUT; 2],
            Part::Acts => [role::ACTOR, role::RECIPIENT],
        }
    }
}

/// Another actor, and how many entries it shares with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Statements and events in which both are.
    pub n_entries: u64,
}

impl Store {
    /// Returns the actor with exactly this name and kind.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is none.
    pub fn actor(&self, name: &str, kind: ActorKind) -> Result<ActorFound, Error> {
        let select = Select {
            from: "actor JOIN \"cast\" ON \"cast\".actor = actor.id JOIN article ON article.id = \"cast\".article"
                .to_owned(),
            conditions: vec!["actor.name = ? AND actor.kind = ?".to_owned()],
            params: vec![
                Value::Text(name.to_owned()),
                Value::Integer(kind as i64),
                Value::Integer(1),
                Value::Integer(0),
            ],
            order: "actor.id".to_owned(),
        };
        match self.actors_of(&select).map_err(Error::database)?.pop() {
            Some(Found::Actor(actor)) => Ok(*actor),
            _ => Err(Error::new(ErrorKind::NotFound, format!("there is no {} {name:?} in the store", kind.as_str()))),
        }
    }

    /// Returns `limit` entries in which the actor has this part, after the first `skip`, by time.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn entries_of(
        &self,
        (name, kind): (&str, ActorKind),
        part: Part,
        order: Order,
        limit: u32,
        skip: u64,
    ) -> Result<Page, Error> {
        let table = if part.list() == List::Events { "event" } else { "statement" };
        let [first, second] = part.roles();
        let select = Select {
            from: table.to_owned(),
            conditions: vec![format!(
                "{table}.id IN (SELECT entry FROM part WHERE actor = (SELECT id FROM actor WHERE name = ? AND kind = ?)
                 AND role IN (?, ?))"
            )],
            params: vec![
                Value::Text(name.to_owned()),
                Value::Integer(kind as i64),
                Value::Integer(first),
                Value::Integer(second),
                Value::Integer(i64::from(limit) + 1),
                Value::Integer(i64::try_from(skip).unwrap_or(i64::MAX)),
            ],
            order: format!("{table}.id{}", if order == Order::Oldest { "" } else { " DESC" }),
        };
        let found = match part.list() {
            List::Events => self.events_of(&select),
            _ => self.statements_of(&select),
        };
        let mut found = found.map_err(Error::database)?;
        let has_more = found.len() > limit as usize;
        found.truncate(limit as usize);
        Ok(Page { found, has_more })
    }

    /// Returns the actors that share the most entries with one, at most `limit`.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn companions(&self, (name, kind): (&str, ActorKind), limit: u32) -> Result<Vec<Companion>, Error> {
        // A statement and an event may have the same id: what actors are in them tells them apart.
        let sql = "SELECT other.name, other.kind, count(DISTINCT mine.entry * 2 + (mine.role > 3)) AS n
                   FROM part AS mine
                   JOIN part AS theirs ON theirs.entry = mine.entry AND theirs.actor <> mine.actor
                     AND (theirs.role > 3) = (mine.role > 3)
                   JOIN actor AS other ON other.id = theirs.actor
                   WHERE mine.actor = (SELECT id FROM actor WHERE name = ? AND kind = ?)
                   GROUP BY other.id ORDER BY n DESC, other.id LIMIT ?";
        let all = self.conn.prepare_cached(sql).and_then(|mut all| {
            let row = |row: &rusqlite::Row<'_>| {
                let kind = super::rows::of(ActorKind::ALL, row.get(1)?);
                Ok(Companion { name: row.get(0)?, kind, n_entries: row.get::<_, i64>(2)?.unsigned_abs() })
            };
            all.query_map(params![name, kind as i64, limit], row)?.collect()
        });
        all.map_err(Error::database)
    }

    /// Returns for each month that has any the number of entries in which the actor speaks or acts, the first month first.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn months_of(&self, (name, kind): (&str, ActorKind)) -> Result<Vec<(String, u64)>, Error> {
        let sql = "SELECT entry >> 40 AS day, count(DISTINCT entry * 2 + (role > 3)) FROM part
                   WHERE actor = (SELECT id FROM actor WHERE name = ? AND kind = ?) AND role IN (?, ?, ?)
                   AND entry >> 40 > 0 GROUP BY day ORDER BY day";
        let days = self.conn.prepare_cached(sql).and_then(|mut all| {
            let roles = (role::SPEAKER, role::ACTOR, role::RECIPIENT);
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()));
            let days = all.query_map(params![name, kind as i64, roles.0, roles.1, roles.2], row)?;
            days.collect::<rusqlite::Result<Vec<(i64, u64)>>>()
        });
        let mut months: Vec<(String, u64)> = Vec::new();
        for (number, n) in days.map_err(Error::database)? {
            let Some(month) = day::date(number).and_then(|date| date.get(..7).map(str::to_owned)) else { continue };
            match months.last_mut() {
                Some(last) if last.0 == month => last.1 += n,
                _ => months.push((month, n)),
            }
        }
        Ok(months)
    }

    /// Returns the kinds that actors with exactly this name have.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn kinds_of(&self, name: &str) -> Result<Vec<ActorKind>, Error> {
        let sql = "SELECT kind FROM actor WHERE name = ? AND id IN (SELECT actor FROM \"cast\") ORDER BY kind";
        let all = self.conn.prepare_cached(sql).and_then(|mut all| {
            let kind = |row: &rusqlite::Row<'_>| Ok(super::rows::of(ActorKind::ALL, row.get(0)?));
            all.query_map([name], kind)?.collect()
        });
        all.map_err(Error::database)
    }
}
