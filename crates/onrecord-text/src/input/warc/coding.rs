//! Decompresses HTTP contents, including those that are truncated, compressed twice, or only declared as compressed.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use crate::Error;
use crate::input::refusals::{MAX_ARTICLE_BYTES, broken};

/// The maximum number of codings per content that are decoded. Servers behind proxies have sent two.
const MAX_CODINGS: usize = 4;

/// The buffer size of the Brotli decoder, in bytes.
const BUFFER_BYTES: usize = 4096;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Returns a content without the codings listed in its header, and whether the content is complete. Data that is not
/// compressed is unchanged; gzip and Zstandard data, which are recognized by their first bytes, are decoded whatever
/// the header says.
///
/// # Errors
///
/// If nothing can be decompressed, or the coding is unknown.
pub(super) fn decoded(body: &[u8], codings: &str) -> Result<(Vec<u8>, bool), Error> {
    let mut codings: Vec<&str> = codings
        .split(',')
        .map(str::trim)
        .filter(|coding| !matches!(*coding, "" | "identity" | "none" | "utf-8"))
        .collect();
    let mut body = body.to_vec();
    let mut is_whole = true;
    for _ in 0..MAX_CODINGS {
        // The last coding was applied last (RFC 9110, 8.4).
        let named = codings.pop();
        let coding = match named {
            _ if body.starts_with(GZIP) => "gzip",
            _ if body.starts_with(ZSTD) => "zstd",
            None => break,
            Some(_) if is_text(&body) => continue,
            Some("gzip" | "x-gzip") => "gzip",
            Some(other) => other,
        };
        let (out, ended) = match coding {
            "gzip" => inflated(MultiGzDecoder::new(&*body)),
            "zstd" => match StreamingDecoder::new(&*body) {
                Ok(decoder) => inflated(decoder),
                Err(_) => (Vec::new(), false),
            },
            "br" => inflated(Decompressor::new(&*body, BUFFER_BYTES)),
            // The standard means zlib data, but some servers omit its header.
            "deflate" => match inflated(ZlibDecoder::new(&*body)) {
                (out, _) if out.is_empty() => inflated(DeflateDecoder::new(&*body)),
                found => found,
            },
            other => {
                let known = "uncompressed or compressed with gzip, deflate, br or zstd";
                return Err(broken(&format!("expected a page that is {known}, found {other:?}")));
            }
        };
        if out.is_empty() {
            return Err(broken("the compressed page in the record is damaged"));
        }
        is_whole &= ended;
        body = out;
    }
    Ok((body, is_whole))
}

/// Returns the data that can be decompressed, up to one byte more than the maximum length of an article, and whether
/// that is all of it.
fn inflated(mut data: impl Read) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let mut buffer = vec![0; 16 << 10];
    while out.len() <= MAX_ARTICLE_BYTES {
        match data.read(&mut buffer) {
            Ok(0) => return (out, true),
            Ok(n_read) => out.extend(&buffer[..n_read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return (out, false),
        }
    }
    (out, true)
}

/// Returns whether a content begins like a page and not like compressed data.
fn is_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(512)];
    let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c');
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && !head.iter().any(is_control)
}
