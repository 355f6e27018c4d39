//! The storage format of records: JSON (`onrecord/1`), compressed with DEFLATE (RFC 1951).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use onrecord_record::{Record, json};

use crate::error::{Error, ErrorKind};

/// The maximum length of unpacked JSON. The record of the longest article is shorter, but a damaged record could have
/// any size.
const MAX_JSON_BYTES: u64 = 4 << 30;

/// Returns the compressed JSON of `record`.
pub(super) fn pack(record: &Record) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
    let written = packer.write_all(json::write(record, false).as_bytes()).and_then(|()| packer.finish());
    written.expect("writing to a vector never fails")
}

/// Decompresses and parses a record.
///
/// # Errors
///
/// [`ErrorKind::Record`] if it cannot be unpacked or read.
pub(super) fn unpack(packed: &[u8]) -> Result<Record, Error> {
    json::parse(&unpack_json(packed)?)
        .map_err(|error| Error::new(ErrorKind::Record, format!("the record cannot be read: {error}")))
}

fn unpack_json(packed: &[u8]) -> Result<String, Error> {
    let mut json = String::new();
    DeflateDecoder::new(packed)
        .take(MAX_JSON_BYTES)
        .read_to_string(&mut json)
        .map_err(|error| Error::new(ErrorKind::Record, format!("the record cannot be unpacked: {error}")))?;
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_survive_packing() {
        let mut record = Record::default();
        record.document.text = "“Grüße.” ".repeat(1000);
        let packed = pack(&record);
        assert!(packed.len() < 1000, "{}", packed.len());
        assert_eq!(unpack(&packed).unwrap(), record);
    }

    #[test]
    fn damage_is_an_error() {
        let packed = pack(&Record::default());
        for damaged in [&packed[..packed.len() / 2], &b"\xff\xff\xff"[..], &pack_text("{}")[..]] {
            assert_eq!(unpack(damaged).unwrap_err().kind(), ErrorKind::Record);
        }
    }

    fn pack_text(text: &str) -> Vec<u8> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }
}
