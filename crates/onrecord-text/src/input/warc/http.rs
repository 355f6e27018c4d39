//! Parses HTTP responses as archives keep them, mostly as they came over the wire.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::{GzDecoder, ZlibDecoder};

use crate::Error;
use crate::input::refusals::{MAX_ARTICLE_BYTES, broken, too_long};

/// A response with status 200.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) content_type: String,
    /// The whole content, uncompressed, and in UTF-8 if the server named its encoding.
    pub(super) body: Vec<u8>,
}

/// Returns the response in `bytes`, or `None` if its status is not 200.
pub(super) fn response(bytes: &[u8]) -> Result<Option<Response>, Error> {
    if !bytes.starts_with(b"HTTP/") {
        return Err(broken("expected a response of HTTP, found something else"));
    }
    let (head, body) = split_head(bytes);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    if lines.next().and_then(|line| line.split_ascii_whitespace().nth(1)) != Some("200") {
        return Ok(None);
    }
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |name: &str| headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value);
    let content_type = header("content-type").to_ascii_lowercase();
    let is_chunked = header("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Some programs keep the original header after they have reassembled the body.
    let joined = if is_chunked { unchunked(body) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    let body = match header("content-encoding").to_ascii_lowercase().as_str() {
        "" | "identity" => body.to_vec(),
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => inflated(GzDecoder::new(body))?,
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => inflated(ZlibDecoder::new(body))?,
        "gzip" | "x-gzip" | "deflate" => body.to_vec(),
        _ if !content_type.starts_with("text/html") => return Ok(None),
        other => return Err(broken(&format!("expected a page that is compressed with gzip or not, found {other:?}"))),
    };
    if body.len() > MAX_ARTICLE_BYTES {
        return Err(too_long());
    }
    let body = in_utf_8(body, &content_type);
    Ok(Some(Response { content_type, body }))
}

fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let find =
        |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()));
    let ends = [find(b"\r\n\r\n"), find(b"\n\n")];
    match ends.into_iter().flatten().min() {
        Some((head, body)) => (&bytes[..head], &bytes[body..]),
        None => (bytes, &[]),
    }
}

/// Returns the body that was sent in chunks (RFC 9112, 7.1), or `None` if the bytes are not chunked.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = bytes.windows(2).take(1000).position(|window| window == b"\r\n")?;
        let size = str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        bytes = &bytes[end + 2..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend(bytes.get(..size)?);
        bytes = bytes.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

fn inflated(data: impl Read) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let read = data.take(MAX_ARTICLE_BYTES as u64 + 1).read_to_end(&mut out);
    read.map(|_| out).map_err(|_| broken("the compressed page in the record is damaged"))
}

/// Decodes a page by the encoding that the server names, which browsers too prefer to the one in the page.
fn in_utf_8(body: Vec<u8>, content_type: &str) -> Vec<u8> {
    let charset = content_type.split(';').find_map(|parameter| parameter.trim().strip_prefix("charset="));
    match charset.and_then(|label| Encoding::for_label(label.trim_matches('"').as_bytes())) {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(&body).is_none() && str::from_utf8(&body).is_err() => {
            encoding.decode_without_bom_handling(&body).0.into_owned().into_bytes()
        }
        _ => body,
    }
}
