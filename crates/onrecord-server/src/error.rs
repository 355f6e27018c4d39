//! Why a store cannot be served.

use std::io;

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The store cannot be opened.
    Store,
    /// The server cannot listen on the address.
    Listen,
}

/// Why a store cannot be served.
pub type Error = onrecord_error::Error<ErrorKind>;

/// Returns the error for a store that cannot be opened.
pub(crate) fn store_error(error: onrecord_store::Error) -> Error {
    Error::new(ErrorKind::Store, error.to_string()).caused_by(error)
}

/// Returns the error for an address that the server cannot listen on.
pub(crate) fn listen_error(error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => "another program is already listening there".to_owned(),
        io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to listen there".to_owned(),
        _ if error.to_string().contains("lookup") => "there is no such host".to_owned(),
        _ => error.to_string(),
    };
    Error::new(ErrorKind::Listen, message).caused_by(error)
}
