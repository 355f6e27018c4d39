//! Who said what: attributions of source, cue and content.

mod attributions;
mod confidence;
mod kind;

pub(crate) use attributions::{Attribution, Places, attributions};
pub(crate) use confidence::confidence;
pub(crate) use kind::kind;
