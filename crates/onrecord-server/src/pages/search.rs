//! The search page: a list, what is looked for in it, and what is found.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_record::{ActorKind, EventStatus, StatementKind};
use onrecord_store::{ErrorKind, List, Order, Page};

use super::{capital, found, layout, links};
use crate::app::App;
use crate::asked::{Asked, Wish};
use crate::failure::Failure;

const LISTS: [(List, &str); 4] = [
    (List::Statements, "Statements"),
    (List::Events, "Events"),
    (List::Actors, "Actors"),
    (List::Articles, "Articles"),
];

pub(super) async fn show(State(app): State<Arc<App>>, Asked(wish): Asked<Wish>) -> Result<Response, Failure> {
    let list = wish.list()?;
    let (paging, query) = (wish.paging()?, wish.query()?);
    // By how well words fit makes sense of words only.
    let order = match wish.order(list)? {
        Order::Relevance if query.words.is_none() && list != List::Actors => Order::Newest,
        order => order,
    };
    let found = app
        .pool
        .read(move |store| match store.find(list, &query, order, paging.limit, paging.skip()) {
            Err(error) if error.kind() == ErrorKind::Query => Ok(Err(error.to_string())),
            found => found.map(Ok),
        })
        .await?;
    let title = if wish.q.is_empty() { "Search".to_owned() } else { format!("{} – search", wish.q) };
    let content = html! {
        h1.small { "Search" }
        (tabs(&wish, list, &LISTS, links::search))
        (form(&wish, list, "/search"))
        @match &found {
            Err(message) => p.problem role="alert" { (capital(message)) "." },
            Ok(page) => { (results(page, &wish, paging.page)) }
        }
    };
    let here = if list == List::Actors { "/search?in=actors" } else { "/search" };
    let mut response = super::page(&layout::page(&title, Some(here), &content));
    if found.is_err() {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn results(page: &Page, wish: &Wish, number: u32) -> Markup {
    html! {
        section aria-label="Results" {
            @if page.found.is_empty() {
                p.nothing { @if number > 1 { "Nothing on this page." } @else { "Nothing found." } }
            }
            @if !page.found.is_empty() && wish.list != List::Actors.as_str() {
                p.order { a href=(links::map(&shown_on_map(wish), 1)) { "On a map" } }
            }
            (found::list(page))
            (layout::pager(number, page.has_more, |page| links::search(wish, page)))
        }
    }
}

/// Returns the wish with its list by name, since a map has another one where none is named.
fn shown_on_map(wish: &Wish) -> Wish {
    let list = if wish.list.is_empty() { List::Statements.as_str() } else { wish.list.as_str() };
    Wish { list: list.to_owned(), ..wish.clone() }
}

/// The lists, each with the wishes that it shares with this one.
pub(super) fn tabs(wish: &Wish, here: List, lists: &[(List, &str)], address: fn(&Wish, u32) -> String) -> Markup {
    html! {
        nav.tabs aria-label="What to find" {
            @for (list, label) in lists {
                @let other = Wish {
                    list: list.as_str().to_owned(),
                    of_type: String::new(),
                    ..only_fitting(wish, *list)
                };
                a href=(address(&other, 1)) aria-current=[(*list == here).then_some("page")] { (label) }
            }
        }
    }
}

/// Returns what of `wish` can be asked of `list`.
fn only_fitting(wish: &Wish, list: List) -> Wish {
    let is_there = |name| text_fields(list).iter().any(|(field, ..)| *field == name);
    let keep = |name, value: &String| if is_there(name) { value.clone() } else { String::new() };
    Wish {
        speaker: keep("speaker", &wish.speaker),
        about: keep("about", &wish.about),
        actor: keep("actor", &wish.actor),
        recipient: keep("recipient", &wish.recipient),
        status: if list == List::Events { wish.status.clone() } else { String::new() },
        page: String::new(),
        ..wish.clone()
    }
}

/// The fields of text that a list has, with their labels and an example.
fn text_fields(list: List) -> Vec<(&'static str, &'static str, &'static str)> {
    let fields = match list {
        List::Statements => vec![
            ("speaker", "Who says it", ""),
            ("recipient", "To whom", ""),
            ("about", "Who is spoken of", ""),
            ("actor", "Who has any part in it", ""),
        ],
        List::Events => vec![("actor", "Who does it", ""), ("recipient", "To whom", "")],
        List::Actors => vec![],
        List::Articles => vec![
            ("speaker", "Who says something", ""),
            ("about", "Who is spoken of", ""),
            ("actor", "Who is in it", ""),
        ],
    };
    let shared = [
        ("country", "Country", "ITA"),
        ("place", "Place", "Rome"),
        ("since", "From", "2025-02-13, 2025-02 or 2025"),
        ("until", "To", "2025"),
    ];
    fields.into_iter().chain(shared).collect()
}

/// Returns the form that asks for entries of `list` at `action`.
pub(super) fn form(wish: &Wish, list: List, action: &str) -> Markup {
    let words = match list {
        List::Statements => "Words or a “phrase” of what was said",
        List::Events => "Words or a “phrase” of the sentence",
        List::Actors => "Words of a name",
        List::Articles => "Words or a “phrase” of title or text",
    };
    let types: Vec<&str> = match list {
        List::Statements => StatementKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        List::Actors => ActorKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        List::Events | List::Articles => vec![],
    };
    let statuses: Vec<&str> = EventStatus::ALL.iter().map(|status| status.as_str()).collect();
    let is_filtered = text_fields(list).iter().any(|(name, ..)| !value(wish, name).is_empty())
        || [&wish.of_type, &wish.status, &wish.verdict, &wish.sort].iter().any(|value| !value.is_empty());
    html! {
        form.search action=(action) role="search" {
            input type="hidden" name="in" value=(list.as_str());
            div.big {
                input type="search" name="q" value=(wish.q) aria-label=(words) placeholder=(words);
                button { "Search" }
            }
            @if !wish.story.is_empty() {
                input type="hidden" name="story" value=(wish.story);
                p.within {
                    "Only in " a href={ "/stories/" (wish.story.trim()) } { "story " (wish.story.trim()) } " · "
                    a href=(links::of_wish(action, &Wish { story: String::new(), ..wish.clone() }, 1)) { "in all articles" }
                }
            }
            details open[is_filtered] {
                summary { @if action == "/search" { "Filters and order" } @else { "Filters" } }
                div.fields {
                    @for (name, label, example) in text_fields(list) {
                        label { span { (label) } input name=(name) value=(value(wish, name)) placeholder=(example); }
                    }
                    @if list == List::Events {
                        label { span { "Type" } input name="type" value=(wish.of_type) placeholder="CONSULT"; }
                        (choice("status", "Status", &statuses, &wish.status))
                    }
                    @if !types.is_empty() { (choice("type", "Kind", &types, &wish.of_type)) }
                    (choice("verdict", "Corrections", &["none", "confirmed", "changed", "rejected"], &wish.verdict))
                    @if action == "/search" {
                        (choice("sort", "Order", &["newest", "oldest", "relevance"], &wish.sort))
                    }
                }
            }
            details.help {
                summary { "How to ask" }
                p {
                    code { "tax cut" } " finds both words, " code { "\"tax cut\"" } " the phrase, " code { "tax*" }
                    " words that begin so, " code { "tax -income" } " one without the other, " code { "tax OR duty" } " either."
                }
            }
        }
    }
}

fn choice(name: &str, label: &str, choices: &[&str], chosen: &str) -> Markup {
    html! {
        label {
            span { (label) }
            select name=(name) {
                option value="" { "any" }
                @for choice in choices { option value=(choice) selected[*choice == chosen] { (choice) } }
            }
        }
    }
}

fn value<'a>(wish: &'a Wish, name: &str) -> &'a str {
    match name {
        "speaker" => &wish.speaker,
        "about" => &wish.about,
        "actor" => &wish.actor,
        "recipient" => &wish.recipient,
        "country" => &wish.country,
        "place" => &wish.place,
        "since" => &wish.since,
        "until" => &wish.until,
        _ => "",
    }
}
