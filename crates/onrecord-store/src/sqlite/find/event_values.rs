//! Values that occur in events.

use rusqlite::{Connection, OptionalExtension, Result};

use crate::entries::EntryRole;
use crate::error::{Error, ErrorKind};
use crate::place_names::place_key;
use crate::query::CountryRole;
use crate::sqlite::connection::database;
use crate::sqlite::index::REJECTED_ROLE;
use crate::sqlite::verdict_state::REJECTED;

/// Returns the spelling variants of `place` that occur in articles; `place` itself if there are none.
pub(super) fn spellings(conn: &Connection, place: &str) -> Result<Vec<String>> {
    let mut names = conn.prepare_cached("SELECT name FROM place_name WHERE key = ? ORDER BY name")?;
    let mut found: Vec<String> = names.query_map([place_key(place)], |row| row.get(0))?.collect::<Result<_>>()?;
    if found.is_empty() {
        found.push(place.to_owned());
    }
    Ok(found)
}

/// Rejects a type that no event has, if the store has events.
///
/// # Errors
///
/// An error that lists the existing types.
pub(super) fn ensure_type(conn: &Connection, of_type: &str) -> std::result::Result<(), Error> {
    let types = event_types(conn).map_err(database)?;
    if types.is_empty() || types.iter().any(|known| known == of_type || *known == of_type.to_uppercase()) {
        return Ok(());
    }
    let message = format!("the store has no events of type {of_type:?}, only {}", types.join(", "));
    Err(Error::new(ErrorKind::Query, message))
}

/// Returns the types of events, sorted. Jumps from one type to the next in the index, because there are few types and
/// many events.
pub(in crate::sqlite) fn event_types(conn: &Connection) -> Result<Vec<String>> {
    let mut next = conn.prepare_cached("SELECT type FROM event WHERE type > ? ORDER BY type LIMIT 1")?;
    let mut types: Vec<String> = Vec::new();
    loop {
        let last = types.last().map_or("", String::as_str);
        match next.query_row([last], |row| row.get(0)).optional()? {
            Some(found) => types.push(found),
            None => return Ok(types),
        }
    }
}

/// Returns the condition that an event has a country in a role, and the number of its parameters, each of which is the
/// country code.
pub(super) fn event_country(role: CountryRole) -> (String, usize) {
    let roles: &[EntryRole] = match role {
        CountryRole::Actor => &[EntryRole::Actor],
        CountryRole::Recipient => &[EntryRole::Recipient],
        CountryRole::Any => &[EntryRole::Actor, EntryRole::Recipient],
    };
    let roles: Vec<String> = roles.iter().map(|role| (*role as i64).to_string()).collect();
    // Most articles have no actor from a given country; these are skipped before their entries are looked up. With the
    // unary plus, the rows stay in chronological order.
    let takes_part = format!(
        "(+event.article IN (SELECT article FROM article_actor WHERE country = ? AND state <> {REJECTED})
          AND EXISTS (SELECT 1 FROM part JOIN article_actor USING (actor)
            WHERE part.entry = event.id AND article_actor.article = event.article AND article_actor.country = ?
            AND article_actor.state <> {REJECTED} AND part.role - iif(event.state = {REJECTED}, {REJECTED_ROLE}, 0) IN ({})))",
        roles.join(", ")
    );
    match role {
        CountryRole::Any => (format!("(event.country = ? OR {takes_part})"), 3),
        _ => (takes_part, 2),
    }
}
