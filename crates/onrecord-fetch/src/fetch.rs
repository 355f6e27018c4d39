//! Requests for pages and feeds, with checks at every redirect.

use std::fmt;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use encoding_rs::{Encoding, UTF_8};
use ureq::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use ureq::http::{HeaderMap, HeaderName, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, config::Config};
use url::Url;

use crate::address::{is_public, parse};
use crate::{Error, ErrorKind};

/// The user agent, which tells server operators what sends the request and where to complain.
const USER_AGENT: &str = concat!("onrecord/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// Content types to ask for.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, \
    application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8";

/// Content types that are read, besides those that end in `+xml` or `+json`.
const READABLE_TYPES: [&str; 8] = [
    "text/html",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/json",
    "text/json",
    "application/x-ndjson",
    "application/jsonl",
];

/// Limits of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Maximum size of the response in bytes, after decompression.
    pub max_bytes: u64,
    /// Maximum time until the response is complete, including redirects.
    pub timeout: Duration,
    /// Maximum number of redirects.
    pub max_redirects: u32,
}

impl Default for Limits {
    /// 16 MiB (the largest news pages have 5), 30 seconds, 5 redirects.
    fn default() -> Self {
        Limits { max_bytes: 16 << 20, timeout: Duration::from_secs(30), max_redirects: 5 }
    }
}

/// A page or feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Address of the response, after all redirects.
    pub url: String,
    /// Content type in lower case, without parameters; `None` if the server does not name it.
    pub content_type: Option<String>,
    /// The content, converted to UTF-8 if the server names its encoding.
    pub bytes: Vec<u8>,
}

/// Fetches pages and feeds. It uses neither cookies nor proxies nor environment variables.
#[derive(Debug, Clone)]
pub struct Fetcher {
    agent: Agent,
    limits: Limits,
}

impl Fetcher {
    /// Returns a fetcher that connects to public addresses only ([`is_public`]).
    pub fn new(limits: Limits) -> Fetcher {
        Fetcher::with_rule(limits, is_public)
    }

    /// Returns a fetcher that connects to the addresses that `may_connect` allows: for tests with a server of their own,
    /// and for programs that trust certain networks. The rule must never depend on untrusted input.
    pub fn with_rule(limits: Limits, may_connect: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Fetcher {
        let config = Config::builder()
            .http_status_as_error(false)
            // `get` follows redirects itself, and checks each.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(USER_AGENT)
            .max_idle_connections(0)
            .build();
        let resolver = CheckedResolver { inner: DefaultResolver::default(), may_connect: Arc::new(may_connect) };
        Fetcher { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), limits }
    }

