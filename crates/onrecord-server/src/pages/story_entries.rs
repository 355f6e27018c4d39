//! The entries of a story: events, statements, differences, positions and articles.

use maud::{Markup, html};
use onrecord_record::SURE_SPEAKER;
use onrecord_store::{
    Difference, DifferenceKind, EventMention, Issue, MergedEvent, MergedQuote, Passage, Position, Stance, StoryArticle,
    StoryView,
};

use super::text::count;
use super::{event_types, links, results};

/// Returns an article of the story.
pub(super) fn article(article: &StoryArticle) -> Markup {
    html! {
        li.article {
            (results::day(article.published.as_deref().map(|time| time.get(..10).unwrap_or(time))))
            div {
                h3 { a href=(links::article(article.number)) { (results::headline(article.heading())) } }
                @if let Some(publisher) = &article.publisher { p.meta { (publisher) } }
            }
        }
    }
}

/// Returns the sides of a difference, with the text of each account.
pub(super) fn difference(view: &StoryView, difference: &Difference) -> Markup {
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
                                @if let Some(source) = &account.source { " · “" (source) "”" }
                                @if let Some(cue) = &account.cue { " · " span.cue { (results::shorten(cue)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns an event with its accounts.
pub(super) fn event(view: &StoryView, event: &MergedEvent) -> Markup {
    html! {
        li.event.rejected[are_rejected(event.mentions.iter().map(|account| &account.words))] {
            @match (&event.day, &event.first_reported) {
                (Some(day), _) => (results::day(Some(day))),
                (None, Some(first_reported)) => span.time { "reported " span.whole { (first_reported) } },
                (None, None) => (results::day(None)),
            }
            div {
                p.who {
                    (event_types::label(&event.event_type, None)) " "
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
pub(super) fn statement(view: &StoryView, statement: &MergedQuote) -> Markup {
    html! {
        li.statement.rejected[are_rejected(statement.versions.iter().map(|version| &version.words))] {
            (results::day(statement.day.as_deref()))
            div {
                p.who {
                    @if statement.speakers.is_empty() {
                        span.unnamed {
                            @if statement.source.is_empty() { "no source named" } @else { "“" (statement.source) "”" }
                        }
                    } @else {
                        (probably(statement.speaker_confidence))
                        (actors(view, &statement.speakers))
                    }
                    " " span.cue { (results::shorten(&statement.cue)) }
                    (results::verdict(statement.versions.first().and_then(|first| first.words.verdict)))
                    (article_count(statement.articles.len()))
                }
                @if let Some((first, more)) = statement.versions.split_first() {
                    p.said { (results::shorten(&first.words.text)) }
                    p.meta { (origin(view, &first.words)) }
                    @if !more.is_empty() {
                        details {
                            summary { (count(more.len() as u64, "other wording", "other wordings")) }
                            @for one in more {
                                p.who {
                                    @if !one.source.is_empty() { span.unnamed { "“" (one.source) "”" } " " }
                                    span.cue { (results::shorten(&one.cue)) }
                                }
                                p.said { (results::shorten(&one.words.text)) }
                                p.meta { (origin(view, &one.words)) (results::verdict(one.words.verdict)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns an issue with the positions on it; positions with an unclear stance are folded.
pub(super) fn issue(view: &StoryView, issue: &Issue) -> Markup {
    let (unclear, clear): (Vec<_>, Vec<_>) = issue.positions.iter().partition(|one| one.stance == Stance::Unclear);
    html! {
        li.difference {
            h3 { (issue.topic) }
            ol { @for one in clear { (position(view, one)) } }
            @if !unclear.is_empty() {
                details {
                    summary { (unclear.len()) " more mention it without taking a side" }
                    ol { @for one in unclear { (position(view, one)) } }
                }
            }
        }
    }
}

/// Returns the position of an actor, with the passage that expresses it.
fn position(view: &StoryView, position: &Position) -> Markup {
    html! {
        li {
            p.who {
                (probably(position.speaker_confidence))
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

/// Returns the label “probably” for speakers with low confidence, otherwise nothing.
fn probably(confidence: Option<f32>) -> Markup {
    let percent = confidence.map_or(100.0, |confidence| f64::from(confidence) * 100.0);
    html! {
        @if confidence.is_some_and(|confidence| confidence < SURE_SPEAKER) {
            span.probably title=(format!("Estimated probability that this is the speaker: {percent:.0}%")) { "probably" } " "
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

/// Returns links to the named participants of an event, and the text that refers to the unnamed ones.
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
                (results::headline(article.heading()))
            }
            @if let Some(publisher) = &article.publisher { " · " (publisher) }
            @if let Some(published) = &article.published { " · " (published.get(..10).unwrap_or(published)) }
        }
    }
}
