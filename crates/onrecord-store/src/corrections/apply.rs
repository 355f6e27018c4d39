//! Applies users' corrections to records.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{
    Actor, ActorId, ActorKind, Event, EventStatus, Notice, PlaceId, Record, Span, Statement, StatementKind, TimeId,
};

use super::change::{Change, LatestCorrections};
use super::find_words::SearchText;
use super::verdict::Verdict;
use crate::entry_id::EntryId;
use crate::list::List;
use crate::pick::pick_without;
use crate::text::one_line;

/// Returns `record` with the new values of changed entries and without rejected entries. In `list`, only the entries at
/// `positions` are kept, as with [`pick`](crate::pick).
pub(crate) fn corrected(mut record: Record, latest: &LatestCorrections, list: List, positions: &[usize]) -> Record {
    apply(&mut record, latest);
    let is_rejected = |entry| matches!(latest.get(&entry), Some((Verdict::Rejected, _)));
    pick_without(record, list, positions, is_rejected)
}

/// A record with users' corrections applied. Ids do not change: rejected entries are still in the record.
#[derive(Debug)]
pub(crate) struct CorrectedRecord {
    pub(crate) record: Record,
    /// The verdict of the latest correction of each entry that has one.
    pub(crate) verdicts: BTreeMap<EntryId, Verdict>,
    /// The actors that corrections name as speakers, participants or in another role, however the article refers to
    /// them.
    pub(crate) given_actors: BTreeSet<ActorId>,
}

impl CorrectedRecord {
    /// Returns `record` with the latest correction of each entry applied.
    pub(crate) fn new(mut record: Record, latest: &LatestCorrections) -> CorrectedRecord {
        let given_actors = apply(&mut record, latest);
        let verdicts = latest.iter().map(|(entry, (verdict, _))| (*entry, *verdict)).collect();
        CorrectedRecord { record, verdicts, given_actors }
    }

    /// Returns whether a user rejected the entry.
    pub(crate) fn is_rejected(&self, entry: EntryId) -> bool {
        self.verdicts.get(&entry) == Some(&Verdict::Rejected)
    }
}

/// Gives changed entries their new values. Sets the probability to 1 for every entry that a user confirmed, or changed
/// to values that the record can express. Removes rejected actors from other entries. Ids do not change: rejected
/// entries stay in the record, and new actors are appended. Returns the actors that corrections of other entries name.
fn apply(record: &mut Record, latest: &LatestCorrections) -> BTreeSet<ActorId> {
    let names: Vec<String> = record.actors.iter().map(|actor| one_line(&actor.name)).collect();
    for (entry, (verdict, change)) in latest {
        if let (EntryId::Actor(id), Verdict::Changed) = (entry, verdict)
            && let Some(actor) = record.actors.get_mut(id.0)
        {
            change_actor(actor, change);
        }
    }
    let rejected = |id: usize| matches!(latest.get(&EntryId::Actor(ActorId(id))), Some((Verdict::Rejected, _)));
    let usable = (0..names.len()).filter(|idx| !rejected(*idx)).collect();
    let document_text = record.document.text.clone();
    let text = SearchText::new(&document_text);
    let mut applying = Applying { text, usable, names, notices: Vec::new(), given: BTreeSet::new() };
    for (entry, (verdict, change)) in latest {
        if *verdict == Verdict::Rejected {
            continue;
        }
        match entry {
            EntryId::Statement(id) if id.0 < record.statements.len() => {
                let mut statement = record.statements[id.0].clone();
                if applying.change_statement(record, &mut statement, change, *entry) {
                    statement.confidence = 1.0;
                    if change.is_empty() || change.contains_key("speakers") {
                        statement.speaker_confidence = Some(1.0);
                    }
                }
                record.statements[id.0] = statement;
            }
            EntryId::Event(id) if id.0 < record.events.len() => {
                let mut event = record.events[id.0].clone();
                if applying.change_event(record, &mut event, change, *entry) {
                    event.confidence = 1.0;
                }
                record.events[id.0] = event;
            }
            _ => {}
        }
    }
    leave_out_actors(record, |id| matches!(latest.get(&EntryId::Actor(id)), Some((Verdict::Rejected, _))));
    record.notices.extend(applying.notices);
    record.notices.extend(summary(latest));
    applying.given
}

/// Removes actors from the statements and events in which they have a role.
fn leave_out_actors(record: &mut Record, is_out: impl Fn(ActorId) -> bool) {
    for statement in &mut record.statements {
        statement.speakers.retain(|id| !is_out(*id));
        statement.addressees.retain(|id| !is_out(*id));
        if statement.speakers.is_empty() {
            statement.speaker_confidence = None;
        }
    }
    for event in &mut record.events {
        event.actors.retain(|id| !is_out(*id));
        event.recipients.retain(|id| !is_out(*id));
    }
}

/// Returns the notice that the record differs from the reader's output.
fn summary(latest: &LatestCorrections) -> Option<Notice> {
    let n = |asked: Verdict| latest.values().filter(|(verdict, _)| *verdict == asked).count();
    let (n_changed, n_rejected) = (n(Verdict::Changed), n(Verdict::Rejected));
    (n_changed + n_rejected > 0).then(|| {
        let message =
            format!("people changed {n_changed} entries and rejected {n_rejected}; rejected entries are left out");
        Notice::new("corrected", message)
    })
}

/// Returns the notice that the corrections with these numbers cannot be read, or `None` if there are no numbers.
pub(crate) fn damage_notice(numbers: &[i64]) -> Option<Notice> {
    let list: Vec<String> = numbers.iter().map(i64::to_string).collect();
    (!list.is_empty()).then(|| {
        let message = format!("damaged corrections are left out; their numbers: {}", list.join(", "));
        Notice::new("correction-damaged", message)
    })
}

