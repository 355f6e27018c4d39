//! Search results as lists, and the parts that other lists share with them.

use maud::{Markup, html};
use onrecord_record::{EventStatus, StatementKind};
use onrecord_store::{
    ActorFound, Article, ArticleId, EntryId, EventFound, Found, Page, StatementFound, TextQuery, Verdict, country_name,
};

use super::text::{count, cut};
use super::{event_types, highlight, links};
use crate::origins;

/// Maximum number of characters of a statement in a list.
const MAX_WORDS: usize = 600;

/// Tooltip of the label “probably” before a speaker.
const PROBABLY: &str = "The estimated probability that this is the speaker is below 80%";

/// Maximum number of characters of a headline.
const MAX_HEADLINE: usize = 110;

/// Returns a page of results as a list, with the words of `query` marked. `review` returns the address for reviewing an
/// entry in this list, given its number on the page.
pub(super) fn list(
    page: &Page,
    query: Option<&TextQuery>,
    review: impl Fn(usize, ArticleId, EntryId) -> Option<String>,
) -> Markup {
    html! {
        ol.found {
            @for (nth, found) in page.found.iter().enumerate() {
                @match found {
                    Found::Statement(found) => {
                        (statement(found, true, query, review(nth, found.article.id, EntryId::Statement(found.id))))
                    }
                    Found::Event(found) => {
                        (event(found, query, review(nth, found.article.id, EntryId::Event(found.id))))
                    }
                    Found::Actor(found) => { (actor(found, query)) }
                    Found::Article(found) => { (article(found, query)) }
                }
            }
        }
    }
}

/// Returns a statement as an item of a list, with its speakers if `shows_speakers`, and a link to `review` it.
pub(super) fn statement(
    found: &StatementFound,
    shows_speakers: bool,
    query: Option<&TextQuery>,
    review: Option<String>,
) -> Markup {
    html! {
        li.statement.rejected[is_rejected(found.verdict)] {
            (day(found.day.as_deref()))
            div {
                p.who {
                    @if shows_speakers {
                        @if found.speakers.is_empty() {
                            span.unnamed {
                                @if found.source.is_empty() { "no source named" } @else { "“" (found.source) "”" }
                            }
                        } @else {
                            @if found.has_probable_speakers() { span.probably title=(PROBABLY) { "probably " } }
                            (names(&found.speakers))
                        }
                        " "
                    } @else if found.has_probable_speakers() {
                        span.probably title=(PROBABLY) { "probably " }
                    }
                    span.cue { (shorten(&found.cue)) }
                    @if !found.addressees.is_empty() { " → " (names(&found.addressees)) }
                    (verdict(found.verdict))
                }
                p.said.indirect[found.kind == StatementKind::Indirect] { (highlight::words(&shorten(&found.content), query)) }
                (origin(&found.article, &found.id.to_string(), review))
            }
        }
    }
}

/// Returns an event as an item of a list, with a link to `review` it.
pub(super) fn event(found: &EventFound, query: Option<&TextQuery>, review: Option<String>) -> Markup {
    html! {
        li.event.rejected[is_rejected(found.verdict)] {
            (day(found.day.as_deref()))
            div {
                p.who {
                    (event_types::label(&found.event_type, found.mode.as_deref()))
                    " "
                    @if found.actors.is_empty() { span.unnamed { "?" } } @else { (names(&found.actors)) }
                    @if !found.recipients.is_empty() { " → " (names(&found.recipients)) }
                    (status(found.status))
                    (verdict(found.verdict))
                }
                p.sentence { @if query.is_some() { (highlight::words(&found.sentence, query)) } @else { (marked(&found.sentence, &found.anchor)) } }
                (origin(&found.article, &found.id.to_string(), review))
            }
        }
    }
}

fn actor(found: &ActorFound, query: Option<&TextQuery>) -> Markup {
    html! {
        li.actor {
            div {
                p.who { a href=(links::actor(&found.name, found.kind)) { (highlight::words(&found.name, query)) } }
                p.meta {
                    (found.kind.as_str())
                    @if !found.countries.is_empty() { " · " (country_names(&found.countries)) }
                    " · " (count(found.n_articles, "article", "articles"))
                    " · " (count(found.n_statements, "statement", "statements"))
                    " · " (count(found.n_events, "event", "events"))
                    @if let Some(last) = &found.last_day { " · last on " span.whole { (last) } }
                }
            }
        }
    }
}

