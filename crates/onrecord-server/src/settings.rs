//! How a store is served.

use std::path::PathBuf;

/// How a store is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// File of the store.
    pub store: PathBuf,
    /// Address to listen on, or the name "localhost".
    pub host: String,
    /// Port to listen on; 0 takes any free one.
    pub port: u16,
    /// Token that writing needs. Without one, writing is possible on loopback addresses only.
    pub token: Option<String>,
    /// Host names to answer for, besides `host`, `localhost` and IP addresses.
    pub allowed_hosts: Vec<String>,
    /// Whether all requests come through a proxy, which names the client in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Requests per second for each address; `None` for no limit.
    pub rate: Option<u32>,
}
