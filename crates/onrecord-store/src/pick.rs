//! Records with a part of their entries.

use onrecord_record::{ActorId, EventId, Record, StatementId};

use crate::{EntryId, List};

/// Returns `record` with none of its statements and events but those of `list` at `places`, which are in order, and
/// the statements that report those events; whole where `list` is neither. Ids are counted anew.
///
/// ```
/// use onrecord_record::Record;
/// use onrecord_store::{List, pick};
///
/// assert_eq!(pick(Record::default(), List::Events, &[]), Record::default());
/// ```
pub fn pick(record: Record, list: List, places: &[usize]) -> Record {
    pick_without(record, list, places, |_| false)
}

/// [`pick`], without the entries that are left out.
pub(crate) fn pick_without(
    mut record: Record,
    list: List,
    places: &[usize],
    is_out: impl Fn(EntryId) -> bool,
) -> Record {
    let is_picked = |of: List, place: usize| match list {
        List::Actors | List::Articles => true,
        _ => list == of && places.binary_search(&place).is_ok(),
    };
    let mut place = 0..;
    record.events.retain(|_| {
        place.next().is_some_and(|place| is_picked(List::Events, place) && !is_out(EntryId::Event(EventId(place))))
    });
    let mut is_kept: Vec<bool> = (0..record.statements.len()).map(|place| is_picked(List::Statements, place)).collect();
    if list == List::Events {
        for reporting in record.events.iter().filter_map(|event| event.statement) {
            if let Some(is_kept) = is_kept.get_mut(reporting.0) {
                *is_kept = true;
            }
        }
    }
    for (place, is_kept) in is_kept.iter_mut().enumerate() {
        *is_kept &= !is_out(EntryId::Statement(StatementId(place)));
    }
    keep_statements(&mut record, &is_kept);
    let is_kept: Vec<bool> = (0..record.actors.len()).map(|place| !is_out(EntryId::Actor(ActorId(place)))).collect();
    keep_actors(&mut record, &is_kept);
    record
}

fn keep_statements(record: &mut Record, is_kept: &[bool]) {
    let places = new_places(is_kept);
    let renew = |id: Option<StatementId>| id.and_then(|id| places.get(id.0).copied().flatten()).map(StatementId);
    let mut place = 0..;
    record.statements.retain(|_| place.next().is_some_and(|place| is_kept[place]));
    for statement in &mut record.statements {
        statement.within = renew(statement.within);
    }
    for event in &mut record.events {
        event.statement = renew(event.statement);
    }
}

fn keep_actors(record: &mut Record, is_kept: &[bool]) {
    if is_kept.iter().all(|is_kept| *is_kept) {
        return;
    }
    let places = new_places(is_kept);
    let renew = |ids: &mut Vec<ActorId>| {
        *ids = ids.iter().filter_map(|id| places.get(id.0).copied().flatten()).map(ActorId).collect();
    };
    let mut place = 0..;
    record.actors.retain(|_| place.next().is_some_and(|place| is_kept[place]));
    for statement in &mut record.statements {
        renew(&mut statement.speakers);
        renew(&mut statement.addressees);
    }
    for event in &mut record.events {
        renew(&mut event.actors);
        renew(&mut event.recipients);
    }
}

/// Returns the new place of each that is kept.
fn new_places(is_kept: &[bool]) -> Vec<Option<usize>> {
    let mut next = 0..;
    is_kept.iter().map(|is_kept| if *is_kept { next.next() } else { None }).collect()
}
