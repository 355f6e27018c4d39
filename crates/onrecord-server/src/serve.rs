//! Listening, answering, and ending well.

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

use crate::error::Error;
use crate::router::router;
use crate::settings::Settings;

/// Connections at once; more wait.
const MAX_CONNECTIONS: usize = 1024;
/// How long the head of a request may take to come, also of the next one on a connection.
const HEAD_PATIENCE: Duration = Duration::from_secs(20);
/// How long requests in hand may take after the server was asked to end.
const END_PATIENCE: Duration = Duration::from_secs(10);

/// Serves a store until Ctrl-C, or until the system asks the program to end. `ready` is called with the address once
/// requests are answered.
///
/// # Errors
///
/// Where the store cannot be opened or the address cannot be listened on.
pub fn serve(settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::listen(&error))?;
    let app = router(settings)?;
    runtime.block_on(async {
        let listener = TcpListener::bind((settings.host.as_str(), settings.port)).await;
        let listener = listener.map_err(|error| Error::listen(&error))?;
        // From here on being asked to end is heard, before anybody knows that there is somebody to ask.
        let end = end();
        ready(listener.local_addr().map_err(|error| Error::listen(&error))?);
        answer(listener, app, end).await;
        Ok(())
    })
}

/// Answers on `listener` until `end`, and then what is in hand.
async fn answer(listener: TcpListener, app: Router, end: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_PATIENCE).max_buf_size(64 * 1024);
    tokio::pin!(end);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut end => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
        };
        let Ok((stream, address)) = accepted else {
            // Too many files are open, or the other side has gone: nothing that waiting does not mend.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let connection = http.serve_connection(TokioIo::new(stream), service(app.clone(), address));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            // A connection that breaks is the other side's business.
            let _ = connection.await;
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(END_PATIENCE) => {}
    }
}

/// Returns the routes for one connection, whose requests come from `address`.
fn service(
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

/// Waits until the program is asked to end; hears it from the call on, also while nobody waits.
#[cfg(unix)]
fn end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn heard(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let (interrupted, terminated) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async {
        tokio::select! {
            () = heard(interrupted) => {}
            () = heard(terminated) => {}
        }
    }
}

/// Waits until the program is asked to end.
#[cfg(not(unix))]
async fn end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
