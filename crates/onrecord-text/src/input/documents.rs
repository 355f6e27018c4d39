//! The documents of an input, read as they are asked for.

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

use super::article::article;
use super::format::{Format, HEAD_BYTES, format_of, is_beginning_of_object, is_gzip, is_wide_json};
use super::refusals::{MAX_ARTICLE_BYTES, MAX_ROW_BYTES, empty, too_long, unread};
use super::rows::{object, read_row, trim_row};
use super::warc::Warc;
use super::{feed, values};
use crate::decode::decode;
use crate::{Document, Error, ErrorKind, Metadata};

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
        let is_compressed = is_gzip(&head);
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
