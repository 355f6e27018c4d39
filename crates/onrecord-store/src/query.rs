//! Queries: typed conditions on the entries of a list, and how they are read from what a user types.

mod condition;
mod criteria;
mod occurrences;
mod text_query;

pub use condition::{Condition, CountryRole, DayRange, NameRole, Query};
pub use criteria::Criteria;
pub use text_query::{Term, TextQuery};
