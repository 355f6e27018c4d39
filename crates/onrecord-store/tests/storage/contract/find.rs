//! Searches by words, names, days and places, page by page.

use crate::support::{FROM, Folder, record};
use onrecord_record::{Actor, ActorId, ActorKind, EventStatus, Record, Span, StatementKind};
use onrecord_store::{
    Article, ArticleId, Change, Criteria, EntryId, ErrorKind, Found, List, NewCorrection, Order, Query, Storage,
    Verdict,
};

/// Three articles: Ann Lee speaks about rain and about snow, and an unnamed official speaks about rain in Paris.
pub(super) fn filled(folder: &Folder) -> Box<dyn Storage> {
    let mut rain = record("rain", "it rained hard in the evening.");
    rain.document.title = Some("Mayor on rain".to_owned());
    rain.actors[0].country = Some("ITA".to_owned());
    let mut snow = record("snow", "it snowed, and hard rain came. Café open.");
    snow.times[0].value = "2025-02-11".to_owned();
    snow.events[0].status = EventStatus::Planned;
    snow.statements[0].kind = StatementKind::Direct;
    let mut paris = record("paris", "it rained for an hour.");
    paris.document.published = Some("2024-12-31".to_owned());
    paris.times[0].value = "PRESENT_REF".to_owned();
    // The article must not give "Rome" as a spelling of "Paris".
    paris.places[0].span = Span::new(32, 34);
    paris.places[0].name = "Paris".to_owned();
    paris.places[0].country = Some("FRA".to_owned());
    paris.statements[0].speakers.clear();
    paris.events[0].event_type = "PROTEST".to_owned();
    paris.events[0].recipients = vec![ActorId(1)];
    let mut other = paris.actors[0].clone();
    other.name = "Bob Lee".to_owned();
    other.kind = ActorKind::Group;
    paris.actors.push(other);
    let mut store = folder.store();
    store.keep(&[rain, snow, paris], FROM).unwrap();
    store
}

fn article(found: &Found) -> Option<&Article> {
    match found {
        Found::Statement(found) => Some(&found.article),
        Found::Event(found) => Some(&found.article),
        Found::Article(found) => Some(found),
        Found::Actor(_) => None,
    }
}

/// Returns the ids of the articles, or the names, in the results.
fn names(store: &dyn Storage, list: List, query: &Criteria, order: Order) -> Vec<String> {
    let page = store.find(&query.query(list).unwrap(), order, 100, 0).unwrap();
    let name = |found: &Found| match found {
        Found::Actor(found) => found.name.clone(),
        found => article(found).unwrap().doc_id.clone(),
    };
    page.found.iter().map(name).collect()
}

fn query(change: impl Fn(&mut Criteria)) -> Criteria {
    let mut query = Criteria::default();
    change(&mut query);
    query
}

fn words(words: &str) -> Criteria {
    query(|query| query.words = Some(words.to_owned()))
}

pub(crate) fn words_are_found_newest_first(folder: &Folder) {
    let store = filled(folder);
    for (asked, expected) in [
        ("rained", &["rain", "paris"][..]),
        ("hard", &["snow", "rain"]),
        ("\"hard rain\"", &["snow"]),
        ("rain*", &["snow", "rain", "paris"]),
        ("rained -hour", &["rain"]),
        ("snowed OR evening", &["snow", "rain"]),
        ("CAFE", &["snow"]),
        // The words of the source are not part of the content.
        ("Ann", &[]),
    ] {
        assert_eq!(names(&*store, List::Statements, &words(asked), Order::Newest), expected, "{asked}");
        let oldest: Vec<&str> = expected.iter().rev().copied().collect();
        assert_eq!(names(&*store, List::Statements, &words(asked), Order::Oldest), oldest, "{asked}");
    }
    assert_eq!(names(&*store, List::Events, &words("\"said on Monday\" hour"), Order::Newest), ["paris"]);
    assert_eq!(names(&*store, List::Articles, &words("mayor"), Order::Newest), ["rain"]);
    assert_eq!(names(&*store, List::Articles, &words("rome"), Order::Newest), ["snow", "rain", "paris"]);
    assert_eq!(names(&*store, List::Actors, &words("lee"), Order::Relevance), ["Ann Lee", "Bob Lee"]);
    // The shorter of two articles that contain the word once.
    assert_eq!(names(&*store, List::Statements, &words("hard"), Order::Relevance), ["rain", "snow"]);
    assert_eq!(names(&*store, List::Articles, &Criteria::default(), Order::Oldest), ["paris", "rain", "snow"]);
}

