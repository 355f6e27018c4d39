//! The country of participants that none of their own words tells, chosen by a model of features.

mod choice;
mod features;
mod named_countries;
mod sectors;
#[cfg(test)]
mod tests;

pub use self::choice::{CountryCandidate, CountryChoice};
pub(crate) use self::choice::{choices, with_countries_and_sectors};
pub(crate) use self::features::Around;