    /// Fetches the page or feed at `address`.
    ///
    /// # Errors
    ///
    /// If the address is forbidden, does not respond with a page or feed, or reaches a limit.
    pub fn get(&self, address: &str) -> Result<Fetched, Error> {
        let deadline = Instant::now() + self.limits.timeout;
        let mut url = parse(address)?;
        for _ in 0..=self.limits.max_redirects {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.timeout_error());
            }
            let request = self.agent.get(url.as_str()).header(ACCEPT, ACCEPTED);
            let request = request.config().timeout_global(Some(left)).build();
            let response = request.call().map_err(|error| self.request_error(error))?;
            let (parts, body) = response.into_parts();
            match parts.status.as_u16() {
                301 | 302 | 303 | 307 | 308 => url = redirected(&url, &parts.headers)?,
                200 => return self.content(&url, &parts.headers, body.into_reader()),
                status => {
                    let reason = parts.status.canonical_reason().unwrap_or("unknown");
                    let message = format!("expected a page, found status {status} ({reason})");
                    return Err(Error::new(ErrorKind::Status(status), message));
                }
            }
        }
        let message = format!("expected a page after at most {} redirects", self.limits.max_redirects);
        Err(Error::new(ErrorKind::TooManyRedirects, message))
    }

    fn content(&self, url: &Url, headers: &HeaderMap, body: impl Read) -> Result<Fetched, Error> {
        let declared = header(headers, &CONTENT_TYPE).unwrap_or_default();
        let content_type = declared.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let is_read = |name: &str| READABLE_TYPES.contains(&name) || name.ends_with("+xml") || name.ends_with("+json");
        if !content_type.is_empty() && !is_read(&content_type) || content_type == "image/svg+xml" {
            let message = format!("expected a page or a feed, found {content_type:?}");
            return Err(Error::new(ErrorKind::ContentType, message));
        }
        let too_large = || {
            let message = format!("expected at most {} bytes, found more", self.limits.max_bytes);
            Error::new(ErrorKind::TooLarge, message)
        };
        let announced = header(headers, &CONTENT_LENGTH).and_then(|length| length.trim().parse::<u64>().ok());
        if announced.is_some_and(|length| length > self.limits.max_bytes) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let read = body.take(self.limits.max_bytes.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| self.request_error(error.into()))?;
        if bytes.len() as u64 > self.limits.max_bytes {
            return Err(too_large());
        }
        let content_type = Some(content_type).filter(|found| !found.is_empty());
        Ok(Fetched { url: url.to_string(), content_type, bytes: to_utf_8(bytes, declared) })
    }

    fn timeout_error(&self) -> Error {
        let message = format!("expected a response within {} seconds", self.limits.timeout.as_secs_f32());
        Error::new(ErrorKind::Timeout, message)
    }

    fn request_error(&self, error: ureq::Error) -> Error {
        match error {
            ureq::Error::Timeout(_) => self.timeout_error(),
            ureq::Error::HostNotFound => Error::new(ErrorKind::UnknownHost, "there is no such host"),
            ureq::Error::Io(error) => {
                if let Some(forbidden) = error.get_ref().and_then(|inner| inner.downcast_ref::<ForbiddenAddress>()) {
                    return Error::new(ErrorKind::LocalAddress, forbidden.to_string());
                }
                // The reader of the body wraps errors in another layer.
                match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
                    Some(ureq::Error::Timeout(_)) => self.timeout_error(),
                    _ if error.kind() == io::ErrorKind::TimedOut => self.timeout_error(),
                    _ => Error::new(ErrorKind::Network, error.to_string()),
                }
            }
            error => Error::new(ErrorKind::Network, error.to_string()),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn redirected(from: &Url, headers: &HeaderMap) -> Result<Url, Error> {
    let Some(to) = header(headers, &LOCATION) else {
        return Err(Error::new(ErrorKind::Network, "the server redirects without an address"));
    };
    let to = from.join(to).map_err(|error| {
        Error::new(ErrorKind::Address, format!("the server redirects to an invalid address: {error}"))
    })?;
    parse(to.as_str())
}

/// Decodes content by the encoding that the server names, unless it has a byte order mark or is valid UTF-8.
fn to_utf_8(bytes: Vec<u8>, content_type: &str) -> Vec<u8> {
    let charset = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    let encoding = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    match encoding {
        Some(encoding)
            if encoding != UTF_8 && Encoding::for_bom(&bytes).is_none() && str::from_utf8(&bytes).is_err() =>
        {
            encoding.decode_without_bom_handling(&bytes).0.into_owned().into_bytes()
        }
        _ => bytes,
    }
}

/// A resolver that refuses hosts with any forbidden address. The connection goes to the addresses returned here, so a
/// later answer of the name server cannot change them.
struct CheckedResolver {
    inner: DefaultResolver,
    may_connect: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl fmt::Debug for CheckedResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckedResolver")
    }
}

impl Resolver for CheckedResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // The system resolver reports unknown hosts in this way.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
        match found.iter().find(|address| !(self.may_connect)(address.ip())) {
            None => Ok(found),
            Some(address) => Err(io::Error::other(ForbiddenAddress(address.ip())).into()),
        }
    }
}

#[derive(Debug)]
struct ForbiddenAddress(IpAddr);

impl fmt::Display for ForbiddenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a host on the public internet, found the local or reserved address {}", self.0)
    }
}

impl std::error::Error for ForbiddenAddress {}

#[cfg(test)]
mod tests;
