//! Corrections survive another reading and another version, and say where they no longer match.

mod support;

use onrecord_record::{EventId, Record, Span, StatementId, StatementKind};
use onrecord_store::{
    ArticleId, Change, EntryId, ErrorKind, Fate, Found, List, NewCorrection, Order, Provenance, Query, Store, Verdict,
};
use support::{FROM, Folder, record};

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

/// Returns the record read otherwise: another statement comes first.
fn otherwise(id: &str, words: &str) -> Record {
    let mut record = record(id, words);
    let mut other = record.statements[0].clone();
    other.content = vec![Span::new(13, 22)];
    record.statements.insert(0, other);
    record
}

fn fates(store: &Store, article: ArticleId) -> Vec<Fate> {
    store.corrections_of(article).unwrap().into_iter().map(|correction| correction.fate).collect()
}

fn verdicts(store: &Store) -> Vec<Option<Verdict>> {
    let page = store.find(List::Statements, &Query::default(), Order::Oldest, 10, 0).unwrap();
    let verdict = |found| match found {
        Found::Statement(found) => found.verdict,
        _ => None,
    };
    page.found.into_iter().map(verdict).collect()
}

#[test]
fn corrections_find_their_entries_again() {
    let folder = Folder::new("again");
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    store.correct(&new(rain, STATEMENT, Verdict::Rejected)).unwrap();
    store.correct(&new(rain, EntryId::Event(EventId(0)), Verdict::Confirmed)).unwrap();
    assert_eq!(fates(&store, rain), [Fate::Same(STATEMENT), Fate::Same(EntryId::Event(EventId(0)))]);
    assert_eq!(verdicts(&store), [Some(Verdict::Rejected)]);

    // Read again, the entry has another id.
    let from = Provenance { reader: "test-2", ..FROM };
    store.renew(&[(rain, otherwise("rain", "it rained."))], from).unwrap();
    let second = EntryId::Statement(StatementId(1));
    assert_eq!(fates(&store, rain)[0], Fate::Same(second));
    assert_eq!(verdicts(&store), [None, Some(Verdict::Rejected)]);
    store.reindex(|_, _| true).unwrap();
    assert_eq!(verdicts(&store), [None, Some(Verdict::Rejected)]);
    assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new());

    // Read otherwise, it is known by its words.
    let mut direct = otherwise("rain", "it rained.");
    direct.statements[1].kind = StatementKind::Direct;
    store.renew(&[(rain, direct)], from).unwrap();
    assert_eq!(fates(&store, rain)[0], Fate::Differs(second));

    // A new version that no longer says it.
    let mut silent = record("rain", "nothing.");
    silent.statements.clear();
    store.keep(&[silent], FROM).unwrap();
    assert_eq!(fates(&store, rain)[0], Fate::Gone);
    assert_eq!(store.corrections(1, 0).unwrap().0[0].verdict, Verdict::Confirmed);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = Folder::new("refused");
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
    check(&[("kind", "direct")], Verdict::Confirmed, wrong);
    check(&[], Verdict::Changed, wrong);
    let seen = NewCorrection { mark: Some("another".to_owned()), ..new(rain, STATEMENT, Verdict::Confirmed) };
    assert_eq!(store.correct(&seen).unwrap_err().kind(), ErrorKind::Stale);
    let nowhere = new(rain, EntryId::Statement(StatementId(5)), Verdict::Confirmed);
    assert_eq!(store.correct(&nowhere).unwrap_err().kind(), ErrorKind::NotFound);
}
