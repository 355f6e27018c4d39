use std::fmt;

/// What went wrong with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file, or it cannot be opened or made.
    Open,
    /// The file is not a store.
    NotAStore,
    /// The store was written by a later version of the program.
    Newer,
    /// The store has an older format, and was opened for reading only.
    Older,
    /// Another program holds the store for writing.
    Busy,
    /// What was asked for does not exist.
    NotFound,
    /// A query makes no sense.
    Query,
    /// A correction makes no sense.
    Correction,
    /// What is to be corrected is not what it was any more.
    Stale,
    /// A record in the store cannot be read.
    Record,
    /// The database failed: the disk is full, the file is damaged, or the program is wrong.
    Database,
}

/// Why a store could not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into() }
    }

    /// Returns what the database says as an error of the store.
    pub(crate) fn database(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Busy,
            Some(ErrorCode::NotADatabase) => ErrorKind::NotAStore,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => ErrorKind::Open,
            _ => ErrorKind::Database,
        };
        let message = match kind {
            ErrorKind::Busy => "the store is being written by another program".to_owned(),
            ErrorKind::NotAStore => "expected a store of onrecord, found another file".to_owned(),
            ErrorKind::Open => {
                "it cannot be opened or made; is there such a folder, and may you write in it?".to_owned()
            }
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseCorrupt) => format!("the file is damaged ({error})"),
                Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
                Some(ErrorCode::ReadOnly) => "it may not be written".to_owned(),
                _ => error.to_string(),
            },
        };
        Error { kind, message }
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
