//! Reduces records to some of their entries.

use onrecord_record::{ActorId, EventId, Record, StatementId};

use crate::entry_id::EntryId;
use crate::list::List;

/// Returns `record` reduced to the statements or events (as `list` specifies) at the sorted `positions`, and to the
/// statements that report those events. Ids are renumbered. For other lists, the whole record is returned.
///
/// ```
/// use onrecord_record::Record;
/// use onrecord_store::{List, pick};
///
/// assert_eq!(pick(Record::default(), List::Events, &[]), Record::default());
/// ```
pub fn pick(record: Record, list: List, positions: &[usize]) -> Record {
    pick_without(record, list, positions, |_| false)
}

/// Works like [`pick`], but also removes the entries for which `is_out` returns true.
pub(crate) fn pick_without(
    mut record: Record,
    list: List,
    positions: &[usize],
    is_out: impl Fn(EntryId) -> bool,
) -> Record {
    let is_picked = |of: List, position: usize| match list {
        List::Actors | List::Articles => true,
        _ => list == of && positions.binary_search(&position).is_ok(),
    };
    let mut position = 0..;
    record.events.retain(|_| {
        position
            .next()
            .is_some_and(|position| is_picked(List::Events, position) && !is_out(EntryId::Event(EventId(position))))
    });
    let mut is_kept: Vec<bool> =
        (0..record.statements.len()).map(|position| is_picked(List::Statements, position)).collect();
    if list == List::Events {
        for reporting in record.events.iter().filter_map(|event| event.statement) {
            if let Some(is_kept) = is_kept.get_mut(reporting.0) {
                *is_kept = true;
            }
        }
    }
    for (position, is_kept) in is_kept.iter_mut().enumerate() {
        *is_kept &= !is_out(EntryId::Statement(StatementId(position)));
    }
    keep_statements(&mut record, &is_kept);
    let is_kept: Vec<bool> =
        (0..record.actors.len()).map(|position| !is_out(EntryId::Actor(ActorId(position)))).collect();
    keep_actors(&mut record, &is_kept);
    record
}

fn keep_statements(record: &mut Record, is_kept: &[bool]) {
    let positions = new_positions(is_kept);
    let renew = |id: Option<StatementId>| id.and_then(|id| positions.get(id.0).copied().flatten()).map(StatementId);
    let mut position = 0..;
    record.statements.retain(|_| position.next().is_some_and(|position| is_kept[position]));
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
    let positions = new_positions(is_kept);
    let renew = |ids: &mut Vec<ActorId>| {
        *ids = ids.iter().filter_map(|id| positions.get(id.0).copied().flatten()).map(ActorId).collect();
    };
    let mut position = 0..;
    record.actors.retain(|_| position.next().is_some_and(|position| is_kept[position]));
    for statement in &mut record.statements {
        renew(&mut statement.speakers);
        renew(&mut statement.addressees);
    }
    for event in &mut record.events {
        renew(&mut event.actors);
        renew(&mut event.recipients);
    }
}

/// Returns the new position of each kept entry.
fn new_positions(is_kept: &[bool]) -> Vec<Option<usize>> {
    let mut next = 0..;
    is_kept.iter().map(|is_kept| if *is_kept { next.next() } else { None }).collect()
}
