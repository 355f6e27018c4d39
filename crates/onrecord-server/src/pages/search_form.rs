//! The form of the search page and of the map: which list, and the filters that it has.

use maud::{Markup, html};
use onrecord_record::{ActorKind, EventStatus, StatementKind};
use onrecord_store::List;

use super::links;
use crate::search_params::Wish;

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
