//! Chooses the countries of participants whose own words imply none, with a feature-based model, and their sectors.

mod choice;
mod features;
mod named_countries;
mod sectors;
#[cfg(test)]
mod tests;

pub use self::choice::{CountryCandidate, CountryChoice};
pub(crate) use self::choice::{choices, with_countries_and_sectors};
pub(crate) use self::features::Around;
