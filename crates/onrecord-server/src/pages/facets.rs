//! The column beside search results: their number, and counts by type, country, actor and month.

use maud::{Markup, html};
use onrecord_store::{FacetValue, Facets, List, country_name};

use super::text::{capitalized, count, grouped};
use super::{chart, event_types, links};
use crate::search_params::SearchParams;

/// Returns a sentence with the number of entries found.
pub(super) fn number(facets: &Facets, list: List) -> Markup {
    let (one, many) = nouns(list);
    html! {
        p.number role="status" {
            @if facets.has_more { "More than " }
            strong { (count(facets.n_found, one, many)) }
            @if facets.has_more { "; the counts beside the results cover only the latest " (grouped(facets.n_found)) }
        }
    }
}

/// Returns the singular and plural noun for entries of a list.
fn nouns(list: List) -> (&'static str, &'static str) {
    match list {
        List::Statements => ("statement", "statements"),
        List::Events => ("event", "events"),
        List::Actors => ("actor", "actors"),
        List::Articles => ("article", "articles"),
    }
}

/// Returns a chart of the entries over time; empty if all are from one month.
pub(super) fn over_time(facets: &Facets, list: List) -> Markup {
    let months: Vec<(String, u64)> = facets.months.iter().map(|month| (month.value.clone(), month.n)).collect();
    let bars = chart::bars(&months);
    html! { @if bars.len() > 1 { (chart::draw(&bars, &capitalized(nouns(list).1))) } }
}

/// Returns the values with their counts; each is a link that adds it to the search.
pub(super) fn panel(facets: &Facets, params: &SearchParams, list: List) -> Markup {
    let types = if list == List::Events { "Type" } else { "Kind" };
    let actors = if list == List::Statements { "Speaker" } else { "Actor" };
    let country = match list {
        List::Statements => "Country of the speaker",
        List::Events => "Country of the place",
        List::Actors => "Country",
        List::Articles => "Country named",
    };
    html! {
        aside.facets aria-label="Narrow the search" {
            (facet(types, &facets.types, |value| type_label(value, list), |value| SearchParams {
                of_type: value.to_owned(), ..params.clone()
            }, &params.of_type))
            (facet(actors, &facets.actors, |value| html! { (value) }, |value| with_actor(params, list, value), ""))
            (facet(country, &facets.countries, |value| html! { (country_name(value).unwrap_or(value)) },
                |value| SearchParams { country: value.to_owned(), ..params.clone() }, &params.country))
            (months(facets, params))
        }
    }
}

/// Returns the months as a folded facet, since the chart already shows them.
fn months(facets: &Facets, params: &SearchParams) -> Markup {
    let latest: Vec<FacetValue> = facets.months.iter().rev().take(36).cloned().collect();
    let with_month = |value: &str| SearchParams { since: value.to_owned(), until: value.to_owned(), ..params.clone() };
    html! {
        @if latest.len() > 1 {
            details {
                summary { "Months" }
                (facet("", &latest, |value| html! { (value) }, with_month, ""))
            }
        }
    }
}

/// Returns the search restricted to statements of this speaker or events of this actor.
fn with_actor(params: &SearchParams, list: List, name: &str) -> SearchParams {
    let name = links::phrase(name);
    match list {
        List::Statements => SearchParams { speaker: name, ..params.clone() },
        _ => SearchParams { actor: name, ..params.clone() },
    }
}

/// Returns the name of a type, followed by its description for event types.
fn type_label(value: &str, list: List) -> Markup {
    html! {
        (value)
        @if let Some(meaning) = event_types::meaning(value).filter(|_| list == List::Events) {
            span.meaning { " " (meaning) }
        }
    }
}

fn facet(
    title: &str,
    values: &[FacetValue],
    label: impl Fn(&str) -> Markup,
    narrowed: impl Fn(&str) -> SearchParams,
    chosen: &str,
) -> Markup {
    html! {
        @if !values.is_empty() {
            section {
                @if !title.is_empty() { h2 { (title) } }
                ul {
                    @for value in values {
                        li {
                            a href=(links::search(&narrowed(&value.value), 1))
                                aria-current=[(value.value == chosen).then_some("true")] { (label(&value.value)) }
                            " " span.n { (grouped(value.n)) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the filters of a search, each with a link that removes it.
pub(super) fn chosen(params: &SearchParams) -> Markup {
    let filters = links::filters(params);
    html! {
        @if !filters.is_empty() {
            ul.chosen aria-label="Filters of this search" {
                @for (name, value, without) in &filters {
                    li {
                        a href=(links::search(without, 1)) title="Remove this filter" {
                            (name) ": " (shown(name, value)) " " span aria-hidden="true" { "×" }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the value of a filter in readable form.
fn shown<'a>(name: &str, value: &'a str) -> &'a str {
    if name.contains("country") { country_name(value).unwrap_or(value) } else { value }
}
