//! Pictures as SVG, which need no script: maps of places and networks of actors. The same data gives the same picture.
//!
//! Every picture is drawn twice, for wide and for narrow screens, and the style shows one of them: words in a picture that
//! is only made smaller could not be read on a phone.

mod geometry;
mod layout;
mod map;
mod network;
mod text;

pub(crate) use map::{Dot, map};
pub(crate) use network::{Line, N_NODES, Node, network};
