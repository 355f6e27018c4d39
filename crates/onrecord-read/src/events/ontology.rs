//! The ontology file: types, modes, and the words that state events, with the slots of their arguments.

mod entries;
mod example;
mod limits;
mod lines;
mod lists;
mod lookup;
mod properties;
mod property_field;
mod reading;
mod slots;
mod triggers;
mod types;

pub use self::example::Example;
pub(crate) use self::lists::List;
pub use self::lookup::Ontology;
pub(crate) use self::properties::{Properties, Property, Recoding};
pub(crate) use self::slots::{ActorClass, ArgumentSlot};
pub(crate) use self::triggers::{Count, Trigger};
