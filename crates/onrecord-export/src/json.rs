//! The records themselves, in the JSON of `onrecord/1`.

use std::io;

use onrecord_record::{Record, json};

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::json_rows::JsonRows;
use crate::output::{Encoded, RecordWriter, Target};
use crate::table::Table;

/// Returns the record and a line break.
fn written(record: &Record, pretty: bool, has_text: bool) -> String {
    let written = if has_text { json::write_with_text(record, pretty) } else { json::write(record, pretty) };
    written + "\n"
}

/// The exporter of indented JSON.
#[derive(Debug)]
pub(crate) struct Json {
    /// Whether the words of each span are written beside it.
    pub(crate) has_text: bool,
}

impl Exporter for Json {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "json",
            label: "JSON",
            description: "Indented JSON, one record after another",
            destination: Destination::Stream,
            tables: &[],
            files: &[FileType::new("json", "application/json")],
            is_implied_by_extension: true,
            unavailable: None,
        };
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(written(record, true, self.has_text))
    }

    fn takes_rows(&self) -> bool {
        true
    }

    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(JsonRows::new(columns, target.into_stream()?, true)))
    }
}

/// The exporter of JSON Lines.
#[derive(Debug)]
pub(crate) struct JsonLines {
    /// Whether the words of each span are written beside it.
    pub(crate) has_text: bool,
}

impl Exporter for JsonLines {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "jsonl",
            label: "JSON Lines",
            description: "JSON Lines, one record per line",
            destination: Destination::Stream,
            tables: &[],
            files: &[FileType::new("jsonl", "application/jsonl")],
            is_implied_by_extension: true,
            unavailable: None,
        };
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(written(record, false, self.has_text))
    }

    fn takes_rows(&self) -> bool {
        true
    }

    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(JsonRows::new(columns, target.into_stream()?, false)))
    }
}
