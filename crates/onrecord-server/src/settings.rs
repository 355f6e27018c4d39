//! How a store is served.

use std::path::PathBuf;

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
