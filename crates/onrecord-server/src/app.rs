//! What all routes share.

use std::net::IpAddr;
use std::sync::Arc;

use crate::error::Error;
use crate::pool::Pool;
use crate::rate::Rate;
use crate::settings::Settings;

/// What routes share.
#[derive(Debug)]
pub(crate) struct App {
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
            host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
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
