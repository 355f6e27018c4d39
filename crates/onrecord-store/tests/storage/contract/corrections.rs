//! Corrections survive rereading and new versions, and report when they no longer match.

use crate::support::{FROM, Folder, record};
use onrecord_record::{ActorId, ActorKind, EventId, Record, Span, StatementId, StatementKind, check};
use onrecord_store::{
    ActorEntries, ActorRole, ArticleId, Change, Condition, Criteria, EntryId, EntrySnapshot, ErrorKind, Found, List,
    MatchResult, NewCorrection, Order, Provenance, Query, Storage, Verdict,
};

const STATEMENT: EntryId = EntryId::Statement(StatementId(0));

fn new(article: ArticleId, entry: EntryId, verdict: Verdict) -> NewCorrection {
    NewCorrection {
        article,
        entry,
        mark: None,
        verdict,
        change: Change::new(),
        author: "Eve".to_owned(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    }
}

/// Returns the record as another reading would produce it: with a different statement first.
fn otherwise(id: &str, words: &str) -> Record {
    let mut record = record(id, words);
    let mut other = record.statements[0].clone();
    other.content = vec![Span::new(13, 22)];
    record.statements.insert(0, other);
    record
}

fn fates(store: &dyn Storage, article: ArticleId) -> Vec<MatchResult> {
    store.corrections_of(article).unwrap().into_iter().map(|correction| correction.matched).collect()
}

fn verdicts(store: &dyn Storage) -> Vec<Option<Verdict>> {
    let any = [None, Some(Verdict::Confirmed), Some(Verdict::Changed), Some(Verdict::Rejected)];
    let query = Query::new(List::Statements, Condition::Any(any.map(Condition::Verdict).to_vec())).unwrap();
    let page = store.find(&query, Order::Oldest, 10, 0).unwrap();
    let verdict = |found| match found {
        Found::Statement(found) => found.verdict,
        _ => None,
    };
    page.found.into_iter().map(verdict).collect()
}

pub(crate) fn corrections_find_their_entries_again(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    store.correct(&new(rain, STATEMENT, Verdict::Rejected)).unwrap();
    store.correct(&new(rain, EntryId::Event(EventId(0)), Verdict::Confirmed)).unwrap();
    assert_eq!(fates(&*store, rain), [MatchResult::Same(STATEMENT), MatchResult::Same(EntryId::Event(EventId(0)))]);
    assert_eq!(verdicts(&*store), [Some(Verdict::Rejected)]);

    // After rereading, the entry has another id.
    let from = Provenance { reader: "test-2", ..FROM };
    store.renew(&[(rain, otherwise("rain", "it rained."))], from).unwrap();
    let second = EntryId::Statement(StatementId(1));
    assert_eq!(fates(&*store, rain)[0], MatchResult::Same(second));
    assert_eq!(verdicts(&*store), [None, Some(Verdict::Rejected)]);
    store.reindex(&mut |_, _| true).unwrap();
    assert_eq!(verdicts(&*store), [None, Some(Verdict::Rejected)]);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());

    // In a different reading, the entry is recognized by its words.
    let mut direct = otherwise("rain", "it rained.");
    direct.statements[1].kind = StatementKind::Direct;
    store.renew(&[(rain, direct)], from).unwrap();
    assert_eq!(fates(&*store, rain)[0], MatchResult::Differs(second));

    // A new version without the statement.
    let mut silent = record("rain", "nothing.");
    silent.statements.clear();
    store.keep(&[silent], FROM).unwrap();
    assert_eq!(fates(&*store, rain)[0], MatchResult::Gone);
    assert_eq!(store.corrections(1, 0).unwrap().0[0].verdict, Verdict::Confirmed);
}

pub(crate) fn invalid_corrections_are_refused(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let mut check = |change: &[(&str, &str)], verdict, expected: Option<ErrorKind>| {
        let change: Change = change.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let kept = store.correct(&NewCorrection { change: change.clone(), ..new(rain, STATEMENT, verdict) });
        assert_eq!(kept.err().map(|error| error.kind()), expected, "{change:?}");
    };
    let wrong = Some(ErrorKind::Correction);
    check(&[("kind", "direct"), ("speakers", "Ann Lee | Bob Lee")], Verdict::Changed, None);
    check(&[("content", "it rained.")], Verdict::Changed, wrong);
    check(&[("content", "rained")], Verdict::Changed, None);
    check(&[("content", "it snowed.")], Verdict::Changed, wrong);
    check(&[("kind", "sung")], Verdict::Changed, wrong);
    check(&[("type", "CONSULT")], Verdict::Changed, wrong);
    check(&[("kind", "mixed")], Verdict::Confirmed, wrong);
    check(&[], Verdict::Changed, wrong);
    let seen = NewCorrection { mark: Some("another".to_owned()), ..new(rain, STATEMENT, Verdict::Confirmed) };
    assert_eq!(store.correct(&seen).unwrap_err().kind(), ErrorKind::Stale);
    let nowhere = new(rain, EntryId::Statement(StatementId(5)), Verdict::Confirmed);
    assert_eq!(store.correct(&nowhere).unwrap_err().kind(), ErrorKind::NotFound);
}

