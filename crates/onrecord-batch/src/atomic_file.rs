//! Files that appear at their path only when they are complete.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is written under another name in the same folder and renamed when it is complete, so that no reader
/// ever sees a partial file. If it is dropped before it is complete, no file remains.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl AtomicFile {
    /// Creates a file that will be placed at `path`, with the permissions of an existing file at that path.
    ///
    /// # Errors
    ///
    /// If no file can be created in the folder, or the existing file must not be replaced.
    pub(crate) fn create(path: &Path) -> io::Result<AtomicFile> {
        // If `path` is a link, the link stays, and its target is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().ok_or_else(|| io::Error::other("expected the name of a file"))?;
        let mut prefix = OsString::from(".");
        prefix.push(name);
        prefix.push(".");
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Opened as any new file is, since `tempfile` alone would give its owner all the permissions.
        let open = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
        let temporary = tempfile::Builder::new().prefix(&prefix).suffix(".tmp").make_in(folder, open)?;
        if let Ok(old) = fs::metadata(&path) {
            if old.permissions().readonly() {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied));
            }
            temporary.as_file().set_permissions(old.permissions())?;
        }
        Ok(AtomicFile { temporary, path })
    }

    /// Returns another handle for writing into the file.
    ///
    /// # Errors
    ///
    /// If the system has no more handles.
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.temporary.as_file().try_clone()
    }

    /// Moves a complete file to its path, and an incomplete one to `NAME.partial` beside it. Returns the path of the
    /// partial file, `None` for a complete one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written or renamed.
    pub(crate) fn place(self, is_complete: bool) -> io::Result<Option<PathBuf>> {
        self.temporary.as_file().sync_all()?;
        if is_complete {
            self.temporary.persist(&self.path)?;
            return Ok(None);
        }
        let mut partial = self.path.into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        self.temporary.persist(&partial)?;
        Ok(Some(partial))
    }
}

/// Writes a complete file at `path`.
///
/// # Errors
///
/// Where the file cannot be written or renamed.
pub(crate) fn write_file(path: &Path, content: &str) -> io::Result<()> {
    let file = AtomicFile::create(path)?;
    file.handle()?.write_all(content.as_bytes())?;
    file.place(true)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    fn create(path: &Path, content: &str) -> AtomicFile {
        let file = AtomicFile::create(path).unwrap();
        file.handle().unwrap().write_all(content.as_bytes()).unwrap();
        file
    }

    #[test]
    fn a_file_appears_when_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records.jsonl");
        fs::write(&path, "old").unwrap();
        let file = create(&path, "new");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(file.place(true).unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");

        let partial = fs::canonicalize(folder.path()).unwrap().join("records.jsonl.partial");
        assert_eq!(create(&path, "half").place(false).unwrap(), Some(partial));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["records.jsonl", "records.jsonl.partial"]);

        drop(create(&path, "dropped"));
        assert_eq!(names(folder.path()), ["records.jsonl", "records.jsonl.partial"]);
        assert!(AtomicFile::create(&folder.path().join("none/records.jsonl")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_the_old_file_or_of_any_new_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        fs::write(folder.path().join("other"), "").unwrap();
        write_file(&folder.path().join("new"), "").unwrap();
        assert_eq!(mode("new"), mode("other"));
        fs::set_permissions(folder.path().join("new"), fs::Permissions::from_mode(0o640)).unwrap();
        write_file(&folder.path().join("new"), "again").unwrap();
        assert_eq!(mode("new") & 0o777, 0o640);
        std::os::unix::fs::symlink(folder.path().join("new"), folder.path().join("link")).unwrap();
        write_file(&folder.path().join("link"), "through the link").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("new")).unwrap(), "through the link");
    }
}
