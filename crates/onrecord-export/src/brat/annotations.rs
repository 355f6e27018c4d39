//! The lines of an annotation file.

use std::collections::BTreeMap;

use onrecord_record::{Actor, ActorId, Event, Record, Span, Statement};

use super::types;
use crate::record_view::{RecordView, join};
use crate::rows::ends_line;

/// Returns the annotations of a record, one per line.
pub(super) fn of_record(record: &Record) -> String {
    let mut annotations = Annotations::new(record);
    let entities = mentions(&mut annotations, record);
    for place in &record.places {
        annotations.text_bound("Location", &[place.span]);
    }
    for time in &record.times {
        annotations.text_bound("Time", &[time.span]);
    }
    for quantity in &record.quantities {
        annotations.text_bound("Quantity", &[quantity.span]);
    }
    for entry in &record.statements {
        statement(&mut annotations, entry, &entities);
    }
    for entry in &record.events {
        event(&mut annotations, entry, &entities);
    }
    annotations.out
}

/// The annotations written so far.
struct Annotations<'a> {
    view: RecordView<'a>,
    out: String,
    /// The number of annotations with each letter.
    counts: BTreeMap<char, usize>,
    /// The id of each annotation, by its type and spans, so that equal annotations are written once.
    known: BTreeMap<(String, Vec<Span>), String>,
}

