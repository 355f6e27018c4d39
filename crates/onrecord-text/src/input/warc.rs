//! Web archives: WARC (ISO 28500) 0.17 to 1.1, as written by crawlers and `wget --warc-file`.

mod coding;
mod http;
pub(super) mod members;

use std::io::{self, BufRead, BufReader, Cursor, Read};

use self::members::Members;
use super::article::article;
use super::refusals::{MAX_ARTICLE_BYTES, broken, unread};
use crate::decode::decode;
use crate::html::is_page;
use crate::{Document, Error, ErrorKind, Format, Metadata};

/// The maximum length of the header of a record, in bytes. In the largest crawls, headers have under 2,000.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// The first bytes of a record (WARC, 4); at the beginning of a line inside a content, they are taken as the start of
/// another record.
const RECORD_MARK: &[u8] = b"WARC/";

/// The maximum length in bytes of a content without a page that is read instead of skipped: if the stated length is
/// wrong, the content may include other records.
const MAX_OTHER_BYTES: u64 = 1 << 20;

/// The maximum length in bytes of a content that is skipped as a whole. Longer ones are more likely wrong lengths, so
/// they are searched for records.
const MAX_SOUND_BYTES: u64 = 1 << 30;

/// The pages of an archive, one record in memory at a time.
#[derive(Debug)]
pub(super) struct Warc<R> {
    input: BufReader<Members<R>>,
    /// Bytes that were read with a record but belong to the next.
    ahead: Cursor<Vec<u8>>,
    /// The number of the current record, counted from 1.
    n_records: u64,
    n_pages: u64,
    n_errors: u64,
    /// Whether the reader is searching for the start of the next record after damaged data.
    is_lost: bool,
    is_done: bool,
}

/// The header fields of a record that are used here.
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
        Warc { input, ahead: Cursor::default(), n_records: 0, n_pages: 0, n_errors: 0, is_lost: false, is_done: false }
    }

    /// Returns the document of the next page, or an error for a broken record, after which reading can continue.
    pub(super) fn next_page(&mut self, metadata: &Metadata) -> Option<Result<Document, Error>> {
        while !self.is_done {
            match self.record(metadata) {
                Ok(None) => {}
                Ok(Some(document)) => {
                    self.n_pages += 1;
                    return Some(Ok(document.within(format_args!("record {}", self.n_records))));
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
        Some(Err(Error::new(ErrorKind::NoArticle, "expected an archive with pages in HTML or text, found none")))
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
        let is_wanted = matches!(header.kind.as_str(), "response" | "resource" | "conversion") && !header.is_continued;
        let limit = if is_wanted { 2 * MAX_ARTICLE_BYTES as u64 } else { MAX_OTHER_BYTES };
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
        let n_ahead = (&mut self.ahead).take(limit as u64).read_until(b'\n', line)?;
        if line.ends_with(b"\n") || n_ahead == limit {
            return Ok(n_ahead);
        }
        Ok(n_ahead + (&mut self.input).take((limit - n_ahead) as u64).read_until(b'\n', line)?)
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
                return Ok(Err(broken("expected a record header, found one that is too long")));
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

    /// Returns the content of a record, or `None` if it is longer than `limit`. If its length differs from the one in
    /// the header, it ends where the next record begins.
    fn content(&mut self, length: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut content = Vec::new();
        let mut input = (&mut self.ahead).chain(&mut self.input).take(length.min(limit));
        let read = input.read_to_end(&mut content);
        let is_cut = (content.len() as u64) < length.min(limit);
        if length > limit && length <= MAX_SOUND_BYTES && !is_cut {
            return self.skip(length - limit).map(|()| None);
        }
        if (is_cut || length > limit || !self.is_at_end())
            && let Some(at) = start_of_record(&content)
        {
            let rest = content.split_off(at);
            self.put_back(rest);
            return Ok(Some(content));
        }
        read?;
        if length > limit && !is_cut {
            return self.skip(length - limit).map(|()| None);
        }
        if is_cut { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Some(content)) }
    }

    /// Skips a content of this length, or less if the next record begins earlier.
    fn skip(&mut self, length: u64) -> io::Result<()> {
        let mut left = length;
        // A record mark may extend from the end of one part into the next.
        let mut part: Vec<u8> = Vec::new();
        while left > 0 {
            part.drain(..part.len().saturating_sub(RECORD_MARK.len() + 2));
            let n_wanted = left.min(MAX_HEADER_BYTES as u64);
            let n_read = (&mut self.ahead).chain(&mut self.input).take(n_wanted).read_to_end(&mut part)? as u64;
            left -= n_read;
            if (length > MAX_SOUND_BYTES || n_read < n_wanted)
                && let Some(at) = start_of_record(&part)
            {
                self.put_back(part.split_off(at));
                return Ok(());
            }
            if n_read < n_wanted {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    /// Puts back bytes that were read in excess.
    fn put_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend(self.ahead.get_ref().get(self.ahead.position() as usize..).unwrap_or_default());
        self.ahead = Cursor::new(bytes);
    }

    /// Returns whether the content of a record has ended: it is followed by a line end or by the end of the archive.
    fn is_at_end(&mut self) -> bool {
        let ends =
            |bytes: &[u8]| bytes.is_empty() || bytes.starts_with(RECORD_MARK) || matches!(bytes[0], b'\r' | b'\n');
        let ahead = self.ahead.get_ref().get(self.ahead.position() as usize..).unwrap_or_default();
        // An error here is reported with the next record.
        if ahead.is_empty() { self.input.fill_buf().map_or(true, ends) } else { ends(ahead) }
    }
}

/// Returns the start of a record inside what should be the content of another, at the beginning of a line.
fn start_of_record(content: &[u8]) -> Option<usize> {
    let starts = content.windows(RECORD_MARK.len()).enumerate().filter(|(_, window)| *window == RECORD_MARK);
    let mut starts = starts.map(|(at, _)| at).filter(|&at| at > 0 && content[..at].ends_with(b"\n"));
    starts.find(|&at| content[at..].get(5).is_some_and(u8::is_ascii_digit))
}

/// Returns the document of a record that contains a page or the text of one.
fn page(header: &Header, content: &[u8], metadata: &Metadata) -> Result<Option<Document>, Error> {
    let is_html = |kind: &str| kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml");
    let is_text = header.kind == "conversion" && header.content_type.starts_with("text/plain");
    let (body, notices) = if header.content_type.starts_with("application/http") {
        // Old servers give no content type; the content may still be a page.
        match http::response(content, |kind| kind.is_empty() || is_html(kind))? {
            Some(response) if response.content_type.is_empty() && !begins_page(&response.body) => return Ok(None),
            Some(response) => (response.body, response.notices),
            None => return Ok(None),
        }
    } else if is_text || is_html(&header.content_type) || header.content_type.is_empty() && begins_page(content) {
        (content.to_vec(), Vec::new())
    } else {
        return Ok(None);
    };
    let metadata =
        Metadata { id: None, url: header.target.clone().or_else(|| metadata.url.clone()), ..metadata.clone() };
    let mut decoded = decode(&body)?;
    decoded.notices.extend(notices);
    let format = if is_text { Format::Plain } else { Format::Html };
    let document = article(decoded, Some(format), &metadata)?;
    Ok(Some(document.fetched_from(header.target.as_deref().unwrap_or_default())))
}

/// Returns whether a content without a type is a page.
fn begins_page(body: &[u8]) -> bool {
    decode(&body[..body.len().min(4096)]).is_ok_and(|decoded| matches!(is_page(&decoded.text), Ok(true)))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod variants;
