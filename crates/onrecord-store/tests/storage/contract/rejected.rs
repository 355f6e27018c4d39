//! Rejected entries are not counted, and rejected actors are ignored in otherwise valid entries.

use crate::support::{FROM, Folder, record};
use onrecord_record::{ActorId, ActorKind, EventId, MinConfidence, Record, StatementId, check};
use onrecord_store::{
    ArticleId, Change, Condition, Criteria, EntryId, Found, List, NewCorrection, Order, Query, Storage, TextQuery,
    Verdict,
};

const STATEMENT: EntryId = EntryId::Statement(StatementId(0));
const EVENT: EntryId = EntryId::Event(EventId(0));

fn judge(store: &mut dyn Storage, article: ArticleId, entry: EntryId, verdict: Verdict) {
    let (author, note, time) = (String::new(), String::new(), "2025-02-15T08:00:00Z".to_owned());
    let new = NewCorrection { article, entry, mark: None, verdict, change: Change::new(), author, note, time };
    store.correct(&new).unwrap();
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

fn find(store: &dyn Storage, list: List, change: fn(&mut Criteria)) -> Vec<Found> {
    let mut criteria = Criteria::default();
    change(&mut criteria);
    store.find(&criteria.query(list).unwrap(), Order::Newest, 10, 0).unwrap().found
}

/// An article in which Ann Lee of Italy makes a statement and is both actor and recipient of an event.
fn of_italy(id: &str, words: &str) -> Record {
    let mut record = record(id, words);
    record.actors[0].country = Some("ITA".to_owned());
    record.statements[0].speaker_confidence = Some(0.9);
    record.events[0].recipients = vec![ActorId(0)];
    record
}

/// Every way of finding or counting actors ignores a rejected actor.
pub(crate) fn a_rejected_actor_is_nobody(folder: &Folder) {
    let mut store = folder.store();
    // The source does not name the speaker, so that the statement is not found by the words of its source.
    let mut rain = of_italy("rain", "it rained.");
    rain.statements[0].source = vec![];
    store.keep(&[rain], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let check = |store: &dyn Storage, n: usize| {
        let n_found = |list, change| find(store, list, change).len();
        assert_eq!(n_found(List::Statements, |one| one.speaker = Some("Lee".into())), n);
        assert_eq!(n_found(List::Statements, |one| one.speaker = Some("Ann Lee".into())), n);
        assert_eq!(n_found(List::Statements, |one| one.country = Some("ITA".into())), n);
        assert_eq!(n_found(List::Statements, |one| one.min_speaker_confidence = MinConfidence::new(0.5)), n);
        assert_eq!(n_found(List::Events, |one| one.actor = Some("Lee".into())), n);
        assert_eq!(n_found(List::Events, |one| one.recipient = Some("Ann Lee".into())), n);
        assert_eq!(n_found(List::Articles, |one| one.actor = Some("Lee".into())), n);
        assert_eq!(n_found(List::Articles, |one| one.actor = Some("Ann Lee".into())), n);
        assert_eq!(n_found(List::Actors, |_| ()), n);
        assert_eq!(n_found(List::Actors, |one| one.country = Some("ITA".into())), n);
        assert_eq!(n_found(List::Actors, |one| one.since = Some("2025-01-01".into())), n);
        assert_eq!(store.actor("Ann Lee", ActorKind::Person).is_ok(), n > 0);
        assert_eq!(store.stats().unwrap().n_actors, n as u64);
        let [Found::Statement(said)] = &find(store, List::Statements, |_| ())[..] else { panic!("no statement") };
        assert_eq!((said.speakers.len(), said.speaker_confidence.is_some()), (n, n > 0));
        let [Found::Event(event)] = &find(store, List::Events, |_| ())[..] else { panic!("no event") };
        assert_eq!((event.actors.len(), event.recipients.len()), (n, n));
        let record = store.corrected(rain, List::Articles, &[]).unwrap();
        assert_eq!((record.actors.len(), record.statements[0].speakers.len()), (n, n));
    };
    check(&*store, 1);
    judge(&mut *store, rain, EntryId::Actor(ActorId(0)), Verdict::Rejected);
    check(&*store, 0);
    assert_eq!(find(&*store, List::Actors, |one| one.verdict = Some("rejected".into())).len(), 1);
    store.reindex(&mut |_, _| true).unwrap();
    check(&*store, 0);
    judge(&mut *store, rain, EntryId::Actor(ActorId(0)), Verdict::Confirmed);
    check(&*store, 1);
}

pub(crate) fn a_statement_without_speakers_has_no_confidence_in_them(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[of_italy("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let confidence = |store: &dyn Storage| {
        let record = store.corrected(rain, List::Articles, &[]).unwrap();
        assert_eq!(check::problems(&record), Vec::<String>::new());
        record.statements[0].speaker_confidence
    };
    assert_eq!(confidence(&*store), Some(0.9));
    judge(&mut *store, rain, EntryId::Actor(ActorId(0)), Verdict::Rejected);
    assert_eq!(confidence(&*store), None);
    judge(&mut *store, rain, STATEMENT, Verdict::Confirmed);
    assert_eq!(confidence(&*store), None);
}

/// An article is not found by the speaker of a rejected statement, whether the query has one word of the name or
/// several.
pub(crate) fn articles_are_not_found_by_rejected_statements(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[of_italy("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let n_found = |store: &dyn Storage| {
        ["Lee", "Ann Lee", "\"Ann Lee\""].map(|name| {
            let criteria = Criteria { speaker: Some(name.to_owned()), ..Criteria::default() };
            store.find(&criteria.query(List::Articles).unwrap(), Order::Newest, 10, 0).unwrap().found.len()
        })
    };
    assert_eq!(n_found(&*store), [1, 1, 1]);
    judge(&mut *store, rain, STATEMENT, Verdict::Rejected);
    assert_eq!(n_found(&*store), [0, 0, 0]);
    judge(&mut *store, rain, STATEMENT, Verdict::Confirmed);
    assert_eq!(n_found(&*store), [1, 1, 1]);
}

pub(crate) fn articles_count_what_is_not_rejected(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[of_italy("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let counts = |store: &dyn Storage| {
        let article = store.article(rain).unwrap();
        (article.n_statements, article.n_events)
    };
    assert_eq!(counts(&*store), (1, 1));
    judge(&mut *store, rain, EVENT, Verdict::Rejected);
    assert_eq!(counts(&*store), (1, 0));
    judge(&mut *store, rain, STATEMENT, Verdict::Rejected);
    assert_eq!(counts(&*store), (0, 0));
    store.reindex(&mut |_, _| true).unwrap();
    assert_eq!(counts(&*store), (0, 0));
    store.keep(&[of_italy("rain", "it rained, and hard.")], FROM).unwrap();
    judge(&mut *store, rain, EVENT, Verdict::Confirmed);
    assert_eq!(counts(&*store), (0, 1));
}

/// Rejected entries, if requested, can also be found with other conditions.
pub(crate) fn verdicts_go_with_nested_conditions(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[of_italy("rain", "it rained."), of_italy("snow", "it snowed.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    judge(&mut *store, rain, STATEMENT, Verdict::Rejected);
    let words = |text: &str| Condition::Words(TextQuery::parse(text).unwrap());
    let rejected = || Condition::Verdict(Some(Verdict::Rejected));
    let n_found = |others: Vec<Condition>| {
        let query = Query::new(List::Statements, Condition::All(others)).unwrap();
        store.find(&query, Order::Newest, 10, 0).unwrap().found.len()
    };
    assert_eq!(n_found(vec![rejected(), Condition::Any(vec![words("rained"), words("hailed")])]), 1);
    assert_eq!(n_found(vec![rejected(), Condition::Not(Box::new(words("snowed")))]), 1);
    assert_eq!(n_found(vec![rejected(), Condition::Not(Box::new(words("rained")))]), 0);
    assert_eq!(n_found(vec![Condition::Any(vec![words("rained"), words("snowed")])]), 1);
}
