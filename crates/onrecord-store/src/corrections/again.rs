//! Knowing an entry again in another reading of its article, or in another version of it: by its words and where they
//! stand, never by its id.

use onrecord_record::{ActorId, EventId, Record, StatementId};

use super::was::{Seen, Was, WasActor, WasEvent, WasStatement, Words};
use super::{EntryId, Fate};

/// Returns what became of entry `was` in `record`.
pub(super) fn fate(record: &Record, was: &Was) -> Fate {
    let seen = Seen::new(record);
    let ids: Vec<EntryId> = match was {
        Was::Statement(_) => (0..record.statements.len()).map(|idx| EntryId::Statement(StatementId(idx))).collect(),
        Was::Event(_) => (0..record.events.len()).map(|idx| EntryId::Event(EventId(idx))).collect(),
        Was::Actor(_) => (0..record.actors.len()).map(|idx| EntryId::Actor(ActorId(idx))).collect(),
    };
    let found = ids.into_iter().filter_map(|id| {
        let now = seen.entry(id)?;
        let likeness = likeness(was, &now)?;
        Some((likeness, std::cmp::Reverse(id), now == *was))
    });
    match found.max() {
        None => Fate::Gone,
        Some((_, std::cmp::Reverse(id), true)) => Fate::Same(id),
        Some((_, std::cmp::Reverse(id), false)) => Fate::Differs(id),
    }
}

/// How sure it is that two entries are the same one, the surest last; `None` where they are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// The same words at the same place, not only the same words.
    is_in_place: bool,
    /// What else is the same.
    n_equal: usize,
    /// Less the farther away it is, in code points.
    nearness: std::cmp::Reverse<usize>,
}

fn likeness(was: &Was, now: &Was) -> Option<Likeness> {
    match (was, now) {
        (Was::Statement(was), Was::Statement(now)) => of_statements(was, now),
        (Was::Event(was), Was::Event(now)) => of_events(was, now),
        (Was::Actor(was), Was::Actor(now)) => of_actors(was, now),
        _ => None,
    }
}

/// A statement is its words: what is said, or, where another end was found for it, the cue at its place with a content that
/// shares words with it.
fn of_statements(was: &WasStatement, now: &WasStatement) -> Option<Likeness> {
    let is_overlapping = || was.content.iter().any(|a| now.content.iter().any(|b| a.start < b.end && b.start < a.end));
    let is_same_content = words(&was.content) == words(&now.content);
    let is_same_cue = !was.cue.is_empty() && was.cue == now.cue && is_overlapping();
    (is_same_content || is_same_cue).then(|| Likeness {
        is_in_place: was.content == now.content,
        n_equal: count([
            is_same_content,
            words(&was.cue) == words(&now.cue),
            words(&was.source) == words(&now.source),
            was.kind == now.kind,
            was.speakers == now.speakers,
        ]),
        nearness: nearness(was.content.first(), now.content.first()),
    })
}

/// An event is the words that state it; several events may be stated by the same ones.
fn of_events(was: &WasEvent, now: &WasEvent) -> Option<Likeness> {
    let is_in_place = was.anchor == now.anchor;
    let is_like = was.anchor.words == now.anchor.words
        && (was.event_type == now.event_type || was.actors == now.actors && was.recipients == now.recipients);
    (is_in_place || is_like).then(|| Likeness {
        is_in_place,
        n_equal: count([
            was.event_type == now.event_type,
            was.actors == now.actors,
            was.recipients == now.recipients,
            was.mode == now.mode,
            was.status == now.status,
        ]),
        nearness: nearness(Some(&was.anchor), Some(&now.anchor)),
    })
}

/// An actor is its name, or, where it has another name or kind now, the greater part of its mentions.
fn of_actors(was: &WasActor, now: &WasActor) -> Option<Likeness> {
    let n_shared = was.mentions.iter().filter(|mention| now.mentions.contains(mention)).count();
    let is_same_name = was.name == now.name;
    (is_same_name || 2 * n_shared > was.mentions.len()).then(|| Likeness {
        is_in_place: is_same_name && was.kind == now.kind,
        n_equal: n_shared,
        nearness: nearness(was.mentions.first(), now.mentions.first()),
    })
}

fn words(pieces: &[Words]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.words.as_str()).collect()
}

fn count(equal: impl IntoIterator<Item = bool>) -> usize {
    equal.into_iter().filter(|equal| *equal).count()
}

fn nearness(a: Option<&Words>, b: Option<&Words>) -> std::cmp::Reverse<usize> {
    std::cmp::Reverse(a.zip(b).map_or(usize::MAX, |(a, b)| a.start.abs_diff(b.start)))
}
