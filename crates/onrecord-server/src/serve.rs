//! The HTTP server: listening, connections and a graceful shutdown.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::error::{Error, listen_error};
use crate::router::router;
use crate::settings::Settings;

/// Most connections at once; more have to wait.
const MAX_CONNECTIONS: usize = 1024;
/// Longest time for the head of a request, and the longest idle time of a connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest time for requests in progress when the server shuts down.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves a store until Ctrl-C or a termination signal. Calls `ready` with the address once the server is listening.
///
/// # Errors
///
/// If the store cannot be opened, or the address cannot be listened on.
pub fn serve(settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(listen_error)?;
    let app = router(settings)?;
    runtime.block_on(async {
        let listener = TcpListener::bind((settings.host.as_str(), settings.port)).await;
        let listener = listener.map_err(listen_error)?;
        // Signals are caught from here on, before anybody learns the address.
        let shutdown = shutdown_signal();
        ready(listener.local_addr().map_err(listen_error)?);
        serve_connections(listener, app, shutdown).await;
        Ok(())
    })
}

/// Serves connections until `shutdown`, then completes the requests in progress.
async fn serve_connections(listener: TcpListener, app: Router, shutdown: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(64 * 1024);
    tokio::pin!(shutdown);
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&permits).acquire_owned() => permit,
            () = &mut shutdown => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        let Ok((stream, address)) = accepted else {
            // Too many open files, or the client is gone: both pass.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let connection = http.serve_connection(TokioIo::new(stream), connection_service(app.clone(), address));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _permit = permit;
            // Errors of a connection concern its client only.
            let _ = connection.await;
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(SHUTDOWN_TIMEOUT) => {}
    }
}

/// Returns the service for one connection from `address`.
fn connection_service(
    app: Router,
    address: SocketAddr,
) -> impl hyper::service::Service<
    hyper::Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send + 'static,
> {
    hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(address);
        app.clone().oneshot(request)
    })
}

/// Returns a future that ends with the first signal to terminate. Signals count from the call on, not from the first
/// poll.
#[cfg(unix)]
fn shutdown_signal() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn received(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let (interrupted, terminated) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async {
        tokio::select! {
            () = received(interrupted) => {}
            () = received(terminated) => {}
        }
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn shutdown_signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
