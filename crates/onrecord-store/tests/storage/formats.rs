//! A store in any earlier format can still be opened, and all its contents can be found.
//!
//! Each file in `formats` is a store as written by the program at that time, with the articles "rain", in two versions,
//! and "snow". From format 3 on, a statement of "rain" is rejected and an event of it confirmed; from format 5 on, the
//! content of a statement of "snow" mentions a place.

use std::io::Read;

use crate::support::{FROM, Folder, record};
use onrecord_store::{Criteria, ErrorKind, Found, List, Order, SqliteStore, Storage, StoryId, ThreadId};

/// The format numbers, each with its store.
pub(crate) const STORES: [(u32, &[u8]); 7] = [
    (1, include_bytes!("../formats/001.db.gz")),
    (2, include_bytes!("../formats/002.db.gz")),
    (3, include_bytes!("../formats/003.db.gz")),
    (4, include_bytes!("../formats/004.db.gz")),
    (5, include_bytes!("../formats/005.db.gz")),
    (6, include_bytes!("../formats/006.db.gz")),
    (7, include_bytes!("../formats/007.db.gz")),
];

/// Decompresses the file.
pub(crate) fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut file).unwrap();
    file
}

#[test]
fn older_formats_become_the_present_one() {
    for (format, packed) in STORES {
        let folder = Folder::new(&format!("format-{format}"), crate::create);
        let path = folder.path.join("news.db");
        std::fs::write(&path, unpacked(packed)).unwrap();
        assert_eq!(SqliteStore::open_read_only(&path).unwrap_err().kind(), ErrorKind::Older);
        let mut store = SqliteStore::open(&path).unwrap();
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
        let rain = store.article_by_id("rain").unwrap();
        assert_eq!(store.record(rain).unwrap(), record("rain", "it rained, and hard."));
        assert_eq!(store.record_of_version(rain, 1).unwrap(), record("rain", "it rained."));
        // Its articles now have stories and threads; a former story is the thread with the same number.
        let story = store.story_of(rain).unwrap().unwrap();
        let thread = store.thread_head(store.story_head(story).unwrap().thread).unwrap();
        assert_eq!(thread.id, ThreadId(1), "format {format}");
        let articles = store.thread_articles(thread.id).unwrap();
        assert_eq!(articles.len() as u64, thread.n_articles, "format {format}");
        assert!(format < 4 || store.story_head(StoryId(1)).is_err(), "format {format}");
        store.keep(&[record("hail", "it hailed.")], FROM).unwrap();
        let speaker = Criteria { speaker: Some("Lee".to_owned()), ..Criteria::default() };
        let said = Criteria { words: Some("hard OR snowed OR hailed".to_owned()), ..speaker };
        let found = |list| store.find(&said.query(list).unwrap(), Order::Newest, 10, 0).unwrap().found.len();
        // A rejected entry is not found.
        let n_judged = if format < 3 { 0 } else { 1 };
        assert_eq!(found(List::Statements), 3 - n_judged, "format {format}");
        assert_eq!(found(List::Articles), 3 - n_judged, "format {format}");
        let asked = |change: fn(&mut Criteria)| {
            let mut query = Criteria::default();
            change(&mut query);
            query
        };
        let n_found =
            |list, query: &Criteria| store.find(&query.query(list).unwrap(), Order::Newest, 10, 0).unwrap().found.len();
        assert_eq!(
            n_found(List::Statements, &asked(|q| q.place = Some("rome".into()))),
            3 - n_judged,
            "format {format}"
        );
        assert_eq!(n_found(List::Articles, &asked(|q| q.country = Some("ITA".into()))), 3, "format {format}");
        let n_placed = store.places(&Criteria::default().query(List::Statements).unwrap()).unwrap().n_placed;
        assert_eq!(n_placed, if format < 5 { 0 } else { 1 }, "format {format}");
        // Older stores are upgraded with the spellings of places in articles.
        assert_eq!(n_found(List::Events, &asked(|q| q.place = Some("ROME".into()))), 3, "format {format}");
        let of_rejected = asked(|q| q.verdict = Some("rejected".into()));
        assert_eq!(n_found(List::Statements, &of_rejected), n_judged, "format {format}");
        assert_eq!(store.corrections(10, 0).unwrap().0.len(), 2 * n_judged, "format {format}");
        let Found::Actor(lee) =
            &store.find(&Criteria::default().query(List::Actors).unwrap(), Order::Relevance, 1, 0).unwrap().found[0]
        else {
            panic!()
        };
        assert_eq!((lee.n_articles, lee.n_statements, lee.n_events), (3, 3 - n_judged as u64, 3), "format {format}");
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new(), "format {format}");
        drop(store);
        assert_eq!(SqliteStore::open_read_only(&path).unwrap().stats().unwrap().n_articles, 3);
    }
}
