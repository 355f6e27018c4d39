//! A story: differences between accounts, timeline, statements, positions, and its articles.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{
    Difference, DifferenceKind, EventMention, Issue, MergedEvent, MergedQuote, Passage, Stance, StoryId, StoryView,
};

use super::text::count;
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::request::PathParams;

/// Most actors in the head of the page.
const N_ACTORS: usize = 16;
/// Entries of a list that are not folded.
const N_UNFOLDED: usize = 12;
/// Most entries of a list, so that phones can show the page of a long story.
const MAX_ENTRIES: usize = 150;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
) -> Result<Response, Failure> {
    let story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    Ok(response::page(&layout::page(&story.story.title, None, &content(&story))))
}

fn content(view: &StoryView) -> Markup {
    let sections = [
        ("differences", "Where accounts differ", view.differences.len()),
        ("timeline", "What happened", view.timeline.len()),
        ("sayings", "Who said what", view.quotes.len()),
        ("positions", "For and against", view.positions.len()),
        ("articles", "Articles", view.articles.len()),
    ];
    html! {
        div.story {
            header {
                h1 { (results::shorten(&view.story.title)) }
                p.meta {
                    (count(view.story.n_articles, "article", "articles"))
                    @if let (Some(first), Some(last)) = (&view.story.first_day, &view.story.last_day) {
                        " · " (first) @if first != last { " to " (last) }
                    }
                    " · " a href={ "/search?in=statements&story=" (view.story.id) } { "search this story" }
                    " · " a href={ "/map?in=events&story=" (view.story.id) } { "map" }
                    " · " a href={ (links::story(view.story.id)) "/network" } { "network" }
                    " · " a href={ "/api/stories/" (view.story.id) } { "JSON" }
                }
                p { (view.story.lead) }
                @if !view.actors.is_empty() {
                    ul.figures aria-label="Actors" {
                        @for actor in view.actors.iter().take(N_ACTORS) {
                            li { a href=(links::actor(&actor.name, actor.kind)) { (actor.name) } }
                        }
                    }
                }
                nav.tabs aria-label="Parts of the story" {
                    @for (id, label, n) in sections {
                        @if n > 0 { a href={ "#" (id) } { (label) " (" (n) ")" } }
                    }
                }
            }
            (section(sections[0], &view.differences, |one| difference(view, one)))
            (section(sections[1], &view.timeline, |one| event(view, one)))
            (section(sections[2], &view.quotes, |one| statement(view, one)))
            (section(sections[3], &view.positions, |one| issue(view, one)))
            (section(sections[4], &view.articles, |article| html! {
                li.article {
                    (results::day(article.published.as_deref().map(|time| time.get(..10).unwrap_or(time))))
                    div {
                        h3 { a href=(links::article(article.number)) {
                            (results::headline(article.title.as_deref().unwrap_or(&article.lead)))
                        } }
                        @if let Some(publisher) = &article.publisher { p.meta { (publisher) } }
                    }
                }
            }))
        }
    }
}

/// Returns a list under its heading, folded after its first entries.
fn section<T>((id, label, n): (&str, &str, usize), entries: &[T], one: impl Fn(&T) -> Markup) -> Markup {
    let listed = &entries[..entries.len().min(MAX_ENTRIES)];
    let (shown, folded) = listed.split_at(listed.len().min(N_UNFOLDED));
    html! {
        @if n > 0 {
            section aria-labelledby=(id) {
                h2 id=(id) { (label) }
                ol.found { @for entry in shown { (one(entry)) } }
                @if !folded.is_empty() {
                    details {
                        summary { (count(folded.len() as u64, "more entry", "more entries")) }
                        ol.found { @for entry in folded { (one(entry)) } }
                    }
                }
                @if n > MAX_ENTRIES { p.quiet { "The first " (MAX_ENTRIES) " of " (n) " are shown; the JSON contains all of them." } }
            }
        }
    }
}

