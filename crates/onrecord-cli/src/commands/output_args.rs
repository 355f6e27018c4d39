//! The options for the format and the output of records, which `read` and `export` share.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use onrecord_batch::{Output, write_error};
use onrecord_export::{Destination, Format, Table};

use super::display_args::StyleArgs;
use crate::record_encoder::{RecordEncoder, format_named, format_of_path, formats, known_extensions};

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
        Ok(encoder.with_default_table(default_table))
    }

    /// Opens the output.
    ///
    /// # Errors
    ///
    /// The reason why the output cannot be opened, with its name.
    pub(super) fn open(&self, encoder: &RecordEncoder) -> Result<Output, String> {
        let out = self.out.as_deref();
        encoder
            .open(out)
            .map_err(|error| format!("{}: {}", out.unwrap_or(Path::new("-")).display(), write_error(&error)))
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