pub(crate) fn criteria_go_together(folder: &Folder) {
    let store = filled(folder);
    type Change = fn(&mut Criteria);
    let cases: [(List, Change, &[&str]); 35] = [
        (List::Statements, |q| q.speaker = Some("ann lee".into()), &["snow", "rain", "paris"]),
        (List::Statements, |q| q.speaker = Some("Bob".into()), &[]),
        // All words must occur in a single name.
        (List::Statements, |q| q.speaker = Some("Ann Bob".into()), &[]),
        (List::Statements, |q| q.speaker = Some("Lee -Bob".into()), &["snow", "rain", "paris"]),
        (List::Statements, |q| q.speaker = Some("Lee -Ann".into()), &[]),
        (List::Statements, |q| q.actor = Some("Lee".into()), &["snow", "rain", "paris"]),
        (List::Events, |q| (q.actor, q.recipient) = (Some("Lee Ann".into()), Some("Bob Lee".into())), &["paris"]),
        (List::Statements, |q| q.about = Some("Lee".into()), &[]),
        (List::Statements, |q| q.of_type = Some("direct".into()), &["snow"]),
        (List::Statements, |q| q.of_type = Some("direct, mixed".into()), &["snow"]),
        (List::Statements, |q| q.of_type = Some("direct,indirect".into()), &["snow", "rain", "paris"]),
        (List::Events, |q| q.of_type = Some("protest,CONSULT".into()), &["snow", "rain", "paris"]),
        (List::Statements, |q| q.country = Some("ita".into()), &["rain"]),
        (List::Statements, |q| q.place = Some("paris".into()), &["paris"]),
        (List::Statements, |q| q.since = Some("2025".into()), &["snow", "rain"]),
        (List::Statements, |q| q.until = Some("2025-02-10".into()), &["rain", "paris"]),
        (List::Statements, |q| (q.words, q.until) = (Some("it".into()), Some("2024-12".into())), &["paris"]),
        (List::Statements, |q| (q.words, q.speaker) = (Some("hard".into()), Some("Lee".into())), &["snow", "rain"]),
        (List::Events, |q| q.actor = Some("\"Ann Lee\"".into()), &["snow", "rain", "paris"]),
        (List::Events, |q| q.recipient = Some("Bob".into()), &["paris"]),
        (List::Events, |q| q.of_type = Some("protest".into()), &["paris"]),
        (List::Events, |q| q.status = Some("planned".into()), &["snow"]),
        (List::Events, |q| q.country = Some("FRA".into()), &["paris"]),
        (List::Events, |q| q.place = Some("ROME".into()), &["snow", "rain"]),
        (List::Articles, |q| q.country = Some("ITA".into()), &["snow", "rain"]),
        (List::Articles, |q| q.speaker = Some("Lee".into()), &["snow", "rain", "paris"]),
        (List::Articles, |q| q.speaker = Some("Lee Ann".into()), &["snow", "rain", "paris"]),
        (List::Articles, |q| q.speaker = Some("Lee -Ann".into()), &[]),
        (List::Articles, |q| q.actor = Some("Lee -Ann".into()), &["paris"]),
        (List::Articles, |q| (q.words, q.recipient) = (Some("hour".into()), Some("Bob".into())), &["paris"]),
        (List::Articles, |q| (q.words, q.place) = (Some("rome".into()), Some("Rome".into())), &["snow", "rain"]),
        (List::Articles, |q| q.place = Some("Rom".into()), &[]),
        (List::Articles, |q| q.recipient = Some("Bob".into()), &["paris"]),
        (List::Articles, |q| (q.since, q.until) = (Some("2024-12-31".into()), Some("2025-01".into())), &["paris"]),
        (List::Actors, |q| (q.of_type, q.place) = (Some("group".into()), Some("Paris".into())), &["Bob Lee"]),
    ];
    for (idx, (list, change, expected)) in cases.into_iter().enumerate() {
        let query = query(change);
        assert_eq!(names(&*store, list, &query, Order::Newest), expected, "{idx}: {list:?} {query:?}");
        let n_all: usize = store.find_all(&query.query(list).unwrap()).unwrap().len();
        assert!(n_all == expected.len() || list == List::Actors, "{idx}: {n_all}");
    }
    assert_eq!(words("\"").query(List::Events).unwrap_err().kind(), ErrorKind::Query);
    let by_relevance = store.find(&Query::everything(List::Events), Order::Relevance, 1, 0);
    assert_eq!(by_relevance.unwrap_err().kind(), ErrorKind::Query);
}

