//! Who said what: attributions of source, cue and content.

mod attributions;
mod circumstances;
mod confidence;
mod contents;
mod holders;
mod holding;
mod kind;
mod passive;
mod phrases;
mod turns;

pub(crate) use attributions::{Attribution, complete, tagged};
pub(crate) use circumstances::{Circumstances, circumstances};
pub(crate) use confidence::confidence;
pub(crate) use holding::Holding;
pub(crate) use kind::kind;
pub(crate) use phrases::Phrases;
pub(crate) use turns::{Turn, enter_turns, turns};
