//! Reads the documents of an input on demand.

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

use super::article::{article, within};
use super::columns::Columns;
use super::dialect::{self, Dialect};
use super::format::{Format, HEAD_BYTES, format_of, is_beginning_of_object, is_gzip, is_wide_json};
use super::refusals::{MAX_ARTICLE_BYTES, MAX_ROW_BYTES, empty, too_long, unread};
use super::rows::{object, read_row, trim_row};
use super::table::Table;
use super::warc::Warc;
use super::{feed, packed, press, values};
use crate::decode::decode;
use crate::{Document, Error, ErrorKind, Metadata};

/// Options for reading an input.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The format. If `None`, it is detected from the name and the content.
    pub format: Option<Format>,
    /// Metadata to use where the input itself gives none. Id, address and title belong to one article, so they are used
    /// for plain text and HTML only. Links in feeds are resolved relative to the address.
    pub metadata: Metadata,
    /// The columns of tables that do not have the usual names.
    pub columns: Columns,
    /// The number of lines that come before the input, where it is a part of a longer one. Origins and errors of JSON Lines
    /// count them.
    pub lines_before: u64,
}

/// Returns an iterator over the documents of `input`, in order. Errors and the origins of documents name the input as
/// `name`, whose extension (`.html`, `.jsonl`) helps to detect the format.
///
/// A row that cannot be read gives an error with its line number, and reading continues with the next row. One row is
/// in memory at a time. The `text` of a row is not changed. Line ends, byte order marks and empty lines between rows
/// are skipped.
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

/// An iterator over the documents of one input; see [`read_input`].
#[derive(Debug)]
pub struct Documents<R> {
    name: String,
    options: InputOptions,
    /// Documents that are read and not yet returned.
    ready: VecDeque<Result<Document, Error>>,
    state: State<R>,
}

#[derive(Debug)]
enum State<R> {
    Start(R),
    Rows { input: Whole<R>, line: u64 },
    Table(Box<Table<Whole<R>>>),
    Pages(Box<Warc<Whole<R>>>),
    Done,
}

/// The input together with the bytes that were inspected to detect its format.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.ready.pop_front() {
                return Some(match found {
                    Ok(document) => Ok(document.at_path(&self.name)),
                    Err(error) => Err(error.within(&self.name)),
                });
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Start(input) => self.start(input),
                State::Rows { input, line } => self.row(input, line + 1),
                State::Table(mut table) => {
                    if let Some(found) = table.next_document(&self.options.metadata) {
                        self.ready.push_back(found);
                        self.state = State::Table(table);
                    }
                }
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
    /// Detects the format, and reads inputs that are not read row by row.
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
            // Only the end of the first line shows whether it is a complete object.
            self.ready.push_back(Err(unread(error)));
            return;
        }
        let sniffed = || dialect::is_table(&head, &self.options.columns).then_some(Format::Csv);
        let format = self.options.format.or_else(|| format_of(&self.name, &head)).or_else(sniffed);
        if let Some(Format::Csv | Format::Tsv) = format {
            return self.table(head, input, format == Some(Format::Tsv));
        }
        let is_compressed = is_gzip(&head);
        let input = Cursor::new(head).chain(input);
        match format {
            Some(Format::JsonLines) => self.state = State::Rows { input, line: self.options.lines_before },
            Some(Format::Warc) => self.state = State::Pages(Box::new(Warc::new(input, is_compressed))),
            _ => self.ready = whole(input, format, &self.options.metadata).into(),
        }
    }

    /// Starts reading a table; `head` is its beginning.
    fn table(&mut self, mut head: Vec<u8>, mut input: R, has_tabs: bool) {
        // UTF-16 is not read row by row.
        if head.contains(&0) {
            let limit = MAX_ROW_BYTES.saturating_sub(head.len()) as u64 + 1;
            if let Err(error) = (&mut input).take(limit).read_to_end(&mut head) {
                return self.ready.push_back(Err(unread(error)));
            }
            if head.len() > MAX_ROW_BYTES {
                return self.ready.push_back(Err(too_long()));
            }
            head = match decode(&head) {
                Ok(decoded) => decoded.text.into_bytes(),
                Err(error) => return self.ready.push_back(Err(error)),
            };
        }
        let columns = &self.options.columns;
        let begin = &head[..head.len().min(HEAD_BYTES)];
        let dialect = if has_tabs { Dialect::with(b'\t', begin) } else { Dialect::of(begin, columns) };
        let table = Table::new(Cursor::new(head).chain(input), dialect, columns.clone());
        self.state = State::Table(Box::new(table));
    }

    fn row(&mut self, mut input: Whole<R>, line: u64) {
        let mut row = Vec::new();
        match read_row(&mut input, &mut row) {
            Ok(false) if line > 1 => return,
            // An empty input gives one error, as for the other formats.
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
        let found = std::mem::take(&mut self.ready).into_iter();
        self.ready = found.map(|found| within(found, format_args!("line {line}"))).collect();
        self.state = State::Rows { input, line };
    }
}

/// Returns the documents of an input that is read at once.
fn whole(input: impl Read, format: Option<Format>, metadata: &Metadata) -> Vec<Result<Document, Error>> {
    let holds_more = matches!(format, Some(Format::Json | Format::Docx | Format::Epub));
    let limit = if holds_more { MAX_ROW_BYTES } else { MAX_ARTICLE_BYTES };
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
        Some(Format::Docx | Format::Epub) => return packed::documents(&bytes, metadata),
        _ => {}
    }
    match decode(&bytes) {
        // JSON is in UTF-8 (RFC 8259, 8.1), but some programs write all their files in UTF-16.
        Ok(decoded) if format.is_none() && is_wide_json(&bytes, &decoded.text) => {
            values::documents(decoded.text.as_bytes(), metadata)
        }
        Ok(decoded) if format.is_none() && feed::is_feed(&decoded.text) => feed::documents(&bytes, metadata),
        Ok(decoded) if format == Some(Format::NewsMl) || format.is_none() && press::is_press(&decoded.text) => {
            press::documents(&decoded.text, metadata)
        }
        Ok(decoded) => vec![article(decoded, format, metadata)],
        Err(error) => vec![Err(error)],
    }
}
