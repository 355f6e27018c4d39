//! The list of all corrections, the latest first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{Correction, Verdict};
use serde::Deserialize;

use super::{layout, links, response, results, snapshot};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::QueryParams;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PageParams {
    page: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = Paging::parse(&params.page, "")?;
    let (corrections, has_more) = app.pool.read(move |store| store.corrections(paging.limit, paging.skip())).await?;
    let content = html! {
        h1 { "Corrections" }
        p.quiet { "Corrections that people made to the records. " code { "onrecord corrections" } " exports this list." }
        @if corrections.is_empty() {
            p.nothing { "No corrections yet. Each entry of an article has a link to correct it." }
        }
        ol.entries.wide {
            @for correction in &corrections {
                (item(correction, &html! {
                    p.meta {
                        a href={ (links::article(correction.article.id))
                            @if let Some(entry) = correction.matched.entry() { "#" (entry) } }
                            { (results::headline(correction.article.heading())) }
                    }
                }))
            }
        }
        (layout::pager(paging.page, has_more, |page| format!("/corrections?page={page}")))
    };
    Ok(response::page(&layout::page("Corrections", Some("/corrections"), &content)))
}

/// Returns a correction as an item of the list on the page of its article.
pub(super) fn without_article(correction: &Correction) -> Markup {
    item(correction, &html! {})
}

/// Returns a correction as an item of a list, with `article` below it.
fn item(correction: &Correction, article: &Markup) -> Markup {
    let fate = match correction.matched.as_str() {
        "gone" => Some("this entry is no longer in the record"),
        "differs" => Some("a new reading changed this entry"),
        _ => None,
    };
    html! {
        li.correction {
            p.who {
                span class={ "verdict " (correction.verdict.as_str()) } { (correction.verdict.as_str()) }
                @if correction.verdict == Verdict::Changed { (changes(correction)) }
            }
            (snapshot::with_change(&correction.snapshot, &correction.change))
            @if !correction.note.is_empty() { p.note { (correction.note) } }
            p.meta {
                @if correction.author.is_empty() { "anonymous" } @else { (correction.author) }
                " · " time datetime=(correction.time) { (correction.time) }
                @if let Some(fate) = fate { " · " strong { (fate) } }
            }
            (article)
        }
    }
}

/// Returns the new values of a correction, each preceded by the value that it replaces.
pub(super) fn changes(correction: &Correction) -> Markup {
    let before = correction.snapshot.fields();
    let old = |field: &str| before.iter().find(|one| one.name == field).map_or("", |one| one.value.as_str());
    html! {
        span.changes {
            @for (field, value) in &correction.change {
                " " span.field { (field) } ": "
                @if !old(field).is_empty() { del { (results::shorten(old(field))) } " " }
                @if value.is_empty() { "none" } @else { (results::shorten(value)) }
            }
        }
    }
}
