//! The storage in one SQLite file. All SQL is in this module.

mod articles;
mod check;
mod checksum;
mod connection;
mod corrections;
mod find;
mod index;
mod keep;
mod network;
mod pack;
mod reindex;
mod schema;
mod stats;
mod storage;
mod store;
mod stories;
mod time_key;
mod verdict_state;
mod versions;

pub use store::SqliteStore;
