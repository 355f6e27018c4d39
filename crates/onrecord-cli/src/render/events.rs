//! The events of an article: who did what to whom.

use onrecord_record::{Event, EventStatus};

use super::clean::clean;
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;
use super::when;

pub(super) fn write(page: &mut Page<'_>, text: &RecordText<'_>) {
    let events = &text.record.events;
    if events.is_empty() {
        return;
    }
    page.heading("EVENTS");
    let digits = events.len().to_string().len();
    for (idx, event) in events.iter().enumerate() {
        page.put(&format!("  {:>digits$}  ", idx + 1), digits + 4, &entry(text, event));
    }
}

fn entry(text: &RecordText<'_>, event: &Event) -> StyledText {
    let mut line = StyledText::default();
    line.add(Paint::Name, &clean(&event.event_type));
    if let Some(mode) = &event.mode {
        line.add(Paint::Plain, &format!(" {}", clean(mode)));
    }
    line.add(Paint::Dim, text.glyphs.dot());
    let who = |actors: &[_]| if actors.is_empty() { "?".to_owned() } else { text.names(actors) };
    line.add(Paint::Plain, &who(&event.actors));
    if !event.recipients.is_empty() {
        line.add(Paint::Plain, &format!(" {} {}", text.glyphs.arrow(), who(&event.recipients)));
    }
    line.add(Paint::Dim, ": ");
    line.add(Paint::Said, &text.glyphs.quoted(&text.of(event.anchor)));
    let (paint, status) = match event.status {
        EventStatus::Actual => (Paint::Plain, "happened"),
        EventStatus::Planned => (Paint::Warn, "planned"),
        EventStatus::Possible => (Paint::Warn, "possible"),
        EventStatus::Negated => (Paint::Warn, "did not happen"),
    };
    let mut facts = vec![(paint, status.to_owned())];
    let record = text.record;
    if let Some(time) = event.time.and_then(|id| record.times.get(id.0)) {
        facts.push((Paint::Plain, when::label(&time.value).unwrap_or_else(|| text.of(time.span))));
    }
    if let Some(place) = event.place.and_then(|id| record.places.get(id.0)) {
        facts.push((Paint::Plain, clean(&place.name)));
    }
    facts.extend(event.contexts.iter().map(|context| (Paint::Plain, clean(context))));
    if let Some(id) = event.statement {
        facts.push((Paint::Plain, format!("reported in statement {}", id.0 + 1)));
    }
    for (of, id) in &event.magnitude {
        if let Some(quantity) = record.quantities.get(id.0) {
            facts.push((Paint::Plain, format!("{}: {}", clean(of), text.glyphs.quoted(&text.of(quantity.span)))));
        }
    }
    for (paint, fact) in facts {
        line.add(Paint::Dim, text.glyphs.dot());
        line.add(paint, &fact);
    }
    line
}
