//! Distinct events of a store, and tables of their counts.

use onrecord_store::{
    Counted, DistinctEvent, Error, EventTable, GroupBy, List, Order, SqliteStore, count_distinct_events,
    find_distinct_events, for_each_distinct_event,
};
use pyo3::prelude::*;

use crate::arrow::{Batch, Columns};
use crate::errors::store_error;
use crate::query::{Criteria, criteria};

/// What is asked of a store, with validated values.
pub(crate) struct Wanted {
    criteria: onrecord_store::Criteria,
}

impl Wanted {
    pub(crate) fn new(wanted: Criteria) -> PyResult<Wanted> {
        Ok(Wanted { criteria: criteria(wanted)? })
    }

    /// Returns a page of events, and whether there are more.
    pub(crate) fn page(
        &self,
        store: &SqliteStore,
        sort: Order,
        page: (u32, u64),
    ) -> Result<(Vec<DistinctEvent>, bool), Error> {
        let page = find_distinct_events(store, &self.criteria.query(List::Events)?, sort, page, None)?;
        Ok((page.found, page.has_more))
    }

    /// Returns the rows of all events.
    pub(crate) fn rows(&self, store: &SqliteStore) -> Result<Vec<Vec<String>>, Error> {
        let mut rows = Vec::new();
        let query = self.criteria.query(List::Events)?;
        for_each_distinct_event(store, &query, None, &mut |event| rows.push(event.row()))?;
        Ok(rows)
    }

    /// Returns the table of counts.
    pub(crate) fn table(&self, store: &SqliteStore, by: Vec<GroupBy>, counted: Counted) -> Result<EventTable, Error> {
        count_distinct_events(store, &self.criteria.query(List::Events)?, EventTable::new(by, counted), None)
    }
}

/// Returns events as a list in JSON.
pub(crate) fn json(events: &[DistinctEvent]) -> PyResult<String> {
    serde_json::to_string(events).map_err(store_error)
}

/// Returns rows as a batch.
pub(crate) fn batch(columns: &[&'static str], rows: Vec<Vec<String>>) -> PyResult<Batch> {
    let mut out = Columns::new(columns.iter().copied());
    rows.into_iter().for_each(|row| out.add(row));
    out.finish()
}