/// Most events have no place, so the events of a country are found by their participants.
pub(crate) fn events_are_found_by_the_countries_of_those_who_take_part(folder: &Folder) {
    let mut store = folder.store();
    let event = |id: &str, place: Option<&str>, actor: Option<&str>, recipient: Option<&str>| {
        let mut record = record(id, &format!("it rained for the {id}."));
        match place {
            Some(country) => record.places[0].country = Some(country.to_owned()),
            None => record.events[0].place = None,
        }
        let mut other = record.actors[0].clone();
        other.name = "Bob Ray".to_owned();
        record.actors[0].country = actor.map(str::to_owned);
        other.country = recipient.map(str::to_owned);
        record.actors.push(other);
        record.events[0].recipients = vec![ActorId(1)];
        record
    };
    let records = [
        event("place", Some("ITA"), None, None),
        event("actor", None, Some("ITA"), Some("FRA")),
        event("recipient", Some("FRA"), Some("DEU"), Some("ITA")),
        event("none", None, Some("DEU"), None),
    ];
    store.keep(&records, FROM).unwrap();
    let check = |change: &dyn Fn(&mut Criteria), expected: &[&str]| {
        let mut found = names(&*store, List::Events, &query(change), Order::Newest);
        found.sort_unstable();
        assert_eq!(found, expected);
    };
    check(&|q| q.country = Some("Italy".into()), &["place"]);
    check(&|q| q.actor_country = Some("Italy".into()), &["actor"]);
    check(&|q| q.recipient_country = Some("ITA".into()), &["recipient"]);
    check(&|q| q.any_country = Some("Italy".into()), &["actor", "place", "recipient"]);
    check(&|q| (q.actor_country, q.recipient_country) = (Some("ITA".into()), Some("FRA".into())), &["actor"]);
    check(&|q| (q.actor_country, q.any_country) = (Some("DEU".into()), Some("FRA".into())), &["recipient"]);
    check(&|q| q.any_country = Some("Peru".into()), &[]);

    // A rejected actor no longer gives the event its country; only queries for rejected events find a rejected event.
    let correct = |store: &mut dyn Storage, id: &str, entry: &str| {
        let correction = NewCorrection {
            article: store.article_by_id(id).unwrap(),
            entry: EntryId::parse(entry).unwrap(),
            mark: None,
            verdict: Verdict::Rejected,
            change: Change::new(),
            author: String::new(),
            note: String::new(),
            time: FROM.time.to_owned(),
        };
        store.correct(&correction).unwrap();
    };
    correct(&mut *store, "actor", "a1");
    correct(&mut *store, "recipient", "e1");
    let of_italy = |verdict: Option<&str>| {
        let asked = query(|q| (q.any_country, q.verdict) = (Some("Italy".into()), verdict.map(str::to_owned)));
        names(&*store, List::Events, &asked, Order::Newest)
    };
    assert_eq!(of_italy(None), ["place"]);
    assert_eq!(of_italy(Some("rejected")), ["recipient"]);
}

pub(crate) fn what_is_found_says_all(folder: &Folder) {
    let store = filled(folder);
    let found = store.find(&words("evening").query(List::Statements).unwrap(), Order::Newest, 1, 0).unwrap().found;
    let [Found::Statement(statement)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((statement.id.to_string(), statement.day.as_deref()), ("s1".to_owned(), Some("2025-02-10")));
    assert_eq!((statement.source.as_str(), statement.cue.as_str()), ("Ann Lee", "said"));
    assert_eq!(
        (&statement.content[..], &statement.speakers[..]),
        ("it rained hard in the evening.", &["Ann Lee".into()][..])
    );
    assert_eq!(statement.article.heading(), "Mayor on rain");
    let found = store.find(&words("hour").query(List::Events).unwrap(), Order::Newest, 1, 0).unwrap().found;
    let [Found::Event(event)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (event.event_type.as_str(), event.status, event.anchor.as_str()),
        ("PROTEST", EventStatus::Actual, "said")
    );
    assert_eq!((&event.actors[..], &event.recipients[..]), (&["Ann Lee".to_owned()][..], &["Bob Lee".to_owned()][..]));
    assert_eq!((event.day.as_deref(), event.country.as_deref()), (Some("2024-12-31"), Some("FRA")));
    let found = store.find(&words("ann").query(List::Actors).unwrap(), Order::Newest, 1, 0).unwrap().found;
    let [Found::Actor(actor)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((actor.n_articles, actor.n_statements, actor.n_events), (3, 2, 3));
    assert_eq!((actor.countries.join(","), actor.kind), ("ITA".to_owned(), ActorKind::Person));
    let in_january = query(|query| query.until = Some("2025-01".to_owned()));
    let counted = store.find(&in_january.query(List::Actors).unwrap(), Order::Newest, 1, 0).unwrap().found;
    let [Found::Actor(then)] = &counted[..] else { panic!("{counted:?}") };
    assert_eq!((then.name.as_str(), then.n_articles, then.last_day.as_deref()), ("Ann Lee", 1, Some("2024-12-31")));
    assert_eq!(store.find_all(&words("lee").query(List::Actors).unwrap()).unwrap().len(), 3);
    assert_eq!((actor.first_day.as_deref(), actor.last_day.as_deref()), (Some("2024-12-31"), Some("2025-02-13")));
}

pub(crate) fn pages_follow_each_other(folder: &Folder) {
    let mut store = folder.store();
    let records: Vec<Record> =
        (0..7).map(|idx| record(&format!("n{idx}"), &format!("it rained {idx} times."))).collect();
    store.keep(&records, FROM).unwrap();
    for (list, order) in
        [(List::Statements, Order::Relevance), (List::Events, Order::Newest), (List::Articles, Order::Oldest)]
    {
        let mut seen = Vec::new();
        for (skip, n_found) in [(0, 3), (3, 3), (6, 1), (9, 0)] {
            let page = store.find(&words("rained").query(list).unwrap(), order, 3, skip).unwrap();
            assert_eq!((page.found.len(), page.has_more), (n_found, skip + 3 < 7), "{list:?} {skip}");
            seen.extend(page.found.iter().map(|found| article(found).unwrap().id));
        }
        seen.sort();
        assert_eq!(seen, (1..=7).map(ArticleId).collect::<Vec<_>>(), "{list:?}");
    }
}

pub(crate) fn a_changed_article_is_found_by_its_new_words_only(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("a", "it rained.")], FROM).unwrap();
    store.keep(&[record("a", "it snowed.")], FROM).unwrap();
    for list in [List::Statements, List::Events, List::Articles] {
        assert_eq!(names(&*store, list, &words("rained"), Order::Newest), [""; 0], "{list:?}");
        assert_eq!(names(&*store, list, &words("snowed"), Order::Newest), ["a"], "{list:?}");
    }
}

