//! The country of participants that none of their own words tells, chosen by a model of features.

mod choice;
mod features;
mod named_countries;
#[cfg(test)]
mod tests;
mod weights;

pub use self::choice::{CountryCandidate, CountryChoice};
pub(crate) use self::choice::{choices, with_countries};
pub(crate) use self::features::Around;
