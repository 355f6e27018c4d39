//! A story: where its accounts differ, what happens, who says what, who is for and against what, and its articles.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{
    Difference, DifferenceKind, Happening, Issue, Passage, Saying, Stance, StoryId, StoryView, Telling,
};

use super::text::count;
use super::{found, layout, links, response};
use crate::app::App;
use crate::failure::Failure;
use crate::request::Named;

/// Actors that the head of the page names.
const N_ACTORS: usize = 16;
/// Entries of a list that are shown at once; the rest is folded up.
const N_SHOWN: usize = 12;
/// Entries of a list at most: a page of a long story stays one that a phone can hold.
const N_LISTED: usize = 150;

pub(super) async fn show(State(app): State<Arc<App>>, Named(number): Named<i64>) -> Result<Response, Failure> {
    let story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    Ok(response::page(&layout::page(&story.story.title, None, &content(&story))))
}

fn content(view: &StoryView) -> Markup {
    let sections = [
        ("differences", "Where accounts differ", view.differences.len()),
        ("timeline", "What happens", view.timeline.len()),
        ("sayings", "Who says what", view.sayings.len()),
        ("positions", "For and against", view.positions.len()),
        ("articles", "Articles", view.articles.len()),
    ];
    html! {
        div.story {
            header {
                h1 { (found::shorten(&view.story.title)) }
                p.meta {
                    (count(view.story.n_articles, "article", "articles"))
                    @if let (Some(first), Some(last)) = (&view.story.first_day, &view.story.last_day) {
                        " · " (first) @if first != last { " to " (last) }
                    }
                    " · " a href={ "/search?in=statements&story=" (view.story.id) } { "search in this story" }
                    " · " a href={ "/map?in=events&story=" (view.story.id) } { "map" }
                    " · " a href={ (links::story(view.story.id)) "/network" } { "network" }
                    " · " a href={ "/api/stories/" (view.story.id) } { "JSON" }
                }
                p { (view.story.lead) }
                @if !view.actors.is_empty() {
                    ul.figures aria-label="Those who are named" {
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
            (section(sections[1], &view.timeline, |one| happening(view, one)))
            (section(sections[2], &view.sayings, |one| saying(view, one)))
            (section(sections[3], &view.positions, |one| issue(view, one)))
            (section(sections[4], &view.articles, |article| html! {
                li.article {
                    (found::day(article.published.as_deref().map(|time| time.get(..10).unwrap_or(time))))
                    div {
                        h3 { a href=(links::article(article.number)) {
                            (found::headline(article.title.as_deref().unwrap_or(&article.lead)))
                        } }
                        @if let Some(publisher) = &article.publisher { p.meta { (publisher) } }
                    }
                }
            }))
        }
    }
}

/// Returns a list under its heading; what is beyond the first entries can be unfolded.
fn section<T>((id, label, n): (&str, &str, usize), entries: &[T], one: impl Fn(&T) -> Markup) -> Markup {
    let listed = &entries[..entries.len().min(N_LISTED)];
    let (shown, folded) = listed.split_at(listed.len().min(N_SHOWN));
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
                @if n > N_LISTED { p.quiet { "Of " (n) " the first " (N_LISTED) " are shown; the JSON has all of them." } }
            }
        }
    }
}

