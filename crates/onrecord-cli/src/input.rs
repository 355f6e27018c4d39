//! One input: standard input, a file or an address.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::render::clean;

/// The name of standard input in error messages.
const STDIN_NAME: &str = "standard input";

/// One input of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// The name in error messages.
    pub(crate) name: String,
    pub(crate) kind: InputKind,
}

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InputKind {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address on the web.
    Web(String),
    /// An input that cannot be opened, for this reason.
    Unreadable(String),
}

impl Input {
    pub(crate) fn stdin() -> Input {
        Input { name: STDIN_NAME.to_owned(), kind: InputKind::Stdin }
    }

    pub(crate) fn file(path: PathBuf) -> Input {
        Input { name: shown(&path), kind: InputKind::File(path) }
    }

    pub(crate) fn address(address: &str) -> Input {
        Input { name: clean(address), kind: InputKind::Web(address.to_owned()) }
    }

    pub(crate) fn unreadable(path: &Path, reason: String) -> Input {
        Input { name: shown(path), kind: InputKind::Unreadable(reason) }
    }

    /// Returns whether this is the file at `path`, which is canonical.
    pub(crate) fn is(&self, path: &Path) -> bool {
        matches!(&self.kind, InputKind::File(file) if fs::canonicalize(file).is_ok_and(|file| file == path))
    }

    /// Returns the size in bytes, or `None` for standard input, pipes and addresses, whose size is unknown.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.kind {
            InputKind::Stdin | InputKind::Web(_) => None,
            InputKind::Unreadable(_) => Some(0),
            InputKind::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|found| found.len()),
        }
    }

    /// Returns the path or address in the form used in records; `-` is standard input.
    pub(crate) fn path(&self) -> String {
        match &self.kind {
            InputKind::Stdin => "-".to_owned(),
            InputKind::File(path) => path.display().to_string(),
            InputKind::Web(address) => address.clone(),
            InputKind::Unreadable(_) => self.name.clone(),
        }
    }

    /// Opens standard input or a file.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be opened.
    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>, String> {
        match &self.kind {
            InputKind::Stdin => Ok(Box::new(io::stdin())),
            InputKind::File(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(error) => Err(read_error(&error)),
            },
            InputKind::Web(_) => Err("expected a file, found an address".to_owned()),
            InputKind::Unreadable(reason) => Err(reason.clone()),
        }
    }
}

/// Returns a short reason why something cannot be read.
pub(crate) fn read_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "expected a file, found a folder".to_owned(),
        io::ErrorKind::InvalidData => "expected UTF-8, found another encoding".to_owned(),
        _ => error.to_string(),
    }
}

/// Returns the path as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}
