//! Inputs to documents: one article in plain text or HTML, or many in JSON, feeds or archives of pages.

mod feed;
mod ninjs;
mod repair;
mod rows;
mod values;
mod warc;

pub use feed::{Entry, read_feed};

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

use self::rows::{object, read_row, trim_row};
use self::warc::Warc;
use crate::decode::{Decoded, decode};
use crate::html::{self, Page};
use crate::{Document, Error, ErrorKind, Metadata};

/// The longest article that is read, in bytes of the input (32 MiB): longer ones are archives or mistakes. War
/// and Peace in English has 3.2 MB.
pub const MAX_ARTICLE_BYTES: usize = 32 << 20;

/// The longest row of JSON Lines, in bytes: an article whose every other byte is escaped, and room for its metadata.
const MAX_ROW_BYTES: usize = 2 * MAX_ARTICLE_BYTES;

/// How many bytes are looked at to tell the format.
const HEAD_BYTES: usize = 64 << 10;

/// What an input is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The article and nothing else; a headline is a short first line with an empty line after it.
    Plain,
    /// A page with an article in it.
    Html,
    /// One JSON object a line: `text`, and where known `id`, `title`, `published` (or `date`, `dct`), `publisher`,
    /// `url`, `byline`, `language`; or an item of IPTC ninjs.
    JsonLines,
    /// Such objects one after the other or in lists, over any number of lines; or a JSON Feed.
    Json,
    /// A feed: RSS, Atom or JSON Feed. Its entries are the articles, as far as the feed has their texts.
    Feed,
    /// An archive of pages (WARC, ISO 28500), plain or compressed with gzip: the responses in HTML are the articles.
    Warc,
}

/// How an input is to be read.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The format; found from the name and the content where `None`.
    pub format: Option<Format>,
    /// What is known of the article or articles; stands where the input itself is silent. Id, address and title
    /// are used for plain text and HTML only, since they are those of one article; links of feeds are relative to the
    /// address.
    pub metadata: Metadata,
}

/// Returns the documents of `input`, read as they are asked for, in order. `name` is what errors call the input; the
/// ending of its name (`.html`, `.jsonl`) helps to tell the format.
///
/// A row that cannot be read gives an error with its line, and the rows after it are read all the same. Rows are kept
/// in memory one at a time; their `text` is not changed. Line ends, byte order marks and empty lines between rows are
/// no part of any row.
///
/// ```
/// use onrecord_text::{InputOptions, read_input};
///
/// let rows = b"{\"text\": \"It rained.\"}\n{\"title\": \"No text\"}\n";
/// let mut found = read_input("news.jsonl", &rows[..], &InputOptions::default());
/// assert_eq!(found.next().unwrap().unwrap().text(), "It rained.");
/// let error = found.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "news.jsonl, line 2: expected a field \"text\" with a string, found none");
/// ```
pub fn read_input<R: BufRead>(name: &str, input: R, options: &InputOptions) -> Documents<R> {
    let ready = VecDeque::new();
    Documents { name: name.to_owned(), options: options.clone(), ready, state: State::Start(input) }
}

/// The documents of one input: what [`read_input`] returns.
#[derive(Debug)]
pub struct Documents<R> {
    name: String,
    options: InputOptions,
    /// Documents of what was read last.
    ready: VecDeque<Result<Document, Error>>,
    state: State<R>,
}

#[derive(Debug)]
enum State<R> {
    Start(R),
    Rows { input: Whole<R>, line: u64 },
    Pages(Box<Warc<Whole<R>>>),
    Done,
}

/// The input with what was looked at to tell its format.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.ready.pop_front() {
                return Some(found.map_err(|error| error.within(&self.name)));
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Start(input) => self.start(input),
                State::Rows { input, line } => self.row(input, line + 1),
                State::Pages(mut pages) => {
                    if let Some(found) = pages.next_page(&self.options.metadata) {
                        self.ready.push_back(found);
                        self.state = State::Pages(pages);
                    }
                }
            }
        }
    }
}

impl<R: BufRead> Documents<R> {
    /// Tells the format, and reads what is not read bit by bit.
    fn start(&mut self, mut input: R) {
        let mut head = Vec::new();
        if let Err(error) = (&mut input).take(HEAD_BYTES as u64).read_to_end(&mut head) {
            self.ready.push_back(Err(unread(error)));
            return;
        }
        if self.options.format.is_none()
            && is_beginning_of_object(&head)
            && let Err(error) = (&mut input).take(MAX_ROW_BYTES as u64).read_until(b'\n', &mut head)
        {
            // Whether the first line is a whole object is seen at its end.
            self.ready.push_back(Err(unread(error)));
            return;
        }
        let format = self.options.format.or_else(|| format_of(&self.name, &head));
        let is_compressed = warc::is_gzip(&head);
        let input = Cursor::new(head).chain(input);
        match format {
            Some(Format::JsonLines) => self.state = State::Rows { input, line: 0 },
            Some(Format::Warc) => self.state = State::Pages(Box::new(Warc::new(input, is_compressed))),
            _ => self.ready = whole(input, format, &self.options.metadata).into(),
        }
    }

    fn row(&mut self, mut input: Whole<R>, line: u64) {
        let mut row = Vec::new();
        match read_row(&mut input, &mut row) {
            Ok(false) if line > 1 => return,
            // Nothing at all: said once, as for the other formats.
            Ok(false) => return self.ready.push_back(Err(empty())),
            Ok(true) => match object(trim_row(&row, line)) {
                Ok(None) => {}
                Ok(Some(object)) => self.ready.extend(values::of_object(object, &self.options.metadata)),
                Err(error) => self.ready.push_back(Err(error)),
            },
            Err(error) if error.kind() == ErrorKind::Read => {
                self.ready.push_back(Err(error.within(format_args!("line {line}"))));
                return;
            }
            Err(error) => self.ready.push_back(Err(error)),
        }
        for found in &mut self.ready {
            if let Err(error) = found {
                *error = error.clone().within(format_args!("line {line}"));
            }
        }
        self.state = State::Rows { input, line };
    }
}

