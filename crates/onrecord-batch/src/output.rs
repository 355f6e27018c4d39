//! Where records go: a stream, a file that appears when it is complete, or a folder of such files.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use onrecord_export::{Destination, Encoded, Exporter, Folder, RecordWriter, Table, Target};

use crate::atomic_file::{AtomicFile, write_file};

/// Where records are written.
pub struct Output {
    writer: Box<dyn RecordWriter>,
    /// The file that `writer` writes to, which is moved to its path at the end.
    file: Option<AtomicFile>,
}

impl Output {
    /// Returns an output that writes into `stream`. `table` is the table to write, in formats with tables.
    ///
    /// # Errors
    ///
    /// If the format cannot be written to a stream.
    pub fn to_stream(exporter: &dyn Exporter, table: Table, stream: Box<dyn Write + Send>) -> io::Result<Output> {
        Ok(Output { writer: exporter.writer(table, Target::Stream(stream))?, file: None })
    }

    /// Returns an output of rows with these columns that writes into `stream`.
    ///
    /// # Errors
    ///
    /// If the format cannot hold such rows, or cannot be written to a stream.
    pub fn rows_to_stream(
        exporter: &dyn Exporter,
        columns: &[&'static str],
        stream: Box<dyn Write + Send>,
    ) -> io::Result<Output> {
        Ok(Output { writer: exporter.row_writer(columns, Target::Stream(stream))?, file: None })
    }

    /// Returns the output at `path`, which is a file or a folder, depending on the format.
    ///
    /// # Errors
    ///
    /// If something else exists at `path`, or the output cannot be created.
    pub fn at(exporter: &dyn Exporter, table: Table, path: &Path) -> io::Result<Output> {
        Output::create(exporter.format().destination, path, |target| exporter.writer(table, target))
    }

    /// Returns the output at `path` of rows with these columns.
    ///
    /// # Errors
    ///
    /// As [`Output::at`], and if the format cannot hold such rows.
    pub fn rows_at(exporter: &dyn Exporter, columns: &[&'static str], path: &Path) -> io::Result<Output> {
        Output::create(exporter.format().destination, path, |target| exporter.row_writer(columns, target))
    }

    /// Returns the output at `path`, with the writer that `writer` makes for its target.
    fn create(
        destination: Destination,
        path: &Path,
        writer: impl FnOnce(Target) -> io::Result<Box<dyn RecordWriter>>,
    ) -> io::Result<Output> {
        let found = fs::metadata(path).ok();
        if destination == Destination::Folder {
            if found.is_some_and(|found| !found.is_dir()) {
                return Err(io::Error::other("expected the name of a folder, found a file"));
            }
            fs::create_dir_all(path)?;
            let folder = Target::Folder(Box::new(DiskFolder(path.to_owned())));
            return Ok(Output { writer: writer(folder)?, file: None });
        }
        if found.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::other("expected the name of a file, found a folder"));
        }
        if found.is_some_and(|found| !found.is_file()) {
            if destination == Destination::File {
                return Err(io::Error::other("expected the name of a file, found a pipe or device"));
            }
            let device = OpenOptions::new().write(true).open(path)?;
            return Ok(Output { writer: writer(Target::Stream(Box::new(device)))?, file: None });
        }
        let file = AtomicFile::create(path)?;
        let writer = writer(Target::Stream(Box::new(file.handle()?)))?;
        Ok(Output { writer, file: Some(file) })
    }

    /// Writes a record.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn write(&mut self, record: Encoded) -> io::Result<()> {
        self.writer.write(record)
    }

    /// Finishes the output. A complete file is moved to its path, an incomplete one to `NAME.partial` beside it; the
    /// path of the partial file is returned.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn finish(self, is_complete: bool) -> io::Result<Option<PathBuf>> {
        self.writer.finish()?;
        self.file.map_or(Ok(None), |file| file.place(is_complete))
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Output").field("file", &self.file).finish_non_exhaustive()
    }
}

/// A folder on disk in which each file appears when it is complete.
struct DiskFolder(PathBuf);

impl Folder for DiskFolder {
    fn read(&self, name: &str) -> io::Result<Option<String>> {
        match fs::read(self.0.join(name)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&mut self, name: &str, content: &str) -> io::Result<()> {
        write_file(&self.0.join(name), content)
    }
}

/// Returns a short reason why something cannot be written.
pub fn write_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder does not exist".to_owned(),
        io::ErrorKind::NotADirectory => "part of the path is a file, not a folder".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "no permission to write there".to_owned()
        }
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
