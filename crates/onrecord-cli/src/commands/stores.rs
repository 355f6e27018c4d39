//! Opens stores, and formats the messages for their errors.

use std::path::Path;

use onrecord_store::{Error, ErrorKind, SqliteStore, Storage};

/// Opens a store for reading. A store in an older format is converted first.
pub(super) fn open(path: &Path) -> Result<Box<dyn Storage>, Error> {
    let store = match SqliteStore::open_read_only(path) {
        Err(error) if error.kind() == ErrorKind::Older => {
            drop(SqliteStore::open(path)?);
            SqliteStore::open_read_only(path)?
        }
        opened => opened?,
    };
    Ok(Box::new(store))
}

/// Returns the message for an error, with the name of the store unless the query is invalid.
pub(super) fn message(error: &Error, store: &Path) -> String {
    match error.kind() {
        ErrorKind::Query => error.to_string(),
        _ if store.is_dir() => format!("{}: expected a store of onrecord, found a folder", store.display()),
        ErrorKind::Database if error.to_string().starts_with("the file is damaged") => {
            format!("{0}: {error}; for details run: onrecord check --store {0}", store.display())
        }
        _ => format!("{}: {error}", store.display()),
    }
}