fn unread(error: io::Error) -> Error {
    Error::new(ErrorKind::Read, format!("could not be read: {error}")).caused_by(error)
}

fn empty() -> Error {
    Error::new(ErrorKind::Empty, "expected text, found nothing")
}

/// Tells a format by the name of the input or its beginning; `None` leaves it to the decoded text.
fn format_of(name: &str, head: &[u8]) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "jsonl" | "ndjson" => return Some(Format::JsonLines),
        "html" | "htm" | "xhtml" => return Some(Format::Html),
        "rss" | "atom" => return Some(Format::Feed),
        _ => {}
    }
    if name.ends_with(".warc") || name.ends_with(".warc.gz") || warc::is_archive(head) {
        return Some(Format::Warc);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let inside = head.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (head.first()?, inside?) {
        (b'[', b'{' | b']') => Some(Format::Json),
        (b'{', b'"' | b'}') => Some(if begins_over_lines(head) { Format::Json } else { Format::JsonLines }),
        // In UTF-16, it is told by the decoded text.
        _ if name.ends_with(".json") && !head.contains(&0) => Some(Format::Json),
        _ => None,
    }
}

/// Returns whether `head` is the beginning of a JSON object, with no end of a line after it yet.
fn is_beginning_of_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    head.len() > HEAD_BYTES / 2
        && !head.contains(&b'\n')
        && head.first() == Some(&b'{')
        && head[1..].trim_ascii_start().first() == Some(&b'"')
}

/// Returns whether the first line of `head` is the beginning of a JSON value that goes on.
fn begins_over_lines(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|&byte| byte == b'\n') else { return false };
    let first = serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]);
    first.is_err_and(|error| error.is_eof())
}

/// Returns the documents of an input that is read as a whole.
fn whole(input: impl Read, format: Option<Format>, metadata: &Metadata) -> Vec<Result<Document, Error>> {
    let limit = if format == Some(Format::Json) { MAX_ROW_BYTES } else { MAX_ARTICLE_BYTES };
    let mut bytes = Vec::new();
    if let Err(error) = input.take(limit as u64 + 1).read_to_end(&mut bytes) {
        return vec![Err(unread(error))];
    }
    if bytes.len() > limit {
        return vec![Err(too_long())];
    }
    match format {
        Some(Format::Json) => return values::documents(&bytes, metadata),
        Some(Format::Feed) => return feed::documents(&bytes, metadata),
        _ => {}
    }
    match decode(&bytes) {
        // JSON is in UTF-8 (RFC 8259, 8.1), and in UTF-16 where programs write all of their files so.
        Ok(decoded) if format.is_none() && is_wide_json(&bytes, &decoded.text) => {
            values::documents(decoded.text.as_bytes(), metadata)
        }
        Ok(decoded) if format.is_none() && feed::is_feed(&decoded.text) => feed::documents(&bytes, metadata),
        Ok(decoded) => vec![article(decoded, format, metadata)],
        Err(error) => vec![Err(error)],
    }
}

/// Returns whether `text`, which was not in UTF-8, begins as JSON does.
fn is_wide_json(bytes: &[u8], text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_ascii_start();
    let begins = |first| {
        let inside = text.strip_prefix(first).map(str::trim_ascii_start);
        inside.is_some_and(|inside| inside.starts_with(['"', '{', '}', ']']))
    };
    bytes.contains(&0) && (begins('{') || begins('['))
}

fn article(decoded: Decoded, format: Option<Format>, metadata: &Metadata) -> Result<Document, Error> {
    let Decoded { text, notices, .. } = decoded;
    let is_page = match format {
        Some(format) => format == Format::Html,
        None => html::is_page(&text)?,
    };
    if is_page {
        let Page { text, metadata: found } = html::page(&text)?;
        return Ok(Document::with_notices(text, found.on_the_host_of(metadata).or(metadata), notices));
    }
    let title = metadata.title.clone().or_else(|| headline(&text));
    Ok(Document::with_notices(text, Metadata { title, ..metadata.clone() }, notices))
}

/// Most words of a line that is taken for a headline. Headlines of agencies seldom have more than twelve; summaries that stand in
/// their place have up to twice as many.
const MAX_HEADLINE_WORDS: usize = 25;

/// Returns the headline of a plain text: a short first line that does not end as a sentence does, with an empty line
/// and more text after it. It stays in the text too, which is never changed.
fn headline(text: &str) -> Option<String> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().skip_while(|line| line.trim().is_empty());
    let line = lines.next()?;
    let is_apart = lines.next()?.trim().is_empty();
    let words: Vec<&str> = line.split_whitespace().collect();
    let end = line.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', '»']);
    let is_sentence = end.ends_with(['.', '…', ',', ';', ':']) && !end.ends_with("U.S.");
    let is_byline = words.len() > 1 && matches!(words[0], "By" | "BY" | "by");
    let is_headline = is_apart && !is_sentence && !is_byline && words.len() <= MAX_HEADLINE_WORDS;
    let is_worded = line.contains(char::is_alphabetic) && lines.any(|line| !line.trim().is_empty());
    (is_headline && is_worded).then(|| words.join(" "))
}

fn too_long() -> Error {
    let message = format!("expected an article of at most {MAX_ARTICLE_BYTES} bytes, found more");
    Error::new(ErrorKind::TooLong, message)
}

#[cfg(test)]
mod tests;
