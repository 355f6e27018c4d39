//! The file format: its number, and the upgrade from older formats.

use rusqlite::Connection;

use super::connection::{begin, commit, database};
use super::{corrections, index, stories, versions};
use crate::error::{Error, ErrorKind};

/// The `PRAGMA application_id` of a store: "onrc".
const APPLICATION: i64 = 0x6f6e_7263;

/// The SQL scripts that upgrade each format to the next; the first `n` scripts produce format `n`.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001.sql"),
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004.sql"),
    include_str!("migrations/005.sql"),
    include_str!("migrations/006.sql"),
    include_str!("migrations/007.sql"),
    include_str!("migrations/008.sql"),
];

/// The number of the current format.
pub(super) const FORMAT: i64 = MIGRATIONS.len() as i64;

/// Upgrades the file to the current format; initializes an empty file if `may_create` is true.
pub(super) fn migrate(conn: &mut Connection, may_create: bool) -> Result<(), Error> {
    let found = version(conn)?;
    if found == FORMAT {
        return Ok(());
    }
    let transaction = begin(conn)?;
    // Another program may have upgraded the file in the meantime.
    let found = version(&transaction)?;
    if found == 0 && !may_create {
        return Err(Error::new(ErrorKind::NotAStore, "expected a store of onrecord, found an empty file"));
    }
    let from = usize::try_from(found).unwrap_or(MIGRATIONS.len()).min(MIGRATIONS.len());
    for migration in &MIGRATIONS[from..] {
        transaction.execute_batch(migration).map_err(database)?;
    }
    if from < 8 {
        // This must be first, because the steps below read records.
        versions::complete_all(&transaction).map_err(database)?;
        corrections::complete_all(&transaction).map_err(database)?;
        stories::place_others(&transaction)?;
    }
    if from < 6 {
        index::add_named_places(&transaction)?;
    }
    if from < 8 {
        index::add_read_values(&transaction)?;
        corrections::index_all(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(database)?;
    transaction.pragma_update(None, "user_version", FORMAT).map_err(database)?;
    commit(transaction)
}

/// Returns the number of the file's format; 0 for an empty file.
///
/// # Errors
///
/// If the file is not a store, or has a later format.
pub(super) fn version(conn: &Connection) -> Result<i64, Error> {
    let ask = |pragma: &str| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let application = ask("application_id").map_err(database)?;
    let found = ask("user_version").map_err(database)?;
    let n_tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(database)?;
    if application != APPLICATION && (application != 0 || found != 0 || n_tables != 0) {
        return Err(Error::new(ErrorKind::NotAStore, "expected a store of onrecord, found another database"));
    }
    if found > FORMAT {
        let message = format!("the store has format {found}; this version supports formats up to {FORMAT}");
        return Err(Error::new(ErrorKind::Newer, message));
    }
    Ok(found)
}
