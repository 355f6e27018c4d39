//! The values that columns of events have.

use rusqlite::{Connection, OptionalExtension, Result};

use crate::place_names::place_key;

/// Returns the names of places of events that are spellings of `place`; `place` itself if there are none.
pub(super) fn spellings(conn: &Connection, place: &str) -> Result<Vec<String>> {
    let asked = place_key(place);
    let mut found = Vec::new();
    each_value(conn, "place", "COLLATE NOCASE", |name| {
        if place_key(name) == asked {
            found.push(name.to_owned());
        }
    })?;
    if found.is_empty() {
        found.push(place.to_owned());
    }
    Ok(found)
}

pub(in crate::sqlite) fn event_types(conn: &Connection) -> Result<Vec<String>> {
    let mut types = Vec::new();
    each_value(conn, "type", "", |name| types.push(name.to_owned()))?;
    Ok(types)
}

/// Calls `take` with each value of an indexed column of events, once: from one to the next in the index, since there are few
/// values and many events.
fn each_value(conn: &Connection, column: &str, collation: &str, mut take: impl FnMut(&str)) -> Result<()> {
    let sql = format!(
        "SELECT {column} FROM event WHERE {column} IS NOT NULL AND {column} > ? {collation}
         ORDER BY {column} {collation} LIMIT 1"
    );
    let mut next = conn.prepare_cached(&sql)?;
    let mut last = String::new();
    while let Some(value) = next.query_row([&last], |row| row.get::<_, String>(0)).optional()? {
        take(&value);
        last = value;
    }
    Ok(())
}
