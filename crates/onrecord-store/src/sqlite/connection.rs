//! Shared code of the other files: SQLite errors, transactions, and values stored as numbers in columns.

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::error::{Error, ErrorKind};

/// Converts an SQLite error to an error of the store.
pub(super) fn database(error: rusqlite::Error) -> Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Busy,
        Some(ErrorCode::NotADatabase) => ErrorKind::NotAStore,
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => ErrorKind::Open,
        Some(ErrorCode::ReadOnly) => ErrorKind::ReadOnly,
        Some(ErrorCode::OperationInterrupted) => ErrorKind::Interrupted,
        _ => ErrorKind::Database,
    };
    let message = match kind {
        ErrorKind::Busy => "the store is being written by another program".to_owned(),
        ErrorKind::NotAStore => "expected a store of onrecord, found another file".to_owned(),
        ErrorKind::Open => "it cannot be opened or created; check that its folder exists and is writable".to_owned(),
        ErrorKind::ReadOnly => "it is read-only; check the permissions of the file and its folder".to_owned(),
        ErrorKind::Interrupted => "the search took too long".to_owned(),
        _ => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => format!("the file is damaged ({error})"),
            Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
            _ => error.to_string(),
        },
    };
    Error::new(kind, message).caused_by(error)
}

/// Begins a transaction that may write; it is rolled back unless [`commit`] ends it.
pub(super) fn begin(conn: &mut Connection) -> Result<Transaction<'_>, Error> {
    conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(database)
}

/// Commits a transaction to disk.
pub(super) fn commit(transaction: Transaction<'_>) -> Result<(), Error> {
    transaction.commit().map_err(database)
}

/// Returns the value at `index` of its list, which is the form stored in the file; the last value if the index is too
/// large.
pub(super) fn value_at<T: Copy>(values: &[T], index: i64) -> T {
    let last = values.len() - 1;
    values[usize::try_from(index).unwrap_or(last).min(last)]
}

/// Converts a count from SQLite; counts are never negative.
pub(super) fn count(n: i64) -> u64 {
    n.unsigned_abs()
}

/// Converts a number of rows to skip to SQLite's integer type.
pub(super) fn offset(skip: u64) -> i64 {
    i64::try_from(skip).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use onrecord_record::{ActorKind, EventStatus, StatementKind};

    #[test]
    fn the_file_stores_the_indexes_of_values() {
        for (idx, kind) in StatementKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
        for (idx, status) in EventStatus::ALL.iter().enumerate() {
            assert_eq!(*status as usize, idx);
        }
        for (idx, kind) in ActorKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
    }
}
