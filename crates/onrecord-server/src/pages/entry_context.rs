//! An entry in context: its sentence with the previous and the next one, the actors that its words refer to, and links
//! to the previous and next entries.

use maud::{Markup, html};
use onrecord_record::{Actor, ActorId, MentionForm, Record, Span};
use onrecord_store::{ArticleId, EntryId};

use super::{event_types, links};

/// Maximum number of mentions shown for an actor.
const MAX_MENTIONS: usize = 8;

/// The spans of an entry, each with its role in the entry.
type Part = (&'static str, Vec<Span>);

/// Returns the passage around an entry with its words marked.
pub(super) fn passage(record: &Record, entry: EntryId) -> Markup {
    let parts = parts(record, entry);
    let spans = || parts.iter().flat_map(|(_, spans)| spans.iter());
    let Some(first) = spans().map(|span| span.start).min() else { return html! {} };
    let last = spans().map(|span| span.end).max().unwrap_or(first);
    let around = |span: &Span| span.start < last && first < span.end;
    let start = record.sentences.iter().position(around);
    let Some(start) = start else { return html! {} };
    let end = record.sentences.iter().rposition(around).unwrap_or(start);
    let sentence = |idx: Option<usize>| idx.and_then(|idx| record.sentences.get(idx)).map(|span| words(record, *span));
    let whole = record.sentences[start].cover(record.sentences[end]);
    html! {
        blockquote.passage {
            @if let Some(before) = sentence(start.checked_sub(1)) { p.quiet { (before) } }
            p.sentence { (marked(record, whole, &parts)) }
            @if let Some(after) = sentence(end.checked_add(1)) { p.quiet { (after) } }
        }
    }
}

/// Returns the spans of an entry by role.
fn parts(record: &Record, entry: EntryId) -> Vec<Part> {
    match entry {
        EntryId::Statement(id) => record.statements.get(id.0).map_or_else(Vec::new, |one| {
            vec![("source", one.source.clone()), ("cue", one.cue.clone()), ("content", one.content.clone())]
        }),
        EntryId::Event(id) => record.events.get(id.0).map_or_else(Vec::new, |one| {
            let time = one.time.and_then(|id| record.times.get(id.0)).map(|time| time.span);
            let place = one.place.and_then(|id| record.places.get(id.0)).map(|place| place.span);
            let sentence = sentence_around(record, one.anchor);
            let participants = |ids: &[ActorId]| -> Vec<Span> {
                let actors = ids.iter().filter_map(|id| record.actors.get(id.0));
                let mentions = actors.flat_map(|actor| mentions_in(actor, sentence));
                mentions.filter(|span| !span.overlaps(one.anchor)).collect()
            };
            vec![
                ("event", vec![one.anchor]),
                ("actor", participants(&one.actors)),
                ("recipient", participants(&one.recipients)),
                ("time", time.into_iter().collect()),
                ("place", place.into_iter().collect()),
            ]
        }),
        EntryId::Actor(id) => record.actors.get(id.0).map_or_else(Vec::new, |one| {
            vec![("mention", one.mentions.iter().take(1).map(|mention| mention.span).collect())]
        }),
    }
}

/// Returns the sentence around a span, or the span itself if none overlaps it.
fn sentence_around(record: &Record, span: Span) -> Span {
    record.sentences.iter().copied().find(|sentence| sentence.overlaps(span)).unwrap_or(span)
}

/// Returns the spans of the mentions of an actor in a sentence.
fn mentions_in(actor: &Actor, sentence: Span) -> impl Iterator<Item = Span> {
    actor.mentions.iter().map(|mention| mention.span).filter(move |span| sentence.contains(*span))
}

/// Returns the text of `whole` with the parts marked; each mark names the role of its words.
fn marked(record: &Record, whole: Span, parts: &[Part]) -> Markup {
    let text = &record.document.text;
    let mut marks: Vec<(Span, &str)> = Vec::new();
    for (name, spans) in parts {
        marks.extend(spans.iter().filter(|span| whole.contains(**span)).map(|span| (*span, *name)));
    }
    marks.sort_unstable();
    let mut at = whole.start;
    let mut pieces = Vec::with_capacity(marks.len());
    for (span, name) in marks.into_iter().filter(|(span, _)| !span.is_empty()) {
        // A part that overlaps an earlier one is not marked.
        if span.start < at {
            continue;
        }
        pieces.push((Span::new(at, span.start), span, name));
        at = span.end;
    }
    html! {
        @for (before, span, name) in pieces {
            (before.text(text)) mark.part title=(name) { (span.text(text)) span.role { (name) } }
        }
        (Span::new(at, whole.end).text(text))
    }
}

fn words(record: &Record, span: Span) -> String {
    span.text(&record.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the actors of the entry, each with its mentions in the sentence and its other mentions in the article.
pub(super) fn people(record: &Record, entry: EntryId) -> Markup {
    let roles: Vec<(&str, &[ActorId])> = match entry {
        EntryId::Statement(id) => record
            .statements
            .get(id.0)
            .map_or_else(Vec::new, |one| vec![("Speaker", &one.speakers[..]), ("Addressee", &one.addressees[..])]),
        EntryId::Event(id) => record
            .events
            .get(id.0)
            .map_or_else(Vec::new, |one| vec![("Actor", &one.actors[..]), ("Recipient", &one.recipients[..])]),
        EntryId::Actor(_) => vec![],
    };
    let sentence = match entry {
        EntryId::Event(id) => record.events.get(id.0).map(|one| sentence_around(record, one.anchor)),
        EntryId::Statement(_) | EntryId::Actor(_) => None,
    };
    let actors = roles.into_iter().flat_map(|(role, ids)| ids.iter().map(move |id| (role, *id)));
    let actors: Vec<_> = actors.filter_map(|(role, id)| Some((role, record.actors.get(id.0)?))).collect();
    html! {
        @if !actors.is_empty() {
            h2 { "Participants" }
            dl.people {
                @for (role, actor) in actors {
                    dt { (role) ": " a href=(links::actor(&actor.name, actor.kind)) { (actor.name) } }
                    dd {
                        @if let Some(sentence) = sentence { (here(record, actor, sentence)) }
                        (referred(record, actor))
                    }
                }
            }
        }
    }
}

/// Returns the mentions of an actor in a sentence, unless one of them is its full name.
fn here(record: &Record, actor: &Actor, sentence: Span) -> Markup {
    let mut said: Vec<String> = mentions_in(actor, sentence).map(|span| words(record, span)).collect();
    said.dedup();
    html! {
        @if said.is_empty() { "not named in this sentence; " }
        @else if !said.contains(&actor.name) { "here “" (said.join("”, “")) "”; " }
    }
}

/// Returns the mentions of an actor in the article other than its full name.
fn referred(record: &Record, actor: &Actor) -> Markup {
    let mut others: Vec<String> = Vec::new();
    for mention in &actor.mentions {
        let words = words(record, mention.span);
        let words = if mention.form == MentionForm::Pronoun { format!("{words} (pronoun)") } else { words };
        if words != actor.name && !others.contains(&words) {
            others.push(words);
        }
    }
    let n_more = others.len().saturating_sub(MAX_MENTIONS);
    others.truncate(MAX_MENTIONS);
    html! {
        @if others.is_empty() { "always in these words" } @else { "also as “" (others.join("”, “")) "”" }
        @if n_more > 0 { " and " (n_more) " more" }
        @for role in &actor.roles { "; role: “" (words(record, *role)) "”" }
    }
}

/// Returns the reasons that the record gives for the entry.
pub(super) fn reasons(record: &Record, entry: EntryId) -> Markup {
    html! {
        @match entry {
            EntryId::Event(id) => @if let Some(one) = record.events.get(id.0) {
                p.meta {
                    "Coded as " (one.event_type)
                    @if let Some(meaning) = event_types::meaning(&one.event_type) { " (" (meaning) ")" }
                    " because of “" (words(record, one.anchor)) "”. "
                    "The estimated probability that the event is correct is " (format!("{:.0}%", one.confidence * 100.0)) ". "
                    @if let Some(statement) = one.statement { "Reported in statement " (statement) "." }
                }
            },
            EntryId::Statement(id) => @if let Some(one) = record.statements.get(id.0) {
                p.meta {
                    (format!("{:.0}%", one.confidence * 100.0))
                    " is the estimated probability that source, cue and content are correct"
                    @if let Some(confidence) = one.speaker_confidence {
                        ", " (format!("{:.0}%", confidence * 100.0)) " that the speakers are identified correctly"
                    }
                    "."
                }
            },
            EntryId::Actor(_) => {}
        }
    }
}

/// Returns links to the entries before and after this one.
pub(super) fn neighbours(record: &Record, article: ArticleId, entry: EntryId) -> Markup {
    let all: Vec<EntryId> = EntryId::all(record).filter(|one| is_same_kind(*one, entry)).collect();
    let at = all.iter().position(|one| *one == entry);
    let kind = match entry {
        EntryId::Statement(_) => "statement",
        EntryId::Event(_) => "event",
        EntryId::Actor(_) => "actor",
    };
    let address = |id: EntryId| format!("{}/entries/{id}", links::article(article));
    let before = at.and_then(|at| all.get(at.checked_sub(1)?));
    let after = at.and_then(|at| all.get(at + 1));
    html! {
        nav.pager aria-label="Other entries" {
            @if let Some(id) = before { a rel="prev" href=(address(*id)) { "← Previous " (kind) " (" (id) ")" } } @else { span {} }
            span {}
            @if let Some(id) = after { a rel="next" href=(address(*id)) { "Next " (kind) " (" (id) ") →" } } @else { span {} }
        }
    }
}

fn is_same_kind(one: EntryId, other: EntryId) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}
