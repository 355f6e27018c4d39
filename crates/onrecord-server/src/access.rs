//! Access checks: the hosts that the server answers for, and the clients that may write.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::app::App;
use crate::failure::Failure;

/// Returns the host of the request.
///
/// # Errors
///
/// If there is not exactly one valid `Host` header.
pub(crate) fn host(headers: &HeaderMap) -> Result<Authority, Failure> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().filter(|_| hosts.next().is_none());
    let host =
        host.and_then(|host| host.to_str().ok()?.parse::<Authority>().ok()).filter(|host| !host.host().is_empty());
    host.ok_or_else(|| Failure::bad_request("expected exactly one Host header"))
}

/// Returns whether the server answers for `host`. Only "localhost", IP addresses and configured names pass, because a
/// foreign site can point its own domain name at this server (DNS rebinding).
pub(crate) fn is_allowed_host(app: &App, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok()
        || app.allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}

/// Refuses cross-site requests (CSRF), which it detects by the headers in which browsers name the origin.
///
/// # Errors
///
/// If the headers name another site.
pub(crate) fn check_same_origin(headers: &HeaderMap) -> Result<(), Failure> {
    let refused = || Failure::new(StatusCode::FORBIDDEN, "the request was sent from the pages of another site");
    if let Some(origin) = headers.get(header::ORIGIN) {
        let host = host(headers)?;
        let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        let is_same = origin.is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host.as_str()));
        return if is_same { Ok(()) } else { Err(refused()) };
    }
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(refused()),
    }
}

/// Returns whether a request came through a proxy, in which case the client may be on another machine.
fn is_proxied(headers: &HeaderMap) -> bool {
    const NAMES: [&str; 8] = [
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-server",
        "x-real-ip",
        "x-client-ip",
    ];
    NAMES.into_iter().any(|name| headers.contains_key(name))
}

/// The address that stands for all clients whose `X-Forwarded-For` entry cannot be parsed.
const UNKNOWN: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// Returns the address under which a request from `peer` is rate-limited. Returns `None` for requests that have no
/// limit: those of programs on this machine, such as its own browser.
///
/// A proxy appends the address of its client to `X-Forwarded-For`; earlier entries come from the client and cannot be
/// trusted. Every address that a proxy names is limited, even a loopback address, since the request may have come
/// through a second proxy on the same machine.
pub(crate) fn limited_address(behind_proxy: bool, headers: &HeaderMap, peer: IpAddr) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back().filter(|_| behind_proxy);
    match last {
        Some(value) => Some(value.to_str().ok().and_then(forwarded_address).unwrap_or(UNKNOWN)),
        None => (!peer.to_canonical().is_loopback()).then_some(peer),
    }
}

/// Returns the last address of a comma-separated list, without the port that some proxies add.
fn forwarded_address(list: &str) -> Option<IpAddr> {
    let last = list.rsplit(',').next()?.trim();
    let in_brackets = || last.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
    last.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// Returns whether the sender of a request with these headers may write without a token.
fn may_write_anonymously(app: &App, headers: &HeaderMap) -> bool {
    app.allows_anonymous_writes && !is_proxied(headers)
}

/// Returns why corrections are refused for requests with these headers, even with a token; `None` if they are possible.
pub(crate) fn why_off(app: &App, headers: &HeaderMap) -> Option<&'static str> {
    if !app.pool.is_writable() {
        return Some("the store is read-only");
    }
    let is_off = app.token.is_none() && !may_write_anonymously(app, headers);
    is_off.then_some("other machines can reach this server, and it was started without a token")
}

/// Checks the token that is required for writing, taken from the `Authorization` header or else from `form_token`.
///
/// # Errors
///
/// If the token is missing or wrong, if the server is open to other machines and has no token, or if the store is
/// read-only.
pub(crate) fn check_token(app: &App, headers: &HeaderMap, form_token: Option<&str>) -> Result<(), Failure> {
    if let Some(reason) = why_off(app, headers) {
        return Err(Failure::new(StatusCode::FORBIDDEN, format!("corrections are off: {reason}")));
    }
    // If the server has no token, `why_off` has refused all but local requests.
    let Some(token) = &app.token else { return Ok(()) };
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = header.and_then(|value| value.strip_prefix("Bearer ")).or(form_token).unwrap_or("").trim();
    if is_equal(given.as_bytes(), token.as_bytes()) {
        return Ok(());
    }
    let found = if given.is_empty() { "none" } else { "a different one" };
    Err(Failure::new(StatusCode::UNAUTHORIZED, format!("expected the token of this server, found {found}")))
}

/// Compares in constant time: the duration does not depend on where the first difference is.
fn is_equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn clients_are_the_last_address() {
        let check = |behind_proxy: bool, forwarded: Option<&str>, peer: &str, expected: Option<&str>| {
            let mut map = HeaderMap::new();
            map.extend(forwarded.map(|value| (HeaderName::from_static("x-forwarded-for"), value.parse().unwrap())));
            let found = limited_address(behind_proxy, &map, peer.parse().unwrap());
            assert_eq!(found, expected.map(|address| address.parse().unwrap()), "{forwarded:?} {peer}");
        };
        for (forwarded, expected) in [
            ("192.0.2.9", "192.0.2.9"),
            ("127.0.0.1, 192.0.2.9", "192.0.2.9"),
            ("192.0.2.10:4711", "192.0.2.10"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("127.0.0.1", "127.0.0.1"),
            ("unknown", "0.0.0.0"),
            ("_hidden:80", "0.0.0.0"),
            ("", "0.0.0.0"),
        ] {
            check(true, Some(forwarded), "127.0.0.1", Some(expected));
            check(false, Some(forwarded), "127.0.0.1", None);
            check(false, Some(forwarded), "198.51.100.1", Some("198.51.100.1"));
        }
        check(true, None, "127.0.0.1", None);
        check(true, None, "::ffff:127.0.0.1", None);
        check(true, None, "10.0.0.2", Some("10.0.0.2"));
    }

    #[test]
    fn other_sites_cannot_send() {
        fn check(headers: &[(&'static str, &str)], expected: bool) {
            let mut map = HeaderMap::new();
            map.insert(header::HOST, HeaderValue::from_static("localhost:7777"));
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            assert_eq!(check_same_origin(&map).is_ok(), expected, "{headers:?}");
        }
        check(&[], true);
        check(&[("origin", "http://localhost:7777")], true);
        check(&[("origin", "http://localhost:8888")], false);
        check(&[("origin", "https://evil.example")], false);
        check(&[("origin", "null")], false);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
    }
}
