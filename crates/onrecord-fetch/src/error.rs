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
pub type Error = onrecord_error::Error<ErrorKind>;