pub(crate) fn totals_of_actors_follow_their_articles(folder: &Folder) {
    let mut store = filled(folder);
    let mut paris = record("paris", "it rained for a day.");
    paris.document.published = Some("2025-03-01".to_owned());
    paris.actors[0].country = Some("FRA".to_owned());
    store.keep(&[paris], FROM).unwrap();
    let found = store.find(&Criteria::default().query(List::Actors).unwrap(), Order::Relevance, 9, 0).unwrap().found;
    // Bob Lee is no longer found once the version that named him is replaced.
    let [Found::Actor(lee)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((lee.n_articles, lee.n_statements, lee.n_events), (3, 3, 3));
    assert_eq!((lee.first_day.as_deref(), lee.last_day.as_deref()), (Some("2025-02-13"), Some("2025-03-01")));
    assert_eq!(lee.countries, ["FRA", "ITA"]);
    let of = |country: &str| {
        let asked = query(|query| query.country = Some(country.to_owned()));
        names(&*store, List::Actors, &asked, Order::Relevance)
    };
    assert_eq!((of("FRA"), of("ESP")), (vec!["Ann Lee".to_owned()], vec![]));
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn actors_of_the_most_articles_in_days_come_first(folder: &Folder) {
    let mut store = folder.store();
    // Name `n` occurs in every `n`-th article.
    let records: Vec<Record> = (0..360)
        .map(|idx| {
            let mut record = record(&format!("n{idx}"), &format!("it rained {idx} times."));
            record.document.published = Some(format!("2025-{:02}-{:02}", idx % 7 + 1, idx % 28 + 1));
            let one = record.actors[0].clone();
            let names = (2..9).filter(|n| idx % n == 0 && (*n != 3 || idx % 7 == 0)).map(|n| format!("Name {n}"));
            record.actors.extend(names.map(|name| Actor { name, ..one.clone() }));
            record
        })
        .collect();
    store.keep(&records, FROM).unwrap();
    let counted = |change: &dyn Fn(&mut Criteria)| {
        let mut query = Criteria { since: Some("2025-02".to_owned()), ..Criteria::default() };
        change(&mut query);
        let page = store.find(&query.query(List::Actors).unwrap(), Order::Relevance, 4, 1).unwrap();
        let found = page.found.iter().map(|found| match found {
            Found::Actor(actor) => (actor.name.clone(), actor.n_articles, actor.first_day.clone()),
            _ => panic!(),
        });
        found.collect::<Vec<_>>()
    };
    let all = counted(&|_| ());
    assert_eq!((all[0].0.as_str(), all[0].1), ("Name 2", 154));
    assert_eq!(all[0].2.as_deref(), Some("2025-02-09"));
    // The same, but counting by article, because all articles are in Rome.
    assert_eq!(counted(&|query| query.place = Some("Rome".to_owned())), all);
    assert_eq!(counted(&|query| query.words = Some("name".to_owned()))[0].0, all[1].0);
}
