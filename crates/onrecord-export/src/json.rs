//! The records themselves, in the JSON of `onrecord/1`.

use onrecord_record::{Record, json};

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::Encoded;
use crate::table::Table;

/// The exporter of indented JSON.
#[derive(Debug)]
pub(crate) struct Json;

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
        Encoded::Text(json::write(record, true) + "\n")
    }
}

/// The exporter of JSON Lines.
#[derive(Debug)]
pub(crate) struct JsonLines;

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
        Encoded::Text(json::write(record, false) + "\n")
    }
}
