//! An actor: its statements and events, their number over time, and its most frequent counterparts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use onrecord_record::ActorKind;
use onrecord_store::{ActorFound, Companion, Found, Order, Page, Part};
use serde::Deserialize;

use super::text::count;
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{QueryParams, actor_kind};

/// Counterparts on the page.
const N_COUNTERPARTS: u32 = 24;

/// Most bars of months in the chart; beyond that, a bar is a year.
const MAX_BARS: usize = 36;

/// The tabs: parameter, label, and the part of the store.
const PARTS: [(&str, &str, Part); 4] = [
    ("says", "Statements", Part::Says),
    ("events", "Events", Part::Acts),
    ("about", "Mentioned in", Part::IsNamed),
    ("told", "Addressed in", Part::Hears),
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActorParams {
    name: String,
    kind: String,
    part: String,
    sort: String,
    page: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<ActorParams>,
) -> Result<Response, Failure> {
    if params.kind.is_empty() {
        return actors_named(&app, params.name).await;
    }
    let kind = actor_kind(&params.kind)?;
    let order = match params.sort.as_str() {
        "" | "newest" => Order::Newest,
        "oldest" => Order::Oldest,
        other => return Err(Failure::bad_request(format!("expected sort=newest or oldest, found {other:?}"))),
    };
    let paging = Paging::parse(&params.page, "")?;
    let requested = PARTS.into_iter().find(|(name, ..)| *name == params.part).map(|(.., part)| part);
    if requested.is_none() && !params.part.is_empty() {
        return Err(Failure::bad_request(format!(
            "expected part=says, events, about or told, found {:?}",
            params.part
        )));
    }
    let name = params.name.clone();
    let read = app.pool.read(move |store| {
        let key = (name.as_str(), kind);
        let actor = store.actor(&name, kind)?;
        // Actors who never speak open with their events, or with the statements that mention them.
        let part = requested.unwrap_or(match (actor.n_statements, actor.n_events) {
            (1.., _) => Part::Says,
            (_, 1..) => Part::Acts,
            _ => Part::IsNamed,
        });
        let page = store.entries_of(key, part, order, paging.limit, paging.skip())?;
        Ok((actor, part, page, store.companions(key, N_COUNTERPARTS)?, store.months_of(key)?))
    });
    let (actor, part, page, counterparts, months) = read.await?;
    let content = content(&actor, part, &page, &counterparts, &bars(months), &params, paging.page);
    Ok(response::page(&layout::page(&actor.name, None, &content)))
}

/// Redirects to the actor with this name, or lists them if there are several of different kinds.
async fn actors_named(app: &App, name: String) -> Result<Response, Failure> {
    let key = name.clone();
    let kinds = app.pool.read(move |store| store.kinds_of(&key)).await?;
    match kinds.as_slice() {
        [] => Err(Failure::not_found(format!("there is no actor {name:?} in the store"))),
        [kind] => Ok(Redirect::to(&links::actor(&name, *kind)).into_response()),
        kinds => {
            let content = html! {
                h1 { (name) }
                p { "This name belongs to actors of several kinds:" }
                ul { @for kind in kinds { li { a href=(links::actor(&name, *kind)) { (kind.as_str()) } } } }
            };
            Ok(response::page(&layout::page(&name, None, &content)))
        }
    }
}

fn content(
    actor: &ActorFound,
    part: Part,
    page: &Page,
    counterparts: &[Companion],
    bars: &[(String, u64)],
    params: &ActorParams,
    number: u32,
) -> Markup {
    let part_name = PARTS.iter().find(|(.., other)| *other == part).map_or("", |(name, ..)| name);
    let address = |part: &str, sort: &str, page: u32| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let kind = actor.kind.as_str();
        let parts = [("name", actor.name.as_str()), ("kind", kind), ("part", part), ("sort", sort), ("page", &page)];
        format!("/actor?{}", links::query(parts))
    };
    let is_oldest = params.sort == "oldest";
    html! {
        header {
            h1 { (actor.name) }
            p.meta {
                (actor.kind.as_str())
                @if !actor.countries.is_empty() { " · " (actor.countries.join(", ")) }
                " · " (count(actor.n_articles, "article", "articles"))
                " · " (count(actor.n_statements, "statement", "statements"))
                " · " (count(actor.n_events, "event", "events"))
                @if let (Some(first), Some(last)) = (&actor.first_day, &actor.last_day) {
                    " · " (first) @if first != last { " to " (last) }
                }
                @let phrase = links::phrase(&actor.name);
                " · " a href={ "/map?" (links::query([("in", "events"), ("actor", &phrase)])) } { "map" }
                " · " a href=(links::network(&actor.name, actor.kind)) { "network" }
            }
        }
        div.columns.actor {
            div {
                @if bars.len() > 1 { (chart(bars)) }
                nav.tabs aria-label="Entries" {
                    @for (name, label, other) in PARTS {
                        a href=(address(name, &params.sort, 1)) aria-current=[(other == part).then_some("page")] { (label) }
                    }
                }
                @if !page.found.is_empty() {
                    p.order {
                        @if is_oldest { a href=(address(part_name, "", 1)) { "Newest first" } }
                        @else { a href=(address(part_name, "oldest", 1)) { "Oldest first" } }
                    }
                } @else { p.nothing { "No entries." } }
                ol.found {
                    @for found in &page.found {
                        @match found {
                            Found::Statement(found) => { (results::statement(found, part != Part::Says)) }
                            Found::Event(found) => { (results::event(found)) }
                            _ => {}
                        }
                    }
                }
                (layout::pager(number, page.has_more, |page| address(part_name, &params.sort, page)))
            }
            aside aria-label="Most frequent counterparts" { (counterpart_list(counterparts)) }
        }
    }
}

