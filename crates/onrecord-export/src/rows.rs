//! Rows of cells, escaped for the two kinds of tables.

/// Appends a row after RFC 4180, ended by a line feed.
///
/// The text of cells is never changed. A spreadsheet may take a cell that begins with `=`, `+`, `-` or `@` for a
/// formula: `docs/exports.md` says how to open such files.
pub(crate) fn comma<T: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = T>) {
    for (idx, cell) in cells.into_iter().enumerate() {
        if idx > 0 {
            out.push(',');
        }
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}

/// Appends a row of cells between tabs, ended by a line feed.
///
/// These tables know no quoting, but some programs read them as if they did: what would end a cell or a line becomes
/// a space, and `"` becomes `'`, so that every program reads the same cells.
pub(crate) fn tabbed<T: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = T>) {
    for (idx, cell) in cells.into_iter().enumerate() {
        if idx > 0 {
            out.push('\t');
        }
        out.extend(cell.as_ref().chars().map(|c| match c {
            '"' => '\'',
            c if ends_line(c) => ' ',
            c => c,
        }));
    }
    out.push('\n');
}

/// Returns true for tabs, other controls, and what some programs take for the end of a line.
pub(crate) fn ends_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells that break careless writers.
    const HOSTILE: [&str; 8] =
        ["", "a,b", "\"", "“”\"\"\n", "\r\n\t", "=HYPERLINK(\"x\")", "é日👍\u{0}\u{2028}", " -1 "];

    #[test]
    fn what_is_written_with_commas_is_read_again() {
        let mut out = String::new();
        comma(&mut out, HOSTILE);
        comma(&mut out, HOSTILE.iter().rev());
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
    fn tabs_are_read_the_same_with_and_without_quoting() {
        let mut out = String::new();
        tabbed(&mut out, HOSTILE);
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
