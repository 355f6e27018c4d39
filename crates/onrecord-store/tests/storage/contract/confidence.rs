//! Entries below a minimum confidence are left out, unless users confirmed or changed them.

use onrecord_record::{ActorKind, EventId, MinConfidence, StatementId};
use onrecord_store::{
    ActorEntries, ActorRole, Change, Condition, Criteria, EntryId, Found, List, NewCorrection, Order, Page, Query,
    Storage, Verdict,
};

use crate::support::{FROM, Folder, record};

/// Four articles whose statement and event each have a confidence. A user confirmed the event of `rain`, changed the
/// statement of `snow`, and rejected the event of `hail`.
fn filled(folder: &Folder) -> Box<dyn Storage> {
    let mut store = folder.store();
    let article = |id: &str, statement: f32, event: f32| {
        let mut record = record(id, &format!("{id} fell."));
        (record.statements[0].confidence, record.events[0].confidence) = (statement, event);
        record
    };
    let sun = article("sun", 0.299_96, 0.9);
    store.keep(&[sun, article("rain", 0.6, 0.1), article("snow", 0.2, 0.5), article("hail", 1.0, 0.2)], FROM).unwrap();
    let (statement, event) = (EntryId::Statement(StatementId(0)), EntryId::Event(EventId(0)));
    let kind = Change::from([("kind".to_owned(), "mixed".to_owned())]);
    for (id, entry, verdict, change) in [
        ("rain", event, Verdict::Confirmed, Change::new()),
        ("snow", statement, Verdict::Changed, kind),
        ("hail", event, Verdict::Rejected, Change::new()),
    ] {
        let article = store.article_by_id(id).unwrap();
        let (author, note, time) = ("Eve".to_owned(), String::new(), "2025-02-15T08:00:00Z".to_owned());
        store.correct(&NewCorrection { article, entry, mark: None, verdict, change, author, note, time }).unwrap();
    }
    store
}

/// Returns the ids of the articles of the statements or events on a page.
fn ids(page: &Page) -> Vec<&str> {
    let articles = page.found.iter().map(|found| match found {
        Found::Statement(found) => &found.article,
        Found::Event(found) => &found.article,
        other => panic!("{other:?}"),
    });
    articles.map(|article| article.doc_id.as_str()).collect()
}

fn least(value: f64) -> MinConfidence {
    MinConfidence::new(value).unwrap()
}

pub(crate) fn unsure_entries_are_left_out(folder: &Folder) {
    let store = filled(folder);
    let cases: [(List, f64, &[&str]); 8] = [
        (List::Statements, 0.0, &["hail", "snow", "rain", "sun"]),
        // Confidence is compared with four decimals.
        (List::Statements, 0.3, &["hail", "snow", "rain", "sun"]),
        (List::Statements, 0.300_01, &["hail", "snow", "rain"]),
        (List::Statements, 1.0, &["hail", "snow"]),
        // A rejected event is not found.
        (List::Events, 0.0, &["snow", "rain", "sun"]),
        (List::Events, 0.5, &["snow", "rain", "sun"]),
        (List::Events, 0.51, &["rain", "sun"]),
        (List::Events, 1.0, &["rain"]),
    ];
    for (list, minimum, expected) in cases {
        let criteria = Criteria { min_confidence: Some(least(minimum)), ..Criteria::default() };
        let query = criteria.query(list).unwrap();
        let page = store.find(&query, Order::Newest, 10, 0).unwrap();
        assert_eq!(ids(&page), expected, "{list:?} {minimum}");
        assert_eq!(store.find_all(&query).unwrap().len(), expected.len(), "{list:?} {minimum}");
        // Full-text search uses a different code path.
        let query = Criteria { words: Some("fell".to_owned()), ..criteria }.query(list).unwrap();
        assert_eq!(ids(&store.find(&query, Order::Newest, 10, 0).unwrap()), expected, "{list:?} {minimum}");
    }
    // A rejected event never has a place on a map.
    let places = |minimum| {
        let query = Query::new(List::Events, Condition::Confidence(least(minimum))).unwrap();
        let places = store.places(&query).unwrap();
        places.places.iter().map(|place| place.n_entries).collect::<Vec<_>>()
    };
    assert_eq!((places(0.0), places(0.6)), (vec![3], vec![2]));
}

pub(crate) fn confidence_goes_with_other_conditions(folder: &Folder) {
    let store = filled(folder);
    let sure = || Condition::Confidence(least(0.5));
    let place = || Condition::Place("Rome".to_owned());
    let cases: [(Condition, &[&str]); 4] = [
        (Condition::All(vec![sure(), place()]), &["snow", "rain", "sun"]),
        (Condition::Not(Box::new(sure())), &[]),
        (Condition::All(vec![sure(), Condition::Verdict(None)]), &["snow", "sun"]),
        (Condition::Any(vec![Condition::Confidence(least(0.9)), Condition::Confidence(least(0.6))]), &["rain", "sun"]),
    ];
    for (condition, expected) in cases {
        let query = Query::new(List::Events, condition.clone()).unwrap();
        assert_eq!(ids(&store.find(&query, Order::Newest, 10, 0).unwrap()), expected, "{condition:?}");
    }
}

pub(crate) fn entries_of_an_actor_are_filtered(folder: &Folder) {
    let store = filled(folder);
    let cases: [(ActorRole, Option<f64>, &[&str]); 5] = [
        (ActorRole::Participant, None, &["snow", "rain", "sun"]),
        (ActorRole::Participant, Some(0.0), &["snow", "rain", "sun"]),
        (ActorRole::Participant, Some(0.51), &["rain", "sun"]),
        (ActorRole::Speaker, None, &["hail", "snow", "rain", "sun"]),
        (ActorRole::Speaker, Some(0.7), &["hail", "snow"]),
    ];
    for (role, minimum, expected) in cases {
        let min_confidence = minimum.map(least);
        let wanted = ActorEntries { name: "Ann Lee", kind: ActorKind::Person, role, min_confidence };
        assert_eq!(ids(&store.entries_of(&wanted, Order::Newest, 10, 0).unwrap()), expected, "{wanted:?}");
        // Pages count only the remaining entries.
        let second = store.entries_of(&wanted, Order::Newest, 1, 1).unwrap();
        assert_eq!((ids(&second), second.has_more), (expected[1..2].to_vec(), expected.len() > 2), "{wanted:?}");
    }
}
