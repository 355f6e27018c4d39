//! All corrections, the latest one first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{Correction, Verdict};
use serde::Deserialize;

use super::{found, layout, links, response, snapshot};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::Asked;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    page: String,
}

pub(super) async fn show(State(app): State<Arc<App>>, Asked(which): Asked<Which>) -> Result<Response, Failure> {
    let paging = Paging::of(&which.page, "")?;
    let (corrections, has_more) = app.pool.read(move |store| store.corrections(paging.limit, paging.skip())).await?;
    let content = html! {
        h1 { "Corrections" }
        p.quiet { "What people say of entries. " code { "onrecord corrections" } " writes them for other programs." }
        @if corrections.is_empty() {
            p.nothing { "None yet. Every entry of an article has a link to correct it." }
        }
        ol.entries.wide {
            @for correction in &corrections {
                (one_of(correction, &html! {
                    p.meta {
                        a href={ (links::article(correction.article.id))
                            @if let Some(entry) = correction.fate.entry() { "#" (entry) } }
                            { (found::headline(correction.article.heading())) }
                    }
                }))
            }
        }
        (layout::pager(paging.page, has_more, |page| format!("/corrections?page={page}")))
    };
    Ok(response::page(&layout::page("Corrections", Some("/corrections"), &content)))
}

/// Returns a correction on the page of its article.
pub(super) fn one(correction: &Correction) -> Markup {
    one_of(correction, &html! {})
}

fn one_of(correction: &Correction, origin: &Markup) -> Markup {
    let fate = match correction.fate.as_str() {
        "gone" => Some("the record no longer has this entry"),
        "differs" => Some("the entry is read otherwise now"),
        _ => None,
    };
    html! {
        li.correction {
            p.who {
                span class={ "verdict " (correction.verdict.as_str()) } { (correction.verdict.as_str()) }
                @if correction.verdict == Verdict::Changed { (changes(correction)) }
            }
            (snapshot::told(&correction.was))
            @if !correction.note.is_empty() { p.note { (correction.note) } }
            p.meta {
                @if correction.author.is_empty() { "without a name" } @else { (correction.author) }
                " · " time datetime=(correction.time) { (correction.time) }
                @if let Some(fate) = fate { " · " strong { (fate) } }
            }
            (origin)
        }
    }
}

/// Returns the new values of a correction.
pub(super) fn changes(correction: &Correction) -> Markup {
    html! {
        span.changes {
            @for (field, value) in &correction.change {
                " " span.field { (field) } ": " @if value.is_empty() { "none" } @else { (value) }
            }
        }
    }
}
