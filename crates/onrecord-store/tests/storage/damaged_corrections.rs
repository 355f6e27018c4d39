//! A damaged correction is left out and reported, and does not block any other operation.

use std::path::Path;

use crate::support::{FROM, Folder, record};
use onrecord_store::{
    Change, Criteria, EntryId, Kept, List, NewCorrection, Order, Provenance, SqliteStore, Storage, Verdict,
};

fn damage(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn is_told(store: &dyn Storage, number: i64) {
    let found = store.problems(&mut |_, _| true).unwrap();
    let expected = format!("correction {number} is damaged");
    assert!(found.iter().all(|line| line.starts_with(&expected)) && found.len() == 1, "{found:?}");
}

#[test]
fn a_damaged_correction_is_left_out() {
    let folder = Folder::new("a_damaged_correction_is_left_out", crate::create);
    let path = folder.path.join("news.db");
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained."), record("snow", "it snowed.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let correct = |store: &mut dyn Storage, entry: &str| {
        let (author, note, time) = (String::new(), String::new(), "2025-02-14T09:00:00Z".to_owned());
        let (entry, verdict) = (EntryId::parse(entry).unwrap(), Verdict::Rejected);
        let change = Change::new();
        store.correct(&NewCorrection { article: rain, entry, mark: None, verdict, change, author, note, time }).unwrap()
    };
    correct(&mut *store, "s1");
    correct(&mut *store, "e1");
    for sql in [
        "UPDATE correction SET note = 'x' WHERE id = 1",
        "UPDATE correction SET was = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE correction SET checksum = x'' WHERE id = 1",
    ] {
        damage(&path, sql);
        // The entry is found again once its article is reindexed; the other correction still counts.
        assert!(store.reindex(&mut |_, _| true).unwrap(), "{sql}");
        is_told(&*store, 1);
        let n_found =
            |list| store.find(&Criteria::default().query(list).unwrap(), Order::Newest, 10, 0).unwrap().found.len();
        assert_eq!((n_found(List::Statements), n_found(List::Events)), (2, 1), "{sql}");
        assert_eq!(store.corrections_of(rain).unwrap().len(), 1);
        assert_eq!(store.corrections(10, 0).unwrap().0.len(), 1);
        assert_eq!(store.damaged_corrections(Some(rain)).unwrap(), [1]);
        let codes: Vec<String> =
            store.corrected(rain, List::Articles, &[]).unwrap().notices.into_iter().map(|one| one.code).collect();
        assert_eq!(codes, ["corrected", "correction-damaged"]);
        assert!(store.story(store.story_of(rain).unwrap().unwrap()).is_ok());
    }
    // Adding a version, rereading and further corrections still work.
    let kept = store.keep(&[record("rain", "it rained, and hard."), record("hail", "it hailed.")], FROM).unwrap();
    assert!(matches!(kept[..], [Kept::Changed(_, 2), Kept::New(_)]), "{kept:?}");
    let later = Provenance { reader: "test-2", ..FROM };
    assert_eq!(store.renew(&[(rain, record("rain", "it rained, and hard."))], later).unwrap(), 1);
    correct(&mut *store, "s1");
    is_told(&*store, 1);
    // The pages of the list of all corrections neither repeat nor omit a correction.
    let (first, more) = store.corrections(1, 0).unwrap();
    let (second, and_more) = store.corrections(1, 1).unwrap();
    let third = store.corrections(1, 2).unwrap();
    assert_eq!((first[0].id, more, second[0].id, and_more), (3, true, 2, true));
    assert_eq!((third.0.len(), third.1), (0, false));
}

/// A store in any older format opens, even if its corrections are damaged.
#[test]
fn older_stores_with_damaged_corrections_open() {
    for (format, packed) in crate::formats::STORES.into_iter().filter(|(format, _)| *format >= 3) {
        for sql in [
            "UPDATE correction SET was = '{' WHERE id = 1",
            "UPDATE correction SET change = CAST(x'ff' AS TEXT) WHERE id = 1",
        ] {
            let folder = Folder::new(&format!("damaged-{format}"), crate::create);
            let path = folder.path.join("news.db");
            std::fs::write(&path, crate::formats::unpacked(packed)).unwrap();
            damage(&path, sql);
            let mut store = SqliteStore::open(&path).unwrap_or_else(|error| panic!("format {format}: {error}"));
            is_told(&store, 1);
            assert_eq!(store.damaged_corrections(None).unwrap(), [1], "format {format}");
            let kept = store.keep(&[record("rain", "it rained a whole lot.")], FROM).unwrap();
            assert!(matches!(kept[..], [Kept::Changed(..)]), "{kept:?}");
        }
    }
}
