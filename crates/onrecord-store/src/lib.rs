//! Keeps the records of many articles in one SQLite file.
//!
//! A [`Store`] is one connection to one file; open another one for every thread. Everything that is written is on the
//! disk when the call returns. Times of day come from the caller: this crate reads no clock.

#![forbid(unsafe_code)]

mod articles;
mod check;
mod corrections;
mod day;
mod error;
mod find;
mod index;
mod keep;
mod network;
mod pack;
mod pick;
mod reindex;
mod reread;
mod schema;
mod stats;
mod store;
mod stories;

pub use articles::{Article, ArticleId, Version};
pub use corrections::{
    Change, Correction, EntryId, Fate, Field, NewCorrection, Verdict, Was, WasActor, WasEvent, WasStatement, Words,
};
pub use error::{Error, ErrorKind};
pub use find::{
    ActorFound, Companion, EventFound, Found, List, MAX_MAPPED, Order, Page, Part, PlaceFound, Places, Query,
    StatementFound,
};
pub use keep::{Kept, Known, Provenance};
pub use network::{Network, NetworkActor, Tie};
pub use pick::pick;
pub use stats::Stats;
pub use store::Store;
pub use stories::{
    Account, Difference, DifferenceKind, Happening, Issue, MAX_COMPARED, Passage, Points, Position, Saying, Side,
    Stance, Story, StoryActor, StoryArticle, StoryId, StoryPage, StoryView, Telling, Undone,
};
