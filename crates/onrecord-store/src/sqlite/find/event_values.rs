//! The values that columns of events have.

use rusqlite::{Connection, OptionalExtension, Result};

use crate::error::{Error, ErrorKind};
use crate::place_names::place_key;
use crate::sqlite::connection::database;

/// Returns the names of places that articles spell like `place`; `place` itself if there are none.
pub(super) fn spellings(conn: &Connection, place: &str) -> Result<Vec<String>> {
    let mut names = conn.prepare_cached("SELECT name FROM place_name WHERE key = ? ORDER BY name")?;
    let mut found: Vec<String> = names.query_map([place_key(place)], |row| row.get(0))?.collect::<Result<_>>()?;
    if found.is_empty() {
        found.push(place.to_owned());
    }
    Ok(found)
}

/// Refuses a type that no event has, in a store with events.
///
/// # Errors
///
/// The types that there are.
pub(super) fn ensure_type(conn: &Connection, of_type: &str) -> std::result::Result<(), Error> {
    let types = event_types(conn).map_err(database)?;
    if types.is_empty() || types.iter().any(|known| known == of_type || *known == of_type.to_uppercase()) {
        return Ok(());
    }
    let message = format!("the store has no events of type {of_type:?}, only {}", types.join(", "));
    Err(Error::new(ErrorKind::Query, message))
}

/// Returns the types of events, sorted: from one to the next in the index, since there are few types and many events.
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
