//! Queries: typed conditions on the entries of a list, and the parsing of user input.

mod condition;
mod criteria;
mod occurrences;
mod text_query;

pub use condition::{Condition, CountryRole, DayRange, NameRole, Query};
pub use criteria::Criteria;
pub use text_query::{Term, TextQuery};
