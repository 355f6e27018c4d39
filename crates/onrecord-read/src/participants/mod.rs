//! The country of participants that none of their own words tells, chosen by a model of features.

mod choice;
mod features;
mod named_countries;
mod sides;
#[cfg(test)]
mod tests;

pub use self::choice::{CountryCandidate, CountryChoice};
pub(crate) use self::choice::{choices, with_sides};
pub(crate) use self::features::Around;
