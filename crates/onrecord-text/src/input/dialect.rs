//! Detects from the beginning of a table how its cells are separated.

use csv::{ReaderBuilder, Terminator};

use super::columns::Columns;

/// The delimiter and quoting of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Whether cells may be quoted. If not, a quotation mark is part of the text.
    pub(super) is_quoted: bool,
}

/// The characters that can separate cells; if several fit equally well, the first is used.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Dialect {
    /// Returns the dialect of a table that begins with `head`: the one in which the first row has a text column, or
    /// otherwise the one with the most columns.
    pub(super) fn of(head: &[u8], columns: &Columns) -> Dialect {
        let delimiter = declared(head).unwrap_or_else(|| {
            let rank = |delimiter: &u8| {
                let header = header(head, *delimiter);
                (columns.fit(&header), header.len())
            };
            let best = DELIMITERS.iter().rev().max_by_key(|delimiter| rank(delimiter));
            best.copied().unwrap_or(b',')
        });
        Dialect::with(delimiter, head)
    }

    /// Returns the dialect of a table with this delimiter.
    pub(super) fn with(delimiter: u8, head: &[u8]) -> Dialect {
        Dialect { delimiter, is_quoted: is_quoted(head, delimiter) }
    }

    /// Returns the builder of a reader for this dialect, which treats the header like any other row.
    pub(super) fn builder(self) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.delimiter).quoting(self.is_quoted).has_headers(false).flexible(true);
        builder.terminator(Terminator::CRLF);
        builder
    }
}

/// Returns whether `head` begins like a table of articles: its first row names several columns, one of them a text
/// column.
pub(super) fn is_table(head: &[u8], columns: &Columns) -> bool {
    declared(head).is_some() || DELIMITERS.iter().any(|delimiter| columns.fit(&header(head, *delimiter)))
}

/// Returns the delimiter that a line `sep=;` before the header declares, as written by spreadsheet programs.
fn declared(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    match head.strip_prefix(b"sep=")? {
        [delimiter, b'\r' | b'\n', ..] if DELIMITERS.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

fn header(head: &[u8], delimiter: u8) -> Vec<String> {
    let end = head.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(head.len());
    let dialect = Dialect { delimiter, is_quoted: true };
    let mut record = csv::ByteRecord::new();
    match dialect.builder().from_reader(&head[..end]).read_byte_record(&mut record) {
        Ok(true) => names(&record),
        _ => Vec::new(),
    }
}

/// Returns the column names in a header.
pub(super) fn names(header: &csv::ByteRecord) -> Vec<String> {
    let name = |cell: &[u8]| {
        let decoded = crate::decode(cell).map(|decoded| decoded.text).unwrap_or_default();
        decoded.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
    };
    header.iter().map(name).collect()
}

/// Returns whether cells that begin with a quotation mark are quoted, which is so if most of those in `head` also end
/// with one.
fn is_quoted(head: &[u8], delimiter: u8) -> bool {
    let (mut n_quoted, mut n_other) = (0_usize, 0_usize);
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n'));
    let mut idx = 0;
    let mut is_start = true;
    while let Some(&byte) = head.get(idx) {
        idx += 1;
        if is_start && byte == b'"' {
            // Two quotation marks inside a quoted cell stand for one mark in its text.
            let mut is_closed = false;
            while let Some(at) = head[idx..].iter().position(|byte| *byte == b'"') {
                idx += at + 1;
                if head.get(idx) == Some(&b'"') {
                    idx += 1;
                    continue;
                }
                is_closed = true;
                break;
            }
            if !is_closed {
                // The cell may continue after the inspected bytes.
                break;
            }
            if is_end(head.get(idx)) {
                n_quoted += 1;
            } else {
                n_other += 1;
            }
        }
        is_start = byte == delimiter || matches!(byte, b'\r' | b'\n');
    }
    n_quoted >= n_other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_apart() {
        fn check(head: &str, delimiter: u8, is_quoted: bool) {
            let found = Dialect::of(head.as_bytes(), &Columns::default());
            assert_eq!(found, Dialect { delimiter, is_quoted }, "{head:?}");
        }
        check("id,text,date\n1,It rained.,2025\n", b',', true);
        check("id;text;date\n1;\"It rained, they said.\";2025\n", b';', true);
        check("\u{feff}id\ttext\n1\tIt rained, and it snowed; twice\n", b'\t', true);
        check("url|headline|body\n", b'|', true);
        check("sep=;\r\nid;words\r\n", b';', true);
        // The header decides, not the texts.
        check("date;text\n2025;a, b, c, d\n", b';', true);
        // These quotation marks are part of the text, not of the table syntax.
        check("id\ttext\n1\t\"We won,\" she said.\n2\t\"No\" was the answer.\n", b'\t', false);
        check("id,text\n1,\"\"\"We won,\"\" she said.\"\n", b',', true);
        check("id,text\n1,\"It rained.\nIt snowed.\"\n", b',', true);
    }

    #[test]
    fn tables_are_told_from_prose() {
        let is_table = |head: &str| is_table(head.as_bytes(), &Columns::default());
        assert!(is_table("id,text\n1,It rained.\n"));
        assert!(is_table("Title\tBody\tURL\n"));
        assert!(!is_table("Text, body and title\n\nIt rained.\n"));
        assert!(!is_table("It rained, the mayor said.\n"));
        assert!(!is_table("text\nIt rained.\n"));
    }
}
