//! Addresses of pages.

use form_urlencoded::Serializer;
use onrecord_record::ActorKind;
use onrecord_store::{ArticleId, StoryId, ThreadId};

use crate::search_params::SearchParams;

pub(super) fn article(id: ArticleId) -> String {
    format!("/articles/{}", id.0)
}

pub(super) fn story(id: StoryId) -> String {
    format!("/stories/{id}")
}

pub(super) fn thread(id: ThreadId) -> String {
    format!("/threads/{id}")
}

pub(super) fn actor(name: &str, kind: ActorKind) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("/actor?{}", query([("name", name.as_str()), ("kind", kind.as_str())]))
}

/// Returns the address of the actors called `name`, of any kind.
pub(super) fn actors_named(name: &str) -> String {
    format!("/actor?{}", query([("name", name)]))
}

/// Returns the address of an actor's network.
pub(super) fn network(name: &str, kind: ActorKind) -> String {
    format!("/actor/network?{}", query([("name", name), ("kind", kind.as_str())]))
}

/// Returns `name` as a quoted phrase for a search.
pub(super) fn phrase(name: &str) -> String {
    format!("\"{}\"", name.replace(['"', '“', '”'], " ").trim())
}

/// Returns the address of page `page` of a search.
pub(super) fn search(params: &SearchParams, page: u32) -> String {
    with_params("/search", params, page)
}

/// Returns the address of the results of a search as a file.
pub(super) fn search_download(params: &SearchParams, format: &str) -> String {
    let params = SearchParams { limit: String::new(), sort: String::new(), ..params.clone() };
    with_params(&format!("/search/download/{format}"), &params, 1)
}

/// Returns the address of the map of a search; a map has no pages.
pub(super) fn map(params: &SearchParams, _page: u32) -> String {
    let params = SearchParams { sort: String::new(), limit: String::new(), ..params.clone() };
    with_params("/map", &params, 1)
}

/// Returns the address of the first page of a search with another value of `min_confidence`; `address` returns the
/// address of a search.
pub(super) fn with_min_confidence(
    params: &SearchParams,
    value: &str,
    address: impl Fn(&SearchParams, u32) -> String,
) -> String {
    address(&SearchParams { min_confidence: value.to_owned(), ..params.clone() }, 1)
}

/// Returns `path` with the parameters of a search, at page `page`.
pub(super) fn with_params(path: &str, params: &SearchParams, page: u32) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let parts = [
        ("in", params.list.as_str()),
        ("q", &params.q),
        ("speaker", &params.speaker),
        ("cue", &params.cue),
        ("about", &params.about),
        ("actor", &params.actor),
        ("recipient", &params.recipient),
        ("type", &params.of_type),
        ("status", &params.status),
        ("country", &params.country),
        ("actor_country", &params.actor_country),
        ("recipient_country", &params.recipient_country),
        ("any_country", &params.any_country),
        ("place", &params.place),
        ("since", &params.since),
        ("until", &params.until),
        ("story", &params.story),
        ("thread", &params.thread),
        ("verdict", &params.verdict),
        ("min_confidence", &params.min_confidence),
        ("min_speaker_confidence", &params.min_speaker_confidence),
        ("sort", &params.sort),
        ("limit", &params.limit),
        ("page", &page),
    ];
    format!("{path}?{}", query(parts))
}

/// Returns the filters of a search: the name of each, its value, and the search without it.
pub(super) fn filters(params: &SearchParams) -> Vec<(&'static str, String, SearchParams)> {
    type Filter = (&'static str, fn(&mut SearchParams) -> &mut String);
    const FILTERS: [Filter; 16] = [
        ("speaker", |params| &mut params.speaker),
        ("cue", |params| &mut params.cue),
        ("mentioned", |params| &mut params.about),
        ("actor", |params| &mut params.actor),
        ("recipient", |params| &mut params.recipient),
        ("type", |params| &mut params.of_type),
        ("status", |params| &mut params.status),
        ("country", |params| &mut params.country),
        ("country of the actor", |params| &mut params.actor_country),
        ("country of the recipient", |params| &mut params.recipient_country),
        ("country of actor, recipient or place", |params| &mut params.any_country),
        ("place", |params| &mut params.place),
        ("since", |params| &mut params.since),
        ("until", |params| &mut params.until),
        ("corrections", |params| &mut params.verdict),
        ("minimum confidence of the speaker", |params| &mut params.min_speaker_confidence),
    ];
    let filter = |(name, field): Filter| {
        let mut without = params.clone();
        let value = std::mem::take(field(&mut without));
        (!value.trim().is_empty()).then_some((name, value, without))
    };
    FILTERS.into_iter().filter_map(filter).collect()
}

/// Returns `parts` as a query string, without the empty ones.
pub(super) fn query<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in parts {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

/// Returns `url` if it is a web address; the address in an article can be any string.
pub(super) fn web_url(url: &str) -> Option<&str> {
    let is_web_url = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    is_web_url.then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(web_url("https://example.org/a"), Some("https://example.org/a"));
        for url in ["javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "é"] {
            assert_eq!(web_url(url), None, "{url}");
        }
    }

    #[test]
    fn names_are_encoded() {
        assert_eq!(actor("A & B?", ActorKind::Group), "/actor?name=A+%26+B%3F&kind=group");
    }
}
