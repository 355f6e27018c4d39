//! Tables of articles: CSV (RFC 4180), TSV and similar formats, with a header row; one row is in memory at a time.

use std::io::{self, Chain, Cursor, Read};

use csv::{ByteRecord, Reader};
use encoding_rs::Encoding;
use onrecord_record::Notice;

use super::columns::{Columns, Field};
use super::dialect::{Dialect, names};
use super::refusals::{MAX_ARTICLE_BYTES, MAX_ROW_BYTES, empty, refused, too_long, unread};
use crate::decode::decode;
use crate::{Document, Error, Metadata, html};

/// A row added after the input. If it turns up inside another cell, the quotation mark of that cell was never closed.
const END: &[u8] = b"\x1eend\x1e";

/// The first columns of the tables that this program itself writes; their rows are statements or events, not articles.
const OWN: &str = "document,title,publisher,url,published,id,";

/// The rows of a table.
#[derive(Debug)]
pub(super) struct Table<R> {
    rows: Reader<Limited<Chain<R, Cursor<Vec<u8>>>>>,
    columns: Columns,
    /// The positions of fields in a row; empty before the header is read.
    positions: Vec<(Field, usize)>,
    n_columns: usize,
    /// The number of the current row, where the header is row 1.
    row: u64,
    is_done: bool,
}

impl<R: Read> Table<R> {
    pub(super) fn new(input: R, dialect: Dialect, columns: Columns) -> Self {
        let end = [b"\n", END, b"\n"].concat();
        let input = Limited { inner: input.chain(Cursor::new(end)), n_left: MAX_ROW_BYTES };
        let rows = dialect.builder().from_reader(input);
        Table { rows, columns, positions: Vec::new(), n_columns: 0, row: 0, is_done: false }
    }

    /// Returns the document of the next row, or the reason why it has none.
    pub(super) fn next_document(&mut self, metadata: &Metadata) -> Option<Result<Document, Error>> {
        if self.is_done {
            return None;
        }
        if self.row == 0
            && let Err(error) = self.header()
        {
            self.is_done = true;
            return Some(Err(error));
        }
        let mut cells = ByteRecord::new();
        let is_first = self.row == 1;
        match self.next_row(&mut cells) {
            Ok(true) => {}
            Ok(false) if is_first => return Some(Err(empty())),
            Ok(false) => return None,
            Err(error) => return Some(Err(error.within(format_args!("row {}", self.row)))),
        }
        let row = self.row;
        Some(match self.document(&cells, metadata) {
            Ok(document) => Ok(document.within(format_args!("row {row}"))),
            Err(error) => Err(error.within(format_args!("row {row}"))),
        })
    }

