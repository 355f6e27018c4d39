//! Pages and an HTTP API for a store of records.
//!
//! [`serve`] opens them; [`app`] is the same without a network, for tests. Blocking work on the store runs apart from
//! the connections, on a few connections of its own. `docs/serve.md` describes the pages, the API and what keeps them
//! safe.

#![forbid(unsafe_code)]

mod api;
mod app;
mod asked;
mod downloads;
mod failure;
pub mod found_json;
mod guard;
mod pages;
mod pictures;
mod pool;
mod rate;
mod serve;

pub use app::{App, Settings, app};
pub use serve::{Error, ErrorKind, serve};
