//! Checksums of rows.

use rusqlite::types::ValueRef;
use rusqlite::{Result, Row};
use sha2::{Digest, Sha256};

/// Bytes of a checksum: damage that is not meant to go unseen does so once in 2^128 times.
const N_BYTES: usize = 16;

/// Returns the checksum of the first `n_columns` values of a row.
pub(super) fn of_row(row: &Row<'_>, n_columns: usize) -> Result<Vec<u8>> {
    let mut hash = Sha256::new();
    for idx in 0..n_columns {
        match row.get_ref(idx)? {
            ValueRef::Null => hash.update([0]),
            ValueRef::Integer(number) => {
                hash.update([1]);
                hash.update(number.to_le_bytes());
            }
            ValueRef::Real(number) => {
                hash.update([2]);
                hash.update(number.to_le_bytes());
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update([3]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
    }
    Ok(hash.finalize()[..N_BYTES].to_vec())
}

/// Returns whether the first `n_columns` values of a row have the checksum that the next column gives.
pub(super) fn is_right(row: &Row<'_>, n_columns: usize) -> Result<bool> {
    let stored: Vec<u8> = row.get(n_columns)?;
    Ok(stored == of_row(row, n_columns)?)
}