    /// Reads the next row into `cells`, and returns false at the end of the table.
    fn next_row(&mut self, cells: &mut ByteRecord) -> Result<bool, Error> {
        loop {
            if self.is_done {
                return Ok(false);
            }
            self.rows.get_mut().n_left = MAX_ROW_BYTES;
            let found = self.rows.read_byte_record(cells);
            self.row += 1;
            let found = found.map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_long(),
                csv::ErrorKind::Io(error) => unread(error),
                _ => refused("expected a row of a table, found something else".to_owned()),
            });
            self.is_done = !matches!(found, Ok(true));
            if !found? {
                return Ok(false);
            }
            let is_end = cells.len() == 1 && cells.get(0) == Some(END);
            let is_open = !is_end && cells.iter().next_back().is_some_and(|cell| cell.trim_ascii_end().ends_with(END));
            self.is_done = is_end || is_open;
            if is_open {
                let reason = "expected a quotation mark at the end of a cell, found the end of the input";
                return Err(refused(reason.to_owned()));
            }
            let is_blank = cells.iter().all(|cell| cell.trim_ascii().is_empty());
            if !is_end && !is_blank {
                return Ok(true);
            }
            self.row -= u64::from(is_end);
        }
    }

    /// Reads the header.
    fn header(&mut self) -> Result<(), Error> {
        let mut cells = ByteRecord::new();
        if !self.next_row(&mut cells)? {
            return Err(empty());
        }
        if cells.get(0).is_some_and(|cell| cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell) == b"sep=") {
            // The line that declares the delimiter does not count as a row.
            self.row -= 1;
            if !self.next_row(&mut cells)? {
                return Err(empty());
            }
        }
        let header = names(&cells);
        let shown = || header.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
        if let Some(name) = self.columns.missing(&header) {
            return Err(refused(format!("expected a column {name:?} in the header, found {}", shown())));
        }
        if header.join(",").starts_with(OWN) && !self.columns.has(Field::Text) {
            return Err(refused("expected a table of articles, found one that onrecord has written".to_owned()));
        }
        let fields = [Field::Id, Field::Title, Field::Publisher, Field::Url, Field::Byline];
        let fields = fields.into_iter().chain([Field::Published, Field::Language, Field::Text]);
        let positions = fields.filter_map(|field| Some((field, self.columns.position(&header, field)?)));
        self.positions = positions.collect();
        if !self.positions.iter().any(|(field, _)| *field == Field::Text) {
            let hint = "name it with --columns text=COLUMN";
            let message = format!("expected a column with the texts in the header, found {}; {hint}", shown());
            return Err(refused(message));
        }
        self.n_columns = header.len();
        Ok(())
    }

    fn cell<'c>(&self, cells: &'c ByteRecord, wanted: Field) -> Option<&'c [u8]> {
        let (_, idx) = self.positions.iter().find(|(field, _)| *field == wanted)?;
        cells.get(*idx).filter(|cell| !cell.trim_ascii().is_empty())
    }

    fn document(&self, cells: &ByteRecord, metadata: &Metadata) -> Result<Document, Error> {
        let n_columns = self.n_columns;
        // Spreadsheet programs add empty cells after the last column.
        let n_cells = cells.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |idx| idx + 1);
        if n_cells > n_columns {
            return Err(refused(format!("expected {n_columns} cells as in the header, found {}", cells.len())));
        }
        let text = self.cell(cells, Field::Text).ok_or_else(empty)?;
        if text.len() > MAX_ARTICLE_BYTES {
            return Err(too_long());
        }
        let decoded = decode(text)?;
        let mut notices = decoded.notices;
        if cells.len() < n_columns {
            let message = format!("the row has {} cells, and the header has {n_columns}", cells.len());
            notices.push(Notice::new("columns", message));
        }
        let encoding = Encoding::for_label(decoded.encoding.as_bytes());
        let value = |field: Field| {
            let cell = self.cell(cells, field)?;
            let text = match (str::from_utf8(cell), encoding) {
                (Ok(text), _) => text.to_owned(),
                (Err(_), Some(encoding)) => encoding.decode_without_bom_handling(cell).0.into_owned(),
                (Err(_), None) => String::from_utf8_lossy(cell).into_owned(),
            };
            Some(text.trim().to_owned())
        };
        // Ids that are only row numbers would be the same in two tables.
        let is_id = |id: &String| self.columns.has(Field::Id) || id.contains(':');
        let found = Metadata {
            id: value(Field::Id).filter(is_id),
            title: value(Field::Title),
            publisher: value(Field::Publisher),
            url: value(Field::Url),
            byline: value(Field::Byline),
            published: value(Field::Published),
            language: value(Field::Language),
        };
        let text = if has_markup(&decoded.text) { html::fragment(&decoded.text)? } else { decoded.text };
        if text.trim().is_empty() {
            return Err(empty());
        }
        Ok(Document::with_notices(text, found.or(&metadata.shared()), notices))
    }
}

/// Returns whether a cell holds HTML: paragraphs, line breaks or divisions.
fn has_markup(text: &str) -> bool {
    text.contains("</p>") || text.contains("<p>") || text.contains("</div>") || text.contains("<br")
}

/// A reader that fails if a row is longer than the limit.
#[derive(Debug)]
struct Limited<R> {
    inner: R,
    n_left: usize,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.n_left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let n_read = self.inner.read(buffer)?;
        self.n_left = self.n_left.saturating_sub(n_read);
        Ok(n_read)
    }
}

#[cfg(test)]
mod tests;
