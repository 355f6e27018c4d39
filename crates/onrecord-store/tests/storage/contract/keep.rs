//! Adding articles: which ones are new, known or changed, and what the store contains afterwards.

use crate::support::{FROM, Folder, record};
use onrecord_record::{Origin, Record};
use onrecord_store::{Criteria, ErrorKind, Found, Kept, Known, List, Order, Provenance};

pub(crate) fn the_same_article_changes_nothing(folder: &Folder) {
    let mut store = folder.store();
    let mut first = record("a", "it rained.");
    first.document.url = Some("https://example.org/a".to_owned());
    assert_eq!(store.known(&first.document).unwrap(), Known::New);
    let Kept::New(article) = store.keep(std::slice::from_ref(&first), FROM).unwrap()[0] else { panic!() };
    let before = store.stats().unwrap();
    // The article is recognized by its id, by its URL, and by its text alone.
    let (mut by_url, mut by_text) = (first.clone(), first.clone());
    by_url.document.id = "other".to_owned();
    by_text.document.id = "another".to_owned();
    by_text.document.url = None;
    by_text.document.title = Some("Rain".to_owned());
    for again in [first.clone(), by_url, by_text] {
        assert_eq!(store.known(&again.document).unwrap(), Known::Same(article));
        assert_eq!(store.keep(&[again], FROM).unwrap(), [Kept::Same(article)]);
    }
    assert_eq!(store.stats().unwrap(), before);
    assert_eq!((before.n_articles, before.n_statements, before.n_events), (1, 1, 1));
    assert_eq!(store.record(article).unwrap(), first);
    // An article that occurs twice in one batch is stored once.
    let twins = [record("b", "it snowed."), record("b", "it snowed.")];
    let kept = store.keep(&twins, FROM).unwrap();
    assert!(matches!(kept[..], [Kept::New(new), Kept::Same(same)] if new == same), "{kept:?}");
}

pub(crate) fn a_changed_article_is_a_new_version(folder: &Folder) {
    let mut store = folder.store();
    let first = record("a", "it rained.");
    let second = record("a", "it rained, and hard.");
    let Kept::New(article) = store.keep(std::slice::from_ref(&first), FROM).unwrap()[0] else { panic!() };
    assert_eq!(store.known(&second.document).unwrap(), Known::Changed(article));
    let later = Provenance { reader: "test-2", ..FROM };
    assert_eq!(store.keep(std::slice::from_ref(&second), later).unwrap(), [Kept::Changed(article, 2)]);
    // The first version is added again, as happens if both versions are in one folder.
    assert_eq!(store.keep(std::slice::from_ref(&first), FROM).unwrap(), [Kept::Same(article)]);
    assert_eq!(store.record(article).unwrap(), second);
    assert_eq!(store.record_of_version(article, 1).unwrap(), first);
    let readers: Vec<String> = store.versions(article).unwrap().into_iter().map(|version| version.reader).collect();
    assert_eq!(readers, ["test-1", "test-2"]);
    // Only the second version is indexed.
    let stats = store.stats().unwrap();
    assert_eq!((stats.n_articles, stats.n_versions, stats.n_statements, stats.n_events), (1, 2, 1, 1));
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    // A title that was not known before also creates a new version.
    let mut titled = second.clone();
    titled.document.title = Some("Rain in Rome".to_owned());
    assert_eq!(store.keep(&[titled], FROM).unwrap(), [Kept::Changed(article, 3)]);
    let shown = store.article(article).unwrap();
    assert_eq!((shown.heading(), shown.version), ("Rain in Rome", 3));
    assert_eq!(store.article_by_id("a").unwrap(), article);
}

pub(crate) fn a_broken_record_is_refused_and_the_batch_with_it(folder: &Folder) {
    let mut store = folder.store();
    let mut broken = record("b", "it snowed.");
    broken.sentences[0].end = 999;
    let error = store.keep(&[record("a", "it rained."), broken], FROM).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Record);
    assert_eq!(store.stats().unwrap().n_articles, 0);
}

/// An article fetched from `host`, if given, with its own metadata.
fn from_source(words: &str, host: Option<&str>, url: Option<&str>, publisher: Option<&str>) -> Record {
    let mut record = record("n1", words);
    record.document.host = host.map(str::to_owned);
    record.document.url = url.map(str::to_owned);
    record.document.publisher = publisher.map(str::to_owned);
    record
}

