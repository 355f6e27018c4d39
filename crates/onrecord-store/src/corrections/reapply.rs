//! Finds a corrected entry in a later record of its article by its words and their position, because ids change with
//! each reading.

use std::cell::OnceCell;
use std::cmp::Reverse;

use onrecord_record::Record;

use super::match_result::MatchResult;
use super::snapshot::{ActorSnapshot, EntrySnapshot, EventSnapshot, LocatedText, SnapshotMaker, StatementSnapshot};
use crate::entry_id::EntryId;

/// Finds corrected entries in one record; snapshots of the record's entries are taken once and used for all
/// corrections.
pub(crate) struct EntryMatcher<'a> {
    record: &'a Record,
    entries: OnceCell<Vec<(EntryId, EntrySnapshot)>>,
}

impl<'a> EntryMatcher<'a> {
    pub(crate) fn new(record: &'a Record) -> EntryMatcher<'a> {
        EntryMatcher { record, entries: OnceCell::new() }
    }

    /// Returns snapshots of the record's entries, which are taken only when an article has corrections.
    fn entries(&self) -> &[(EntryId, EntrySnapshot)] {
        self.entries.get_or_init(|| {
            let maker = SnapshotMaker::new(self.record);
            EntryId::all(self.record).filter_map(|id| Some((id, maker.entry(id)?))).collect()
        })
    }

    /// Returns the position of the entry of `snapshot` in the record: the most similar entry in the same list.
    pub(super) fn match_result(&self, snapshot: &EntrySnapshot) -> MatchResult {
        // Entries in other lists are never similar.
        let found = self.entries().iter().filter_map(|(id, now)| {
            let similarity = similarity(snapshot, now)?;
            Some((similarity, Reverse(*id), now == snapshot))
        });
        match found.max() {
            None => MatchResult::Gone,
            Some((_, Reverse(id), true)) => MatchResult::Same(id),
            Some((_, Reverse(id), false)) => MatchResult::Differs(id),
        }
    }
}

/// The similarity of two entries that may be the same; the greatest value is the most similar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Similarity {
    /// Whether the same words stand at the same position.
    is_in_place: bool,
    /// How many other values are equal.
    n_equal: usize,
    /// The distance between the two in code points; a smaller distance sorts later.
    nearness: Reverse<usize>,
}

/// Returns how similar two entries are, or `None` if they cannot be the same.
fn similarity(was: &EntrySnapshot, now: &EntrySnapshot) -> Option<Similarity> {
    match (was, now) {
        (EntrySnapshot::Statement(was), EntrySnapshot::Statement(now)) => of_statements(was, now),
        (EntrySnapshot::Event(was), EntrySnapshot::Event(now)) => of_events(was, now),
        (EntrySnapshot::Actor(was), EntrySnapshot::Actor(now)) => of_actors(was, now),
        _ => None,
    }
}

/// Two statements match if their contents are equal, or if their cues are equal and their contents overlap, because the
/// reader may have chosen another end for the content.
fn of_statements(was: &StatementSnapshot, now: &StatementSnapshot) -> Option<Similarity> {
    let is_overlapping = || was.content.iter().any(|a| now.content.iter().any(|b| a.start < b.end && b.start < a.end));
    let is_same_content = words(&was.content) == words(&now.content);
    let is_same_cue = !was.cue.is_empty() && was.cue == now.cue && is_overlapping();
    (is_same_content || is_same_cue).then(|| Similarity {
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

/// Events match if their anchors are equal. Several events may share an anchor; the number of equal values then
/// decides.
fn of_events(was: &EventSnapshot, now: &EventSnapshot) -> Option<Similarity> {
    let is_in_place = was.anchor == now.anchor;
    let is_like = was.anchor.words == now.anchor.words
        && (was.event_type == now.event_type || was.actors == now.actors && was.recipients == now.recipients);
    (is_in_place || is_like).then(|| Similarity {
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

/// Actors match if their names are equal or if they share most mentions.
fn of_actors(was: &ActorSnapshot, now: &ActorSnapshot) -> Option<Similarity> {
    let n_shared = was.mentions.iter().filter(|mention| now.mentions.contains(mention)).count();
    let is_same_name = was.name == now.name;
    (is_same_name || 2 * n_shared > was.mentions.len()).then(|| Similarity {
        is_in_place: is_same_name && was.kind == now.kind,
        n_equal: n_shared,
        nearness: nearness(was.mentions.first(), now.mentions.first()),
    })
}

fn words(pieces: &[LocatedText]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.words.as_str()).collect()
}

fn count(equal: impl IntoIterator<Item = bool>) -> usize {
    equal.into_iter().filter(|equal| *equal).count()
}

fn nearness(a: Option<&LocatedText>, b: Option<&LocatedText>) -> Reverse<usize> {
    Reverse(a.zip(b).map_or(usize::MAX, |(a, b)| a.start.abs_diff(b.start)))
}
