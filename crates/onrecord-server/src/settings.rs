//! Settings of the server.

use std::path::PathBuf;

/// Settings for serving a store.
#[derive(Debug, Clone)]
pub struct Settings {
    /// File of the store.
    pub store: PathBuf,
    /// Address to listen on, or the name "localhost".
    pub host: String,
    /// Port to listen on; 0 selects any free port.
    pub port: u16,
    /// Token that is required for writing. Without one, writing is possible on loopback addresses only.
    pub token: Option<String>,
    /// Host names to answer for, besides `host`, `localhost` and IP addresses.
    pub allowed_hosts: Vec<String>,
    /// Whether all requests come through a proxy, which names the client in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Requests per second for each address; `None` for no limit.
    pub rate: Option<u32>,
}