fn changed(article: ArticleId, entry: EntryId, change: &[(&str, &str)]) -> NewCorrection {
    let change = change.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    NewCorrection { change, ..new(article, entry, Verdict::Changed) }
}

pub(crate) fn records_go_out_as_people_corrected_them(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[otherwise("rain", "it rained, Bob Ray said.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let whole = store.record(rain).unwrap();
    assert_eq!(store.corrected(rain, List::Articles, &[]).unwrap(), whole);

    let second = EntryId::Statement(StatementId(1));
    store.correct(&new(rain, STATEMENT, Verdict::Rejected)).unwrap();
    let values = [("speakers", "Bob Ray | Ann Lee"), ("content", "it rained,"), ("kind", "direct"), ("source", "")];
    store.correct(&changed(rain, second, &values)).unwrap();
    let values = [("type", "REJECT"), ("place", "Paris"), ("time", ""), ("recipients", "Bob Ray")];
    store.correct(&changed(rain, EntryId::Event(EventId(0)), &values)).unwrap();
    store.correct(&changed(rain, EntryId::Actor(ActorId(0)), &[("name", "Anne Lee"), ("country", "ITA")])).unwrap();
    let record = store.corrected(rain, List::Articles, &[]).unwrap();
    assert_eq!(check::problems(&record), Vec::<String>::new());
    let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!((names, record.actors[0].country.as_deref()), (vec!["Anne Lee", "Bob Ray"], Some("ITA")));
    let [statement] = &record.statements[..] else { panic!("{:?}", record.statements) };
    assert_eq!((&statement.speakers[..], statement.kind), (&[ActorId(1), ActorId(0)][..], StatementKind::Direct));
    assert_eq!((statement.content[0].text(&record.document.text), statement.confidence), ("it rained,", 1.0));
    assert!(statement.source.is_empty());
    let [event] = &record.events[..] else { panic!("{:?}", record.events) };
    assert_eq!((event.event_type.as_str(), event.place, event.time), ("REJECT", None, None));
    assert_eq!(event.recipients, [ActorId(1)]);
    let codes: Vec<&str> = record.notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(codes, ["correction-not-applied", "corrected"]);

    // An actor that was rejected is not the speaker of any statement.
    store.correct(&new(rain, EntryId::Actor(ActorId(0)), Verdict::Rejected)).unwrap();
    let record = store.corrected(rain, List::Statements, &[0, 1]).unwrap();
    assert_eq!((record.statements.len(), record.events.len()), (1, 0));
    let speakers: Vec<&str> =
        record.statements[0].speakers.iter().map(|id| record.actors[id.0].name.as_str()).collect();
    assert_eq!(speakers, ["Bob Ray", "Ann Lee"]);
    assert!(record.actors.iter().all(|actor| actor.mentions.is_empty()), "{:?}", record.actors);
    assert_eq!(check::problems(&record), Vec::<String>::new());
}

pub(crate) fn entries_are_found_by_verdict(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[otherwise("rain", "it rained."), record("snow", "it snowed.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    store.correct(&new(rain, STATEMENT, Verdict::Rejected)).unwrap();
    store.correct(&new(rain, EntryId::Event(EventId(0)), Verdict::Confirmed)).unwrap();
    let n_found = |store: &dyn Storage, list, verdict: &str| {
        let query = Criteria { verdict: Some(verdict.to_owned()), ..Criteria::default() };
        assert!(!store.find_all(&query.query(list).unwrap()).unwrap().is_empty(), "{list:?} {verdict}");
        store.find(&query.query(list).unwrap(), Order::Newest, 10, 0).unwrap().found.len()
    };
    assert_eq!((n_found(&*store, List::Statements, "none"), n_found(&*store, List::Statements, "rejected")), (2, 1));
    assert_eq!((n_found(&*store, List::Events, "none"), n_found(&*store, List::Events, "confirmed")), (1, 1));
    assert_eq!((n_found(&*store, List::Articles, "none"), n_found(&*store, List::Articles, "confirmed")), (1, 1));
    assert_eq!(n_found(&*store, List::Actors, "none"), 1);
    store.correct(&new(rain, EntryId::Actor(ActorId(0)), Verdict::Confirmed)).unwrap();
    assert_eq!(n_found(&*store, List::Actors, "confirmed"), 1);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

/// Returns the record with users' corrections applied, and the codes of its notices.
fn corrected(store: &dyn Storage, article: ArticleId) -> (Record, Vec<String>) {
    let record = store.corrected(article, List::Articles, &[]).unwrap();
    assert_eq!(check::problems(&record), Vec::<String>::new());
    let codes = record.notices.iter().map(|notice| notice.code.clone()).collect();
    (record, codes)
}

pub(crate) fn missing_words_leave_those_of_the_reader(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained a lot soon.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let values = [("content", "it rained a lot"), ("source", "Lee"), ("kind", "mixed")];
    store.correct(&changed(rain, STATEMENT, &values)).unwrap();
    let words = |record: &Record, spans: &[Span]| -> Vec<String> {
        spans.iter().map(|span| span.text(&record.document.text).to_owned()).collect()
    };
    let (record, codes) = corrected(&*store, rain);
    let statement = &record.statements[0];
    assert_eq!(words(&record, &statement.content), ["it rained a lot"]);
    assert_eq!((statement.confidence, codes), (1.0, vec!["corrected".to_owned()]));

    store.keep(&[crate::support::record("rain", "it rained a whole lot.")], FROM).unwrap();
    assert_eq!(fates(&*store, rain), [MatchResult::Differs(STATEMENT)]);
    let (record, codes) = corrected(&*store, rain);
    let statement = &record.statements[0];
    assert_eq!(words(&record, &statement.content), ["it rained a whole lot."]);
    assert_eq!(words(&record, &statement.source), ["Lee"]);
    assert_eq!((statement.kind, statement.confidence), (StatementKind::Mixed, 0.5));
    assert_eq!(codes, ["correction-not-applied", "corrected"]);
    assert!(record.notices[0].message.contains("\"it rained a lot\""), "{:?}", record.notices[0]);
}

pub(crate) fn words_inside_of_words_are_refused(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "she saw it rain, and he did.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    for (field, value) in [("source", "on Mon"), ("content", "it | it"), ("content", "she saw it | saw")] {
        let refused = store.correct(&changed(rain, STATEMENT, &[(field, value)])).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Correction, "{value}");
    }
    store.correct(&changed(rain, STATEMENT, &[("source", "he")])).unwrap();
    let (record, _) = corrected(&*store, rain);
    let source = record.statements[0].source[0];
    assert_eq!(&record.document.text[source.start - 4..source.end], "and he");
}

pub(crate) fn a_type_takes_its_mode_and_its_codes_with_it(folder: &Folder) {
    let mut store = folder.store();
    let mut arrest = record("rain", "it rained.");
    let event = &mut arrest.events[0];
    (event.event_type, event.mode) = ("COERCE".to_owned(), Some("arrest".to_owned()));
    (event.cameo, event.quad, event.goldstein) = (Some("173".to_owned()), Some(4), Some(-5.0));
    store.keep(&[arrest.clone()], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let mut check = |change: &[(&str, &str)], mode: Option<&str>, expected: &[&str]| {
        store.correct(&changed(rain, EntryId::Event(EventId(0)), change)).unwrap();
        let (record, codes) = corrected(&*store, rain);
        assert_eq!(
            (record.events[0].mode.as_deref(), &codes.iter().map(String::as_str).collect::<Vec<_>>()[..]),
            (mode, expected),
            "{change:?}"
        );
        assert_eq!(record.events[0].cameo.is_some(), !codes.contains(&"codes-left-out".to_owned()));
    };
    check(&[("type", "ASSAULT")], None, &["codes-left-out", "corrected"]);
    check(&[("type", "ASSAULT"), ("mode", "beat")], Some("beat"), &["codes-left-out", "corrected"]);
    check(&[("mode", "ban")], Some("ban"), &["codes-left-out", "corrected"]);
    check(&[("status", "planned")], Some("ban"), &["codes-left-out", "corrected"]);
    check(&[("type", "COERCE")], Some("arrest"), &["corrected"]);
    check(&[("type", "ASSAULT")], None, &["codes-left-out", "corrected"]);
    // By now the reader produces the same value.
    let event = &mut arrest.events[0];
    (event.event_type, event.mode, event.cameo) =
        ("ASSAULT".to_owned(), Some("beat".to_owned()), Some("182".to_owned()));
    store.renew(&[(rain, arrest)], FROM).unwrap();
    let (record, codes) = corrected(&*store, rain);
    assert_eq!((record.events[0].mode.as_deref(), record.events[0].cameo.as_deref()), (Some("beat"), Some("182")));
    assert_eq!(codes, ["corrected"]);
}

pub(crate) fn corrections_count_in_everything_that_is_found(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained, Bob Ray said."), record("snow", "it snowed.")], FROM).unwrap();
    let (rain, snow) = (store.article_by_id("rain").unwrap(), store.article_by_id("snow").unwrap());
    let values = [("speakers", "Bob Ray"), ("content", "it rained,")];
    store.correct(&changed(rain, STATEMENT, &values)).unwrap();
    store.correct(&changed(rain, EntryId::Event(EventId(0)), &[("type", "PROTEST"), ("place", "")])).unwrap();
    store.correct(&new(snow, STATEMENT, Verdict::Rejected)).unwrap();
    store.correct(&new(snow, EntryId::Event(EventId(0)), Verdict::Rejected)).unwrap();
    let n_found = |store: &dyn Storage, list, change: fn(&mut Criteria)| {
        let mut criteria = Criteria::default();
        change(&mut criteria);
        store.find(&criteria.query(list).unwrap(), Order::Newest, 10, 0).unwrap().found.len()
    };
    let checked = |store: &dyn Storage| {
        assert_eq!(n_found(store, List::Statements, |_| ()), 1);
        assert_eq!(n_found(store, List::Statements, |one| one.words = Some("snowed".into())), 0);
        assert_eq!(n_found(store, List::Statements, |one| one.words = Some("said".into())), 0);
        assert_eq!(n_found(store, List::Statements, |one| one.speaker = Some("Ray".into())), 1);
        assert_eq!(n_found(store, List::Statements, |one| one.speaker = Some("Ann".into())), 0);
        let rejected = |one: &mut Criteria| one.verdict = Some("rejected".into());
        assert_eq!((n_found(store, List::Statements, rejected), n_found(store, List::Events, rejected)), (1, 1));
        assert_eq!(n_found(store, List::Events, |one| one.of_type = Some("PROTEST".into())), 1);
        assert_eq!(n_found(store, List::Events, |one| one.place = Some("Rome".into())), 0);
        let facets = store.facets(&Criteria::default().query(List::Events).unwrap()).unwrap();
        assert_eq!((facets.n_found, facets.countries.len()), (1, 0));
        // Checks actors, their pages and totals, maps and counts.
        let lee = store.actor("Ann Lee", ActorKind::Person).unwrap();
        assert_eq!((lee.n_articles, lee.n_statements, lee.n_events), (2, 0, 1));
        assert_eq!(store.actor("Bob Ray", ActorKind::Other).unwrap().n_statements, 1);
        let (name, kind, min_confidence) = ("Ann Lee", ActorKind::Person, None);
        let n_entries = |role| {
            let wanted = ActorEntries { name, kind, role, min_confidence };
            store.entries_of(&wanted, Order::Newest, 10, 0).unwrap().found.len()
        };
        assert_eq!((n_entries(ActorRole::Speaker), n_entries(ActorRole::Participant)), (0, 1));
        let places = store.places(&Criteria::default().query(List::Events).unwrap()).unwrap();
        assert_eq!(places.places.len(), 0);
        let stats = store.stats().unwrap();
        assert_eq!((stats.n_statements, stats.n_events), (1, 1));
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    };
    checked(&*store);
    store.reindex(&mut |_, _| true).unwrap();
    checked(&*store);
    // Once the rejection is taken back, the entry is found again.
    store.correct(&new(snow, STATEMENT, Verdict::Confirmed)).unwrap();
    assert_eq!(n_found(&*store, List::Statements, |one| one.words = Some("snowed".into())), 1);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn people_are_told_of_each_other(folder: &Folder) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let mark = EntrySnapshot::of(&store.record(rain).unwrap(), STATEMENT).unwrap().mark();
    let seen =
        |last: i64, verdict| NewCorrection { mark: Some(format!("{mark}-{last}")), ..new(rain, STATEMENT, verdict) };
    let first = store.correct(&seen(0, Verdict::Confirmed)).unwrap();
    let error = store.correct(&seen(0, Verdict::Rejected)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stale);
    let expected = "Eve corrected entry s1 at 2025-02-15T08:00:00Z, after it was shown; look at it again";
    assert_eq!(error.to_string(), expected);
    store.correct(&seen(first, Verdict::Rejected)).unwrap();
    // A correction of another entry does not matter.
    store.correct(&new(rain, EntryId::Event(EventId(0)), Verdict::Confirmed)).unwrap();
}
