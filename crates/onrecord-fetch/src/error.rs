use std::fmt;

/// What went wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is no address of a page: not `http` or `https`, without a host, or with a password.
    Address,
    /// The host is unknown.
    UnknownHost,
    /// The host is this machine or one of a private network.
    LocalAddress,
    /// It leads elsewhere, again and again.
    TooManyRedirects,
    /// It took too long.
    Timeout,
    /// It is larger than allowed.
    TooLarge,
    /// The server answers with another status than 200.
    Status(u16),
    /// It is neither a page nor a feed.
    ContentType,
    /// The connection could not be made or broke.
    Network,
}

/// Why an address gave nothing. The message does not name the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into() }
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
