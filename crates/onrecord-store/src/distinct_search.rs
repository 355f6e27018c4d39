//! Searches for distinct events: pages and tables of them.

use std::cmp::Reverse;

use crate::error::{Error, ErrorKind};
use crate::event_table::EventTable;
use crate::found::Order;
use crate::query::Query;
use crate::storage::Storage;
use crate::stories::DistinctEvent;

/// A page of distinct events.
#[derive(Debug, Clone, PartialEq)]
pub struct DistinctPage {
    /// The events.
    pub found: Vec<DistinctEvent>,
    /// Whether there are more after them.
    pub has_more: bool,
}

/// Returns a page of the distinct events of which at least one report matches `query`: at most `limit` of them, after
/// `skip` others. All articles of their stories are read, some hundred a second; `max_articles` limits their number.
///
/// # Errors
///
/// As [`for_each_distinct_event`], and [`ErrorKind::Query`] for [`Order::Relevance`].
pub fn find_distinct_events(
    store: &dyn Storage,
    query: &Query,
    order: Order,
    (limit, skip): (u32, u64),
    max_articles: Option<u64>,
) -> Result<DistinctPage, Error> {
    if order == Order::Relevance {
        return Err(Error::new(ErrorKind::Query, "expected distinct events by day, found an order by relevance"));
    }
    let n_needed = usize::try_from(skip).unwrap_or(usize::MAX).saturating_add(limit as usize).saturating_add(1);
    let mut found: Vec<DistinctEvent> = Vec::new();
    for_each_distinct_event(store, query, max_articles, &mut |event| {
        found.push(event);
        // Memory does not grow with the size of the store.
        if found.len() >= n_needed.saturating_mul(2) {
            sort(&mut found, order);
            found.truncate(n_needed);
        }
    })?;
    sort(&mut found, order);
    let has_more = found.len() >= n_needed;
    found.truncate(n_needed - 1);
    Ok(DistinctPage { found: found.into_iter().skip(n_needed - 1 - limit as usize).collect(), has_more })
}

/// Counts the distinct events that match `query` in `table`; `max_articles` as in [`find_distinct_events`].
///
/// # Errors
///
/// As [`for_each_distinct_event`].
pub fn count_distinct_events(
    store: &dyn Storage,
    query: &Query,
    mut table: EventTable,
    max_articles: Option<u64>,
) -> Result<EventTable, Error> {
    for_each_distinct_event(store, query, max_articles, &mut |event| table.add(&event))?;
    Ok(table)
}

/// Calls `each` with the distinct events of which at least one report matches `query`, story by story.
///
/// # Errors
///
/// As [`Storage::distinct_events`], and [`ErrorKind::Query`] if the stories have more than `max_articles` articles.
pub fn for_each_distinct_event(
    store: &dyn Storage,
    query: &Query,
    max_articles: Option<u64>,
    each: &mut dyn FnMut(DistinctEvent),
) -> Result<(), Error> {
    let stories = store.stories_with_events(query)?;
    if let Some(most) = max_articles {
        let mut n_articles = 0;
        for story in &stories {
            n_articles += story.story.map_or(Ok(1), |id| store.story_head(id).map(|head| head.n_articles))?;
            if n_articles > most {
                let message = format!("expected events from stories with at most {most} articles in all, found more");
                return Err(Error::new(ErrorKind::Query, message));
            }
        }
    }
    for story in stories {
        store.distinct_events(&story, true)?.into_iter().for_each(&mut *each);
    }
    Ok(())
}

/// Sorts events by day, and those of one day by the number of the article that first reports them.
fn sort(events: &mut [DistinctEvent], order: Order) {
    let first = |event: &DistinctEvent| event.reports.first().map(|report| (report.number, report.entry.clone()));
    match order {
        Order::Oldest => events.sort_by_cached_key(|event| (event.when().map(str::to_owned), first(event))),
        Order::Newest | Order::Relevance => {
            events.sort_by_cached_key(|event| Reverse((event.when().map(str::to_owned), first(event))));
        }
    }
}
