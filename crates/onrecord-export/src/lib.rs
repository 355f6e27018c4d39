//! Records in the formats that other programs read.
//!
//! Every writer takes one record at a time, so that any number of them can be written with little in memory.
//! `docs/exports.md` says what each column means.

mod csv;
mod rows;
#[cfg(test)]
mod sample;
mod view;

use onrecord_record::Record;

pub use csv::Table;

/// A format that goes into one file or stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV (RFC 4180) with a header, one table.
    Csv(Table),
}

impl Format {
    /// Returns what stands before the first record; empty where nothing does.
    pub fn header(self) -> String {
        match self {
            Format::Csv(table) => table.header(),
        }
    }

    /// Returns the lines of one record, each with its line feed.
    ///
    /// ```
    /// use onrecord_export::{Format, Table};
    /// use onrecord_record::Record;
    ///
    /// assert_eq!(Format::Csv(Table::Events).write(&Record::default()), "");
    /// ```
    pub fn write(self, record: &Record) -> String {
        match self {
            Format::Csv(table) => table.rows(record),
        }
    }
}
