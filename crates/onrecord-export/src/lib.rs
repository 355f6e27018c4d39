//! Records in the formats that other programs read.
//!
//! Every writer takes one record at a time, so that any number of them can be written with little in memory.
//! `docs/exports.md` says what each column means.

#![forbid(unsafe_code)]

pub mod brat;
mod countries;
mod csv;
mod dates;
mod gdelt;
pub mod parquet;
mod plover;
mod polecat;
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
    /// GDELT 2.0 events: 61 columns between tabs, no header.
    Gdelt,
    /// GDELT 2.0 mentions: 16 columns between tabs, no header.
    GdeltMentions,
    /// POLECAT: 40 columns between tabs, with a header.
    Polecat,
    /// PLOVER 2.0: one JSON object a line for each event.
    Plover,
}

impl Format {
    /// Returns what stands before the first record; empty where nothing does.
    pub fn header(self) -> String {
        match self {
            Format::Csv(table) => table.header(),
            Format::Polecat => polecat::header(),
            Format::Gdelt | Format::GdeltMentions | Format::Plover => String::new(),
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
            Format::Gdelt => gdelt::events(record),
            Format::GdeltMentions => gdelt::mentions(record),
            Format::Polecat => polecat::rows(record),
            Format::Plover => plover::lines(record),
        }
    }
}
