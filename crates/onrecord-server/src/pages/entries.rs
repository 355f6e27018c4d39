//! The record of an article as lists, in which each entry has an anchor.

use std::collections::BTreeMap;

use maud::{Markup, html};
use onrecord_record::{
    ActorId, Event, EventId, EventStatus, MinConfidence, Place, Quantity, Record, Span, Statement, StatementKind, Time,
};
use onrecord_store::{Correction, EntryId, Verdict};

use super::text::{count, cut};
use super::{confidence, corrections, event_types, links, results};

/// Maximum number of entries of each kind on a page; downloads contain all of them.
const MAX_ENTRIES: usize = 1000;

/// Maximum number of characters of a quotation in an entry.
const MAX_WORDS: usize = 400;
/// Maximum number of characters of a tooltip.
const MAX_TIP: usize = 140;

/// A record with manual corrections applied, and these corrections.
pub(super) struct Entries<'a> {
    pub(super) record: &'a Record,
    /// Address of the article.
    pub(super) address: String,
    /// Latest correction of each entry.
    pub(super) latest: BTreeMap<EntryId, &'a Correction>,
    /// Minimum confidence of the events that are not folded.
    pub(super) least: Option<MinConfidence>,
}

impl Entries<'_> {
    /// Returns whether an entry is on the page, so that marks can link to it.
    pub(super) fn is_shown(entry: &str) -> bool {
        entry.get(1..).and_then(|number| number.parse::<usize>().ok()).is_some_and(|number| number <= MAX_ENTRIES)
    }

    /// Returns the lists of all kinds of entries.
    pub(super) fn all(&self) -> Markup {
        let record = self.record;
        let statements = record.statements.iter().enumerate().map(|(idx, one)| self.statement(idx, one));
        let times = record.times.iter().enumerate().map(|(idx, one)| self.time(idx, one));
        let places = record.places.iter().enumerate().map(|(idx, one)| self.place(idx, one));
        let quantities = record.quantities.iter().enumerate().map(|(idx, one)| self.quantity(idx, one));
        let mut by_mentions: Vec<usize> = (0..record.actors.len()).collect();
        by_mentions.sort_by_key(|idx| std::cmp::Reverse(record.actors[*idx].mentions.len()));
        let actors = by_mentions.into_iter().filter(|idx| *idx < MAX_ENTRIES).map(|idx| self.actor(ActorId(idx)));
        html! {
            (section("statements", "Statements", record.statements.len(), &entry_list(statements)))
            (self.events())
            (section("actors", "Actors", record.actors.len(), &entry_list(actors)))
            (section("times", "Times", record.times.len(), &entry_list(times)))
            (section("places", "Places", record.places.len(), &entry_list(places)))
            (section("quantities", "Quantities", record.quantities.len(), &entry_list(quantities)))
        }
    }

    /// Returns the list of events, with those of low confidence folded below the others.
    fn events(&self) -> Markup {
        let all = self.record.events.iter().enumerate().take(MAX_ENTRIES);
        let (sure, unsure): (Vec<_>, Vec<_>) = all.partition(|(idx, one)| self.is_sure(*idx, one));
        let list = |events: &[(usize, &Event)]| {
            html! { ol.entries { @for (idx, one) in events { (self.event(*idx, one)) } } }
        };
        let least = confidence::percentage(self.least.map_or(0.0, MinConfidence::get));
        let folded = html! {
            @if !unsure.is_empty() {
                details {
                    summary { (count(unsure.len() as u64, "event", "events")) " with a confidence below " (least) }
                    p.hint {
                        a href={ (self.address) "?" (links::query([("min_confidence", confidence::ALL)])) "#list-events" } {
                            "Show all in the order of the text"
                        }
                    }
                    (list(&unsure))
                }
            }
        };
        let legend = event_types::legend(self.record.events.iter().map(|one| one.event_type.as_str()));
        section("events", "Events", self.record.events.len(), &html! { (legend) (list(&sure)) (folded) })
    }

    /// Returns whether an event is shown unfolded: its confidence is high enough, or a person confirmed or changed it.
    fn is_sure(&self, idx: usize, one: &Event) -> bool {
        let verdict = self.latest.get(&EntryId::Event(EventId(idx))).map(|correction| correction.verdict);
        matches!(verdict, Some(Verdict::Confirmed | Verdict::Changed))
            || self.least.is_none_or(|least| least.allows(one.confidence))
    }

    /// Returns an entry as one line of plain text.
    pub(super) fn tip(&self, entry: &str) -> String {
        let record = self.record;
        let place = entry.get(1..).and_then(|number| number.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        let description = place.and_then(|idx| match entry.as_bytes().first()? {
            b's' => record.statements.get(idx).map(|one| {
                let content = self.words(&one.content);
                format!("{} · {}: {content}", self.speakers_or_source(one), self.words(&one.cue))
            }),
            b'e' => record.events.get(idx).map(|one| {
                let (by, to) = (self.names(&one.actors), self.names(&one.recipients));
                let status = if one.status == EventStatus::Actual { "" } else { one.status.as_str() };
                let parts = [one.event_type.clone(), by, to].into_iter().enumerate();
                let parts = parts.filter(|(_, part)| !part.is_empty());
                let line: String = parts.map(|(idx, part)| [" ", " ", " → "][idx].to_owned() + &part).collect();
                format!("{} {status}", line.trim())
            }),
            b'a' => record.actors.get(idx).map(|one| {
                let country = one
                    .country
                    .as_ref()
                    .map_or_else(String::new, |code| format!(" · {}", results::name_of_country(code)));
                format!("{} · {}{country}", one.name, one.kind.as_str())
            }),
            b't' => record.times.get(idx).map(|one| format!("{} · {}", one.value, one.time_type.as_str())),
            b'p' => record.places.get(idx).map(|one| {
                let country = one
                    .country
                    .as_ref()
                    .map_or_else(String::new, |code| format!(" · {}", results::name_of_country(code)));
                format!("{}{country}", one.name)
            }),
            b'q' => record.quantities.get(idx).map(amount),
            _ => None,
        });
        cut(&description.unwrap_or_default(), MAX_TIP)
    }

    fn statement(&self, idx: usize, one: &Statement) -> Markup {
        let id = format!("s{}", idx + 1);
        let time = one.time.and_then(|id| self.record.times.get(id.0));
        let content = html! {
            p.who {
                @if one.speakers.is_empty() { span.unnamed { (self.speakers_or_source(one)) } } @else { @if one.has_probable_speakers() { (probably(one)) " " } (self.actor_links(&one.speakers)) }
                " " span.cue { (self.words(&one.cue)) }
                @if !one.addressees.is_empty() { " → " (self.actor_links(&one.addressees)) }
                (self.verdict(&id))
            }
            p.said.indirect[one.kind == StatementKind::Indirect] { (self.words(&one.content)) }
            p.meta {
                (one.kind.as_str())
                @if let Some(within) = one.within { " · within " a href={ "#" (within) } { (within) } }
                @if let Some(venue) = one.venue { " · " (self.words(&[venue])) }
                @if let Some(time) = time { " · " (time.value) }
                (estimate(one.confidence))
            }
        };
        self.entry(&id, one.content.first().copied(), &content)
    }

    fn event(&self, idx: usize, one: &Event) -> Markup {
        let id = format!("e{}", idx + 1);
        let time = one.time.and_then(|id| self.record.times.get(id.0));
        let place = one.place.and_then(|id| self.record.places.get(id.0));
        let content = html! {
            p.who {
                (event_types::label(&one.event_type, one.mode.as_deref()))
                " " @if one.actors.is_empty() { span.unnamed { "?" } } @else { (self.actor_links(&one.actors)) }
                @if !one.recipients.is_empty() { " → " (self.actor_links(&one.recipients)) }
                (results::status(one.status))
                (self.verdict(&id))
            }
            p.meta {
                "“" (self.words(&[one.anchor])) "”"
                @if let Some(time) = time { " · " (time.value) }
                @if let Some(place) = place { " · " (place.name) }
                @for (of, quantity) in &one.magnitude {
                    @if let Some(quantity) = self.record.quantities.get(quantity.0) { " · " (of) " " (amount(quantity)) }
                }
                @if let Some(statement) = one.statement { " · reported in " a href={ "#" (statement) } { (statement) } }
                (estimate(one.confidence))
            }
        };
        self.entry(&id, Some(one.anchor), &content)
    }

    fn actor(&self, actor_id: ActorId) -> Markup {
        let (id, one) = (actor_id.to_string(), &self.record.actors[actor_id.0]);
        let roles: Vec<String> = one.roles.iter().take(3).map(|role| self.words(&[*role])).collect();
        let content = html! {
            p.who { a href=(links::actor(&one.name, one.kind)) { (one.name) } (self.verdict(&id)) }
            p.meta {
                (one.kind.as_str())
                @if let Some(country) = &one.country { " · " (results::name_of_country(country)) }
                @if !one.sectors.is_empty() { " · " (one.sectors.join(", ")) }
                @if !roles.is_empty() { " · “" (roles.join("”, “")) "”" }
                " · " (count(one.mentions.len() as u64, "mention", "mentions"))
            }
        };
        self.entry(&id, one.mentions.first().map(|mention| mention.span), &content)
    }

    fn time(&self, idx: usize, one: &Time) -> Markup {
        let content = html! {
            p { "“" (self.words(&[one.span])) "”" }
            p.meta {
                (one.value) " · " (one.time_type.as_str()) @if let Some(modifier) = &one.modifier { " · " (modifier) }
            }
        };
        self.entry(&format!("t{}", idx + 1), Some(one.span), &content)
    }

    fn place(&self, idx: usize, one: &Place) -> Markup {
        let content = html! {
            p { (one.name) }
            p.meta {
                "“" (self.words(&[one.span])) "”"
                @if let Some(country) = &one.country { " · " (results::name_of_country(country)) }
                @if let (Some(latitude), Some(longitude)) = (one.latitude, one.longitude) {
                    " · " (format!("{latitude:.2}, {longitude:.2}"))
                }
                @if let Some(geonames) = one.geonames { " · GeoNames " (geonames) }
            }
        };
        self.entry(&format!("p{}", idx + 1), Some(one.span), &content)
    }

    fn quantity(&self, idx: usize, one: &Quantity) -> Markup {
        let content = html! {
            p { (amount(one)) @if let Some(of) = one.of { " " (self.words(&[of])) } }
            p.meta { "“" (self.words(&[one.span])) "”" }
        };
        self.entry(&format!("q{}", idx + 1), Some(one.span), &content)
    }

    fn entry(&self, id: &str, span: Option<Span>, content: &Markup) -> Markup {
        let is_rejected = results::is_rejected(self.latest_of(id).map(|correction| correction.verdict));
        // An actor that only a correction names is not an entry of the record and has no mention in the text.
        let is_correctable = EntryId::parse(id).is_some() && span.is_some();
        html! {
            li.rejected[is_rejected] id=(id) {
                (content)
                p.tools {
                    span.id { (id) }
                    @if span.is_some() { a.there href={ "#m-" (id) } { "show in text" } }
                    @if is_correctable { a href={ (self.address) "/entries/" (id) } { "correct" } }
                    a.close href={ "#m-" (id) } { "close" }
                }
            }
        }
    }

    fn latest_of(&self, id: &str) -> Option<&Correction> {
        EntryId::parse(id).and_then(|id| self.latest.get(&id).copied())
    }

    /// Returns the verdict of the latest correction of an entry, with its new values.
    fn verdict(&self, id: &str) -> Markup {
        let Some(correction) = self.latest_of(id) else { return html! {} };
        html! {
            (results::verdict(Some(correction.verdict)))
            @if correction.verdict == Verdict::Changed { (corrections::changes(correction)) }
        }
    }

    /// Returns the names of the speakers, or else the text of the source.
    fn speakers_or_source(&self, one: &Statement) -> String {
        match (one.speakers.is_empty(), one.source.is_empty()) {
            (false, _) => self.names(&one.speakers),
            (true, false) => format!("“{}”", self.words(&one.source)),
            (true, true) => "no source named".to_owned(),
        }
    }

    fn names(&self, ids: &[ActorId]) -> String {
        let actors = ids.iter().filter_map(|id| self.record.actors.get(id.0));
        actors.map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn actor_links(&self, ids: &[ActorId]) -> Markup {
        let actors: Vec<_> = ids.iter().filter_map(|id| self.record.actors.get(id.0)).collect();
        html! {
            @for (idx, actor) in actors.iter().enumerate() {
                @if idx > 0 { ", " }
                a href=(links::actor(&actor.name, actor.kind)) { (actor.name) }
            }
        }
    }

    /// Returns the text of `spans`, with `[…]` between them.
    fn words(&self, spans: &[Span]) -> String {
        let words: Vec<&str> = spans.iter().map(|span| span.text(&self.record.document.text)).collect();
        cut(&words.join(" […] ").split_whitespace().collect::<Vec<_>>().join(" "), MAX_WORDS)
    }
}

fn entry_list(entries: impl Iterator<Item = Markup>) -> Markup {
    html! { ol.entries { @for entry in entries.take(MAX_ENTRIES) { (entry) } } }
}

fn section(id: &str, title: &str, n: usize, content: &Markup) -> Markup {
    html! {
        @if n > 0 {
            section aria-labelledby={ "list-" (id) } {
                h3 id={ "list-" (id) } { (title) " " span.n { (n) } }
                (content)
                @if n > MAX_ENTRIES { p.quiet { "Only the first " (MAX_ENTRIES) " are shown; downloads contain all of them." } }
            }
        }
    }
}

/// Returns the label “probably”, shown before speakers whose identification is uncertain.
fn probably(statement: &Statement) -> Markup {
    let percent = statement.speaker_confidence.unwrap_or_default() * 100.0;
    html! { span.probably title=(format!("Estimated probability that this is the speaker: {percent:.0}%")) { "probably" } }
}

fn estimate(confidence: f32) -> Markup {
    html! { " · " span title="Estimated probability that this entry is correct" { (format!("{:.0}%", confidence * 100.0)) } }
}

fn amount(one: &Quantity) -> String {
    let unit = one.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
    let is_range = one.low.is_some() && one.high.is_some();
    let about = if one.approximate && is_range { "about " } else { "" };
    // Rounded to four decimals, unless that would give zero.
    let short = |value: f64| Some((value * 1e4).round() / 1e4).filter(|short| *short != 0.0).unwrap_or(value);
    match (one.low.map(short), one.high.map(short)) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}{unit}"),
        (Some(low), Some(high)) => format!("{about}{low} to {high}{unit}"),
        (Some(low), None) => format!("{about}{low} or more{unit}"),
        (None, Some(high)) => format!("{about}up to {high}{unit}"),
        (None, None) => format!("an unknown amount{unit}"),
    }
}
