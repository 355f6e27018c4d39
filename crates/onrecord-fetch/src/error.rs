//! Errors of requests.

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The address is not `http` or `https`, has no host, or has a user name or password.
    Address,
    /// The host is unknown.
    UnknownHost,
    /// The host is this machine or in a private network.
    LocalAddress,
    /// There were more redirects than allowed.
    TooManyRedirects,
    /// The response took too long.
    Timeout,
    /// The response is larger than allowed.
    TooLarge,
    /// The server responded with a status other than 200.
    Status(u16),
    /// The response is neither a page nor a feed.
    ContentType,
    /// The connection failed.
    Network,
}

/// Why a page or feed could not be fetched. The message does not name its address.
pub type Error = onrecord_error::Error<ErrorKind>;
