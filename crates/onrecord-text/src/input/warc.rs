//! Archives of pages: WARC (ISO 28500) 0.17 to 1.1, as crawlers and `wget --warc-file` write them.

mod http;
pub(super) mod members;

use std::io::{self, BufRead, BufReader, Read};

use self::members::Members;
use super::article::article;
use super::refusals::{MAX_ARTICLE_BYTES, broken, unread};
use crate::decode::decode;
use crate::{Document, Error, ErrorKind, Format, Metadata};

/// The longest header of a record, in bytes. Those of the largest crawls have under 2,000.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// The pages of an archive, one record in memory at a time.
#[derive(Debug)]
pub(super) struct Warc<R> {
    input: BufReader<Members<R>>,
    /// The number of the current record, from 1 on.
    n_records: u64,
    n_pages: u64,
    n_errors: u64,
    /// Whether the reader is searching for the start of the next record after damaged data.
    is_lost: bool,
    is_done: bool,
}

/// The fields of a record's header that matter here.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    content_type: String,
    target: Option<String>,
    length: Option<u64>,
    /// Whether the record continues the content of an earlier one.
    is_continued: bool,
}

impl<R: BufRead> Warc<R> {
    pub(super) fn new(input: R, is_compressed: bool) -> Self {
        let input = BufReader::new(Members::new(input, is_compressed));
        Warc { input, n_records: 0, n_pages: 0, n_errors: 0, is_lost: false, is_done: false }
    }

    /// Returns the document of the next page, or an error for a broken record, after which reading can go on.
    pub(super) fn next_page(&mut self, metadata: &Metadata) -> Option<Result<Document, Error>> {
        while !self.is_done {
            match self.record(metadata) {
                Ok(None) => {}
                Ok(Some(document)) => {
                    self.n_pages += 1;
                    return Some(Ok(document));
                }
                Err(error) => {
                    self.n_errors += 1;
                    return Some(Err(error.within(format_args!("record {}", self.n_records))));
                }
            }
        }
        if self.n_pages + self.n_errors > 0 {
            return None;
        }
        self.n_errors += 1;
        Some(Err(Error::new(ErrorKind::NoArticle, "expected an archive with pages in HTML, found none")))
    }

    /// Reads one record, or one line between records.
    fn record(&mut self, metadata: &Metadata) -> Result<Option<Document>, Error> {
        let mut line = Vec::new();
        match self.line(&mut line, MAX_HEADER_BYTES) {
            Ok(0) => {
                self.is_done = true;
                return Ok(None);
            }
            Ok(_) => {}
            Err(error) => return self.damaged(error),
        }
        if !line.starts_with(b"WARC/") {
            let is_known = self.is_lost || line.iter().all(u8::is_ascii_whitespace);
            if is_known {
                return Ok(None);
            }
            self.is_lost = true;
            self.n_records += 1;
            return Err(broken("expected a record that begins with \"WARC/\", found something else"));
        }
        self.is_lost = false;
        self.n_records += 1;
        let header = match self.header() {
            Ok(Ok(header)) => header,
            Ok(Err(error)) => {
                self.is_lost = true;
                return Err(error);
            }
            Err(error) => return self.damaged(error),
        };
        let Some(length) = header.length else {
            self.is_lost = true;
            return Err(broken("expected a Content-Length in the header of the record, found none"));
        };
        let is_wanted = matches!(header.kind.as_str(), "response" | "resource") && !header.is_continued;
        let limit = if is_wanted { 2 * MAX_ARTICLE_BYTES as u64 } else { 0 };
        let content = match self.content(length, limit) {
            Ok(content) => content,
            Err(error) => return self.damaged(error),
        };
        match content {
            Some(content) if is_wanted => page(&header, &content, metadata),
            _ => Ok(None),
        }
    }

    /// Skips damaged data, which is reported once.
    fn damaged(&mut self, error: io::Error) -> Result<Option<Document>, Error> {
        let was_lost = std::mem::replace(&mut self.is_lost, true);
        match error.kind() {
            // Damaged data, or a record that ends too soon. Other errors come from the disk.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                match self.input.get_mut().resync() {
                    Ok(true) => {}
                    Ok(false) => self.is_done = true,
                    Err(error) => {
                        self.is_done = true;
                        return Err(unread(error));
                    }
                }
                if was_lost { Ok(None) } else { Err(broken("the record is damaged or ends too soon")) }
            }
            _ => {
                self.is_done = true;
                Err(unread(error))
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
        (&mut self.input).take(limit as u64).read_until(b'\n', line)
    }

    fn header(&mut self) -> io::Result<Result<Header, Error>> {
        let mut header = Header::default();
        let mut n_bytes = 0;
        loop {
            let mut line = Vec::new();
            n_bytes += self.line(&mut line, MAX_HEADER_BYTES)?;
            if line.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if n_bytes > MAX_HEADER_BYTES {
                return Ok(Err(broken("expected a header of a record, found too long a one")));
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                return Ok(Ok(header));
            }
            // A line that begins with white space continues a field that is not used here.
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                // wget up to 1.20 writes it in angle brackets.
                "warc-target-uri" => header.target = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-segment-number" => header.is_continued = value != "1",
                _ => {}
            }
        }
    }

    /// Returns the content of a record, or `None` if it is longer than `limit`.
    fn content(&mut self, length: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut input = (&mut self.input).take(length);
        let mut content = Vec::new();
        let n_read = if length <= limit {
            input.read_to_end(&mut content)? as u64
        } else {
            io::copy(&mut input, &mut io::sink())?
        };
        if n_read < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok((length <= limit).then_some(content))
    }
}

/// Returns the document of a record with a page.
fn page(header: &Header, content: &[u8], metadata: &Metadata) -> Result<Option<Document>, Error> {
    let is_page = |kind: &str| kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml");
    let body = if header.content_type.starts_with("application/http") {
        match http::response(content)? {
            Some(response) if is_page(&response.content_type) => response.body,
            _ => return Ok(None),
        }
    } else if is_page(&header.content_type) {
        content.to_vec()
    } else {
        return Ok(None);
    };
    let metadata =
        Metadata { id: None, url: header.target.clone().or_else(|| metadata.url.clone()), ..metadata.clone() };
    article(decode(&body)?, Some(Format::Html), &metadata).map(Some)
}

#[cfg(test)]
mod tests;