impl<'a> Annotations<'a> {
    fn new(record: &'a Record) -> Annotations<'a> {
        Annotations {
            view: RecordView::new(record),
            out: String::new(),
            counts: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    fn push(&mut self, letter: char, rest: &str) -> String {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        let id = format!("{letter}{count}");
        self.out.push_str(&format!("{id}\t{rest}\n"));
        id
    }

    /// Returns the id of the annotation of these spans, and writes it unless it already exists; `None` if there are no
    /// spans.
    fn text_bound(&mut self, kind: &str, spans: &[Span]) -> Option<String> {
        let fragments = self.fragments(spans);
        if fragments.is_empty() {
            return None;
        }
        let key = (kind.to_owned(), fragments);
        if let Some(id) = self.known.get(&key) {
            return Some(id.clone());
        }
        let fragments = &key.1;
        let point = |byte| self.view.point(byte);
        let offsets = join(fragments.iter().map(|span| format!("{} {}", point(span.start), point(span.end))), ";");
        let words = join(fragments.iter().map(|&span| self.view.words(span)), " ");
        let id = self.push('T', &format!("{kind} {offsets}\t{words}"));
        self.known.insert(key, id.clone());
        Some(id)
    }

    /// Returns the spans in text order, without white space at their ends, and split at line ends, which an annotation
    /// must not contain.
    fn fragments(&self, spans: &[Span]) -> Vec<Span> {
        let mut out = Vec::new();
        for span in spans {
            let mut start = span.start;
            for piece in self.view.words(*span).split_inclusive(ends_line) {
                let words = piece.strip_suffix(ends_line).unwrap_or(piece);
                let fragment = Span::new(start, start + words.len()).trim(self.view.text());
                out.extend((!fragment.is_empty()).then_some(fragment));
                start += piece.len();
            }
        }
        out.sort_unstable();
        // Fragments that overlap are merged.
        out.dedup_by(|later, earlier| {
            let same = earlier.overlaps(*later);
            if same {
                *earlier = earlier.cover(*later);
            }
            same
        });
        out
    }

    /// Writes an event with its trigger and its roles, each given by its name and the id of an annotation.
    fn event(&mut self, kind: &str, trigger: &[Span], roles: &[(&str, Option<String>)]) -> Option<String> {
        let trigger = self.text_bound(kind, trigger)?;
        let mut line = format!("{kind}:{trigger}");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (role, id) in roles {
            let Some(id) = id else { continue };
            let count = counts.entry(role).or_default();
            *count += 1;
            // A repeated role is numbered, starting with 2.
            let number = if *count > 1 { count.to_string() } else { String::new() };
            line.push_str(&format!(" {role}{number}:{id}"));
        }
        Some(self.push('E', &line))
    }
}

/// Writes all mentions of actors and the coreference chain of each actor; returns the ids of these annotations for each
/// actor.
fn mentions(annotations: &mut Annotations<'_>, record: &Record) -> Vec<Vec<(Span, String)>> {
    let mut out = Vec::new();
    for actor in &record.actors {
        let mut of_actor: Vec<(Span, String)> = Vec::new();
        for mention in &actor.mentions {
            let Some(id) = annotations.text_bound(types::of_actor(actor.kind), &[mention.span]) else { continue };
            if let Some((_, before)) = of_actor.last().filter(|(_, before)| *before != id) {
                annotations.push('R', &format!("Coreference Arg1:{id} Arg2:{before}"));
            }
            of_actor.push((mention.span, id));
        }
        out.push(of_actor);
    }
    out
}

/// Returns the id of the annotation of the mention of actor `id` that is nearest to `near`.
fn entity(annotations: &Annotations<'_>, entities: &[Vec<(Span, String)>], id: ActorId, near: Span) -> Option<String> {
    let actor: &Actor = annotations.view.record.actors.get(id.0)?;
    let span = annotations.view.mention(actor, near)?;
    let of_actor = entities.get(id.0)?;
    of_actor.iter().find(|(other, _)| *other == span).or(of_actor.first()).map(|(_, id)| id.clone())
}

/// Writes a statement as an event whose trigger is its cue; without a cue, as a relation between content and source.
fn statement(annotations: &mut Annotations<'_>, statement: &Statement, entities: &[Vec<(Span, String)>]) {
    let source = annotations.text_bound("Source", &statement.source);
    let content = annotations.text_bound("Content", &statement.content);
    let Some(&near) = statement.cue.first().or(statement.content.first()) else { return };
    let mut roles = vec![("Source", source.clone()), ("Content", content.clone())];
    let speakers = statement.speakers.iter().map(|&id| ("Speaker", entity(annotations, entities, id, near)));
    roles.extend(speakers);
    roles.extend(statement.addressees.iter().map(|&id| ("Addressee", entity(annotations, entities, id, near))));
    let venue = statement.venue.and_then(|span| annotations.text_bound("Venue", &[span]));
    roles.push(("Venue", venue));
    let time = statement.time.and_then(|id| annotations.view.record.times.get(id.0)).map(|time| time.span);
    roles.push(("Time", time.and_then(|span| annotations.text_bound("Time", &[span]))));
    match annotations.event("Statement", &statement.cue, &roles) {
        Some(id) => {
            annotations.push('A', &format!("Kind {id} {}", statement.kind.as_str()));
        }
        None => {
            if let (Some(source), Some(content)) = (source, content) {
                annotations.push('R', &format!("Attribution Arg1:{content} Arg2:{source}"));
            }
        }
    }
}

/// Writes an event once for each anchor in the text.
fn event(annotations: &mut Annotations<'_>, event: &Event, entities: &[Vec<(Span, String)>]) {
    let place = annotations.view.place(event).map(|place| place.span);
    let time = annotations.view.time(event).map(|time| time.span);
    let kind = types::of_event(&event.event_type);
    for &anchor in &event.anchors {
        let mut roles = Vec::new();
        roles.extend(event.actors.iter().map(|&id| ("Actor", entity(annotations, entities, id, anchor))));
        roles.extend(event.recipients.iter().map(|&id| ("Recipient", entity(annotations, entities, id, anchor))));
        roles.push(("Place", place.and_then(|span| annotations.text_bound("Location", &[span]))));
        roles.push(("Time", time.and_then(|span| annotations.text_bound("Time", &[span]))));
        for (_, id) in &event.magnitude {
            let span = annotations.view.record.quantities.get(id.0).map(|quantity| quantity.span);
            roles.push(("Magnitude", span.and_then(|span| annotations.text_bound("Quantity", &[span]))));
        }
        if let Some(id) = annotations.event(&kind, &[anchor], &roles) {
            annotations.push('A', &format!("Status {id} {}", event.status.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::sample;

    /// Checks the rules of the format and returns the lines.
    fn check(record: &Record) -> Vec<String> {
        let text: Vec<char> = record.document.text.chars().collect();
        let lines: Vec<String> = of_record(record).split_terminator('\n').map(str::to_owned).collect();
        let ids: BTreeSet<&str> = lines.iter().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert_eq!(ids.len(), lines.len(), "ids are unique");
        let mut triggers = BTreeMap::new();
        for line in &lines {
            assert!(!line.chars().any(|c| c != '\t' && ends_line(c)), "{line:?}");
            let fields: Vec<&str> = line.split('\t').collect();
            match &fields[0][..1] {
                "T" => triggers.extend([(fields[0], check_words(&fields, &text))]),
                "E" | "R" => {
                    let mut parts = fields[1].split(' ');
                    let head = parts.next().unwrap();
                    if let Some((kind, trigger)) = head.split_once(':') {
                        assert_eq!(triggers[trigger], kind, "{line}");
                    }
                    let targets: Vec<&str> = parts.map(|part| part.split_once(':').unwrap().1).collect();
                    assert!(targets.iter().all(|id| ids.contains(id)), "{line}");
                }
                "A" => assert!(ids.contains(fields[1].split(' ').nth(1).unwrap()), "{line}"),
                _ => panic!("{line}"),
            }
        }
        lines
    }

    /// Checks a line for a text-bound annotation and returns its type.
    fn check_words<'a>(fields: &[&'a str], text: &[char]) -> &'a str {
        assert_eq!(fields.len(), 3, "{fields:?}");
        let (kind, offsets) = fields[1].split_once(' ').unwrap();
        let mut last = 0;
        let mut words: Vec<String> = Vec::new();
        for fragment in offsets.split(';') {
            let (start, end) = fragment.split_once(' ').unwrap();
            let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
            assert!(last <= start && start < end && end <= text.len(), "{fields:?}");
            last = end;
            words.push(text[start..end].iter().collect());
        }
        assert_eq!(words.join(" "), fields[2]);
        kind
    }

    #[test]
    fn annotations_follow_the_rules_of_brat() {
        let mut record = sample::record();
        let lines = check(&record);
        let has = |end: &str| assert!(lines.iter().any(|line| line.ends_with(end)), "{end}: {lines:#?}");
        has("\tContent 0 3;20 28\t“We agreed,”");
        has("\tPerson 4 12\tAna Díaz");
        has("\tKind E1 direct");
        has("\tStatus E3 planned");
        assert!(lines.iter().any(|line| line.contains("\tCONSULT:")), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("\tCoreference Arg1:")), "{lines:#?}");

        // A span that extends across a line end is split there.
        record.statements[0].content = vec![Span::new(0, record.sentences[0].end)];
        let lines = check(&record);
        assert!(lines.iter().any(|line| line.contains("\tContent 0 12;15 ")), "{lines:#?}");

        record.statements[0].cue.clear();
        let lines = check(&record);
        assert!(lines.iter().any(|line| line.contains("\tAttribution Arg1:")), "{lines:#?}");
    }

    #[test]
    fn strange_records_give_valid_lines() {
        check(&sample::hostile());
        assert!(check(&Record::default()).is_empty());
    }
}
