//! What stands before every route: sizes, hosts, rates, times, and the headers that keep pages harmless.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::failure::Failure;
use crate::{api, pages};

/// Bytes of a path and its query at most.
const MAX_TARGET: usize = 4096;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, nothing inside the page itself: only our own style and script files.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With no-referrer, browsers would send forms with "Origin: null".
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Answers a request that keeps the rules within the time.
pub(crate) async fn guarded(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let answer = match checked(&app, &request) {
        Err(failure) => failure.into_response(),
        Ok(()) => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Failure::new(StatusCode::GATEWAY_TIMEOUT, "the answer took too long").into_response(),
        },
    };
    let mut answer = told(answer, is_api);
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    answer
}

fn checked(app: &App, request: &Request) -> Result<(), Failure> {
    let address = request.extensions().get::<SocketAddr>().map(SocketAddr::ip);
    if let (Some(rate), Some(address)) = (&app.rate, address)
        && !rate.allows(address, Instant::now())
    {
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "too many requests from this address; wait a little"));
    }
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > MAX_TARGET {
        let message = format!("expected an address of at most {MAX_TARGET} bytes, found {target}");
        return Err(Failure::new(StatusCode::URI_TOO_LONG, message));
    }
    let host = host(request.headers())?;
    if !is_own(app, host.host()) {
        let message = format!("this server does not answer for {:?}; see --allow-host", host.host());
        return Err(Failure::new(StatusCode::MISDIRECTED_REQUEST, message));
    }
    Ok(())
}

/// Returns the host that the request is for.
pub(crate) fn host(headers: &HeaderMap) -> Result<Authority, Failure> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().filter(|_| hosts.next().is_none());
    let host =
        host.and_then(|host| host.to_str().ok()?.parse::<Authority>().ok()).filter(|host| !host.host().is_empty());
    host.ok_or_else(|| Failure::bad_request("expected one header Host"))
}

/// Returns true for names that are ours. A page elsewhere can give its own name our address (DNS rebinding), but it
/// cannot give itself the name "localhost" or an address for a name.
fn is_own(app: &App, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok()
        || app.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
}

/// Writes a failure as the request expects it: for people, or for programs.
fn told(answer: Response, is_api: bool) -> Response {
    let Some(failure) = answer.extensions().get::<Failure>() else { return answer };
    let mut told = if is_api { api::problem(failure) } else { pages::failure(failure) };
    if failure.status == StatusCode::TOO_MANY_REQUESTS || failure.status == StatusCode::SERVICE_UNAVAILABLE {
        told.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    // What methods there are, where another one was asked for.
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allow.clone());
    }
    told
}

/// Refuses what a page elsewhere makes a browser send (CSRF): browsers say from where they send.
pub(crate) fn same_origin(headers: &HeaderMap) -> Result<(), Failure> {
    let refused = || Failure::new(StatusCode::FORBIDDEN, "the request comes from another site");
    if let Some(origin) = headers.get(header::ORIGIN) {
        let own = host(headers)?;
        let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        let is_same = origin.is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(own.as_str()));
        return if is_same { Ok(()) } else { Err(refused()) };
    }
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(refused()),
    }
}

/// Refuses to write without the token, where one is needed.
pub(crate) fn may_write(app: &App, headers: &HeaderMap, in_form: Option<&str>) -> Result<(), Failure> {
    let Some(token) = &app.token else {
        if app.is_open {
            return Ok(());
        }
        let message = "writing is off: the server is open to others and was started without a token";
        return Err(Failure::new(StatusCode::FORBIDDEN, message));
    };
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = header.and_then(|value| value.strip_prefix("Bearer ")).or(in_form).unwrap_or("").trim();
    if is_equal(given.as_bytes(), token.as_bytes()) {
        return Ok(());
    }
    let found = if given.is_empty() { "none" } else { "another one" };
    Err(Failure::new(StatusCode::UNAUTHORIZED, format!("expected the token of this server, found {found}")))
}

/// Compares without saying by its time where the first difference is.
fn is_equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_elsewhere_cannot_send() {
        fn check(headers: &[(&'static str, &str)], expected: bool) {
            let mut map = HeaderMap::new();
            map.insert(header::HOST, HeaderValue::from_static("localhost:7777"));
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            assert_eq!(same_origin(&map).is_ok(), expected, "{headers:?}");
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
