//! Renewing what an older version read, and records with a part of their entries.

mod support;

use onrecord_record::{Record, StatementId, check};
use onrecord_store::{List, Order, Provenance, Query, pick};
use support::{FROM, Folder, record};

#[test]
fn older_records_are_renewed_in_place() {
    let folder = Folder::new("reread");
    let mut store = folder.store();
    store.keep(&[record("a", "it rained."), record("b", "it snowed.")], FROM).unwrap();
    let later = Provenance { reader: "test-2", time: "2025-03-01T08:00:00Z" };
    store.keep(&[record("c", "it hailed.")], later).unwrap();
    let old = store.made_by_others("test-2").unwrap();
    assert_eq!(old.len(), 2);
    let mut better = record("a", "it rained.");
    better.statements.clear();
    // Meanwhile the second article has changed: what was read of it is not put back.
    store.keep(&[record("b", "it snowed, and hard.")], FROM).unwrap();
    let renewed = [(old[0], better.clone()), (old[1], record("b", "it snowed."))];
    assert_eq!(store.renew(&renewed, later).unwrap(), 1);
    assert_eq!(store.record(old[0]).unwrap(), better);
    assert_eq!(store.record(old[1]).unwrap(), record("b", "it snowed, and hard."));
    assert_eq!(store.made_by_others("test-2").unwrap(), [old[1]]);
    let versions = store.versions(old[0]).unwrap();
    assert_eq!((versions.len(), &versions[0].reader[..], &versions[0].added[..]), (1, "test-2", later.time));
    let said = Query { words: Some("rained".to_owned()), ..Query::default() };
    assert_eq!(store.find(List::Statements, &said, Order::Newest, 9, 0).unwrap().found, []);
    assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new());
}

#[test]
fn a_part_of_a_record_is_sound() {
    let mut whole = record("a", "it rained.");
    whole.statements = vec![whole.statements[0].clone(), whole.statements[0].clone(), whole.statements[0].clone()];
    whole.statements[2].within = Some(StatementId(1));
    whole.events = vec![whole.events[0].clone(), whole.events[0].clone()];
    whole.events[1].statement = Some(StatementId(2));
    let shape = |record: &Record| {
        assert_eq!(check::problems(record), Vec::<String>::new());
        let within: Vec<_> = record.statements.iter().map(|statement| statement.within.map(|id| id.0)).collect();
        (within, record.events.iter().map(|event| event.statement.map(|id| id.0)).collect::<Vec<_>>())
    };
    for (list, places, expected) in [
        (List::Statements, &[1, 2][..], (vec![None, Some(0)], vec![])),
        (List::Statements, &[2], (vec![None], vec![])),
        (List::Events, &[1], (vec![None], vec![Some(0)])),
        (List::Events, &[0], (vec![], vec![None])),
        (List::Articles, &[], (vec![None, None, Some(1)], vec![None, Some(2)])),
    ] {
        assert_eq!(shape(&pick(whole.clone(), list, places)), expected, "{list:?} {places:?}");
    }
}