fn counterpart_list(counterparts: &[Companion]) -> Markup {
    let most = counterparts.first().map_or(1, |other| other.n_entries.max(1));
    html! {
        @if !counterparts.is_empty() {
            h2 { "Most frequent counterparts" }
            p.quiet { "Number of statements and events that involve both" }
            ol.companions {
                @for other in counterparts {
                    li {
                        a href=(links::actor(&other.name, other.kind)) { (other.name) }
                        meter min="0" max=(most) value=(other.n_entries) aria-hidden="true" {}
                        span.n { (other.n_entries) }
                    }
                }
            }
        }
    }
}

/// Returns the counts per month, or per year if there are too many months, including empty ones in between.
fn bars(months: Vec<(String, u64)>) -> Vec<(String, u64)> {
    let number = |month: &str| -> Option<i64> {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
    };
    let first_and_last = months.first().zip(months.last()).and_then(|(a, b)| Some((number(&a.0)?, number(&b.0)?)));
    let Some((first, last)) = first_and_last else { return vec![] };
    let step = if last - first < MAX_BARS as i64 { 1 } else { 12 };
    let name = |n: i64| if step == 1 { format!("{:04}-{:02}", n / 12, n % 12 + 1) } else { format!("{:04}", n) };
    let (first, last) = if step == 1 { (first, last) } else { (first / 12, last / 12) };
    // The oldest bars are dropped if there are more than a chart can show.
    let first = first.max(last - 2 * MAX_BARS as i64);
    let mut bars: Vec<(String, u64)> = (first..=last).map(|n| (name(n), 0)).collect();
    for (month, n) in months {
        let Some(at) = number(&month).map(|at| if step == 1 { at } else { at / 12 } - first) else { continue };
        if let Some(bar) = usize::try_from(at).ok().and_then(|at| bars.get_mut(at)) {
            bar.1 += n;
        }
    }
    bars
}

/// Returns a bar chart of the entries per month or year.
fn chart(bars: &[(String, u64)]) -> Markup {
    let most = bars.iter().map(|bar| bar.1).max().unwrap_or(1).max(1);
    let width = 100.0 / bars.len() as f64;
    let (first, last) = (&bars[0].0, &bars[bars.len() - 1].0);
    html! {
        figure.chart {
            svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img"
                aria-label={ "Statements and events from " (first) " to " (last) } {
                @for (idx, (name, n)) in bars.iter().enumerate() {
                    @let height = 23.0 * *n as f64 / most as f64;
                    rect x=(format!("{:.3}", width * (idx as f64 + 0.1))) y=(format!("{:.3}", 24.0 - height))
                        width=(format!("{:.3}", width * 0.8)) height=(format!("{height:.3}")) {
                        title { (name) ": " (n) }
                    }
                }
            }
            figcaption { span { (first) } span { "Statements and events per " (if first.len() == 4 { "year" } else { "month" }) ", at most " (most) } span { (last) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_entries_are_bars_too() {
        let months = |list: &[(&str, u64)]| list.iter().map(|(month, n)| ((*month).to_owned(), *n)).collect::<Vec<_>>();
        let found = bars(months(&[("2024-11", 2), ("2025-02", 5)]));
        assert_eq!(found, months(&[("2024-11", 2), ("2024-12", 0), ("2025-01", 0), ("2025-02", 5)]));
        let found = bars(months(&[("2019-11", 2), ("2019-12", 1), ("2025-02", 5)]));
        assert_eq!(found.len(), 7);
        assert_eq!(found[0], ("2019".to_owned(), 3));
        assert!(bars(months(&[("0001-01", 1), ("9999-12", 1)])).len() <= 2 * MAX_BARS + 1);
        assert!(bars(vec![]).is_empty());
    }
}
