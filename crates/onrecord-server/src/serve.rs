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

use crate::clients::Clients;
use crate::connection::Connection;
use crate::error::{Error, listen_error};
use crate::router::router;
use crate::settings::Settings;

/// Maximum number of open connections; further ones wait.
const MAX_CONNECTIONS: usize = 4096;
/// Maximum number of open connections from one address outside this machine; browsers open six.
const MAX_CONNECTIONS_EACH: usize = 64;
/// Number of open files besides connections: the store, once for each thread that reads it.
const OTHER_FILES: u64 = 128;
/// Size of the send buffer: bytes of a response that the system holds until the client reads them.
const SEND_BUFFER: usize = 128 * 1024;
/// Maximum time for the head of a request, and maximum idle time of a connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum time for requests in progress when the server shuts down.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves a store until Ctrl-C or a termination signal. Calls `ready` with the address once the server is listening.
///
/// # Errors
///
/// If the store cannot be opened, or the server cannot listen on the address.
pub fn serve(settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(listen_error)?;
    let app = router(settings)?;
    let max_connections = max_connections();
    runtime.block_on(async {
        let listener = TcpListener::bind((settings.host.as_str(), settings.port)).await;
        let listener = listener.map_err(listen_error)?;
        // Connections inherit the buffer size of the listener. Where it cannot be set, they need more memory.
        let _ = socket2::SockRef::from(&listener).set_send_buffer_size(SEND_BUFFER);
        // Signals are caught from here on, before `ready` announces the address.
        let shutdown = shutdown_signal();
        ready(listener.local_addr().map_err(listen_error)?);
        // Behind a proxy, all connections come from one address.
        let max_each = if settings.behind_proxy { usize::MAX } else { MAX_CONNECTIONS_EACH };
        serve_connections(listener, app, (max_connections, max_each), shutdown).await;
        Ok(())
    })
}

/// Serves connections until `shutdown`, then completes the requests in progress. `max_connections` limits the
/// connections of all clients together, `max_each` those of each client.
async fn serve_connections(
    listener: TcpListener,
    app: Router,
    (max_connections, max_each): (usize, usize),
    shutdown: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(max_connections));
    let clients = Clients::new(max_each);
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
            // Too many open files, or the client has disconnected: both are temporary.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        // A client with too many connections gets no response, since even a refusal would use resources.
        let Some(client) = clients.enter(address.ip()) else { continue };
        let stream = TokioIo::new(Connection::new(stream));
        let connection = graceful.watch(http.serve_connection(stream, connection_service(app.clone(), address)));
        tokio::spawn(async move {
            let _permits = (permit, client);
            // An error of a connection affects only its client.
            let _ = connection.await;
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(SHUTDOWN_TIMEOUT) => {}
    }
}

/// Returns how many connections can be open at once, after raising the limit on open files as far as the system allows.
#[cfg(unix)]
fn max_connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(u64::MAX).min(MAX_CONNECTIONS as u64 + OTHER_FILES);
    let n_files = match current {
        Some(n_files) if n_files < wanted => {
            let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum });
            if raised.is_ok() { wanted } else { n_files }
        }
        n_files => n_files.unwrap_or(wanted),
    };
    let n_connections = n_files.saturating_sub(OTHER_FILES).max(1);
    usize::try_from(n_connections).unwrap_or(MAX_CONNECTIONS).min(MAX_CONNECTIONS)
}

/// Returns how many connections can be open at once.
#[cfg(not(unix))]
fn max_connections() -> usize {
    MAX_CONNECTIONS
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

/// Returns a future that ends with the first signal to terminate. Signals are registered when this function is called,
/// not at the first poll.
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
