//! Search: translates queries to SQL and converts rows to results.

mod actor;
mod actor_select;
mod actors_in_days;
mod entry_select;
mod event_values;
mod facets;
mod full_text;
mod names;
mod places;
mod rows;
mod search;
mod select;
mod translate;

pub(super) use actor::{actor, companions, entries_of, kinds_of, months_of};
pub(super) use event_values::event_types;
pub(super) use facets::facets;
pub(super) use places::places;
pub(super) use search::{find, find_all};
