//! The state that all routes share.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::error::{Error, store_error};
use crate::pool::Pool;
use crate::rate::RateLimiter;
use crate::settings::Settings;

/// Maximum number of requests processed at once; further ones wait. Each has its own thread, which mostly waits for the
/// store.
const MAX_WORKERS: usize = 64;

/// The state that all routes share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) pool: Arc<Pool>,
    pub(crate) token: Option<String>,
    /// Whether every client that can reach the server may write without a token.
    pub(crate) allows_anonymous_writes: bool,
    pub(crate) allowed_hosts: Vec<String>,
    /// Whether the last address in `X-Forwarded-For` is that of the client.
    pub(crate) behind_proxy: bool,
    pub(crate) rate: Option<RateLimiter>,
    /// Permits to process a request.
    pub(crate) workers: Arc<Semaphore>,
}

impl App {
    /// Opens the store.
    ///
    /// # Errors
    ///
    /// If the store cannot be opened.
    pub(crate) fn new(settings: &Settings) -> Result<Arc<App>, Error> {
        let host = settings.host.as_str();
        let is_loopback =
            host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let mut allowed_hosts = settings.allowed_hosts.clone();
        allowed_hosts.push(host.to_owned());
        Ok(Arc::new(App {
            pool: Pool::open(&settings.store).map_err(store_error)?,
            token: settings.token.clone(),
            allows_anonymous_writes: is_loopback && settings.token.is_none() && !settings.behind_proxy,
            allowed_hosts,
            behind_proxy: settings.behind_proxy,
            workers: Arc::new(Semaphore::new(MAX_WORKERS)),
            rate: settings.rate.map(RateLimiter::new),
        }))
    }
}
