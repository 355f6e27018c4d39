//! Places and networks: the data behind maps and network diagrams.

use crate::support::{FROM, Folder, record};
use onrecord_record::{Actor, ActorId, ActorKind, EventId, Mention, MentionForm, Place, Record, Span};
use onrecord_store::{
    Change, Criteria, EntryId, ErrorKind, List, Network, NewCorrection, Storage, StoryId, Tie, Verdict,
};

/// Two articles: in the first, Ann Lee acts on Bob Ray in Rome and speaks about him; in the second, in Roma, about
/// Niger.
fn filled(folder: &Folder) -> Box<dyn Storage> {
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

/// Adds a place with the words of the text that `words` are.
fn add_place(record: &mut Record, words: &str, name: &str, latitude: f64) {
    let at = record.document.text.find(words).unwrap();
    record.places.push(Place {
        span: Span::new(at, at + words.len()),
        name: name.to_owned(),
        country: None,
        latitude: Some(latitude),
        longitude: Some(11.0),
        geonames: None,
    });
}

pub(crate) fn statements_have_the_places_that_they_name(folder: &Folder) {
    let mut store = folder.store();
    let mut record = record("rain", "München is fine, and the U.S. helps Niger.");
    add_place(&mut record, "München", "Munich", 48.1);
    add_place(&mut record, "U.S.", "United States", 39.8);
    add_place(&mut record, "Niger", "Niger", 17.6);
    // Niger is mentioned outside the content.
    record.statements[0].content[0].end = record.document.text.find(" helps").unwrap();
    store.keep(&[record.clone()], FROM).unwrap();
    let names = |store: &dyn Storage| -> Vec<String> {
        let found = store.places(&Criteria::default().query(List::Statements).unwrap()).unwrap();
        assert_eq!(found.n_placed, u64::from(!found.places.is_empty()));
        found.places.into_iter().flat_map(|place| place.names).collect()
    };
    assert_eq!(names(&*store), ["Munich", "United States"]);
    store.reindex(&mut |_, _| true).unwrap();
    assert_eq!(names(&*store), ["Munich", "United States"]);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    record.places.remove(1);
    let rain = store.article_by_id("rain").unwrap();
    store.renew(&[(rain, record)], FROM).unwrap();
    assert_eq!(names(&*store), ["United States"]);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn places_are_counted(folder: &Folder) {
    let store = filled(folder);
    let check = |list, query: Criteria, expected: &[(&[&str], u64, u64)], n_placed| {
        let found = store.places(&query.query(list).unwrap()).unwrap();
        let places: Vec<_> =
            found.places.iter().map(|one| (one.names.clone(), one.n_entries, one.n_articles)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(names, n, of)| (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), *n, *of))
            .collect();
        assert_eq!((places, found.n_placed), (expected, n_placed), "{query:?}");
        assert!(!found.has_more);
    };
    let all = Criteria::default;
    check(List::Events, all(), &[(&["Roma", "Rome"], 2, 2)], 2);
    check(List::Statements, all(), &[(&["Niger"], 1, 1)], 1);
    let of_bob = Criteria { recipient: Some("Bob Ray".to_owned()), ..all() };
    check(List::Events, of_bob, &[(&["Roma", "Rome"], 2, 2)], 2);
    check(List::Articles, all(), &[(&["Roma", "Rome"], 2, 2), (&["Niger"], 1, 1)], 2);
    let snow = Criteria { words: Some("snow".to_owned()), ..all() };
    check(List::Articles, snow, &[(&["Niger"], 1, 1), (&["Roma"], 1, 1)], 1);
    assert_eq!(store.places(&all().query(List::Actors).unwrap()).unwrap_err().kind(), ErrorKind::Query);
}

pub(crate) fn ties_are_counted_between_actors(folder: &Folder) {
    let mut store = filled(folder);
    let ties = |network: &Network| -> Vec<(String, String, [u64; 3])> {
        let name = |at: usize| network.actors[at].name.clone();
        let tie = |tie: &Tie| (name(tie.from), name(tie.to), [tie.n_events, tie.n_addressed, tie.n_about]);
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
    store.correct(&rejected(&*store, "rain", EntryId::Event(EventId(0)))).unwrap();
    assert_eq!(ties(&store.network_of("Bob Ray", ActorKind::Person, 9).unwrap()), expected([1, 0, 2]));
    assert_eq!(ties(&store.story_network(StoryId(1), 9).unwrap()), expected([1, 0, 2]));
    assert_eq!(store.places(&Criteria::default().query(List::Events).unwrap()).unwrap().n_placed, 1);

    // An actor that is rejected in an article has no ties to others in it.
    store.correct(&rejected(&*store, "rain", EntryId::Actor(ActorId(1)))).unwrap();
    let of_ann = store.network_of("Ann Lee", ActorKind::Person, 9).unwrap();
    assert_eq!((ties(&of_ann), of_ann.n_articles), (expected([1, 0, 1]), 2));
    let of_bob = store.network_of("Bob Ray", ActorKind::Person, 9).unwrap();
    assert_eq!((ties(&of_bob), of_bob.n_articles, of_bob.n_articles_in_all), (expected([1, 0, 1]), 1, 1));
    assert_eq!(ties(&store.story_network(StoryId(1), 9).unwrap()), expected([1, 0, 1]));
}

fn rejected(store: &dyn Storage, article: &str, entry: EntryId) -> NewCorrection {
    NewCorrection {
        article: store.article_by_id(article).unwrap(),
        entry,
        mark: None,
        verdict: Verdict::Rejected,
        change: Change::new(),
        author: String::new(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    }
}

pub(crate) fn the_same_name_is_one_actor_of_a_network(folder: &Folder) {
    let mut store = folder.store();
    let mut both = record("rain", "the League and the LEAGUE let it rain, as League did.");
    let spans: Vec<usize> = ["League", "LEAGUE", "League did"].map(|w| both.document.text.find(w).unwrap()).to_vec();
    let names = [("League", ActorKind::Group), ("LEAGUE", ActorKind::Organization), ("League", ActorKind::Person)];
    for (at, (name, kind)) in spans.into_iter().zip(names) {
        both.actors.push(Actor {
            name: name.to_owned(),
            kind,
            country: None,
            sectors: vec![],
            roles: vec![],
            mentions: vec![Mention { span: Span::new(at, at + 6), form: MentionForm::Name }],
        });
    }
    both.events[0].recipients = vec![ActorId(1), ActorId(2)];
    store.keep(&[both], FROM).unwrap();
    let check = |network: Network, shown: (&str, ActorKind)| {
        let actors: Vec<(&str, ActorKind)> =
            network.actors.iter().map(|actor| (actor.name.as_str(), actor.kind)).collect();
        let expected = [("Ann Lee", ActorKind::Person), shown, ("League", ActorKind::Person)];
        assert_eq!(actors, expected);
        let ties: Vec<_> = network.ties.iter().map(|tie| (tie.from, tie.to, tie.n_events, tie.n_about)).collect();
        assert_eq!(ties, [(0, 1, 1, 1), (0, 2, 0, 1)]);
    };
    check(store.network_of("Ann Lee", ActorKind::Person, 9).unwrap(), ("LEAGUE", ActorKind::Organization));
    check(store.story_network(StoryId(1), 9).unwrap(), ("League", ActorKind::Group));
}
