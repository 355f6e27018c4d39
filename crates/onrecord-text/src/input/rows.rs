//! Reads the rows of JSON Lines, one in memory at a time.

use std::io::{BufRead, Read};

use super::refusals::{MAX_ROW_BYTES, kind_of, refused, too_long, unread};
use super::repair::{lenient, reason};
use crate::Error;
use serde_json::{Map, Value};

/// Reads the next line with its line end into `row`, and returns false at the end of the input. A row that is too long
/// is skipped.
pub(super) fn read_row(input: &mut impl BufRead, row: &mut Vec<u8>) -> Result<bool, Error> {
    let limit = MAX_ROW_BYTES as u64 + 1;
    let n_read = input.take(limit).read_until(b'\n', row).map_err(unread)?;
    if row.len() <= MAX_ROW_BYTES {
        return Ok(n_read > 0);
    }
    while row.last() != Some(&b'\n') {
        row.clear();
        if input.take(limit).read_until(b'\n', row).map_err(unread)? == 0 {
            break;
        }
    }
    row.clear();
    Err(too_long())
}

pub(super) fn trim_row(row: &[u8], line: u64) -> &[u8] {
    let row = if line == 1 { row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row) } else { row };
    row.trim_ascii()
}

/// Returns the object in a row, or `None` for an empty row.
pub(super) fn object(row: &[u8]) -> Result<Option<Map<String, Value>>, Error> {
    if row.is_empty() {
        return Ok(None);
    }
    match serde_json::from_slice::<Value>(&lenient(row)) {
        Ok(Value::Object(row)) => Ok(Some(row)),
        Ok(other) => Err(refused(format!("expected a JSON object, found {}", kind_of(&other)))),
        Err(error) if error.is_eof() => {
            Err(refused("expected a whole JSON object on one line, found its beginning".to_owned()))
        }
        Err(error) => Err(refused(format!("expected a JSON object, found that {}", reason(&error)))),
    }
}
