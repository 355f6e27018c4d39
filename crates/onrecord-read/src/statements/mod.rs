//! Who said what: attributions of source, cue and content.

mod attributions;
mod kind;


pub(crate) use attributions::{Attribution, Places, attributions};
pub(crate) use kind::kind;
