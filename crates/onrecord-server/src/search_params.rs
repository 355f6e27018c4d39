//! The parameters of searches: the filters, order and page that `onrecord find` has too.

use onrecord_store::{List, Order, Query, StoryId};
use serde::Deserialize;

use crate::failure::Failure;
use crate::paging::Paging;

const LISTS: [List; 4] = [List::Statements, List::Events, List::Actors, List::Articles];

/// A search as an address writes it. An empty parameter counts as absent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SearchParams {
    #[serde(rename = "in")]
    pub(crate) list: String,
    pub(crate) q: String,
    pub(crate) speaker: String,
    pub(crate) about: String,
    pub(crate) actor: String,
    pub(crate) recipient: String,
    #[serde(rename = "type")]
    pub(crate) of_type: String,
    pub(crate) status: String,
    pub(crate) country: String,
    pub(crate) place: String,
    pub(crate) since: String,
    pub(crate) until: String,
    pub(crate) story: String,
    pub(crate) verdict: String,
    pub(crate) sort: String,
    pub(crate) limit: String,
    pub(crate) page: String,
}

impl SearchParams {
    /// Returns the list to search, `default` if `in` is absent.
    pub(crate) fn list_or(&self, default: List) -> Result<List, Failure> {
        if self.list.is_empty() {
            return Ok(default);
        }
        LISTS.into_iter().find(|list| list.as_str() == self.list).ok_or_else(|| {
            Failure::bad_request(format!("expected in=statements, events, actors or articles, found {:?}", self.list))
        })
    }

    /// Returns the filters.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Query {
            words: given(&self.q),
            speaker: given(&self.speaker),
            about: given(&self.about),
            actor: given(&self.actor),
            recipient: given(&self.recipient),
            of_type: given(&self.of_type),
            status: given(&self.status),
            country: given(&self.country),
            place: given(&self.place),
            since: given(&self.since),
            until: given(&self.until),
            story: self.story()?,
            verdict: given(&self.verdict),
        })
    }

    fn story(&self) -> Result<Option<StoryId>, Failure> {
        match self.story.trim() {
            "" => Ok(None),
            text => match text.parse() {
                Ok(number) => Ok(Some(StoryId(number))),
                Err(_) => Err(Failure::bad_request(format!("expected the number of a story, found {text:?}"))),
            },
        }
    }

    /// Returns the order of `list`. Without `sort`, actors come by relevance and everything else newest first.
    pub(crate) fn order(&self, list: List) -> Result<Order, Failure> {
        match self.sort.as_str() {
            "relevance" => Ok(Order::Relevance),
            "newest" => Ok(Order::Newest),
            "oldest" => Ok(Order::Oldest),
            "" if list == List::Actors => Ok(Order::Relevance),
            "" => Ok(Order::Newest),
            other => Err(Failure::bad_request(format!("expected sort=newest, oldest or relevance, found {other:?}"))),
        }
    }

    /// Returns the page of the results.
    pub(crate) fn paging(&self) -> Result<Paging, Failure> {
        Paging::parse(&self.page, &self.limit)
    }
}
