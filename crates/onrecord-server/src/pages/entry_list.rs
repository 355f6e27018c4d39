//! Review of the results of a search, entry by entry.

use maud::{Markup, html};
use onrecord_store::{ArticleId, Criteria, EntryId, Error, Found, List, Order, Storage};

use super::{confidence, links};
use crate::failure::Failure;
use crate::paging::{DEFAULT_LIMIT, MAX_PAGE, Paging};
use crate::search_params::SearchParams;

/// A search whose results are under review, and the number of the current one.
#[derive(Debug, Clone)]
pub(super) struct EntryList {
    params: SearchParams,
    list: List,
    criteria: Criteria,
    order: Order,
    /// The number of the entry in the results, from 1.
    number: u32,
}

/// The previous and next entries in the results of a search.
#[derive(Debug, Clone)]
pub(super) struct Neighbors {
    list: EntryList,
    before: Option<(u32, ArticleId, EntryId)>,
    after: Option<(u32, ArticleId, EntryId)>,
}

/// Returns the address of the entry with this number in the results of a search, or `None` if the number exceeds the
/// last page that can be requested.
pub(super) fn address(params: &SearchParams, number: u64, article: ArticleId, entry: EntryId) -> Option<String> {
    let number = u32::try_from(number).ok().filter(|number| *number <= MAX_PAGE)?;
    // With a limit of 1, the page number is the number of the entry.
    let params = SearchParams { limit: "1".to_owned(), ..params.clone() };
    Some(links::with_params(&format!("{}/entries/{entry}", links::article(article)), &params, number))
}

impl EntryList {
    /// Parses the search in an address that [`address`] returned; `None` if the address has none.
    ///
    /// # Errors
    ///
    /// If the search is invalid.
    pub(super) fn parse(params: SearchParams) -> Result<Option<EntryList>, Failure> {
        if params.list.is_empty() {
            return Ok(None);
        }
        let list = params.list_or(List::Statements)?;
        let (criteria, order) = (confidence::criteria(&params, list)?, order(&params, list)?);
        let number = Paging::parse(&params.page, &params.limit)?.page;
        Ok(Some(EntryList { params, list, criteria, order, number }))
    }

    /// Returns the address of this entry with the search.
    pub(super) fn address(&self, article: ArticleId, entry: EntryId) -> String {
        address(&self.params, self.number.into(), article, entry).unwrap_or_else(|| links::article(article))
    }

    /// Returns the entries before and after `entry`. If it has been rejected and is no longer among the results, the
    /// entry that now has its number counts as the next one.
    pub(super) fn neighbors(self, store: &dyn Storage, entry: (ArticleId, EntryId)) -> Result<Neighbors, Error> {
        let first = self.number.saturating_sub(1).max(1);
        let found = store.find(&self.criteria.query(self.list)?, self.order, 3, u64::from(first) - 1)?.found;
        let numbered = found.iter().zip(first..).filter_map(|(found, number)| {
            let (article, entry) = entry_of(found)?;
            Some((number, article, entry))
        });
        let all: Vec<_> = numbered.collect();
        let at = all.iter().position(|&(_, article, id)| (article, id) == entry);
        let (before, after) = match at {
            Some(at) => (at.checked_sub(1), at + 1),
            None => {
                let after = (self.number - first) as usize;
                (after.checked_sub(1), after)
            }
        };
        let (before, after) = (before.and_then(|at| all.get(at).copied()), all.get(after).copied());
        Ok(Neighbors { list: self, before, after })
    }
}

/// Returns the order of the results of a search. Relevance is defined only for searches with words.
pub(super) fn order(params: &SearchParams, list: List) -> Result<Order, Failure> {
    Ok(match params.order(list)? {
        Order::Relevance if params.q.trim().is_empty() && list != List::Actors => Order::Newest,
        order => order,
    })
}

fn entry_of(found: &Found) -> Option<(ArticleId, EntryId)> {
    match found {
        Found::Statement(found) => Some((found.article.id, EntryId::Statement(found.id))),
        Found::Event(found) => Some((found.article.id, EntryId::Event(found.id))),
        Found::Actor(_) | Found::Article(_) => None,
    }
}

impl Neighbors {
    /// Returns links to the entries before and after this one, and to the page of the search with this one.
    pub(super) fn links(&self) -> Markup {
        let address = |entry: &Option<(u32, ArticleId, EntryId)>| {
            entry.and_then(|(number, article, id)| address(&self.list.params, number.into(), article, id))
        };
        html! {
            nav.pager aria-label="Results of the search" {
                @if let Some(before) = address(&self.before) { a rel="prev" href=(before) { "← previous in this list" } }
                @else { span {} }
                a href=(self.results()) { "back to the list" }
                @if let Some(after) = address(&self.after) { a rel="next" href=(after) { "next in this list →" } }
                @else { span {} }
            }
        }
    }

    /// Returns the address at which the review continues: the next entry, or the results after the last one.
    pub(super) fn next(&self) -> String {
        let next = self.after.and_then(|(number, article, id)| address(&self.list.params, number.into(), article, id));
        next.unwrap_or_else(|| self.results())
    }

    /// Returns the address of the page of search results that contains this entry.
    fn results(&self) -> String {
        let params = SearchParams { limit: String::new(), page: String::new(), ..self.list.params.clone() };
        links::search(&params, (self.list.number - 1) / DEFAULT_LIMIT + 1)
    }
}
