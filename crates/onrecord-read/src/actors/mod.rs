//! Actors: finds names, descriptions and pronouns, resolves coreference, and builds the actors of the record.

mod actor_attributes;
mod attributes;
mod build;
mod collective;
mod coref;
mod country_and_sector;
mod entities;
mod linking;
mod mention;
mod mention_features;
mod mentions;
mod name;
mod names;
mod nominals;
mod noun_phrases;
mod reference;
mod roles;
mod short_forms;
mod speakers;
mod titles;

pub(crate) use build::{Actors, actor, actors};
pub(crate) use collective::collective_members;
pub(crate) use coref::resolve;
pub(crate) use entities::Entities;
pub(crate) use mention::{Form, Kind, Mentioned};
pub use mention_features::MentionFeatures;
pub(crate) use mention_features::mention_features;
pub(crate) use mentions::mentions;
pub(crate) use name::Name;
pub(crate) use names::{names, tagged_names, times_outside_names};
pub use reference::Reference;
pub(crate) use reference::references;
pub(crate) use speakers::{entities_of_source, is_named};
