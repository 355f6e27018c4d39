//! brat standoff: for each record a text, and annotations that point into it by code points.

mod configuration;

use std::collections::BTreeMap;

use onrecord_record::{Actor, ActorId, ActorKind, Event, Record, Span, Statement};

use crate::rows::ends_line;
use crate::view::{View, anchors, join};

pub use configuration::{configuration, event_types};

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What its name ends in: `txt` or `ann`.
    pub ending: &'static str,
    /// What it holds.
    pub content: String,
}

/// Types of mentions of actors.
const ACTORS: [&str; 6] = ["Person", "Organization", "Country", "Place", "Group", "Other"];

/// Types of other words.
const ENTITIES: [&str; 6] = ["Location", "Time", "Quantity", "Source", "Content", "Venue"];

/// The longest name without its ending; file systems take 255 bytes.
const MAX_NAME: usize = 100;

/// Returns the name for the files of a record: its id, of letters and digits of ASCII, `-`, `_` and `.` only.
pub fn name(record: &Record) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = record.document.id.chars().map(plain).take(MAX_NAME).collect();
    let name = name.trim_matches('.');
    // Some systems keep the names of devices for themselves.
    if name.is_empty() || name.len() < 6 { format!("article-{name}") } else { name.to_owned() }
}

/// Returns the text of the record, and its annotations.
pub fn files(record: &Record) -> [File; 2] {
    let mut lines = Lines::new(record);
    let entities = mentions(&mut lines, record);
    for place in &record.places {
        lines.text_bound("Location", &[place.span]);
    }
    for time in &record.times {
        lines.text_bound("Time", &[time.span]);
    }
    for quantity in &record.quantities {
        lines.text_bound("Quantity", &[quantity.span]);
    }
    for entry in &record.statements {
        statement(&mut lines, entry, &entities);
    }
    for entry in &record.events {
        event(&mut lines, entry, &entities);
    }
    [File { ending: "txt", content: record.document.text.clone() }, File { ending: "ann", content: lines.out }]
}

/// The annotations so far.
struct Lines<'a> {
    view: View<'a>,
    out: String,
    /// How many lines there are of each letter.
    counts: BTreeMap<char, usize>,
    /// The annotation of each type and words: brat shows the same one once.
    known: BTreeMap<(String, Vec<Span>), String>,
}

impl<'a> Lines<'a> {
    fn new(record: &'a Record) -> Lines<'a> {
        Lines { view: View::new(record), out: String::new(), counts: BTreeMap::new(), known: BTreeMap::new() }
    }

    fn push(&mut self, letter: char, rest: &str) -> String {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        let id = format!("{letter}{count}");
        self.out.push_str(&format!("{id}\t{rest}\n"));
        id
    }

    /// Returns the id of the annotation of these words, `None` where there are no words.
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

    /// Returns the spans in text order, cut where a line of annotations must not go on, without white space at their
    /// ends.
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
        // Fragments that overlap are one.
        out.dedup_by(|later, earlier| {
            let same = earlier.overlaps(*later);
            if same {
                *earlier = earlier.cover(*later);
            }
            same
        });
        out
    }

    /// Writes an event with its trigger; `roles` are names and annotations.
    fn event(&mut self, kind: &str, trigger: &[Span], roles: &[(&str, Option<String>)]) -> Option<String> {
        let trigger = self.text_bound(kind, trigger)?;
        let mut line = format!("{kind}:{trigger}");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (role, id) in roles {
            let Some(id) = id else { continue };
            let count = counts.entry(role).or_default();
            *count += 1;
            // Roles that come again are numbered from 2 on.
            let number = if *count > 1 { count.to_string() } else { String::new() };
            line.push_str(&format!(" {role}{number}:{id}"));
        }
        Some(self.push('E', &line))
    }
}

/// Writes all mentions and which of them refer to the same; returns the annotations of the mentions of each actor.
fn mentions(lines: &mut Lines<'_>, record: &Record) -> Vec<Vec<(Span, String)>> {
    let mut out = Vec::new();
    for actor in &record.actors {
        let mut found: Vec<(Span, String)> = Vec::new();
        for mention in &actor.mentions {
            let Some(id) = lines.text_bound(kind(actor.kind), &[mention.span]) else { continue };
            if let Some((_, before)) = found.last().filter(|(_, before)| *before != id) {
                lines.push('R', &format!("Coreference Arg1:{id} Arg2:{before}"));
            }
            found.push((mention.span, id));
        }
        out.push(found);
    }
    out
}

fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::Organization => "Organization",
        ActorKind::Country => "Country",
        ActorKind::Place => "Place",
        ActorKind::Group => "Group",
        ActorKind::Other => "Other",
    }
}

/// Returns the annotation of the mention of an actor that is nearest to `near`.
fn entity(lines: &Lines<'_>, entities: &[Vec<(Span, String)>], id: ActorId, near: Span) -> Option<String> {
    let actor: &Actor = lines.view.record.actors.get(id.0)?;
    let span = lines.view.mention(actor, near)?;
    let found = entities.get(id.0)?;
    found.iter().find(|(other, _)| *other == span).or(found.first()).map(|(_, id)| id.clone())
}

/// A statement is an event whose trigger is the cue; without one, source and content stand in a relation.
fn statement(lines: &mut Lines<'_>, statement: &Statement, entities: &[Vec<(Span, String)>]) {
    let source = lines.text_bound("Source", &statement.source);
    let content = lines.text_bound("Content", &statement.content);
    let Some(&near) = statement.cue.first().or(statement.content.first()) else { return };
    let mut roles = vec![("Source", source.clone()), ("Content", content.clone())];
    let speakers = statement.speakers.iter().map(|&id| ("Speaker", entity(lines, entities, id, near)));
    roles.extend(speakers);
    roles.extend(statement.addressees.iter().map(|&id| ("Addressee", entity(lines, entities, id, near))));
    let venue = statement.venue.and_then(|span| lines.text_bound("Venue", &[span]));
    roles.push(("Venue", venue));
    let time = statement.time.and_then(|id| lines.view.record.times.get(id.0)).map(|time| time.span);
    roles.push(("Time", time.and_then(|span| lines.text_bound("Time", &[span]))));
    match lines.event("Statement", &statement.cue, &roles) {
        Some(id) => {
            lines.push('A', &format!("Kind {id} {}", statement.kind.as_str()));
        }
        None => {
            if let (Some(source), Some(content)) = (source, content) {
                lines.push('R', &format!("Attribution Arg1:{content} Arg2:{source}"));
            }
        }
    }
}

fn event(lines: &mut Lines<'_>, event: &Event, entities: &[Vec<(Span, String)>]) {
    let place = lines.view.place(event).map(|place| place.span);
    let time = lines.view.time(event).map(|time| time.span);
    let kind = type_name(&event.event_type);
    for anchor in anchors(event) {
        let mut roles = Vec::new();
        roles.extend(event.actors.iter().map(|&id| ("Actor", entity(lines, entities, id, anchor))));
        roles.extend(event.recipients.iter().map(|&id| ("Recipient", entity(lines, entities, id, anchor))));
        roles.push(("Place", place.and_then(|span| lines.text_bound("Location", &[span]))));
        roles.push(("Time", time.and_then(|span| lines.text_bound("Time", &[span]))));
        for (_, id) in &event.magnitude {
            let span = lines.view.record.quantities.get(id.0).map(|quantity| quantity.span);
            roles.push(("Magnitude", span.and_then(|span| lines.text_bound("Quantity", &[span]))));
        }
        if let Some(id) = lines.event(&kind, &[anchor], &roles) {
            lines.push('A', &format!("Status {id} {}", event.status.as_str()));
        }
    }
}

/// Returns a type of the user's own ontology as brat can write it.
fn type_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if plain.is_empty() {
        return "Event".to_owned();
    }
    // A name stands for one type.
    let is_taken = plain == "Statement" || ACTORS.iter().chain(&ENTITIES).any(|name| *name == plain);
    if is_taken { plain + "_event" } else { plain }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::sample;

    /// Checks the rules of the format and returns the lines.
    fn check(record: &Record) -> Vec<String> {
        let [txt, ann] = files(record);
        assert_eq!((txt.ending, ann.ending), ("txt", "ann"));
        assert_eq!(txt.content, record.document.text);
        let text: Vec<char> = txt.content.chars().collect();
        let lines: Vec<String> = ann.content.split_terminator('\n').map(str::to_owned).collect();
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

    /// Checks a line of words and returns its type.
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

        // A span over the end of a line is cut there.
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
        assert_eq!(type_name("my type:é"), "my_type__");
        assert_eq!(type_name("Statement"), "Statement_event");
    }

    #[test]
    fn names_are_safe() {
        let check = |id: &str, expected| {
            let mut record = Record::default();
            record.document.id = id.to_owned();
            assert_eq!(name(&record), expected);
        };
        check("news-2025", "news-2025");
        check("../../etc/passwd", "_.._etc_passwd");
        check("", "article-");
        check("con", "article-con");
        check(&"é".repeat(300), "_".repeat(100).as_str());
    }
}
