//! Parquet: the tables of CSV with typed columns, one table per file.
//!
//! The index of a Parquet file is at its end, so an incomplete file cannot be read.

#[cfg(feature = "parquet")]
mod columns;
#[cfg(feature = "parquet")]
mod writer;

use std::io;

use onrecord_record::Record;

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::{Encoded, RecordWriter, Target};
use crate::table::Table;

/// What to do if the crate was built without its feature `parquet`.
const UNAVAILABLE: &str = "this onrecord was built without Parquet; expected one built with the feature parquet \
    (cargo install --path crates/onrecord-cli --features parquet)";

/// The exporter of Parquet.
#[derive(Debug)]
pub(crate) struct Parquet;

impl Exporter for Parquet {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "parquet",
            label: "Parquet",
            description: "One table as a Parquet file, with typed columns",
            destination: Destination::File,
            tables: Table::ALL,
            files: &[FileType::new("parquet", "application/vnd.apache.parquet")],
            is_implied_by_extension: true,
            unavailable: if cfg!(feature = "parquet") { None } else { Some(UNAVAILABLE) },
        };
        &FORMAT
    }

    fn encode(&self, record: &Record, table: Table) -> Encoded {
        Encoded::Rows(table.rows(record))
    }

    #[cfg(feature = "parquet")]
    fn writer(&self, table: Table, target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(writer::Writer::new(table.columns(), target.into_stream()?)?))
    }

    #[cfg(not(feature = "parquet"))]
    fn writer(&self, _: Table, _: Target) -> io::Result<Box<dyn RecordWriter>> {
        Err(io::Error::new(io::ErrorKind::Unsupported, UNAVAILABLE))
    }

    fn takes_rows(&self) -> bool {
        true
    }

    #[cfg(feature = "parquet")]
    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(writer::Writer::new(columns.iter().copied(), target.into_stream()?)?))
    }

    #[cfg(not(feature = "parquet"))]
    fn row_writer(&self, _: &[&'static str], _: Target) -> io::Result<Box<dyn RecordWriter>> {
        Err(io::Error::new(io::ErrorKind::Unsupported, UNAVAILABLE))
    }
}

#[cfg(all(test, not(feature = "parquet")))]
mod tests {
    use super::*;

    #[test]
    fn a_build_without_parquet_says_how_to_get_it() {
        let target = Target::Stream(Box::new(Vec::new()));
        let error = Parquet.writer(Table::Events, target).err().unwrap();
        assert!(error.to_string().contains("--features parquet"), "{error}");
        assert_eq!(Parquet.format().unavailable, Some(UNAVAILABLE));
    }
}
