//! The interface of all output formats.

use std::fmt::Debug;
use std::io;

use onrecord_record::Record;

use crate::output::{Encoded, RecordWriter, Target};
use crate::stream::StreamWriter;
use crate::table::Table;

/// An output format: a description of it, and the functions that write records in it.
///
/// To add a format, implement this trait in a file of its own and add a line to [`crate::exporters`].
pub trait Exporter: Debug + Send + Sync {
    /// Returns the description of the format.
    fn format(&self) -> &'static Format;

    /// Returns the text before the first record; empty for formats without a header.
    ///
    /// `table` is ignored by formats without tables, here and in the other methods.
    fn header(&self, table: Table) -> String {
        let _ = table;
        String::new()
    }

    /// Returns one record in this format. Records can be encoded in any order and on any thread.
    fn encode(&self, record: &Record, table: Table) -> Encoded;

    /// Returns a writer that puts encoded records into `target`.
    ///
    /// # Errors
    ///
    /// If `target` cannot be written to or is not the destination of this format.
    fn writer(&self, table: Table, target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(StreamWriter::new(target.into_stream()?, self.header(table))))
    }

    /// Returns whether the format can hold rows that are not those of records, such as counts.
    fn takes_rows(&self) -> bool {
        false
    }

    /// Returns a writer that puts rows, which are [`Encoded::Rows`], with a cell for each of `columns` into `target`.
    /// [`ColumnType::of`](crate::ColumnType::of) has the types of the columns.
    ///
    /// # Errors
    ///
    /// If the format [takes no rows](Exporter::takes_rows), or `target` cannot be written to.
    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        let _ = (columns, target);
        Err(io::Error::new(io::ErrorKind::Unsupported, "expected a format that can hold any table, found another one"))
    }
}

/// The description of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The name used on the command line and in addresses, such as `gdelt-mentions`.
    pub name: &'static str,
    /// The name shown on pages, such as "GDELT mentions".
    pub label: &'static str,
    /// One line for help texts and documentation, without a full stop.
    pub description: &'static str,
    /// Where records in this format are written.
    pub destination: Destination,
    /// The tables of which one is written at a time; empty for formats without tables.
    pub tables: &'static [Table],
    /// The types of the files: one for a stream or a file, one for each file of a record in a folder.
    pub files: &'static [FileType],
    /// Whether the name of an output file with the extension of `files` implies this format.
    pub is_implied_by_extension: bool,
    /// Why the format cannot be written by this build, and what to do about it; `None` if it can.
    pub unavailable: Option<&'static str>,
}

/// Where records in a format are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Standard output or a file, record by record.
    Stream,
    /// One file, which can be read only when it is complete.
    File,
    /// A folder with files for each record.
    Folder,
}

/// A type of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileType {
    /// The extension of file names, such as `csv`.
    pub extension: &'static str,
    /// The media type with its character set, for HTTP.
    pub media_type: &'static str,
    /// What the file contains, if a record has several files; otherwise empty.
    pub label: &'static str,
}

impl FileType {
    /// Returns the file type of a format with a single file.
    pub const fn new(extension: &'static str, media_type: &'static str) -> FileType {
        FileType { extension, media_type, label: "" }
    }
}
