//! Addresses of pages.

use form_urlencoded::Serializer;
use onrecord_record::ActorKind;
use onrecord_store::{ArticleId, StoryId};

use crate::search_params::Wish;

pub(super) fn article(id: ArticleId) -> String {
    format!("/articles/{}", id.0)
}

pub(super) fn story(id: StoryId) -> String {
    format!("/stories/{id}")
}

pub(super) fn actor(name: &str, kind: ActorKind) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("/actor?{}", query([("name", name.as_str()), ("kind", kind.as_str())]))
}

/// Returns the address of an actor of whom only the name is known.
pub(super) fn name(name: &str) -> String {
    format!("/actor?{}", query([("name", name)]))
}

/// Returns the address of an actor's network.
pub(super) fn network(name: &str, kind: ActorKind) -> String {
    format!("/actor/network?{}", query([("name", name), ("kind", kind.as_str())]))
}

/// Returns `name` as a phrase to look for.
pub(super) fn phrase(name: &str) -> String {
    format!("\"{}\"", name.replace(['"', '“', '”'], " ").trim())
}

/// Returns the address of page `page` of what is looked for.
pub(super) fn search(wish: &Wish, page: u32) -> String {
    of_wish("/search", wish, page)
}

/// Returns the address of the map of what is looked for.
pub(super) fn map(wish: &Wish, _: u32) -> String {
    let wish = Wish { sort: String::new(), limit: String::new(), ..wish.clone() };
    of_wish("/map", &wish, 1)
}

/// Returns the address of page `page` of what is looked for, under `path`.
pub(super) fn of_wish(path: &str, wish: &Wish, page: u32) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let parts = [
        ("in", wish.list.as_str()),
        ("q", &wish.q),
        ("speaker", &wish.speaker),
        ("about", &wish.about),
        ("actor", &wish.actor),
        ("recipient", &wish.recipient),
        ("type", &wish.of_type),
        ("status", &wish.status),
        ("country", &wish.country),
        ("place", &wish.place),
        ("since", &wish.since),
        ("until", &wish.until),
        ("story", &wish.story),
        ("verdict", &wish.verdict),
        ("sort", &wish.sort),
        ("limit", &wish.limit),
        ("page", &page),
    ];
    format!("{path}?{}", query(parts))
}

/// Returns `parts` as a query, without those that are empty.
pub(super) fn query<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in parts {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

/// Returns `url` where it leads to a page of the web: an article may give anything as its address.
pub(super) fn outside(url: &str) -> Option<&str> {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    is_web.then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_linked() {
        assert_eq!(outside("https://example.org/a"), Some("https://example.org/a"));
        for url in ["javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "é"] {
            assert_eq!(outside(url), None, "{url}");
        }
    }

    #[test]
    fn names_are_written_for_addresses() {
        assert_eq!(actor("A & B?", ActorKind::Group), "/actor?name=A+%26+B%3F&kind=group");
    }
}
