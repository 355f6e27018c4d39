//! An article: its text with the entries marked in place, and its record beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_record::Record;
use onrecord_store::{Article, ArticleId, Correction, List, Story, Version};
use serde::Deserialize;

use super::entries::Entries;
use super::text::count;
use super::{confidence, corrections, layout, links, marks, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::request::{PathParams, QueryParams, min_confidence};
use crate::{downloads, origins};

/// The kinds of marks: class, label, and whether they are shown initially.
const LAYERS: [(&str, &str, bool); 6] = [
    ("statements", "Statements", true),
    ("events", "Events", true),
    ("actors", "Actors", true),
    ("times", "Times", true),
    ("places", "Places", true),
    ("quantities", "Quantities", false),
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ArticleParams {
    min_confidence: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<ArticleParams>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let least = min_confidence("min_confidence", &params.min_confidence)?.or(confidence::default_for(List::Events));
    let read = app.pool.read(move |store| {
        let story = store.story_of(id)?.map(|story| store.story_head(story)).transpose()?;
        Ok((store.article(id)?, store.with_corrections(id)?, store.versions(id)?, store.corrections_of(id)?, story))
    });
    let (article, record, versions, corrections, story) = read.await?;
    let latest: BTreeMap<_, _> =
        corrections.iter().filter_map(|correction| Some((correction.matched.entry()?, correction))).collect();
    let entries = Entries { record: &record, address: links::article(id), latest, least };
    let content = content(&article, &entries, &versions, &corrections, story.as_ref());
    Ok(response::page(&layout::page(article.heading(), None, &content)))
}

/// Returns the record as a file.
pub(super) async fn download(
    State(app): State<Arc<App>>,
    PathParams((number, form)): PathParams<(i64, String)>,
) -> Result<Response, Failure> {
    let download = downloads::named(&form).ok_or_else(|| Failure::not_found("there is no such format"))?;
    let record = app.pool.read(move |store| store.corrected(ArticleId(number), List::Articles, &[])).await?;
    let record = origins::of_record(record);
    Ok(downloads::file(download, &record))
}

fn content(
    article: &Article,
    entries: &Entries<'_>,
    versions: &[Version],
    corrections: &[Correction],
    story: Option<&Story>,
) -> Markup {
    let record = entries.record;
    let marks = marks::of(record, Entries::is_shown);
    html! {
        article.reading {
            header {
                h1 { (results::headline(article.heading())) }
                (metadata(article, record, versions))
                @if let Some(story) = story.filter(|story| story.n_articles > 1) {
                    p.meta { "One of " a href=(links::story(story.id)) { (story.n_articles) " articles in a story" } }
                }
                (downloads(article.id))
                p.jump { a href="#record" { "Go to the record" } }
            }
            div.columns {
                section.text #text aria-label="Text" tabindex="-1" {
                    fieldset.layers {
                        legend { "Highlight" }
                        @for (name, label, is_on) in LAYERS {
                            label class={ "layer " (name) } {
                                input type="checkbox" id={ "layer-" (name) } checked[is_on] autocomplete="off";
                                span { (label) }
                            }
                        }
                    }
                    div.words { (marks::text(record, &marks, |entry| entries.tip(entry))) }
                    @if record.document.text.len() > marks::MAX_TEXT {
                        p.quiet { "Only the beginning of the text is shown; downloads contain the full text." }
                    }
                }
                aside.record #record aria-label="Record" tabindex="-1" {
                    h2 { "Record" }
                    p.hint { "Percentages are the estimated probability that an entry is correct." }
                    (orphaned(corrections))
                    (entries.all())
                    // The notice `corrected` counts rejected entries as left out, but this page shows them struck
                    // through.
                    @for notice in record.notices.iter().filter(|notice| notice.code != "corrected") { p.notice { (notice.message) } }
                }
            }
        }
    }
}

fn metadata(article: &Article, record: &Record, versions: &[Version]) -> Markup {
    let latest = versions.last();
    html! {
        p.meta {
            @if let Some(publisher) = &article.publisher { (publisher) " · " }
            @if let Some(byline) = &record.document.byline { (byline) " · " }
            @if let Some(published) = &article.published { time datetime=(published) { (published) } } @else { "no date" }
            @if let Some(url) = article.url.as_deref() {
                " · "
                @match links::web_url(url) {
                    Some(url) => a href=(url) rel="noopener noreferrer nofollow" { "original" },
                    None => (url),
                }
            }
            @if let Some(origin) = &article.origin {
                " · " span.origin title="Input" { (origins::without_folder(origin)) }
            }
            " · " (count(record.statements.len() as u64, "statement", "statements"))
            " · " (count(record.events.len() as u64, "event", "events"))
            @if article.version > 1 { " · version " (article.version) }
            @if let Some(latest) = latest { " · " span.whole title={ "Read by " (latest.reader) " at " (latest.added) } { "read " (latest.added.get(..10).unwrap_or(&latest.added)) } }
        }
    }
}

fn downloads(id: ArticleId) -> Markup {
    html! {
        details.downloads {
            summary { "Download the record" }
            ul {
                @for download in onrecord_export::downloads() {
                    li { a href={ (links::article(id)) "/download/" (download.name()) } download { (download.label()) } }
                }
            }
        }
    }
}

/// Returns the corrections whose entries are no longer in the record.
fn orphaned(corrections: &[Correction]) -> Markup {
    let orphaned: Vec<&Correction> = corrections.iter().filter(|one| one.matched.entry().is_none()).collect();
    html! {
        @if !orphaned.is_empty() {
            details.gone {
                summary { (count(orphaned.len() as u64, "correction", "corrections")) " to entries that are no longer in the record" }
                ol.entries { @for correction in orphaned { (corrections::without_article(correction)) } }
            }
        }
    }
}