fn article(found: &Article, query: Option<&TextQuery>) -> Markup {
    html! {
        li.article {
            (day(found.published.as_deref().and_then(|day| day.get(..10)).or(found.published.as_deref())))
            div {
                h3 { a href=(links::article(found.id)) { (highlight::words(&headline(found.heading()), query)) } }
                @if found.title.as_deref().is_some_and(|title| !title.trim().is_empty()) {
                    p.lead { (highlight::words(&found.lead, query)) }
                }
                p.meta {
                    @if let Some(publisher) = &found.publisher { (publisher) " · " }
                    (count(found.n_statements.into(), "statement", "statements"))
                    " · " (count(found.n_events.into(), "event", "events"))
                    @if found.version > 1 { " · version " (found.version) }
                    @if let Some(origin) = &found.origin { " · " (origins::without_folder(origin)) }
                }
            }
        }
    }
}

/// Returns a link to the article of an entry, and one to review it.
fn origin(article: &Article, entry: &str, review: Option<String>) -> Markup {
    html! {
        p.meta {
            a href={ (links::article(article.id)) "#" (entry) } { (headline(article.heading())) }
            @if let Some(publisher) = &article.publisher { " · " (publisher) }
            @if let Some(review) = review { " · " a href=(review) { "review" } }
        }
    }
}

/// Returns the names of countries, or their codes if they have no name.
pub(super) fn country_names(codes: &[String]) -> String {
    codes.iter().map(|code| name_of_country(code)).collect::<Vec<_>>().join(", ")
}

/// Returns the name of a country, or its code if it has no name.
pub(super) fn name_of_country(code: &str) -> &str {
    country_name(code).unwrap_or(code)
}

/// Returns links to the actors with these names.
pub(super) fn names(names: &[String]) -> Markup {
    html! {
        @for (idx, name) in names.iter().enumerate() {
            @if idx > 0 { ", " }
            a href=(links::actors_named(name)) { (name) }
        }
    }
}

/// Returns the day of an item.
pub(super) fn day(day: Option<&str>) -> Markup {
    html! { @if let Some(day) = day { time datetime=(day) { (day) } } @else { span.time { "no date" } } }
}

/// Returns the status of an event, with its meaning as its tooltip, unless it is actual.
pub(super) fn status(status: EventStatus) -> Markup {
    html! { @if let Some(meaning) = meaning_of_status(status) { " " span.status title=(meaning) { (status.as_str()) } } }
}

/// Returns what a status says about an event; `None` for actual events.
fn meaning_of_status(status: EventStatus) -> Option<&'static str> {
    match status {
        EventStatus::Actual => None,
        EventStatus::Planned => Some("Somebody intends to do it"),
        EventStatus::Possible => Some("It may happen, or may have happened"),
        EventStatus::Negated => Some("It did not happen, according to the article"),
    }
}

/// Returns the verdict of the latest correction, if there is one.
pub(super) fn verdict(verdict: Option<Verdict>) -> Markup {
    html! {
        @if let Some(verdict) = verdict { " " span class={ "verdict " (verdict.as_str()) } { (verdict.as_str()) } }
    }
}

/// Returns whether the latest correction rejects the entry. Rejected entries stay in lists, struck through.
pub(super) fn is_rejected(verdict: Option<Verdict>) -> bool {
    verdict == Some(Verdict::Rejected)
}

/// Returns the sentence with the first occurrence of `words` marked.
pub(super) fn marked(sentence: &str, words: &str) -> Markup {
    match sentence.split_once(words).filter(|_| !words.is_empty()) {
        Some((before, after)) => html! { (before) mark { (words) } (after) },
        None => html! { (shorten(sentence)) },
    }
}

/// Returns a headline, cut between words to its maximum length.
pub(super) fn headline(words: &str) -> String {
    cut(words, MAX_HEADLINE)
}

/// Returns `words`, cut to the maximum length in lists.
pub(super) fn shorten(words: &str) -> String {
    cut(words, MAX_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_cut_between_words() {
        assert_eq!(headline("Rain in Rome"), "Rain in Rome");
        let long = headline(&"über alles ".repeat(20));
        assert!(long.ends_with("über …") || long.ends_with("alles …"), "{long}");
        assert_eq!(headline(&"é".repeat(300)).chars().count(), MAX_HEADLINE + 2);
    }
}
