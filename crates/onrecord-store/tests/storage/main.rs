//! The contract of [`onrecord_store::Storage`] as tests that every storage must pass, and tests of the SQLite file.

mod contract;
mod damaged_corrections;
mod file;
mod formats;
mod pick;
mod support;

use std::path::Path;

use onrecord_store::{SqliteStore, Storage};

fn create(path: &Path) -> Box<dyn Storage> {
    Box::new(SqliteStore::create(path).unwrap())
}

/// The contract, tested with stores in SQLite files. For another storage, add a module like this one.
mod sqlite {
    crate::contract_tests!(crate::create);
}
