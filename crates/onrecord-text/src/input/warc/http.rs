//! Parses HTTP responses in archives, which mostly have the form in which they were transmitted.

use encoding_rs::{Encoding, UTF_8};
use onrecord_record::Notice;

use super::coding::decoded;
use crate::Error;
use crate::input::refusals::{MAX_ARTICLE_BYTES, broken, too_long};

/// A response with a status that means success.
#[derive(Debug)]
pub(super) struct Response {
    /// The content type that the server gives; empty if it gives none.
    pub(super) content_type: String,
    /// The content, decompressed, and in UTF-8 if the server named its encoding.
    pub(super) body: Vec<u8>,
    /// Notices about missing parts of the content.
    pub(super) notices: Vec<Notice>,
}

/// Returns the response in `bytes`, or `None` if its status does not mean success or it has no content.
pub(super) fn response(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Option<Response>, Error> {
    if !bytes.starts_with(b"HTTP/") {
        return Err(broken("expected an HTTP response, found something else"));
    }
    let (head, body) = split_head(bytes);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_ascii_whitespace().nth(1)).unwrap_or_default();
    if status.len() != 3 || !status.starts_with('2') || body.is_empty() {
        return Ok(None);
    }
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |name: &str| headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value);
    let content_type = header("content-type").to_ascii_lowercase();
    if !is_wanted(&content_type) {
        return Ok(None);
    }
    let mut is_cut = status == "206";
    let is_chunked = header("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Some programs keep the original header after they have reassembled the body.
    let joined = if is_chunked { unchunked(body) } else { None };
    let body = match &joined {
        Some((whole, is_whole)) => {
            is_cut |= !is_whole;
            whole
        }
        None => body,
    };
    let all: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name == "content-encoding")
        .map(|(_, value)| value.to_ascii_lowercase())
        .collect();
    let (body, is_whole) = decoded(body, &all.join(","))?;
    is_cut |= !is_whole;
    if body.len() > MAX_ARTICLE_BYTES {
        return Err(too_long());
    }
    let message = "the page is cut off; the archive contains only a part of it";
    let notices = if is_cut { vec![Notice::new("cut", message.to_owned())] } else { Vec::new() };
    let body = in_utf_8(body, &content_type);
    Ok(Some(Response { content_type, body, notices }))
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

/// Returns the body of a chunked response (RFC 9112, 7.1) and whether it is complete, or `None` if the bytes are not
/// chunked.
fn unchunked(mut bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut whole = Vec::new();
    let mut n_chunks = 0;
    loop {
        let size = bytes.windows(2).take(1000).position(|window| window == b"\r\n").and_then(|end| {
            let size = str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
            Some((end + 2, usize::from_str_radix(size, 16).ok()?))
        });
        let Some((start, size)) = size else {
            // The connection was closed before the last chunk, or the first line is not a size.
            return (n_chunks > 0).then_some((whole, false));
        };
        bytes = &bytes[start..];
        if size == 0 {
            return Some((whole, true));
        }
        n_chunks += 1;
        whole.extend(&bytes[..size.min(bytes.len())]);
        match bytes.get(size..).and_then(|rest| rest.strip_prefix(b"\r\n")) {
            Some(rest) => bytes = rest,
            None => return Some((whole, false)),
        }
    }
}

/// Decodes a page by the encoding that the server names, which browsers also prefer to the one in the page.
fn in_utf_8(body: Vec<u8>, content_type: &str) -> Vec<u8> {
    let charset = content_type.split(';').find_map(|parameter| parameter.trim().strip_prefix("charset="));
    match charset.and_then(|label| Encoding::for_label(label.trim_matches('"').as_bytes())) {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(&body).is_none() && str::from_utf8(&body).is_err() => {
            encoding.decode_without_bom_handling(&body).0.into_owned().into_bytes()
        }
        _ => body,
    }
}
