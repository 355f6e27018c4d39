//! The text form of records, search results and stories, for people at a terminal.
//!
//! Every function here depends only on its arguments, not on the terminal, the environment or the clock.

mod actors;
mod clean;
pub(crate) mod distinct;
mod event_head;
mod events;
pub(crate) mod explain;
pub(crate) mod facets;
mod figures;
pub(crate) mod found;
mod glyphs;
mod page;
mod record;
mod record_text;
pub(crate) mod rows;
mod statements;
pub(crate) mod stories;
pub(crate) mod story;
mod style;
mod timeline;
mod when;

#[cfg(test)]
mod samples;

pub(crate) use clean::clean;
pub(crate) use record::text;
pub(crate) use style::{MIN_WIDTH, Style};
