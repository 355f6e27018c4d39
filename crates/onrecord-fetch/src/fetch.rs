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

/// What the program calls itself, so that the people behind a server can see who asks and where to complain.
const USER_AGENT: &str = concat!("onrecord/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// What is asked for.
const WANTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, \
    application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8";

/// Content types that are read, apart from those that end in `+xml` or `+json`.
const TYPES: [&str; 8] = [
    "text/html",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/json",
    "text/json",
    "application/x-ndjson",
    "application/jsonl",
];

/// How much a request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the answer, after decompression.
    pub max_bytes: u64,
    /// Time until the answer is whole, redirects included.
    pub timeout: Duration,
    /// How often a request may be led elsewhere.
    pub max_redirects: u32,
}

impl Default for Limits {
    /// 16 MiB (the largest news pages have 5), 30 seconds, 5 redirects.
    fn default() -> Self {
        Limits { max_bytes: 16 << 20, timeout: Duration::from_secs(30), max_redirects: 5 }
    }
}

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after all redirects.
    pub url: String,
    /// The content type in lower case, without parameters; `None` where the server does not say it.
    pub content_type: Option<String>,
    /// The content; in UTF-8 where the server names the encoding.
    pub bytes: Vec<u8>,
}

/// Asks servers for pages and feeds. Cookies, proxies and what else the environment says are not used.
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

    /// Returns a fetcher that connects where `may_connect` allows it. For tests with a server of their own, and for
    /// programs that know better which networks are theirs; addresses must never choose the rule.
    pub fn with_rule(limits: Limits, may_connect: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Fetcher {
        let config = Config::builder()
            .http_status_as_error(false)
            // Redirects are followed here, where each is checked.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(USER_AGENT)
            .max_idle_connections(0)
            .build();
        let resolver = Checked { inner: DefaultResolver::default(), may_connect: Arc::new(may_connect) };
        Fetcher { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), limits }
    }

    /// Returns what the server at `address` answers.
    ///
    /// # Errors
    ///
    /// Where the address may not be asked, does not answer with a page or feed, or a limit is reached.
    pub fn get(&self, address: &str) -> Result<Fetched, Error> {
        let until = Instant::now() + self.limits.timeout;
        let mut url = parse(address)?;
        for _ in 0..=self.limits.max_redirects {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.timeout());
            }
            let request = self.agent.get(url.as_str()).header(ACCEPT, WANTED);
            let request = request.config().timeout_global(Some(left)).build();
            let answer = request.call().map_err(|error| self.failed(error))?;
            let (parts, body) = answer.into_parts();
            match parts.status.as_u16() {
                301 | 302 | 303 | 307 | 308 => url = redirected(&url, &parts.headers)?,
                200 => return self.content(&url, &parts.headers, body.into_reader()),
                status => {
                    let reason = parts.status.canonical_reason().unwrap_or("an unknown status");
                    let message = format!("expected a page, the server answers {status} ({reason})");
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
        let is_read = |of: &str| TYPES.contains(&of) || of.ends_with("+xml") || of.ends_with("+json");
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
        read.map_err(|error| self.failed(error.into()))?;
        if bytes.len() as u64 > self.limits.max_bytes {
            return Err(too_large());
        }
        let content_type = Some(content_type).filter(|found| !found.is_empty());
        Ok(Fetched { url: url.to_string(), content_type, bytes: in_utf_8(bytes, declared) })
    }

    fn timeout(&self) -> Error {
        let message = format!("expected an answer within {} seconds", self.limits.timeout.as_secs_f32());
        Error::new(ErrorKind::Timeout, message)
    }

    fn failed(&self, error: ureq::Error) -> Error {
        match error {
            ureq::Error::Timeout(_) => self.timeout(),
            ureq::Error::HostNotFound => Error::new(ErrorKind::UnknownHost, "there is no such host"),
            ureq::Error::Io(error) => {
                if let Some(refused) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
                    return Error::new(ErrorKind::LocalAddress, refused.to_string());
                }
                // What the body is read through wraps errors once more.
                match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
                    Some(ureq::Error::Timeout(_)) => self.timeout(),
                    _ if error.kind() == io::ErrorKind::TimedOut => self.timeout(),
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
        return Err(Error::new(ErrorKind::Network, "the server answers with a redirect to nowhere"));
    };
    let to = from.join(to).map_err(|error| {
        Error::new(ErrorKind::Address, format!("the server answers with a redirect to no address: {error}"))
    })?;
    parse(to.as_str())
}

/// Decodes content whose encoding the server names, unless its own mark or form says that it is in UTF-8 or UTF-16.
fn in_utf_8(bytes: Vec<u8>, content_type: &str) -> Vec<u8> {
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

/// Resolves names, and refuses hosts of which any address may not be connected to. The connection is made to the
/// addresses that are returned here, so that a second answer of the name server has no say.
struct Checked {
    inner: DefaultResolver,
    may_connect: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Checked")
    }
}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // The system's resolver says it in its own words.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
        match found.iter().find(|address| !(self.may_connect)(address.ip())) {
            None => Ok(found),
            Some(address) => Err(io::Error::other(Refused(address.ip())).into()),
        }
    }
}

#[derive(Debug)]
struct Refused(IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a host of the public web, found the local or reserved address {}", self.0)
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests;
