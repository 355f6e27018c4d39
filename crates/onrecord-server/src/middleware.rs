//! The checks before every route (sizes, hosts, rates, time limits) and the headers that every response gets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tokio::task::JoinError;

use crate::access::{host, is_allowed_host, limited_address};
use crate::app::App;
use crate::budget::WaitingClient;
use crate::failure::Failure;
use crate::{api, pages};

/// Maximum size of path and query, in bytes.
const MAX_TARGET: usize = 4096;

/// Maximum size of the body of a request, in bytes.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Maximum time for receiving the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum time that a response may take, and maximum time that a request may wait for a worker.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);

/// Content security policy: only style sheets and scripts of this server, no other hosts and no inline code.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With `no-referrer`, browsers would send forms with `Origin: null`.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Checks a request, passes it on within the time limit, and completes the response.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let response = match check(&app, &request) {
        Err(failure) => failure.into_response(),
        Ok(()) => answer(&app, request, next).await.unwrap_or_else(Failure::into_response),
    };
    let mut response = render_failure(response, is_api);
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

/// Reads the whole request, then answers it on a separate thread, so that building a long page does not block the
/// threads of the connections.
async fn answer(app: &App, request: Request, next: Next) -> Result<Response, Failure> {
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => {
            let message = format!("expected a complete body of at most {MAX_BODY} bytes");
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Err(_) => return Err(Failure::new(StatusCode::REQUEST_TIMEOUT, "the request took too long to arrive")),
    };
    let request = Request::from_parts(head, Body::from(body));
    let waiting = Arc::clone(&app.workers).acquire_owned();
    let Ok(Ok(permit)) = tokio::time::timeout(RESPONSE_TIMEOUT, waiting).await else { return Err(Failure::busy()) };
    let work = async move {
        let _permit = permit;
        tokio::time::timeout(RESPONSE_TIMEOUT, next.run(request)).await
    };
    match on_own_thread(work).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(_)) => Err(Failure::new(StatusCode::GATEWAY_TIMEOUT, "the response took too long")),
        Err(_) => Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered")),
    }
}

/// Runs `work` on a separate thread. When a client disconnects, this future is dropped; the thread then continues, but
/// the budgets of `work` end.
async fn on_own_thread<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<T, JoinError> {
    let client = WaitingClient::default();
    let (runtime, work) = (Handle::current(), client.works(work));
    tokio::task::spawn_blocking(move || runtime.block_on(work)).await
}

/// Checks rate, size and host of a request.
fn check(app: &App, request: &Request) -> Result<(), Failure> {
    let address = request.extensions().get::<SocketAddr>();
    let address = address.and_then(|peer| limited_address(app.behind_proxy, request.headers(), peer.ip()));
    if let (Some(rate), Some(address)) = (&app.rate, address)
        && !rate.allows(address, Instant::now())
    {
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "too many requests from this address; wait a moment"));
    }
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > MAX_TARGET {
        let message = format!("expected an address of at most {MAX_TARGET} bytes, found {target}");
        return Err(Failure::new(StatusCode::URI_TOO_LONG, message));
    }
    let host = host(request.headers())?;
    if !is_allowed_host(app, host.host()) {
        let message = format!("this server does not accept requests for the host {:?}; see --allow-host", host.host());
        return Err(Failure::new(StatusCode::MISDIRECTED_REQUEST, message));
    }
    Ok(())
}

/// Returns the body of a failed response: a problem document for the API, a page for everything else.
fn render_failure(response: Response, is_api: bool) -> Response {
    let Some(failure) = response.extensions().get::<Failure>() else { return response };
    let mut rendered = if is_api { api::problem(failure) } else { pages::failure(failure) };
    if failure.status == StatusCode::TOO_MANY_REQUESTS || failure.status == StatusCode::SERVICE_UNAVAILABLE {
        rendered.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    // The `Allow` header lists the methods of the route if the request used another one.
    if let Some(allow) = response.headers().get(header::ALLOW) {
        rendered.headers_mut().insert(header::ALLOW, allow.clone());
    }
    rendered
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::budget::Budget;

    #[tokio::test]
    async fn work_is_told_that_nobody_waits_for_it() {
        let (begins, begun) = oneshot::channel();
        let (ends, ended) = oneshot::channel();
        let answering = tokio::spawn(on_own_thread(async move {
            let budget = Budget::new();
            begins.send(()).unwrap();
            while !budget.is_unwanted()() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            ends.send(()).unwrap();
        }));
        begun.await.unwrap();
        // The connection is closed, and the response dropped.
        answering.abort();
        tokio::time::timeout(Duration::from_secs(60), ended).await.expect("the work ends").unwrap();
    }
}
