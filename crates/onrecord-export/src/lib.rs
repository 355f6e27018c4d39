//! Writes records in formats that other programs read.
//!
//! [`exporters`] lists the formats. Every exporter takes one record at a time, so that any number of records can be
//! written with little memory. `docs/exports.md` says what each column means.

#![forbid(unsafe_code)]

mod brat;
mod calendar;
mod column_type;
mod countries;
mod csv;
mod dates;
mod download;
mod exporter;
mod formats;
mod gdelt;
mod json;
mod json_rows;
mod output;
mod parquet;
mod plover;
mod polecat;
mod record_view;
mod rows;
#[cfg(test)]
mod sample;
mod stream;
mod table;

pub use column_type::ColumnType;
pub use download::{Download, downloads};
pub use exporter::{Destination, Exporter, FileType, Format};
pub use formats::{exporter, exporter_for_excel, exporter_with_text, exporters};
pub use output::{Encoded, Folder, RecordFiles, RecordWriter, Target};
pub use stream::StreamWriter;
pub use table::Table;
