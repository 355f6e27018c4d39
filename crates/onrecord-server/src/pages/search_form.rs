//! The form of the search page and of the map: tabs for the lists, and the filters of each list.

use maud::{Markup, html};
use onrecord_record::{ActorKind, EventStatus, StatementKind};
use onrecord_store::{List, countries, country_name};

use super::{event_types, links};
use crate::search_params::SearchParams;

/// Returns the tabs of `lists`. Each link keeps the parameters that apply to its list.
pub(super) fn tabs(
    params: &SearchParams,
    current: List,
    lists: &[(List, &str)],
    address: fn(&SearchParams, u32) -> String,
) -> Markup {
    html! {
        nav.tabs aria-label="Kind of results" {
            @for (list, label) in lists {
                @let other = SearchParams {
                    list: list.as_str().to_owned(),
                    of_type: String::new(),
                    ..only_of_list(params, *list)
                };
                a href=(address(&other, 1)) aria-current=[(*list == current).then_some("page")] { (label) }
            }
        }
    }
}

/// Returns `params` without those that do not apply to `list`.
fn only_of_list(params: &SearchParams, list: List) -> SearchParams {
    let has = |name| text_fields(list).iter().any(|(field, ..)| *field == name);
    let keep = |name, value: &String| if has(name) { value.clone() } else { String::new() };
    SearchParams {
        speaker: keep("speaker", &params.speaker),
        cue: keep("cue", &params.cue),
        about: keep("about", &params.about),
        actor: keep("actor", &params.actor),
        recipient: keep("recipient", &params.recipient),
        actor_country: keep("actor_country", &params.actor_country),
        recipient_country: keep("recipient_country", &params.recipient_country),
        any_country: keep("any_country", &params.any_country),
        min_confidence: keep("min_confidence", &params.min_confidence),
        min_speaker_confidence: keep("min_speaker_confidence", &params.min_speaker_confidence),
        status: if list == List::Events { params.status.clone() } else { String::new() },
        page: String::new(),
        ..params.clone()
    }
}

/// Returns the text fields of a list: parameter, label and placeholder.
fn text_fields(list: List) -> Vec<(&'static str, &'static str, &'static str)> {
    let fields = match list {
        List::Statements => vec![
            ("speaker", "Speaker", ""),
            ("cue", "Cue", "denied"),
            ("recipient", "Addressee", ""),
            ("about", "Mentioned", ""),
            ("actor", "Any role", ""),
            ("min_confidence", "Minimum confidence", "0 to 1"),
            ("min_speaker_confidence", "Minimum confidence of the speaker", "0 to 1"),
        ],
        List::Events => vec![
            ("actor", "Actor", ""),
            ("recipient", "Recipient", ""),
            ("actor_country", "Country of the actor", "Italy"),
            ("recipient_country", "Country of the recipient", "Italy"),
            ("any_country", "Country of actor, recipient or place", "Italy"),
            ("min_confidence", "Minimum confidence", "0 to 1"),
        ],
        List::Actors => vec![],
        List::Articles => {
            vec![("speaker", "Speaker", ""), ("about", "Mentioned in a statement", ""), ("actor", "Any role", "")]
        }
    };
    let country = if list == List::Events { "Country of the place" } else { "Country" };
    let shared = [
        ("country", country, "Italy"),
        ("place", "Place", "Rome"),
        ("since", "Since", "2025-02-13 or 2025"),
        ("until", "Until", "2025"),
    ];
    fields.into_iter().chain(shared).collect()
}

/// Returns the form that searches `list` at the address `action`.
pub(super) fn form(params: &SearchParams, list: List, action: &str, event_types: &[String]) -> Markup {
    let words = match list {
        List::Statements => "Words or a “phrase” from a statement",
        List::Events => "Words or a “phrase” from the sentence",
        List::Actors => "Words of a name",
        List::Articles => "Words or a “phrase” from the title or text",
    };
    html! {
        form.search action=(action) role="search" {
            input type="hidden" name="in" value=(list.as_str());
            div.big {
                input type="search" name="q" value=(params.q) aria-label=(words) placeholder=(words);
                button { "Search" }
            }
            @if !params.story.is_empty() {
                input type="hidden" name="story" value=(params.story);
                p.within {
                    "Only in " a href={ "/stories/" (params.story.trim()) } { "story " (params.story.trim()) } " · "
                    a href=(links::with_params(action, &SearchParams { story: String::new(), ..params.clone() }, 1)) { "search all articles" }
                }
            }
            @if !params.thread.is_empty() {
                input type="hidden" name="thread" value=(params.thread);
                p.within {
                    "Only in " a href={ "/threads/" (params.thread.trim()) } { "thread " (params.thread.trim()) } " · "
                    a href=(links::with_params(action, &SearchParams { thread: String::new(), ..params.clone() }, 1)) { "search all articles" }
                }
            }
            (filters(params, list, action, event_types))
            datalist #countries { @for (_, name) in countries() { option value=(name); } }
            (help())
        }
    }
}