fn change_actor(actor: &mut Actor, change: &Change) {
    for (field, value) in change {
        match field.as_str() {
            "name" => actor.name.clone_from(value),
            "kind" => actor.kind = ActorKind::parse(value).unwrap_or(actor.kind),
            "country" => actor.country = Some(value.clone()).filter(|value| !value.is_empty()),
            _ => {}
        }
    }
}

struct Applying<'a> {
    text: SearchText<'a>,
    /// The names of the actors before any correction was applied.
    names: Vec<String>,
    /// The positions of the actors to which a name may refer.
    usable: Vec<usize>,
    /// Notices about values that could not be applied.
    notices: Vec<Notice>,
    /// The actors named in corrections.
    given: BTreeSet<ActorId>,
}

impl Applying<'_> {
    /// Changes a statement and returns whether all new values could be applied.
    fn change_statement(
        &mut self,
        record: &mut Record,
        statement: &mut Statement,
        change: &Change,
        entry: EntryId,
    ) -> bool {
        let n_notices = self.notices.len();
        for (field, value) in change {
            match field.as_str() {
                "kind" => statement.kind = StatementKind::parse(value).unwrap_or(statement.kind),
                "speakers" => statement.speakers = self.actors(record, value),
                "addressees" => statement.addressees = self.actors(record, value),
                "source" => self.move_words(&mut statement.source, value, field, entry),
                "cue" => self.move_words(&mut statement.cue, value, field, entry),
                "content" => self.move_words(&mut statement.content, value, field, entry),
                _ => {}
            }
        }
        self.notices.len() == n_notices
    }

    /// Sets `spans` to the occurrences of `value`, unless this version of the article does not contain it.
    fn move_words(&mut self, spans: &mut Vec<Span>, value: &str, field: &str, entry: EntryId) {
        match self.text.pieces(value, spans) {
            Ok(found) => *spans = found,
            Err(piece) => self.note(piece, false, field, entry),
        }
    }

    /// Changes an event and returns whether all new values could be applied.
    fn change_event(&mut self, record: &mut Record, event: &mut Event, change: &Change, entry: EntryId) -> bool {
        let n_notices = self.notices.len();
        let at = event.anchor;
        let before = (event.event_type.clone(), event.mode.clone());
        let some = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
        for (field, value) in change {
            match field.as_str() {
                "type" => event.event_type.clone_from(value),
                "mode" => event.mode = some(value),
                "status" => event.status = EventStatus::parse(value).unwrap_or(event.status),
                "actors" => event.actors = self.actors(record, value),
                "recipients" => event.recipients = self.actors(record, value),
                "time" => {
                    let times = record.times.iter().map(|time| (time.span, time.value == *value));
                    event.time = nearest(times, at).map(TimeId);
                    self.note(value, event.time.is_some(), field, entry);
                }
                "place" => {
                    let is_it = |name: &str| one_line(name).eq_ignore_ascii_case(value);
                    let places = record.places.iter().map(|place| (place.span, is_it(&place.name)));
                    event.place = nearest(places, at).map(PlaceId);
                    self.note(value, event.place.is_some(), field, entry);
                }
                _ => {}
            }
        }
        let has_all = self.notices.len() == n_notices;
        if event.event_type != before.0 && !change.contains_key("mode") {
            // A mode is valid only with its type.
            event.mode = None;
        }
        if (&event.event_type, &event.mode) != (&before.0, &before.1) {
            self.leave_out_codes(event, entry);
        }
        has_all
    }

    /// Removes the codes that an ontology derives from type and mode, because the store does not know the ontology.
    fn leave_out_codes(&mut self, event: &mut Event, entry: EntryId) {
        if event.cameo.is_some() || event.quad.is_some() || event.goldstein.is_some() {
            (event.cameo, event.quad, event.goldstein) = (None, None, None);
            let message =
                format!("a person changed the type or mode of {entry}; its cameo, quad and goldstein are empty");
            self.notices.push(Notice::new("codes-left-out", message));
        }
    }

    /// Adds a notice if `value` was not found.
    fn note(&mut self, value: &str, is_found: bool, field: &str, entry: EntryId) {
        if !is_found && !value.is_empty() {
            let message =
                format!("a person set the {field} of {entry} to {value:?}, which the record does not contain");
            self.notices.push(Notice::new("correction-not-applied", message));
        }
    }

    /// Returns the actors with these names; an unknown name becomes an actor without mentions.
    fn actors(&mut self, record: &mut Record, names: &str) -> Vec<ActorId> {
        let mut found = Vec::new();
        for name in names.split(" | ").map(one_line).filter(|name| !name.is_empty()) {
            let now = |idx: &usize| one_line(&record.actors[*idx].name) == name;
            let before = |idx: &usize| self.names.get(*idx) == Some(&name);
            let known = self.usable.iter().copied().find(now).or_else(|| self.usable.iter().copied().find(before));
            let idx = known.unwrap_or_else(|| {
                record.actors.push(Actor {
                    name,
                    kind: ActorKind::Other,
                    country: None,
                    sectors: vec![],
                    roles: vec![],
                    mentions: vec![],
                });
                record.actors.len() - 1
            });
            if known.is_none() {
                self.usable.push(idx);
            }
            if !found.contains(&ActorId(idx)) {
                found.push(ActorId(idx));
            }
        }
        self.given.extend(&found);
        found
    }
}

/// Returns the index of the matching span that is nearest to `at`.
fn nearest(all: impl Iterator<Item = (Span, bool)>, at: Span) -> Option<usize> {
    let fitting = all.enumerate().filter(|(_, (_, fits))| *fits);
    fitting.min_by_key(|(_, (span, _))| span.start.abs_diff(at.start)).map(|(idx, _)| idx)
}
