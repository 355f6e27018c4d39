//! Counts of query results, and conditions on speakers, spellings and types.

use onrecord_record::{MinConfidence, Record, Span};
use onrecord_store::{Criteria, ErrorKind, FacetValue, List, Order, Storage};

use crate::support::{FROM, Folder, record};

fn values(values: &[FacetValue]) -> Vec<(&str, u64)> {
    values.iter().map(|value| (value.value.as_str(), value.n)).collect()
}

/// Three articles: two from February, one without a date.
fn filled(folder: &Folder) -> Box<dyn Storage> {
    let mut store = folder.store();
    let mut hail = record("hail", "it hailed.");
    (hail.document.published, hail.times[0].value) = (None, "PRESENT_REF".to_owned());
    hail.actors[0].country = Some("FRA".to_owned());
    hail.events[0].event_type = "PROTEST".to_owned();
    store.keep(&[record("rain", "it rained."), record("snow", "it snowed."), hail], FROM).unwrap();
    store
}

pub(crate) fn entries_are_counted_by_value(folder: &Folder) {
    let store = filled(folder);
    let facets = |list, words: Option<&str>| {
        let criteria = Criteria { words: words.map(str::to_owned), ..Criteria::default() };
        store.facets(&criteria.query(list).unwrap()).unwrap()
    };
    let all = facets(List::Statements, None);
    assert_eq!((all.n_found, all.has_more), (3, false));
    assert_eq!(values(&all.types), [("indirect", 3)]);
    assert_eq!(values(&all.countries), [("FRA", 1)]);
    assert_eq!(values(&all.actors), [("Ann Lee", 3)]);
    assert_eq!(values(&all.months), [("2025-02", 2)]);
    let events = facets(List::Events, None);
    assert_eq!(values(&events.types), [("CONSULT", 2), ("PROTEST", 1)]);
    assert_eq!(values(&events.countries), [("ITA", 3)]);
    assert_eq!(values(&events.actors), [("Ann Lee", 3)]);
    let hailed = facets(List::Statements, Some("hailed"));
    assert_eq!((hailed.n_found, values(&hailed.months)), (1, vec![]));
    let actors = facets(List::Actors, None);
    assert_eq!((actors.n_found, values(&actors.types)), (1, vec![("person", 1)]));
    let articles = facets(List::Articles, Some("snowed OR rained"));
    assert_eq!((articles.n_found, values(&articles.countries)), (2, vec![("ITA", 2)]));
    assert_eq!(facets(List::Events, Some("thunder")), onrecord_store::Facets::default());
}

/// A name with two capitalizations or of two kinds is one value, and an entry with both is one entry.
pub(crate) fn names_are_counted_once(folder: &Folder) {
    let mut store = folder.store();
    let mut rain = record("rain", "it rained.");
    rain.actors.push(onrecord_record::Actor { kind: onrecord_record::ActorKind::Group, ..rain.actors[0].clone() });
    rain.statements[0].speakers.push(onrecord_record::ActorId(1));
    let mut snow = record("snow", "it snowed.");
    snow.actors[0].name = "ANN LEE".to_owned();
    store.keep(&[rain, snow, record("hail", "it hailed.")], FROM).unwrap();
    let facets = store.facets(&Criteria::default().query(List::Statements).unwrap()).unwrap();
    assert_eq!(values(&facets.actors), [("Ann Lee", 3)]);
}

/// An actor is counted in the countries that the matching articles give it, consistent with the search for a country.
pub(crate) fn countries_of_actors_are_those_of_the_articles_found(folder: &Folder) {
    let store = filled(folder);
    let facets = |since: Option<&str>| {
        let criteria = Criteria { since: since.map(str::to_owned), ..Criteria::default() };
        let facets = store.facets(&criteria.query(List::Actors).unwrap()).unwrap();
        (facets.n_found, facets.countries.len())
    };
    // The article that gives France has no date.
    assert_eq!((facets(None), facets(Some("2025"))), ((1, 1), (1, 0)));
}

pub(crate) fn unsure_speakers_are_left_out(folder: &Folder) {
    let mut store = folder.store();
    let with = |id: &str, confidence: Option<f32>| -> Record {
        let mut record = record(id, &format!("{id} fell."));
        record.statements[0].speaker_confidence = confidence;
        record
    };
    store.keep(&[with("rain", Some(0.9)), with("snow", Some(0.4)), with("hail", None)], FROM).unwrap();
    let n_found = |least: f64| {
        let criteria = Criteria { min_speaker_confidence: MinConfidence::new(least), ..Criteria::default() };
        store.find(&criteria.query(List::Statements).unwrap(), Order::Newest, 10, 0).unwrap().found.len()
    };
    assert_eq!([n_found(0.0), n_found(0.4), n_found(0.41), n_found(1.0)], [2, 2, 1, 0]);
    let criteria = Criteria { min_speaker_confidence: MinConfidence::new(0.5), ..Criteria::default() };
    let refused = criteria.query(List::Events).unwrap_err().to_string();
    assert_eq!(refused, "speaker confidence applies only to statements");
}

pub(crate) fn places_are_found_in_every_spelling(folder: &Folder) {
    let mut store = folder.store();
    // The text says "Roma"; the name of the place is "Rome".
    let mut rain = record("rain", "it rained in Roma.");
    let at = rain.document.text.rfind("Roma").unwrap();
    let place = onrecord_record::Place { span: Span::new(at, at + 4), ..rain.places[0].clone() };
    rain.places.push(place);
    store.keep(&[rain], FROM).unwrap();
    for list in [List::Statements, List::Events, List::Articles, List::Actors] {
        for (place, expected) in [("rome", 1), ("ROMA", 1), ("Rom", 0)] {
            let criteria = Criteria { place: Some(place.to_owned()), ..Criteria::default() };
            let page = store.find(&criteria.query(list).unwrap(), Order::Newest, 10, 0).unwrap();
            assert_eq!(page.found.len(), expected, "{list:?} {place}");
        }
    }
}

pub(crate) fn unknown_types_are_refused(folder: &Folder) {
    let find = |store: &dyn Storage, of_type: &str| {
        let criteria = Criteria { of_type: Some(of_type.to_owned()), ..Criteria::default() };
        store.find(&criteria.query(List::Events).unwrap(), Order::Newest, 10, 0)
    };
    assert!(find(&*folder.store(), "RAIN").unwrap().found.is_empty());
    let store = filled(folder);
    assert_eq!(find(&*store, "protest").unwrap().found.len(), 1);
    let error = find(&*store, "RAIN").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Query);
    assert_eq!(error.to_string(), "the store has no events of type \"RAIN\", only CONSULT, PROTEST");
}
