//! Who said what: attributions of source, cue and content.

mod attributions;
mod decode;

pub(crate) use attributions::{Attribution, Places, attributions};
