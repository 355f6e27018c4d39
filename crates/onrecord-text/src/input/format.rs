//! Detects the format of an input.

use std::io::Read;

use super::warc::members::MAGIC;

/// The number of bytes inspected to detect the format.
pub(super) const HEAD_BYTES: usize = 64 << 10;

/// The first bytes of a ZIP archive.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One article. A short first line with an empty line after it is the headline.
    Plain,
    /// A page that contains an article.
    Html,
    /// One JSON object per line: `text`, and if known `id`, `title`, `published` (or `date`, `dct`), `publisher`,
    /// `url`, `byline`, `language`; or an item of IPTC ninjs.
    JsonLines,
    /// Such objects in sequence or in lists, over any number of lines, or a JSON Feed.
    Json,
    /// A table with a header row, in which each row is an article: CSV (RFC 4180) with commas, semicolons, tabs or bars
    /// between the cells. `text` is the column with this or a similar name in the header; the same holds for `id`,
    /// `title`, `publisher`, `url`, `byline`, `published` and `language`.
    Csv,
    /// Such a table with tabs between the cells.
    Tsv,
    /// A feed: RSS, Atom or JSON Feed. Its entries are the articles, if the feed contains their texts.
    Feed,
    /// A web archive (WARC, ISO 28500), plain or compressed with gzip. Its HTML responses are the articles.
    Warc,
    /// An article in NITF 3.x, or an item or message in NewsML-G2 2.x; both are XML formats of news agencies.
    NewsMl,
    /// A Word file (Office Open XML).
    Docx,
    /// A book in EPUB. Each part of its reading order that has text is an article.
    Epub,
}

/// Returns the format given by the name of the input or its beginning. `None` means that only the decoded text can show
/// it.
pub(super) fn format_of(name: &str, head: &[u8]) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "jsonl" | "ndjson" => return Some(Format::JsonLines),
        "html" | "htm" | "xhtml" => return Some(Format::Html),
        "csv" => return Some(Format::Csv),
        "tsv" | "tab" => return Some(Format::Tsv),
        "rss" | "atom" => return Some(Format::Feed),
        "docx" => return Some(Format::Docx),
        "epub" => return Some(Format::Epub),
        _ => {}
    }
    if name.ends_with(".warc") || name.ends_with(".warc.gz") || is_archive(head) {
        return Some(Format::Warc);
    }
    if is_packed(head) {
        return Some(Format::Docx);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let inside = head.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (head.first()?, inside?) {
        (b'[', b'{' | b']') => Some(Format::Json),
        (b'{', b'"' | b'}') => Some(if begins_over_lines(head) { Format::Json } else { Format::JsonLines }),
        // In UTF-16, only the decoded text can show it.
        _ if name.ends_with(".json") && !head.contains(&0) => Some(Format::Json),
        _ => None,
    }
}

/// Returns whether `head` is the beginning of a JSON object whose first line has not ended.
pub(super) fn is_beginning_of_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    head.len() > HEAD_BYTES / 2
        && !head.contains(&b'\n')
        && head.first() == Some(&b'{')
        && head[1..].trim_ascii_start().first() == Some(&b'"')
}

/// Returns whether the first line of `head` begins a JSON value that continues on the next line.
fn begins_over_lines(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|&byte| byte == b'\n') else { return false };
    let first = serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]);
    first.is_err_and(|error| error.is_eof())
}

/// Returns whether `text`, decoded from UTF-16, begins like JSON.
pub(super) fn is_wide_json(bytes: &[u8], text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_ascii_start();
    let begins = |first| {
        let inside = text.strip_prefix(first).map(str::trim_ascii_start);
        inside.is_some_and(|inside| inside.starts_with(['"', '{', '}', ']']))
    };
    bytes.contains(&0) && (begins('{') || begins('['))
}

/// Returns whether an input begins like a gzip file.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(&MAGIC)
}

/// Returns whether an input begins like a web archive, compressed or not.
fn is_archive(head: &[u8]) -> bool {
    if !is_gzip(head) {
        return head.starts_with(b"WARC/");
    }
    let mut start = [0; 5];
    flate2::bufread::GzDecoder::new(head).read_exact(&mut start).is_ok() && &start == b"WARC/"
}

/// Returns whether an input begins like a ZIP archive.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(ZIP_MAGIC)
}
