//! The routes, and what they share.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::failure::Failure;
use crate::pool::Pool;
use crate::rate::Rate;
use crate::serve::Error;
use crate::{api, guard, pages};

/// Bytes of what is sent at most.
const MAX_BODY: usize = 64 * 1024;

/// How a store is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The store.
    pub store: PathBuf,
    /// The address to listen on, or the name "localhost".
    pub host: String,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// What writing needs. Without it, writing is possible on the machine's own address only.
    pub token: Option<String>,
    /// Other names by which the server is asked.
    pub names: Vec<String>,
    /// Requests a second for each address; `None` for any number.
    pub rate: Option<u32>,
}

/// What routes share.
#[derive(Debug)]
pub struct App {
    pub(crate) pool: Arc<Pool>,
    pub(crate) token: Option<String>,
    /// Whether writing needs no token.
    pub(crate) is_open: bool,
    pub(crate) hosts: Vec<String>,
    pub(crate) rate: Option<Rate>,
}

impl App {
    pub(crate) fn new(settings: &Settings) -> Result<Arc<App>, Error> {
        let host = settings.host.as_str();
        let is_own_machine =
            host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let mut hosts = settings.names.clone();
        hosts.push(host.to_owned());
        Ok(Arc::new(App {
            pool: Pool::open(&settings.store).map_err(Error::store)?,
            token: settings.token.clone(),
            is_open: is_own_machine && settings.token.is_none(),
            hosts,
            rate: settings.rate.map(Rate::new),
        }))
    }
}

/// Returns the service that answers requests.
///
/// # Errors
///
/// Where the store cannot be opened.
pub fn app(settings: &Settings) -> Result<Router, Error> {
    let app = App::new(settings)?;
    let routes = pages::routes().merge(api::routes());
    let guarded = from_fn_with_state(Arc::clone(&app), guard::guarded);
    Ok(routes
        .route("/robots.txt", get(robots))
        .fallback(nothing)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(guarded)
        .with_state(app))
}

async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

async fn nothing() -> Failure {
    Failure::not_found("there is nothing at this address")
}

async fn no_such_method() -> Response {
    Failure::new(StatusCode::METHOD_NOT_ALLOWED, "this address cannot be asked in this way").into_response()
}