pub(crate) fn nobody_takes_over_the_article_of_another(folder: &Folder) {
    const PAGE: Option<&str> = Some("https://www.post.example/rain");
    let first = |words| from_source(words, None, PAGE, Some("The Post"));
    let fetched = |words| from_source(words, Some("m.post.example"), PAGE, Some("The Post"));
    let mut store = folder.store();
    let Kept::New(article) = store.keep(&[first("it rained.")], FROM).unwrap()[0] else { panic!() };
    // The same text from another source is not new.
    let copy = from_source("it rained.", Some("copy.example"), PAGE, Some("The Post"));
    assert_eq!(store.keep(&[copy], FROM).unwrap(), [Kept::Same(article)]);
    let strangers = [
        from_source("it snowed.", None, Some("https://evil.example/rain"), Some("The Post")),
        from_source("it snowed, too.", None, PAGE, Some("Evil")),
        from_source("it hailed.", None, None, Some("The Post")),
        from_source("it hailed, too.", None, PAGE, None),
        from_source("it froze.", Some("evil.example"), PAGE, Some("The Post")),
        from_source("it froze, too.", Some("post.example.evil.example"), PAGE, Some("The Post")),
    ];
    let mut ids = vec!["n1".to_owned()];
    for stranger in &strangers {
        assert_eq!(store.known(&stranger.document).unwrap(), Known::New);
        let Kept::New(second) = store.keep(std::slice::from_ref(stranger), FROM).unwrap()[0] else { panic!() };
        let kept = store.record(second).unwrap();
        assert!(!ids.contains(&kept.document.id), "{ids:?}");
        let notice = kept.notices.last().unwrap();
        assert!(notice.code == "other-source" && notice.message.contains("from another source or to a fetched one"));
        ids.push(kept.document.id);
        // The article from the other source continues as an article of its own.
        let mut changed = stranger.clone();
        changed.document.title = Some("Weather".to_owned());
        assert_eq!(store.keep(&[changed], FROM).unwrap(), [Kept::Changed(second, 2)]);
        assert_eq!(store.keep(std::slice::from_ref(stranger), FROM).unwrap(), [Kept::Same(second)]);
    }
    assert_eq!(store.record(article).unwrap(), first("it rained."));
    // The article can be updated by its own publisher and by texts fetched from the site that it gives, and by no
    // others.
    assert_eq!(store.keep(&[first("it rained, and hard.")], FROM).unwrap(), [Kept::Changed(article, 2)]);
    assert_eq!(store.keep(&[fetched("it rained all day.")], FROM).unwrap(), [Kept::Changed(article, 3)]);
    assert!(matches!(store.keep(&[first("it did not rain.")], FROM).unwrap()[..], [Kept::New(_)]));
    assert_eq!(store.record(article).unwrap(), fetched("it rained all day."));
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn pages_are_known_where_they_come_from(folder: &Folder) {
    let mut store = folder.store();
    let rain = "https://post.example/rain";
    store.keep(&[from_source("it rained.", Some("post.example"), Some(rain), None)], FROM).unwrap();
    for (id, url, expected) in [
        (Some("n1"), "https://www.post.example/other", Some("n1")),
        (Some("other"), rain, Some("n1")),
        (None, rain, Some("n1")),
        // A feed from another source contains its id; the page is fetched nevertheless.
        (Some("n1"), "https://evil.example/rain", None),
        (Some("other"), "https://post.example/snow", None),
    ] {
        assert_eq!(store.id_at(id, url).unwrap().as_deref(), expected, "{id:?} {url}");
    }
}

pub(crate) fn the_origin_of_an_article_is_kept(folder: &Folder) {
    let mut store = folder.store();
    let origin = |part: &str| Some(Origin { path: "news/may.jsonl".to_owned(), part: Some(part.to_owned()) });
    let mut first = record("a", "it rained.");
    first.document.origin = origin("line 3");
    let Kept::New(article) = store.keep(std::slice::from_ref(&first), FROM).unwrap()[0] else { panic!() };
    assert_eq!(store.article(article).unwrap().origin, origin("line 3"));
    assert_eq!(store.record(article).unwrap().document.origin, origin("line 3"));
    // The same article from another input is not new.
    let mut again = first.clone();
    again.document.origin = origin("line 4");
    assert_eq!(store.keep(&[again], FROM).unwrap(), [Kept::Same(article)]);
    assert_eq!(store.article(article).unwrap().origin, origin("line 3"));
    let mut second = record("a", "it rained, and hard.");
    second.document.origin = origin("line 5");
    assert_eq!(store.keep(&[second], FROM).unwrap(), [Kept::Changed(article, 2)]);
    let found = store.find(&Criteria::default().query(List::Articles).unwrap(), Order::Newest, 10, 0).unwrap().found;
    let [Found::Article(found)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(found.origin, origin("line 5"));
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}
