//! Replacing records produced by an older version of the reader.

use crate::support::{FROM, Folder, record};
use onrecord_store::{Criteria, List, Order, Provenance};

pub(crate) fn older_records_are_renewed_in_place(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("a", "it rained."), record("b", "it snowed.")], FROM).unwrap();
    let later = Provenance { reader: "test-2", time: "2025-03-01T08:00:00Z" };
    store.keep(&[record("c", "it hailed.")], later).unwrap();
    let old = store.made_by_others("test-2").unwrap();
    assert_eq!(old.len(), 2);
    let mut better = record("a", "it rained.");
    better.statements.clear();
    // The second article has changed in the meantime, so the rereading of its old version is not stored.
    store.keep(&[record("b", "it snowed, and hard.")], FROM).unwrap();
    let renewed = [(old[0], better.clone()), (old[1], record("b", "it snowed."))];
    assert_eq!(store.renew(&renewed, later).unwrap(), 1);
    assert_eq!(store.record(old[0]).unwrap(), better);
    assert_eq!(store.record(old[1]).unwrap(), record("b", "it snowed, and hard."));
    assert_eq!(store.made_by_others("test-2").unwrap(), [old[1]]);
    let versions = store.versions(old[0]).unwrap();
    assert_eq!((versions.len(), &versions[0].reader[..], &versions[0].added[..]), (1, "test-2", later.time));
    let said = Criteria { words: Some("rained".to_owned()), ..Criteria::default() };
    assert_eq!(store.find(&said.query(List::Statements).unwrap(), Order::Newest, 9, 0).unwrap().found, []);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}
