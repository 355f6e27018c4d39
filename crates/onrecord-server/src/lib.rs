//! Pages and an HTTP API for a store of records.
//!
//! [`serve`] runs the server; [`router`] returns the same service without a network, for tests. Blocking work on the
//! store runs on threads and database connections of its own. `docs/serve.md` describes the pages, the API and the
//! security measures.

#![forbid(unsafe_code)]

mod access;
mod api;
mod app;
mod budget;
mod clients;
mod clock;
mod connection;
pub mod distinct_json;
mod downloads;
mod error;
mod failure;
mod middleware;
mod origins;
mod pages;
mod paging;
mod pictures;
mod pool;
mod rate;
mod request;
pub mod result_json;
mod router;
mod schemas;
mod search_params;
mod serve;
mod settings;

pub use error::{Error, ErrorKind};
pub use router::router;
pub use serve::serve;
pub use settings::Settings;
