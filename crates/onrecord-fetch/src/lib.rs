//! Fetches pages and feeds from public addresses, within limits of size, time and redirects.
//!
//! Addresses may come from untrusted feeds. Host names are therefore resolved first, all their IP addresses must be
//! public, and the connection goes to exactly those addresses. The same holds for each redirect.

#![forbid(unsafe_code)]

mod address;
mod error;
mod fetch;

pub use address::{is_address, is_public};
pub use error::{Error, ErrorKind};
pub use fetch::{Fetched, Fetcher, Limits};
