//! Parquet: the tables of CSV with typed columns, one table a file.
//!
//! A file is read from its end, where its contents are listed, so it is written whole or not at all.

use onrecord_record::Record;

use crate::Table;

#[cfg(not(feature = "parquet"))]
mod absent;
#[cfg(feature = "parquet")]
mod columns;
#[cfg(feature = "parquet")]
mod writer;

#[cfg(not(feature = "parquet"))]
pub use absent::Writer;
#[cfg(feature = "parquet")]
pub use writer::Writer;

/// The error of [`Writer::new`] where the crate was built without its feature `parquet`.
pub const ABSENT: &str = "this onrecord was built without Parquet; expected one built with the feature parquet \
    (cargo install --path crates/onrecord-cli --features parquet)";

/// The rows of one record, to be written by a [`Writer`] of the same table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows(pub(crate) Vec<Vec<String>>);

/// Returns the rows of `record` in `table`.
pub fn rows(table: Table, record: &Record) -> Rows {
    Rows(table.rows_of_cells(record))
}
