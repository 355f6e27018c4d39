//! Who is who: names, descriptions and pronouns, put together into actors.

mod bearers;
mod build;
mod complete;
mod entities;
mod known;
mod mentions;
mod names;
mod prior;
mod roles;
mod speakers;

pub(crate) use build::{actor, build};
pub(crate) use entities::{Entities, Spoken, entities};
pub(crate) use mentions::{Form, Kind, Mentioned, mentions, pronoun_class};
pub(crate) use names::{Name, names, tagged_names, with_labels, without_names, without_times};
pub(crate) use speakers::{behind, is_named, together};
