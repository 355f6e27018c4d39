//! Where records go: standard output, a file that is whole or not there, or a folder of such files.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use onrecord_export::{Table, brat, parquet};

use crate::form::{Files, Written};

/// Where records are written.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output.
    Stdout(io::Stdout),
    /// A device or a pipe, written as it comes.
    Device(File),
    /// A file that appears when it is whole.
    File(AtomicFile),
    /// Such a file that is a Parquet table, and what writes it.
    Table(AtomicFile, Box<parquet::Writer<File>>),
    /// A folder of files, each of which appears when it is whole.
    Folder(Folder),
}

/// A folder, and the names that this run has given in it.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// In lower case: some file systems take small and capital letters for the same.
    names: HashSet<String>,
    /// Types of events in the files of this run.
    event_types: BTreeSet<String>,
}

impl Folder {
    /// Writes files that share a name; where an earlier record has that name, a number is added.
    fn write(&mut self, files: &Files) -> io::Result<()> {
        let name = &files.name;
        let mut own = name.clone();
        let mut number = 2_u64;
        while !self.names.insert(own.to_lowercase()) {
            own = format!("{name}-{number}");
            number += 1;
        }
        for (ending, content) in &files.contents {
            self.place(&format!("{own}.{ending}"), content)?;
        }
        self.event_types.extend(files.event_types.iter().cloned());
        Ok(())
    }

    fn place(&self, name: &str, content: &str) -> io::Result<()> {
        let mut file = AtomicFile::create(&self.path.join(name))?;
        file.temporary.write_all(content.as_bytes())?;
        file.place(true)?;
        Ok(())
    }

    /// Writes what names the types of all files.
    fn finish(&self) -> io::Result<()> {
        const NAME: &str = "annotation.conf";
        let before = match fs::read(self.path.join(NAME)) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match brat::configuration(&self.event_types, before.as_deref()) {
            Some(content) => self.place(NAME, &content),
            None => Ok(()),
        }
    }
}

/// Says in a few words why something cannot be written.
pub(crate) fn unwritten(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no folder of that name to write in".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the name is a file, not a folder".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "no permission to write there".to_owned()
        }
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

impl Output {
    /// Returns standard output, or the file at `path`.
    ///
    /// # Errors
    ///
    /// Where `path` is a folder or no file can be made beside it.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Output> {
        let Some(path) = path else { return Ok(Output::Stdout(io::stdout())) };
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::Error::other("is a folder; expected the name of a file")),
            Ok(found) if !found.is_file() => Ok(Output::Device(OpenOptions::new().write(true).open(path)?)),
            _ => Ok(Output::File(AtomicFile::create(path)?)),
        }
    }

    /// Returns the folder at `path`, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// Where something else is at `path` or it cannot be made.
    pub(crate) fn folder(path: &Path) -> io::Result<Output> {
        if fs::metadata(path).is_ok_and(|found| !found.is_dir()) {
            return Err(io::Error::other("is no folder; expected the name of one"));
        }
        fs::create_dir_all(path)?;
        Ok(Output::Folder(Folder { path: path.to_owned(), names: HashSet::new(), event_types: BTreeSet::new() }))
    }

    /// Returns the Parquet file of `table` at `path`.
    ///
    /// # Errors
    ///
    /// Where something else than a file is at `path` or none can be made beside it.
    pub(crate) fn table(table: Table, path: &Path) -> io::Result<Output> {
        if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("is no file; expected the name of one"));
        }
        let file = AtomicFile::create(path)?;
        let writer = parquet::Writer::new(table, file.temporary.try_clone()?)?;
        Ok(Output::Table(file, Box::new(writer)))
    }

    /// Writes a record.
    pub(crate) fn write_record(&mut self, record: Written) -> io::Result<()> {
        match (self, record) {
            (Output::Folder(folder), Written::Files(files)) => folder.write(&files),
            (Output::Table(_, writer), Written::Rows(rows)) => writer.write(rows),
            (_, Written::Rows(_)) => Err(io::Error::other("rows of a table; expected a file for them")),
            (output, Written::Text(text)) => output.write(&text),
            (output, Written::Files(files)) => files.contents.iter().try_for_each(|(_, content)| output.write(content)),
        }
    }

    /// Writes `text`, of one record or more; a folder or table has no place for what belongs to no record.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Output::Stdout(stdout) => {
                let mut stdout = stdout.lock();
                stdout.write_all(text.as_bytes())?;
                stdout.flush()
            }
            Output::Device(file) => file.write_all(text.as_bytes()),
            Output::File(file) => file.temporary.write_all(text.as_bytes()),
            Output::Table(..) | Output::Folder(_) => Ok(()),
        }
    }

    /// Puts the file in its place; where the run was not finished, beside it. Returns where, if that is elsewhere.
    pub(crate) fn finish(self, is_whole: bool) -> io::Result<Option<PathBuf>> {
        match self {
            Output::File(file) => file.place(is_whole),
            Output::Table(file, writer) => {
                writer.finish()?;
                file.place(is_whole)
            }
            Output::Folder(folder) => folder.finish().map(|()| None),
            Output::Stdout(_) | Output::Device(_) => Ok(None),
        }
    }
}

/// A file that is written under another name in the same folder and renamed when it is whole, so that nobody ever
/// sees a part of it. Dropped before that, it leaves nothing.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    temporary: File,
    temporary_path: PathBuf,
    path: PathBuf,
}

impl AtomicFile {
    fn create(path: &Path) -> io::Result<AtomicFile> {
        // A link stays, and the file that it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().ok_or_else(|| io::Error::other("expected the name of a file"))?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        let temporary_path = path.with_file_name(hidden);
        let temporary = OpenOptions::new().write(true).create_new(true).open(&temporary_path)?;
        let file = AtomicFile { temporary, temporary_path, path };
        if let Ok(old) = fs::metadata(&file.path) {
            if old.permissions().readonly() {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied));
            }
            file.temporary.set_permissions(old.permissions())?;
        }
        Ok(file)
    }

    fn place(self, is_whole: bool) -> io::Result<Option<PathBuf>> {
        self.temporary.sync_all()?;
        if is_whole {
            fs::rename(&self.temporary_path, &self.path)?;
            return Ok(None);
        }
        let mut beside = self.path.clone().into_os_string();
        beside.push(".partial");
        let beside = PathBuf::from(beside);
        fs::rename(&self.temporary_path, &beside)?;
        Ok(Some(beside))
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        // After a rename there is nothing to remove under this name.
        let _ = fs::remove_file(&self.temporary_path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("onrecord-output-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_when_it_is_whole() {
        let folder = folder("whole");
        let path = folder.join("records.jsonl");
        fs::write(&path, "old").unwrap();
        let mut output = Output::open(Some(&path)).unwrap();
        output.write("new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(output.finish(true).unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");

        let mut output = Output::open(Some(&path)).unwrap();
        output.write("half").unwrap();
        let beside = fs::canonicalize(&folder).unwrap().join("records.jsonl.partial");
        assert_eq!(output.finish(false).unwrap(), Some(beside));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(&folder), ["records.jsonl", "records.jsonl.partial"]);

        drop(Output::open(Some(&path)).unwrap());
        assert_eq!(names(&folder), ["records.jsonl", "records.jsonl.partial"]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn folders_are_refused() {
        let folder = folder("refused");
        assert!(Output::open(Some(&folder)).unwrap_err().to_string().contains("is a folder"));
        assert!(Output::open(Some(&folder.join("none/records.jsonl"))).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
