//! Inputs that are compressed with gzip.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

/// The first bytes of gzip data (RFC 1952). The third is the only compression method that exists.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The first bytes of the records of a web archive (ISO 28500).
const ARCHIVE: &[u8] = b"WARC/";

/// The number of bytes that are read to detect the content of gzip data. The file name in its header has at most 255
/// bytes in practice.
const N_HEAD: u64 = 1024;

/// Returns the content of `input`, and whether it was decompressed. Web archives stay compressed, so that their reader
/// can find the next record after a damaged one.
///
/// # Errors
///
/// If the beginning of `input` cannot be read.
pub fn decompressed(mut input: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut head = Vec::new();
    (&mut input).take(MAGIC.len() as u64).read_to_end(&mut head)?;
    if head != MAGIC {
        return Ok((Box::new(Cursor::new(head).chain(input)), false));
    }
    (&mut input).take(N_HEAD).read_to_end(&mut head)?;
    let is_archive = begins_with_archive(&head);
    let whole = Cursor::new(head).chain(input);
    Ok(if is_archive { (Box::new(whole), false) } else { (Box::new(MultiGzDecoder::new(whole)), true) })
}

fn begins_with_archive(head: &[u8]) -> bool {
    let mut start = [0; ARCHIVE.len()];
    MultiGzDecoder::new(head).read_exact(&mut start).is_ok() && start == ARCHIVE
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn content(bytes: &[u8]) -> (io::Result<Vec<u8>>, bool) {
        let (mut reader, is_compressed) = decompressed(Box::new(Cursor::new(bytes.to_vec()))).unwrap();
        let mut content = Vec::new();
        (reader.read_to_end(&mut content).map(|_| content), is_compressed)
    }

    #[test]
    fn compressed_inputs_are_read_like_others() {
        for plain in [&b""[..], b"\x1f", b"It rained.", &[b'x'; 5000]] {
            let (found, is_compressed) = content(plain);
            assert!(!is_compressed && found.unwrap() == plain);
            let (found, is_compressed) = content(&gzip(plain));
            assert!(is_compressed && found.unwrap() == plain);
        }
        let members = [gzip(b"It rained. "), gzip(b"It snowed.")].concat();
        assert_eq!(content(&members).0.unwrap(), b"It rained. It snowed.");
    }

    #[test]
    fn web_archives_stay_compressed() {
        let archive = gzip(b"WARC/1.1\r\n");
        let (found, is_compressed) = content(&archive);
        assert!(!is_compressed && found.unwrap() == archive);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let whole = gzip(&b"It rained in Rome. ".repeat(500));
        for n in [5, 20, whole.len() - 3] {
            assert!(content(&whole[..n]).0.is_err(), "{n}");
        }
    }
}
