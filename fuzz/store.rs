// What the fuzz targets of the store do with their bytes.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::OnceLock;

use onrecord_record::{Record, json};
use onrecord_store::{Criteria, ErrorKind, List, Order, Provenance, SqliteStore, Storage, TextQuery};

const LISTS: [List; 4] = [List::Statements, List::Events, List::Actors, List::Articles];

const FROM: Provenance<'_> = Provenance { reader: "test-1", time: "2025-02-14T08:00:00Z" };

/// Returns the path of a file of this process.
fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("onrecord-fuzz-{}-{name}", std::process::id()))
}

/// Returns the records in the store that the targets begin with.
fn records() -> &'static [Record] {
    static RECORDS: OnceLock<Vec<Record>> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let seed = include_str!("seeds/json_parse/record.json");
        let named = |n: usize| {
            let mut record = json::parse(seed).expect("the seed is a record");
            record.document.id = format!("r{n}");
            record.document.text.push_str(&format!("It rained {n} times."));
            record
        };
        (0..3).map(named).collect()
    })
}

fn new_store(name: &str) -> (PathBuf, SqliteStore) {
    let path = file(name);
    let _ = std::fs::remove_file(&path);
    let mut store = SqliteStore::create(&path).expect("a store can be created");
    store.keep(records(), FROM).expect("records can be kept");
    (path, store)
}

/// Text to a query, which is asked of each list in each field: what is refused is the query, and never its translation.
pub(crate) fn query(bytes: &[u8]) {
    thread_local! {
        static STORE: OnceCell<SqliteStore> = const { OnceCell::new() };
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    match TextQuery::parse(&text) {
        Ok(query) => assert!(!query.all_of().is_empty()),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Query),
    }
    let given = || Some(text.clone());
    let fields = [
        Criteria { words: given(), ..Criteria::default() },
        Criteria { speaker: given(), ..Criteria::default() },
        Criteria { about: given(), ..Criteria::default() },
        Criteria { actor: given(), ..Criteria::default() },
        Criteria { of_type: given(), ..Criteria::default() },
        Criteria { country: given(), ..Criteria::default() },
        Criteria { any_country: given(), ..Criteria::default() },
        Criteria { place: given(), ..Criteria::default() },
        Criteria { since: given(), ..Criteria::default() },
    ];
    STORE.with(|store| {
        let store = store.get_or_init(|| new_store("query.db").1);
        for (criteria, list) in fields.iter().flat_map(|criteria| LISTS.map(|list| (criteria, list))) {
            let orders = [Order::Newest, Order::Relevance];
            let found = criteria.query(list).and_then(|query| {
                orders.map(|order| store.find(&query, order, 5, 0)).into_iter().collect::<Result<Vec<_>, _>>()
            });
            if let Err(error) = found {
                assert_eq!(error.kind(), ErrorKind::Query, "{text:?}: {error}");
            }
        }
    });
}

/// Changes to the bytes of a store, each a position in four bytes and what its byte is combined with: a record that can be read
/// is one that was kept, and `check` fails rather than to pass a damaged record.
pub(crate) fn store(bytes: &[u8]) {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    let sound = SOUND.get_or_init(|| {
        let (path, store) = new_store("sound.db");
        // Closing writes everything into the one file.
        drop(store);
        std::fs::read(&path).expect("the store can be read")
    });
    let mut damaged = sound.clone();
    for change in bytes.chunks_exact(5) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize % damaged.len();
        damaged[at] ^= change[4];
    }
    let path = file("damaged.db");
    for beside in ["damaged.db-wal", "damaged.db-shm"] {
        let _ = std::fs::remove_file(file(beside));
    }
    std::fs::write(&path, &damaged).expect("the store can be written");
    let Ok(store) = SqliteStore::open(&path) else { return };
    let _ = store.problems(&mut |_, _| true);
    let _ = store.stats();
    for kept in records() {
        let Ok(article) = store.article_by_id(&kept.document.id) else { continue };
        let _ = (store.versions(article), store.corrections_of(article));
        if let Ok(found) = store.record(article) {
            assert!(records().contains(&found), "a record is read that was never kept");
        }
    }
    for list in LISTS {
        let query = Criteria::default().query(list).expect("a query without conditions");
        let _ = store.find(&query, Order::Newest, 20, 0);
    }
}
