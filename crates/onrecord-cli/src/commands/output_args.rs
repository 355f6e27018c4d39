//! The options for the format and the output of records, which `read` and `export` share.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use onrecord_batch::{Output, write_error};
use onrecord_export::{Destination, Format, Table};

use super::display_args::StyleArgs;
use crate::record_encoder::{RecordEncoder, format_named, format_of_path, formats, known_extensions, row_formats};

/// The format and the output of records.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Format of the records [default: by the extension of --out, else text on a terminal, else jsonl]
    #[arg(long, short, value_parser = format_parser())]
    format: Option<&'static Format>,

    /// Table to write, for formats with tables such as csv [default: the list given by --in, else statements]
    #[arg(long, value_name = "TABLE", value_parser = table_parser())]
    table: Option<Table>,

    /// Add the text of each span, in json and jsonl [default: true for json, false for jsonl]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    with_text: Option<bool>,

    /// Begin CSV with a byte-order mark, so that Excel shows letters with accents correctly
    #[arg(long)]
    excel: bool,

    /// Write the records to FILE, which appears only when it is complete; formats with several files need a FOLDER
    #[arg(long, short, value_name = "FILE | FOLDER")]
    pub(super) out: Option<PathBuf>,

    #[command(flatten)]
    style: StyleArgs,
}

fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(formats().map(|format| {
        let requirement = match format.destination {
            Destination::Stream => "",
            Destination::File => "; needs --out FILE",
            Destination::Folder => "; needs --out FOLDER",
        };
        PossibleValue::new(format.name).help(format!("{}{requirement}", format.description))
    }))
    .try_map(|name| format_named(&name).ok_or("unknown format"))
}

fn table_parser() -> impl TypedValueParser<Value = Table> {
    PossibleValuesParser::new(Table::ALL.iter().map(|table| PossibleValue::new(table.name()).help(table.description())))
        .try_map(|name| Table::ALL.iter().copied().find(|table| table.name() == name).ok_or("unknown table"))
}

impl OutputArgs {
    /// Returns the encoder of the records. In formats with tables, it writes `default_table` unless another table is
    /// chosen.
    ///
    /// # Errors
    ///
    /// The reason why the options cannot be combined.
    pub(super) fn encoder(&self, default_table: Table) -> Result<RecordEncoder, String> {
        let out = self.out.as_deref();
        let format = match self.format {
            Some(format) => format,
            None => default_format(out)?,
        };
        let style = self.style.style(out.is_none());
        let encoder = RecordEncoder::new(format, self.table, self.with_text, out, style)?;
        let encoder = if self.excel { encoder.for_excel()? } else { encoder };
        Ok(encoder.with_default_table(default_table))
    }

    /// Returns the encoder of rows that are not those of records. Without a format, they are JSON Lines.
    ///
    /// # Errors
    ///
    /// The reason why the options cannot be combined.
    pub(super) fn row_encoder(&self) -> Result<RecordEncoder, String> {
        let out = self.out.as_deref();
        let format = match (self.format, out) {
            (Some(format), _) => format,
            (None, Some(_)) => default_format(out)?,
            (None, None) => format_named("jsonl").ok_or("expected a format, found none")?,
        };
        if format.name == "text" {
            let known = row_formats().collect::<Vec<_>>().join(", ");
            return Err(format!(
                "expected one of the formats {known}, found text; onrecord find --distinct shows events"
            ));
        }
        let encoder = RecordEncoder::new(format, None, None, out, self.style.style(out.is_none()))?;
        if self.excel { encoder.for_excel() } else { Ok(encoder) }
    }

    /// Opens the output for rows with these columns.
    ///
    /// # Errors
    ///
    /// The reason why the output cannot be opened, with its name.
    pub(super) fn open_rows(&self, encoder: &RecordEncoder, columns: &[&'static str]) -> Result<Output, String> {
        encoder.open_rows(columns, self.out.as_deref()).map_err(|error| self.not_opened(&error))
    }

    fn not_opened(&self, error: &io::Error) -> String {
        format!("{}: {}", self.out.as_deref().unwrap_or(Path::new("-")).display(), write_error(error))
    }

    /// Opens the output.
    ///
    /// # Errors
    ///
    /// The reason why the output cannot be opened, with its name.
    pub(super) fn open(&self, encoder: &RecordEncoder) -> Result<Output, String> {
        encoder.open(self.out.as_deref()).map_err(|error| self.not_opened(&error))
    }
}

/// Returns the default format, used if none is given.
///
/// # Errors
///
/// The reason why no format can be inferred from the name of the output.
fn default_format(out: Option<&Path>) -> Result<&'static Format, String> {
    let name = match out {
        Some(path) if path.extension().is_some() => {
            return format_of_path(path).ok_or_else(|| {
                let known = known_extensions().map(|extension| format!(".{extension}"));
                let (name, known) = (path.display(), known.collect::<Vec<_>>().join(" "));
                format!("{name}: expected a name that ends in one of {known}, or --format")
            });
        }
        None if io::stdout().is_terminal() => "text",
        _ => "jsonl",
    };
    format_named(name).ok_or_else(|| "expected a format, found none".to_owned())
}
