// What the fuzz target of compressed inputs does with its bytes.

use std::io::{Cursor, Read};

/// The most bytes that are read of an input.
const MAX_BYTES: u64 = 1 << 20;

/// Bytes to what they are compressed from, or to themselves.
pub(crate) fn gzip(bytes: &[u8]) {
    let (reader, is_compressed) =
        onrecord_batch::decompressed(Box::new(Cursor::new(bytes.to_vec()))).expect("memory can be read");
    let mut content = Vec::new();
    let outcome = reader.take(MAX_BYTES).read_to_end(&mut content);
    if !is_compressed {
        outcome.expect("memory can be read");
        assert_eq!(content, bytes[..bytes.len().min(MAX_BYTES as usize)]);
    }
}
