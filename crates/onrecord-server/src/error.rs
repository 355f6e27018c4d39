//! Why a store cannot be served.

use std::fmt;

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The store cannot be opened.
    Store,
    /// The address cannot be listened on.
    Listen,
}

/// Why a store cannot be served.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    pub(crate) fn store(error: onrecord_store::Error) -> Error {
        Error { kind: ErrorKind::Store, message: error.to_string() }
    }

    pub(crate) fn listen(error: &std::io::Error) -> Error {
        let message = match error.kind() {
            std::io::ErrorKind::AddrInUse => "another program is already listening there".to_owned(),
            std::io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
            std::io::ErrorKind::PermissionDenied => "no permission to listen there".to_owned(),
            _ if error.to_string().contains("lookup") => "there is no such host".to_owned(),
            _ => error.to_string(),
        };
        Error { kind: ErrorKind::Listen, message }
    }

    /// Returns the kind of the error.
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
