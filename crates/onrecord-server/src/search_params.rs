//! What is looked for, as addresses write it.

use onrecord_store::{List, Order, Query, StoryId};
use serde::Deserialize;

use crate::failure::Failure;
use crate::paging::Paging;

/// What is looked for, as the address writes it: the words of `onrecord find`. What is empty is not asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wish {
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

impl Wish {
    /// Returns the list that is asked for; statements where none is.
    pub(crate) fn list(&self) -> Result<List, Failure> {
        match self.list.as_str() {
            "" => Ok(List::Statements),
            name => list_named(name).ok_or_else(|| {
                Failure::bad_request(format!("expected in=statements, events, actors or articles, found {name:?}"))
            }),
        }
    }

    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let story = match self.story.trim() {
            "" => None,
            text => Some(text.parse().map(StoryId).map_err(|_| {
                Failure::bad_request(format!("expected story to be the number of a story, found {text:?}"))
            })?),
        };
        let wish = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Query {
            words: wish(&self.q),
            speaker: wish(&self.speaker),
            about: wish(&self.about),
            actor: wish(&self.actor),
            recipient: wish(&self.recipient),
            of_type: wish(&self.of_type),
            status: wish(&self.status),
            country: wish(&self.country),
            place: wish(&self.place),
            since: wish(&self.since),
            until: wish(&self.until),
            story,
            verdict: wish(&self.verdict),
        })
    }

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

    pub(crate) fn paging(&self) -> Result<Paging, Failure> {
        Paging::of(&self.page, &self.limit)
    }
}

/// Returns the list with this name.
pub(crate) fn list_named(name: &str) -> Option<List> {
    [List::Statements, List::Events, List::Actors, List::Articles].into_iter().find(|list| list.as_str() == name)
}
