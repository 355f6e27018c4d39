//! What a request asks for: the query, and paging.

use axum::extract::{FromRequestParts, Path, Query as AxumQuery};
use axum::http::request::Parts;
use onrecord_store::{List, Order, Query, StoryId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Entries of a page unless another number is asked for.
pub(crate) const PAGE: u32 = 20;
/// Entries of a page at most.
pub(crate) const MAX_PAGE: u32 = 200;
/// The last page that is shown: finding pages far back costs more and more.
pub(crate) const LAST_PAGE: u32 = 5_000;

/// The query of the address.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = AxumQuery::<T>::try_from_uri(&parts.uri);
        query.map(|AxumQuery(asked)| Asked(asked)).map_err(|error| Failure::bad_request(reason(&error.body_text())))
    }
}

/// Says in plain words what is wrong with the body of a request.
pub(crate) fn body_reason(said: &str) -> String {
    if said.contains("Content-Type") {
        return "expected a body of another kind; its Content-Type is wrong or missing".to_owned();
    }
    if let Some((_, name)) = said.split_once("missing field `") {
        let name = name.split('`').next().unwrap_or_default();
        return format!("expected {name}, found none");
    }
    if ["unknown field `", "duplicate field `"].iter().any(|what| said.contains(what)) {
        return reason(said);
    }
    let what =
        ["Failed to parse the request body as JSON: ", "Failed to deserialize the JSON body into the target type: "]
            .iter()
            .find_map(|what| said.strip_prefix(what));
    what.map_or_else(
        || said.to_owned(),
        |what| format!("expected a correction in JSON, found what cannot be read ({what})"),
    )
}

/// Says in plain words what is wrong with a query.
fn reason(said: &str) -> String {
    let Some(at) = ["unknown field `", "duplicate field `"].into_iter().find_map(|what| said.find(what)) else {
        return said.replace("Failed to deserialize query string: ", "the query cannot be read: ");
    };
    let quoted: Vec<&str> = said[at..].split('`').skip(1).step_by(2).collect();
    match &quoted[..] {
        [name] if said[at..].starts_with("duplicate") => format!("expected {name} once, found it several times"),
        [name] => format!("expected no {name:?}: nothing can be asked for here"),
        [name, known @ ..] => format!("expected one of {}, found {name:?}", known.join(", ")),
        [] => said.to_owned(),
    }
}

/// The variable parts of the path; a path that does not fit leads nowhere.
#[derive(Debug)]
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(named)| Named(named)).map_err(|_| Failure::not_found("there is nothing at this address"))
    }
}

/// No query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

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

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The number of the page, from 1 on.
    pub(crate) page: u32,
    /// How many entries a page has.
    pub(crate) limit: u32,
}

impl Paging {
    /// Returns the part that `page` and `limit` write; the first one where they are empty.
    pub(crate) fn of(page: &str, limit: &str) -> Result<Paging, Failure> {
        let number = |text: &str, name: &str, default, max| match text.parse() {
            _ if text.is_empty() => Ok(default),
            Ok(number) if (1..=max).contains(&number) => Ok(number),
            _ => Err(Failure::bad_request(format!("expected {name} to be a number from 1 to {max}, found {text:?}"))),
        };
        Ok(Paging { page: number(page, "page", 1, LAST_PAGE)?, limit: number(limit, "limit", PAGE, MAX_PAGE)? })
    }

    /// Returns how many entries come before the page.
    pub(crate) fn skip(self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_plain() {
        let check = |said: &str, expected: &str| assert_eq!(reason(said), expected);
        check(
            "Failed to deserialize query string: unknown field `x`, expected `a` or `b`",
            "expected one of a, b, found \"x\"",
        );
        check("Failed to deserialize query string: duplicate field `q`", "expected q once, found it several times");
        check("Failed to deserialize query string: bad", "the query cannot be read: bad");
        let check = |said: &str, expected: &str| assert_eq!(body_reason(said), expected);
        check(
            "Failed to deserialize the JSON body into the target type: missing field `entry` at line 1 column 2",
            "expected entry, found none",
        );
        check(
            "Expected request with `Content-Type: application/json`",
            "expected a body of another kind; its Content-Type is wrong or missing",
        );
    }

    #[test]
    fn pages_are_numbers_in_bounds() {
        let check = |page, limit, expected: Option<(u32, u32)>| {
            let found = Paging::of(page, limit).ok().map(|paging| (paging.page, paging.limit));
            assert_eq!(found, expected, "{page:?} {limit:?}");
        };
        check("", "", Some((1, 20)));
        check("3", "200", Some((3, 200)));
        check("0", "", None);
        check("1", "201", None);
        check("-1", "", None);
        check("x", "", None);
        check("99999999999999999999", "", None);
    }
}
