//! What stands before every route: sizes, hosts, rates, times, and the headers that keep pages harmless.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::access::{host, is_own};
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
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
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