/// Returns the filters of the list, unfolded if the search uses one.
fn filters(params: &SearchParams, list: List, action: &str, event_types: &[String]) -> Markup {
    let types: Vec<&str> = match list {
        List::Statements => StatementKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        List::Actors => ActorKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        List::Events | List::Articles => vec![],
    };
    let statuses: Vec<&str> = EventStatus::ALL.iter().map(|status| status.as_str()).collect();
    let is_filtered = text_fields(list).iter().any(|(name, ..)| !value(params, name).is_empty())
        || [&params.of_type, &params.status, &params.verdict, &params.sort].iter().any(|value| !value.is_empty());
    html! {
        details open[is_filtered] {
            summary { @if action == "/search" { "Filters and order" } @else { "Filters" } }
            div.fields {
                @for (name, label, example) in text_fields(list) {
                    label {
                        span { (label) }
                        input name=(name) value=(shown(params, name)) placeholder=(example)
                            list=[is_country(name).then_some("countries")];
                    }
                }
                @if list == List::Events {
                    (type_choice(event_types, &params.of_type))
                    (choice("status", "Status", &statuses, &params.status))
                }
                @if !types.is_empty() { (choice("type", "Kind", &types, &params.of_type)) }
                (choice("verdict", "Corrections", &["none", "confirmed", "changed", "rejected"], &params.verdict))
                @if action == "/search" {
                    (choice("sort", "Order", &["newest", "oldest", "relevance"], &params.sort))
                }
            }
        }
    }
}

fn help() -> Markup {
    html! {
        details.help {
            summary { "Search syntax" }
            p {
                code { "tax cut" } " finds both words, " code { "\"tax cut\"" } " the exact phrase, " code { "tax*" }
                " words that begin with “tax”, " code { "tax -income" } " “tax” without “income”, and " code { "tax OR duty" }
                " either word."
            }
        }
    }
}

/// Returns the drop-down list of event types with their descriptions.
fn type_choice(types: &[String], chosen: &str) -> Markup {
    html! {
        label {
            span { "Type" }
            select name="type" {
                option value="" { "any" }
                @if chosen.contains(',') { option value=(chosen) selected { (chosen) } }
                @for name in types {
                    option value=(name) selected[name.eq_ignore_ascii_case(chosen)] {
                        (name) @if let Some(meaning) = event_types::meaning(name) { ": " (meaning) }
                    }
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
                @if chosen.contains(',') { option value=(chosen) selected { (chosen) } }
                @for choice in choices { option value=(choice) selected[*choice == chosen] { (choice) } }
            }
        }
    }
}

/// Returns whether a filter takes a country.
fn is_country(name: &str) -> bool {
    name.ends_with("country")
}

/// Returns the value of a filter in readable form: the name of a country, not its code.
fn shown<'a>(params: &'a SearchParams, name: &str) -> &'a str {
    let value = value(params, name);
    if is_country(name) { country_name(value).unwrap_or(value) } else { value }
}

fn value<'a>(params: &'a SearchParams, name: &str) -> &'a str {
    match name {
        "speaker" => &params.speaker,
        "cue" => &params.cue,
        "about" => &params.about,
        "actor" => &params.actor,
        "recipient" => &params.recipient,
        "country" => &params.country,
        "actor_country" => &params.actor_country,
        "recipient_country" => &params.recipient_country,
        "any_country" => &params.any_country,
        "place" => &params.place,
        "since" => &params.since,
        "until" => &params.until,
        "min_confidence" => &params.min_confidence,
        "min_speaker_confidence" => &params.min_speaker_confidence,
        _ => "",
    }
}
