//! Rows of cells as text: separated by commas, or by tabs.

use csv::{QuoteStyle, WriterBuilder};

/// Returns the rows as CSV (RFC 4180), each terminated by a line feed.
///
/// The text of cells is never changed. A spreadsheet may interpret a cell that begins with `=`, `+`, `-` or `@` as a
/// formula: `docs/exports.md` says how to open such files.
pub(crate) fn comma_separated<R>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    written(&WriterBuilder::new(), rows)
}

/// Returns the rows with tabs between cells, each terminated by a line feed.
///
/// These tables have no quoting, but some programs read them as if they had. A character that would end a cell or a
/// line is replaced by a space, and `"` by `'`, so that every program reads the same cells.
pub(crate) fn tab_separated<R>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item: AsRef<str>>,
{
    let plain = |row: R| row.into_iter().map(|cell| without_control_characters(cell.as_ref()));
    written(WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Never), rows.into_iter().map(plain))
}

fn written<R>(builder: &WriterBuilder, rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = builder.from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("the rows of a table have the same columns");
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("cells are text")
}

fn without_control_characters(cell: &str) -> String {
    let plain = |c| match c {
        '"' => '\'',
        c if ends_line(c) => ' ',
        c => c,
    };
    cell.chars().map(plain).collect()
}

/// Returns whether a character is a tab, another control character, or a character that some programs take for the end
/// of a line.
pub(crate) fn ends_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells that break simple writers.
    const HOSTILE: [&str; 8] =
        ["", "a,b", "\"", "“”\"\"\n", "\r\n\t", "=HYPERLINK(\"x\")", "é日👍\u{0}\u{2028}", " -1 "];

    #[test]
    fn what_is_written_with_commas_is_read_again() {
        let backwards: Vec<&str> = HOSTILE.iter().rev().copied().collect();
        let out = comma_separated([&HOSTILE[..], &backwards]);
        let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(out.as_bytes())
            .records()
            .map(Result::unwrap)
            .collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].iter().collect::<Vec<_>>(), HOSTILE);
    }

    #[test]
    fn only_cells_that_need_quotes_have_them() {
        assert_eq!(comma_separated([["a", "", "b c", "d,e", "#", "f\"g"]]), "a,,b c,\"d,e\",#,\"f\"\"g\"\n");
    }

    #[test]
    fn tabs_are_read_the_same_with_and_without_quoting() {
        let out = tab_separated([HOSTILE]);
        let read = |quoting| {
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(b'\t')
                .has_headers(false)
                .quoting(quoting)
                .from_reader(out.as_bytes());
            reader.records().map(Result::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(read(true), read(false));
        assert_eq!(read(true).len(), 1);
        assert_eq!(read(true)[0].len(), HOSTILE.len());
        assert_eq!(&read(true)[0][3], "“”'' ");
    }
}
