//! Checksums of rows.

use rusqlite::types::ValueRef;
use rusqlite::{Result, Row};
use sha2::{Digest, Sha256};

/// Number of bytes in a checksum: the probability that accidental damage goes undetected is 1 in 2^128.
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

/// Returns whether the checksum of the first `n_columns` values of a row matches the one in the next column.
pub(super) fn is_right(row: &Row<'_>, n_columns: usize) -> Result<bool> {
    let stored: Vec<u8> = row.get(n_columns)?;
    Ok(stored == of_row(row, n_columns)?)
}