/// Returns the sides of a difference, with the words of each account.
fn difference(view: &StoryView, difference: &Difference) -> Markup {
    let what = match difference.kind {
        DifferenceKind::Number => "how many",
        DifferenceKind::Date => "when",
        DifferenceKind::Doer => "who did it",
        DifferenceKind::Status => "whether it happened",
    };
    html! {
        li.difference {
            p.who {
                span.type { (what) } " " (difference.about)
                @if difference.may_have_changed { " " span.status { "may have changed since" } }
            }
            div.sides {
                @for side in &difference.sides {
                    div {
                        h3 { (side.value) }
                        @for account in &side.accounts {
                            p.sentence { (results::marked(&account.sentence, &account.words.text)) }
                            p.meta {
                                (origin(view, &account.words))
                                (results::verdict(account.words.verdict))
                                @if let Some(source) = &account.source { " · according to “" (source) "”" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns an event with the accounts of it.
fn event(view: &StoryView, event: &MergedEvent) -> Markup {
    html! {
        li.event.rejected[are_rejected(event.mentions.iter().map(|account| &account.words))] {
            @match (&event.day, &event.told) {
                (Some(day), _) => (results::day(Some(day))),
                (None, Some(told)) => span.time { "reported " span.whole { (told) } },
                (None, None) => (results::day(None)),
            }
            div {
                p.who {
                    span.type { (event.event_type) } " "
                    (participants(view, &event.actors, &event.unnamed_actors))
                    @if !event.recipients.is_empty() || !event.unnamed_recipients.is_empty() {
                        " → " (participants(view, &event.recipients, &event.unnamed_recipients))
                    }
                    @if let Some(place) = &event.place { " · " (place) }
                    @if let Some(first) = event.mentions.first() { (results::status(first.status)) (results::verdict(first.words.verdict)) }
                    (article_count(event.articles.len()))
                }
                @if let Some((first, more)) = event.mentions.split_first() {
                    p.sentence { (results::marked(&first.sentence, &first.words.text)) }
                    p.meta { (origin(view, &first.words)) }
                    @if !more.is_empty() {
                        details {
                            summary { (count(more.len() as u64, "other account", "other accounts")) }
                            @for one in more { (account(view, one)) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns one account of an event.
fn account(view: &StoryView, account: &EventMention) -> Markup {
    html! {
        p.sentence { (results::marked(&account.sentence, &account.words.text)) }
        p.meta { (origin(view, &account.words)) (results::status(account.status)) (results::verdict(account.words.verdict)) }
    }
}

/// Returns a statement with its wordings in the articles.
fn statement(view: &StoryView, statement: &MergedQuote) -> Markup {
    html! {
        li.statement.rejected[are_rejected(statement.versions.iter())] {
            (results::day(statement.day.as_deref()))
            div {
                p.who {
                    @if statement.speakers.is_empty() {
                        span.unnamed {
                            @if statement.source.is_empty() { "no source named" } @else { "“" (statement.source) "”" }
                        }
                    } @else {
                        (actors(view, &statement.speakers))
                    }
                    " " span.cue { (results::shorten(&statement.cue)) }
                    (results::verdict(statement.versions.first().and_then(|first| first.verdict)))
                    (article_count(statement.articles.len()))
                }
                @if let Some((first, more)) = statement.versions.split_first() {
                    p.said { (results::shorten(&first.text)) }
                    p.meta { (origin(view, first)) }
                    @if !more.is_empty() {
                        details {
                            summary { (count(more.len() as u64, "other wording", "other wordings")) }
                            @for one in more {
                                p.said { (results::shorten(&one.text)) }
                                p.meta { (origin(view, one)) (results::verdict(one.verdict)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns an issue with the position of each actor.
fn issue(view: &StoryView, issue: &Issue) -> Markup {
    html! {
        li.difference {
            h3 { (issue.topic) }
            ol {
                @for position in &issue.positions {
                    li {
                        p.who {
                            (actors(view, &[position.actor]))
                            " " span class={ "verdict " (stance(position.stance).0) } { (stance(position.stance).1) }
                            (results::verdict(position.words.verdict))
                            @if let Some(day) = &position.day { " " time.quiet datetime=(day) { (day) } }
                        }
                        p.sentence { (results::marked(&position.sentence, &position.words.text)) }
                        p.meta { (origin(view, &position.words)) }
                    }
                }
            }
        }
    }
}

/// Returns the class and the name of a stance.
fn stance(stance: Stance) -> (&'static str, &'static str) {
    match stance {
        Stance::For => ("confirmed", "for"),
        Stance::Against => ("rejected", "against"),
        Stance::Unclear => ("", "unclear"),
    }
}

/// Returns links to actors of the story.
fn actors(view: &StoryView, actors: &[usize]) -> Markup {
    html! {
        @for (idx, actor) in actors.iter().filter_map(|actor| view.actors.get(*actor)).enumerate() {
            @if idx > 0 { ", " }
            a href=(links::actor(&actor.name, actor.kind)) { (actor.name) }
        }
    }
}

/// Returns links to the named participants of an event, and the unnamed ones in the words of an article.
fn participants(view: &StoryView, named: &[usize], unnamed: &[String]) -> Markup {
    html! {
        (actors(view, named))
        @for (idx, words) in unnamed.iter().enumerate() {
            @if idx > 0 || !named.is_empty() { ", " }
            span.unnamed { "“" (words) "”" }
        }
        @if named.is_empty() && unnamed.is_empty() { span.unnamed { "?" } }
    }
}

/// Returns whether an entry is rejected in all articles that report it.
fn are_rejected<'a>(mut entries: impl Iterator<Item = &'a Passage>) -> bool {
    entries.all(|words| results::is_rejected(words.verdict))
}

/// Returns the number of articles that report an entry, if there are several.
fn article_count(n: usize) -> Markup {
    html! { @if n > 1 { " · " span.status { "in " (n) " articles" } } }
}

/// Returns a link to the article of a passage.
fn origin(view: &StoryView, words: &Passage) -> Markup {
    html! {
        @if let Some(article) = view.articles.get(words.article) {
            a href={ (links::article(article.number)) @if let Some(entry) = &words.entry { "#" (entry) } } {
                (results::headline(article.title.as_deref().unwrap_or(&article.lead)))
            }
            @if let Some(publisher) = &article.publisher { " · " (publisher) }
            @if let Some(published) = &article.published { " · " (published.get(..10).unwrap_or(published)) }
        }
    }
}
