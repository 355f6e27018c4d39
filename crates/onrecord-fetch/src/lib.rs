//! Fetches pages and feeds from public addresses, within limits of size, time and redirects.
//!
//! An address may come from a feed, that is, from a stranger. So names are resolved first, every address behind them
//! must be public, and the connection goes to exactly those addresses; the same holds at each redirect.

#![forbid(unsafe_code)]

mod address;
mod error;
mod fetch;

pub use address::{is_address, is_public};
pub use error::{Error, ErrorKind};
pub use fetch::{Fetched, Fetcher, Limits};
