//! Encoded records, and the targets that they are written to.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io::{self, Write};

/// A record encoded in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoded {
    /// Text to append to a stream.
    Text(String),
    /// Rows of a table.
    Rows(Vec<Vec<String>>),
    /// Files for a folder.
    Files(RecordFiles),
}

/// The files of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFiles {
    /// The name that the files share, without extension: ASCII letters and digits, `-`, `_` and `.` only.
    pub name: String,
    /// The content of each file, in the order of [`Format::files`](crate::Format::files).
    pub contents: Vec<String>,
    /// The event types in the files, which are declared for the folder as a whole.
    pub event_types: BTreeSet<String>,
}

impl Encoded {
    /// Returns the text of a record for a stream.
    ///
    /// # Errors
    ///
    /// If the record is encoded for another destination.
    pub fn into_text(self) -> io::Result<String> {
        if let Encoded::Text(text) = self { Ok(text) } else { Err(mismatch("the text of a record")) }
    }

    /// Returns the rows of a record.
    ///
    /// # Errors
    ///
    /// If the record is encoded for another destination.
    pub fn into_rows(self) -> io::Result<Vec<Vec<String>>> {
        if let Encoded::Rows(rows) = self { Ok(rows) } else { Err(mismatch("the rows of a record")) }
    }

    /// Returns the files of a record.
    ///
    /// # Errors
    ///
    /// If the record is encoded for another destination.
    pub fn into_files(self) -> io::Result<RecordFiles> {
        if let Encoded::Files(files) = self { Ok(files) } else { Err(mismatch("the files of a record")) }
    }
}

/// The target that records are written to.
pub enum Target {
    /// A stream or a file.
    Stream(Box<dyn Write + Send>),
    /// A folder.
    Folder(Box<dyn Folder>),
}

impl Target {
    /// Returns the stream.
    ///
    /// # Errors
    ///
    /// If the target is a folder.
    pub fn into_stream(self) -> io::Result<Box<dyn Write + Send>> {
        if let Target::Stream(stream) = self { Ok(stream) } else { Err(mismatch("a stream")) }
    }

    /// Returns the folder.
    ///
    /// # Errors
    ///
    /// If the target is a stream.
    pub fn into_folder(self) -> io::Result<Box<dyn Folder>> {
        if let Target::Folder(folder) = self { Ok(folder) } else { Err(mismatch("a folder")) }
    }
}

impl Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if let Target::Stream(_) = self { "Stream" } else { "Folder" })
    }
}

fn mismatch(expected: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("expected {expected}, found another destination"))
}

/// A folder of output files. This crate opens no files itself.
pub trait Folder: Send {
    /// Returns the text of the file with this name; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    fn read(&self, name: &str) -> io::Result<Option<String>>;

    /// Writes a file in the folder, replacing one with the same name.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    fn write(&mut self, name: &str, content: &str) -> io::Result<()>;
}

/// Writes encoded records in their order.
pub trait RecordWriter: Send {
    /// Writes a record.
    ///
    /// # Errors
    ///
    /// If the target cannot be written to.
    fn write(&mut self, record: Encoded) -> io::Result<()>;

    /// Writes what belongs after the last record.
    ///
    /// # Errors
    ///
    /// If the target cannot be written to.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
