//! Encodes records in the output format that the user chooses.

use std::io;
use std::path::Path;

use onrecord_batch::Output;
use onrecord_export::{
    Destination, Encoded, Exporter, Format, Table, exporter, exporter_for_excel, exporter_with_text, exporters,
};
use onrecord_record::Record;
use onrecord_stdout::standard_output;

use crate::render::Style;
use crate::text_exporter::TextExporter;

/// Returns the formats of `--format`: the text form of this program, and those of `onrecord-export`.
pub(crate) fn formats() -> impl Iterator<Item = &'static Format> {
    std::iter::once(&TextExporter::FORMAT).chain(exporters().iter().map(|exporter| exporter.format()))
}

/// Returns the format with this name.
pub(crate) fn format_named(name: &str) -> Option<&'static Format> {
    formats().find(|format| format.name == name)
}

/// Returns the format that the extension of `path` implies.
pub(crate) fn format_of_path(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    formats().find(|format| format.is_implied_by_extension && format.files[0].extension == extension)
}

/// Returns the extensions that imply a format.
pub(crate) fn known_extensions() -> impl Iterator<Item = &'static str> {
    formats().filter(|format| format.is_implied_by_extension).map(|format| format.files[0].extension)
}

/// Encodes records in the chosen format.
#[derive(Debug)]
pub(crate) struct RecordEncoder {
    text: TextExporter,
    /// The exporter, for formats other than text.
    exporter: Option<&'static dyn Exporter>,
    /// The table that was chosen.
    chosen_table: Option<Table>,
    default_table: Table,
}

impl RecordEncoder {
    /// Returns an encoder for `format`; `style` is the style of the text form. `has_text` says whether JSON has the
    /// words of each span beside it; if it is `None`, the format decides.
    ///
    /// # Errors
    ///
    /// The reason why the format cannot be written at all, or not with this table or to this output.
    pub(crate) fn new(
        format: &'static Format,
        table: Option<Table>,
        has_text: Option<bool>,
        out: Option<&Path>,
        style: Style,
    ) -> Result<RecordEncoder, String> {
        let name = format.name;
        if table.is_some() && format.tables.is_empty() {
            let with_tables = formats().filter(|format| !format.tables.is_empty()).map(|format| format.name);
            return Err(format!("--table applies only to --format {}", with_tables.collect::<Vec<_>>().join(" and ")));
        }
        let chosen = has_text.map(|has_text| exporter_with_text(name, has_text));
        if matches!(chosen, Some(None)) {
            return Err("--with-text applies only to --format json and jsonl".to_owned());
        }
        if let Some(reason) = format.unavailable {
            return Err(reason.to_owned());
        }
        match (format.destination, out) {
            (Destination::File, None) => Err(format!("--format {name} writes a file; expected --out FILE")),
            (Destination::Folder, None) => {
                Err(format!("--format {name} writes several files for each record; expected --out FOLDER"))
            }
            (Destination::Stream, _) | (_, Some(_)) => Ok(RecordEncoder {
                text: TextExporter { style },
                exporter: chosen.flatten().or_else(|| exporter(name)),
                chosen_table: table,
                default_table: Table::Statements,
            }),
        }
    }

    /// Returns the encoder with another default table, used if no table was chosen.
    pub(crate) fn with_default_table(self, default_table: Table) -> RecordEncoder {
        RecordEncoder { default_table, ..self }
    }

    /// Returns the encoder for files that Excel opens correctly.
    ///
    /// # Errors
    ///
    /// The reason why the format has no such files.
    pub(crate) fn for_excel(self) -> Result<RecordEncoder, String> {
        let exporter = exporter_for_excel(self.exporter().format().name);
        exporter.ok_or("--excel applies only to --format csv")?;
        Ok(RecordEncoder { exporter, ..self })
    }

    fn table(&self) -> Table {
        self.chosen_table.unwrap_or(self.default_table)
    }

    fn exporter(&self) -> &dyn Exporter {
        match self.exporter {
            Some(exporter) => exporter,
            None => &self.text,
        }
    }

    /// Returns the record in the chosen format.
    pub(crate) fn encode(&self, record: &Record) -> Encoded {
        self.exporter().encode(record, self.table())
    }

    /// Returns the output at `out`, a file or a folder depending on the format, or standard output.
    ///
    /// # Errors
    ///
    /// If something else exists at `out`, or the output cannot be created.
    pub(crate) fn open(&self, out: Option<&Path>) -> io::Result<Output> {
        match out {
            Some(path) => Output::at(self.exporter(), self.table(), path),
            None => Output::to_stream(self.exporter(), self.table(), Box::new(standard_output()?)),
        }
    }

    /// Returns the output at `out`, or standard output, for rows with these columns.
    ///
    /// # Errors
    ///
    /// If the format cannot hold such rows, something else exists at `out`, or the output cannot be created.
    pub(crate) fn open_rows(&self, columns: &[&'static str], out: Option<&Path>) -> io::Result<Output> {
        let exporter = self.exporter();
        if !exporter.takes_rows() {
            let known = row_formats().collect::<Vec<_>>().join(", ");
            let message = format!("expected one of the formats {known}, found {}", exporter.format().name);
            return Err(io::Error::new(io::ErrorKind::Unsupported, message));
        }
        match out {
            Some(path) => Output::rows_at(exporter, columns, path),
            None => Output::rows_to_stream(exporter, columns, Box::new(standard_output()?)),
        }
    }
}

/// Returns the names of the formats of `onrecord-export` that hold any rows.
pub(crate) fn row_formats() -> impl Iterator<Item = &'static str> {
    exporters().iter().filter(|exporter| exporter.takes_rows()).map(|exporter| exporter.format().name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_choose_formats() {
        let name = |path: &str| format_of_path(Path::new(path)).map(|format| format.name);
        for (path, expected) in [
            ("a.txt", Some("text")),
            ("a.json", Some("json")),
            ("a.jsonl", Some("jsonl")),
            ("a.csv", Some("csv")),
            ("A.CSV", Some("csv")),
            ("a.parquet", Some("parquet")),
            ("a.tsv", None),
            ("a.ann", None),
            ("txt", None),
        ] {
            assert_eq!(name(path), expected, "{path}");
        }
        assert!(formats().all(|format| format_named(format.name) == Some(format)));
    }
}
