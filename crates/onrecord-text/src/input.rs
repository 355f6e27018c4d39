//! Inputs to documents: one article in plain text or HTML, or many in JSON Lines.

use std::io::{self, BufRead, Cursor, Read};

use onrecord_record::Notice;
use serde_json::{Map, Value};

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
    /// The article and nothing else.
    Plain,
    /// A page with an article in it.
    Html,
    /// One JSON object a line: `text`, and where known `id`, `title`, `published` (or `date`, `dct`), `publisher`,
    /// `url`, `byline`, `language`.
    JsonLines,
}

/// How an input is to be read.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The format; found from the name and the content where `None`.
    pub format: Option<Format>,
    /// What is known of the article or articles; stands where the input itself is silent. The id is used for plain
    /// text and HTML only, since an id names one article.
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
    Documents { name: name.to_owned(), options: options.clone(), state: State::Start(input) }
}

/// The documents of one input: what [`read_input`] returns.
#[derive(Debug)]
pub struct Documents<R> {
    name: String,
    options: InputOptions,
    state: State<R>,
}

#[derive(Debug)]
enum State<R> {
    Start(R),
    Rows { input: io::Chain<Cursor<Vec<u8>>, R>, line: u64 },
    Done,
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Start(mut input) => {
                    let mut head = Vec::new();
                    if let Err(error) = (&mut input).take(HEAD_BYTES as u64).read_to_end(&mut head) {
                        return Some(Err(unread(&error).at(&self.name, None)));
                    }
                    let format = self.options.format.or_else(|| format_of(&self.name, &head));
                    let input = Cursor::new(head).chain(input);
                    if format == Some(Format::JsonLines) {
                        self.state = State::Rows { input, line: 0 };
                        continue;
                    }
                    let document = article(input, format, &self.options.metadata);
                    return Some(document.map_err(|error| error.at(&self.name, None)));
                }
                State::Rows { mut input, line } => {
                    let line = line + 1;
                    let mut row = Vec::new();
                    let read = match read_row(&mut input, &mut row) {
                        Ok(false) if line > 1 => return None,
                        // Nothing at all: said once, as for the other formats.
                        Ok(false) => return Some(Err(empty().at(&self.name, None))),
                        Ok(true) => document(trim_row(&row, line), &self.options.metadata),
                        Err(error) if error.kind() == ErrorKind::Read => {
                            return Some(Err(error.at(&self.name, Some(line))));
                        }
                        Err(error) => Err(error),
                    };
                    self.state = State::Rows { input, line };
                    match read {
                        Ok(None) => continue,
                        Ok(Some(document)) => return Some(Ok(document)),
                        Err(error) => return Some(Err(error.at(&self.name, Some(line)))),
                    }
                }
            }
        }
    }
}

fn unread(error: &io::Error) -> Error {
    Error::new(ErrorKind::Read, format!("could not be read: {error}"))
}

fn empty() -> Error {
    Error::new(ErrorKind::Empty, "expected text, found nothing")
}

/// Tells JSON Lines and HTML by the name, and JSON Lines by its first row; `None` leaves it to the decoded text.
fn format_of(name: &str, head: &[u8]) -> Option<Format> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "jsonl" | "ndjson" => return Some(Format::JsonLines),
        "html" | "htm" | "xhtml" => return Some(Format::Html),
        _ => {}
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let inside = head.strip_prefix(b"{")?.trim_ascii_start();
    matches!(inside.first(), Some(b'"' | b'}')).then_some(Format::JsonLines)
}

fn article(input: impl Read, format: Option<Format>, metadata: &Metadata) -> Result<Document, Error> {
    let mut bytes = Vec::new();
    input.take(MAX_ARTICLE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unread(&error))?;
    if bytes.len() > MAX_ARTICLE_BYTES {
        return Err(too_long());
    }
    let Decoded { text, notices, .. } = decode(&bytes)?;
    let is_page = match format {
        Some(format) => format == Format::Html,
        None => html::is_page(&text)?,
    };
    if is_page {
        let Page { text, metadata: found } = html::page(&text)?;
        return Ok(Document::with_notices(text, found.or(metadata), notices));
    }
    Ok(Document::with_notices(text, metadata.clone(), notices))
}

fn too_long() -> Error {
    let message = format!("expected an article of at most {MAX_ARTICLE_BYTES} bytes, found more");
    Error::new(ErrorKind::TooLong, message)
}

/// Reads up to and with the next line end into `row`; false at the end of the input. A row that is too long is passed
/// over and its beginning forgotten.
fn read_row(input: &mut impl BufRead, row: &mut Vec<u8>) -> Result<bool, Error> {
    let limit = MAX_ROW_BYTES as u64 + 1;
    let n_read = input.take(limit).read_until(b'\n', row).map_err(|error| unread(&error))?;
    if row.len() <= MAX_ROW_BYTES {
        return Ok(n_read > 0);
    }
    while row.last() != Some(&b'\n') {
        row.clear();
        if input.take(limit).read_until(b'\n', row).map_err(|error| unread(&error))? == 0 {
            break;
        }
    }
    row.clear();
    Err(too_long())
}

fn trim_row(row: &[u8], line: u64) -> &[u8] {
    let row = if line == 1 { row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row) } else { row };
    row.trim_ascii()
}

/// Returns the document of one row, `None` for an empty one.
fn document(row: &[u8], metadata: &Metadata) -> Result<Option<Document>, Error> {
    if row.is_empty() {
        return Ok(None);
    }
    let refused = |message: String| Err(Error::new(ErrorKind::Row, message));
    let mut row: Map<String, Value> = match serde_json::from_slice::<Value>(row) {
        Ok(Value::Object(row)) => row,
        Ok(other) => return refused(format!("expected a JSON object, found {}", kind_of(&other))),
        Err(error) if row == b"{" => {
            return refused(format!("expected a whole JSON object on one line, found its beginning ({error})"));
        }
        Err(error) => {
            // Every row is line 1 to serde_json: its line would contradict ours.
            let message = error.to_string().replace(" at line 1 column ", " at column ");
            return refused(format!("expected a JSON object: {message}"));
        }
    };
    let text = match row.remove("text") {
        Some(Value::String(text)) if text.trim().is_empty() => return Err(empty()),
        Some(Value::String(text)) if text.len() > MAX_ARTICLE_BYTES => return Err(too_long()),
        Some(Value::String(text)) => text,
        None => return refused("expected a field \"text\" with a string, found none".to_owned()),
        Some(other) => {
            return refused(format!("expected a field \"text\" with a string, found {}", kind_of(&other)));
        }
    };
    let mut notices = Vec::new();
    let mut take = |names: &[&str]| {
        let name = names.iter().find(|name| row.get(**name).is_some_and(|value| !value.is_null()))?;
        match row.remove(*name)? {
            Value::String(value) if value.trim().is_empty() => None,
            Value::String(value) => Some(value),
            Value::Number(value) => Some(value.to_string()),
            other => {
                let message = format!("expected a string in the field {name:?}, found {}", kind_of(&other));
                notices.push(Notice::new("metadata", message));
                None
            }
        }
    };
    let found = Metadata {
        id: take(&["id"]),
        title: take(&["title"]),
        publisher: take(&["publisher"]),
        url: take(&["url"]),
        byline: take(&["byline"]),
        published: take(&["published", "date", "dct"]),
        language: take(&["language"]),
    };
    let shared = Metadata { id: None, ..metadata.clone() };
    Ok(Some(Document::with_notices(text, found.or(&shared), notices)))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests;
