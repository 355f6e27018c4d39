//! Places and networks: what maps and pictures of ties are made of.

mod support;

use onrecord_record::{Actor, ActorId, ActorKind, EventId, Mention, MentionForm, Place, Record, Span};
use onrecord_store::{Change, EntryId, ErrorKind, List, Network, NewCorrection, Query, Store, StoryId, Tie, Verdict};
use support::{FROM, Folder, record};

/// Two articles: Ann Lee acts on Bob Ray in Rome and speaks of him; in the second one in Roma, of Niger.
fn filled(folder: &Folder) -> Store {
    let with_bob = |mut record: Record| {
        let at = record.document.text.find("Bob Ray").unwrap();
        record.actors.push(Actor {
            name: "Bob Ray".to_owned(),
            kind: ActorKind::Person,
            country: None,
            sectors: vec![],
            roles: vec![],
            mentions: vec![Mention { span: Span::new(at, at + 7), form: MentionForm::Name }],
        });
        record.events[0].recipients = vec![ActorId(1)];
        record
    };
    let rain = with_bob(record("rain", "Bob Ray let it rain."));
    let mut snow = with_bob(record("snow", "Bob Ray saw snow in Niger, not Nigeria."));
    snow.places[0].name = "Roma".to_owned();
    let at = snow.document.text.find("Niger").unwrap();
    snow.places.push(Place {
        span: Span::new(at, at + 5),
        name: "Niger".to_owned(),
        country: Some("NER".to_owned()),
        latitude: Some(17.6),
        longitude: Some(8.1),
        geonames: None,
    });
    let mut store = folder.store();
    store.keep(&[rain, snow], FROM).unwrap();
    store
}

#[test]
fn places_are_counted_where_they_are() {
    let folder = Folder::new("places");
    let store = filled(&folder);
    let check = |list, query: Query, expected: &[(&[&str], u64, u64)], n_placed| {
        let found = store.places(list, &query).unwrap();
        let places: Vec<_> =
            found.places.iter().map(|one| (one.names.clone(), one.n_entries, one.n_articles)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(names, n, of)| (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), *n, *of))
            .collect();
        assert_eq!((places, found.n_placed), (expected, n_placed), "{query:?}");
        assert!(!found.has_more);
    };
    let all = Query::default;
    check(List::Events, all(), &[(&["Roma", "Rome"], 2, 2)], 2);
    check(List::Statements, all(), &[(&["Niger"], 1, 1)], 1);
    let of_bob = Query { recipient: Some("Bob Ray".to_owned()), ..all() };
    check(List::Events, of_bob, &[(&["Roma", "Rome"], 2, 2)], 2);
    check(List::Articles, all(), &[(&["Roma", "Rome"], 2, 2), (&["Niger"], 1, 1)], 2);
    let snow = Query { words: Some("snow".to_owned()), ..all() };
    check(List::Articles, snow, &[(&["Niger"], 1, 1), (&["Roma"], 1, 1)], 1);
    assert_eq!(store.places(List::Actors, &all()).unwrap_err().kind(), ErrorKind::Query);
}

#[test]
fn ties_are_counted_between_actors() {
    let folder = Folder::new("network");
    let mut store = filled(&folder);
    let ties = |network: &Network| -> Vec<(String, String, [u64; 3])> {
        let name = |at: usize| network.actors[at].name.clone();
        let tie = |tie: &Tie| (name(tie.from), name(tie.to), [tie.n_events, tie.n_told, tie.n_about]);
        network.ties.iter().map(tie).collect()
    };
    let expected = |counts| vec![("Ann Lee".to_owned(), "Bob Ray".to_owned(), counts)];
    let of_bob = store.network_of("Bob Ray", ActorKind::Person, 9).unwrap();
    assert_eq!(of_bob.actors[0].name, "Bob Ray");
    assert_eq!((ties(&of_bob), of_bob.n_articles, of_bob.n_articles_in_all), (expected([2, 0, 2]), 2, 2));
    let story = store.story_network(StoryId(1), 9).unwrap();
    assert_eq!((ties(&story), story.n_articles), (expected([2, 0, 2]), 2));
    assert_eq!(store.network_of("Bob Ray", ActorKind::Group, 9).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(store.story_network(StoryId(7), 9).unwrap_err().kind(), ErrorKind::NotFound);
    let rejected = NewCorrection {
        article: store.article_by_id("rain").unwrap(),
        entry: EntryId::Event(EventId(0)),
        mark: None,
        verdict: Verdict::Rejected,
        change: Change::new(),
        author: String::new(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    };
    store.correct(&rejected).unwrap();
    assert_eq!(ties(&store.network_of("Bob Ray", ActorKind::Person, 9).unwrap()), expected([1, 0, 2]));
    assert_eq!(ties(&store.story_network(StoryId(1), 9).unwrap()), expected([1, 0, 2]));
    assert_eq!(store.places(List::Events, &Query::default()).unwrap().n_placed, 1);
}
