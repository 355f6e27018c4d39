//! Records with a part of their entries.

use onrecord_record::{Record, StatementId};

use crate::List;

/// Returns `record` with none of its statements and events but those of `list` at `places`, which are in order, and
/// the statements that report those events; whole where `list` is neither. Ids are counted anew.
///
/// ```
/// use onrecord_record::Record;
/// use onrecord_store::{List, pick};
///
/// assert_eq!(pick(Record::default(), List::Events, &[]), Record::default());
/// ```
pub fn pick(mut record: Record, list: List, places: &[usize]) -> Record {
    let is_picked = |place: usize| places.binary_search(&place).is_ok();
    let mut is_kept = vec![false; record.statements.len()];
    match list {
        List::Actors | List::Articles => return record,
        List::Statements => {
            record.events.clear();
            is_kept.iter_mut().enumerate().for_each(|(place, is_kept)| *is_kept = is_picked(place));
        }
        List::Events => {
            let mut place = 0..;
            record.events.retain(|_| place.next().is_some_and(is_picked));
            for reporting in record.events.iter().filter_map(|event| event.statement) {
                if let Some(is_kept) = is_kept.get_mut(reporting.0) {
                    *is_kept = true;
                }
            }
        }
    }
    let mut n_kept = 0;
    let new_ids: Vec<Option<StatementId>> = is_kept
        .iter()
        .map(|is_kept| {
            n_kept += usize::from(*is_kept);
            is_kept.then(|| StatementId(n_kept - 1))
        })
        .collect();
    let renew = |id: Option<StatementId>| id.and_then(|id| new_ids.get(id.0).copied().flatten());
    let mut place = 0..;
    record.statements.retain(|_| place.next().is_some_and(|place| is_kept[place]));
    for statement in &mut record.statements {
        statement.within = renew(statement.within);
    }
    for event in &mut record.events {
        event.statement = renew(event.statement);
    }
    record
}
