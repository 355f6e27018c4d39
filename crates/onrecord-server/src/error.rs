//! Why a store cannot be served.

use std::fmt;

/// What went wrong with serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The store cannot be opened.
    Store,
    /// The address cannot be listened on.
    Listen,
}

/// Why a store is not served.
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
            std::io::ErrorKind::AddrInUse => "another program listens there already".to_owned(),
            std::io::ErrorKind::AddrNotAvailable => "this machine does not have this address".to_owned(),
            std::io::ErrorKind::PermissionDenied => "no permission to listen there".to_owned(),
            _ if error.to_string().contains("lookup") => "there is no machine of this name".to_owned(),
            _ => error.to_string(),
        };
        Error { kind: ErrorKind::Listen, message }
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
