//! Maps of places and networks of actors as SVG, which needs no script. The same data always gives the same picture.
//!
//! Every picture is drawn twice, for wide and for narrow screens, and the style sheet shows one of the two: in a
//! picture that is merely scaled down, the text would be illegible on a phone.

mod geometry;
mod layout;
mod line_of_time;
mod map;
mod network;
mod text;

pub(crate) use line_of_time::{Span, draw_line_of_time};
pub(crate) use map::{Dot, draw_map};
pub(crate) use network::{Arrow, N_NODES, Node, draw_network};