/// Both sides of a disagreement, with their words.
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
                            p.sentence { (found::marked(&account.sentence, &account.words.text)) }
                            p.meta {
                                (origin(view, &account.words))
                                (found::verdict(account.words.verdict))
                                @if let Some(source) = &account.source { " · according to “" (source) "”" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An event, with each article's account of it.
fn happening(view: &StoryView, happening: &Happening) -> Markup {
    html! {
        li.event.rejected[are_rejected(happening.tellings.iter().map(|telling| &telling.words))] {
            @match (&happening.day, &happening.told) {
                (Some(day), _) => (found::day(Some(day))),
                (None, Some(told)) => span.time { "told " span.whole { (told) } },
                (None, None) => (found::day(None)),
            }
            div {
                p.who {
                    span.type { (happening.event_type) } " "
                    (parties(view, &happening.actors, &happening.unnamed_actors))
                    @if !happening.recipients.is_empty() || !happening.unnamed_recipients.is_empty() {
                        " → " (parties(view, &happening.recipients, &happening.unnamed_recipients))
                    }
                    @if let Some(place) = &happening.place { " · " (place) }
                    @if let Some(first) = happening.tellings.first() { (found::status(first.status)) (found::verdict(first.words.verdict)) }
                    (carried(happening.articles.len()))
                }
                @if let Some((first, more)) = happening.tellings.split_first() {
                    p.sentence { (found::marked(&first.sentence, &first.words.text)) }
                    p.meta { (origin(view, &first.words)) }
                    @if !more.is_empty() {
                        details {
                            summary { (count(more.len() as u64, "other account", "other accounts")) }
                            @for one in more { (telling(view, one)) }
                        }
                    }
                }
            }
        }
    }
}

fn telling(view: &StoryView, telling: &Telling) -> Markup {
    html! {
        p.sentence { (found::marked(&telling.sentence, &telling.words.text)) }
        p.meta { (origin(view, &telling.words)) (found::status(telling.status)) (found::verdict(telling.words.verdict)) }
    }
}

/// A statement, with the wording of each article that carries it.
fn saying(view: &StoryView, saying: &Saying) -> Markup {
    html! {
        li.statement.rejected[are_rejected(saying.versions.iter())] {
            (found::day(saying.day.as_deref()))
            div {
                p.who {
                    @if saying.speakers.is_empty() {
                        span.unnamed {
                            @if saying.source.is_empty() { "no source named" } @else { "“" (saying.source) "”" }
                        }
                    } @else {
                        (actors(view, &saying.speakers))
                    }
                    " " span.cue { (found::shorten(&saying.cue)) }
                    (found::verdict(saying.versions.first().and_then(|first| first.verdict)))
                    (carried(saying.articles.len()))
                }
                @if let Some((first, more)) = saying.versions.split_first() {
                    p.said { (found::shorten(&first.text)) }
                    p.meta { (origin(view, first)) }
                    @if !more.is_empty() {
                        details {
                            summary { (count(more.len() as u64, "other wording", "other wordings")) }
                            @for one in more {
                                p.said { (found::shorten(&one.text)) }
                                p.meta { (origin(view, one)) (found::verdict(one.verdict)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A matter, with each one's side in it.
fn issue(view: &StoryView, issue: &Issue) -> Markup {
    html! {
        li.difference {
            h3 { (issue.topic) }
            ol {
                @for position in &issue.positions {
                    li {
                        p.who {
                            (actors(view, &[position.actor]))
                            " " span class={ "verdict " (side(position.stance).0) } { (side(position.stance).1) }
                            (found::verdict(position.words.verdict))
                            @if let Some(day) = &position.day { " " time.quiet datetime=(day) { (day) } }
                        }
                        p.sentence { (found::marked(&position.sentence, &position.words.text)) }
                        p.meta { (origin(view, &position.words)) }
                    }
                }
            }
        }
    }
}

/// Returns the class and the name of a side.
fn side(stance: Stance) -> (&'static str, &'static str) {
    match stance {
        Stance::For => ("confirmed", "for"),
        Stance::Against => ("rejected", "against"),
        Stance::Unclear => ("", "unclear"),
    }
}

fn actors(view: &StoryView, actors: &[usize]) -> Markup {
    html! {
        @for (idx, actor) in actors.iter().filter_map(|actor| view.actors.get(*actor)).enumerate() {
            @if idx > 0 { ", " }
            a href=(links::actor(&actor.name, actor.kind)) { (actor.name) }
        }
    }
}

/// Those who have a part, the nameless ones in the words of an article.
fn parties(view: &StoryView, named: &[usize], unnamed: &[String]) -> Markup {
    html! {
        (actors(view, named))
        @for (idx, words) in unnamed.iter().enumerate() {
            @if idx > 0 || !named.is_empty() { ", " }
            span.unnamed { "“" (words) "”" }
        }
        @if named.is_empty() && unnamed.is_empty() { span.unnamed { "?" } }
    }
}

/// Whether it is rejected in every article that has it.
fn are_rejected<'a>(mut entries: impl Iterator<Item = &'a Passage>) -> bool {
    entries.all(|words| found::is_rejected(words.verdict))
}

/// Tells that more than one article has it.
fn carried(n: usize) -> Markup {
    html! { @if n > 1 { " · " span.status { "in " (n) " articles" } } }
}

/// Returns where words are from; the first article of several had them first.
fn origin(view: &StoryView, words: &Passage) -> Markup {
    html! {
        @if let Some(article) = view.articles.get(words.article) {
            a href={ (links::article(article.number)) @if let Some(entry) = &words.entry { "#" (entry) } } {
                (found::headline(article.title.as_deref().unwrap_or(&article.lead)))
            }
            @if let Some(publisher) = &article.publisher { " · " (publisher) }
            @if let Some(published) = &article.published { " · " (published.get(..10).unwrap_or(published)) }
        }
    }
}
