//! Keeping: what is new, what is known, what has changed, and what is there afterwards.

mod support;

use onrecord_store::{ErrorKind, Kept, Known, Provenance, Store};
use support::{FROM, Folder, record};

#[test]
fn the_same_article_changes_nothing() {
    let folder = Folder::new("same");
    let mut store = folder.store();
    let mut first = record("a", "it rained.");
    first.document.url = Some("https://example.org/a".to_owned());
    assert_eq!(store.known(&first.document).unwrap(), Known::New);
    let Kept::New(article) = store.keep(std::slice::from_ref(&first), FROM).unwrap()[0] else { panic!() };
    let before = store.stats().unwrap();
    // By its id, by its address, and by its text alone.
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
    // Twice in one batch is once, too.
    let twins = [record("b", "it snowed."), record("b", "it snowed.")];
    let kept = store.keep(&twins, FROM).unwrap();
    assert!(matches!(kept[..], [Kept::New(new), Kept::Same(same)] if new == same), "{kept:?}");
}

#[test]
fn a_changed_article_is_a_new_version() {
    let folder = Folder::new("changed");
    let mut store = folder.store();
    let first = record("a", "it rained.");
    let second = record("a", "it rained, and hard.");
    let Kept::New(article) = store.keep(std::slice::from_ref(&first), FROM).unwrap()[0] else { panic!() };
    assert_eq!(store.known(&second.document).unwrap(), Known::Changed(article));
    let later = Provenance { reader: "test-2", ..FROM };
    assert_eq!(store.keep(std::slice::from_ref(&second), later).unwrap(), [Kept::Changed(article, 2)]);
    // The first version comes again, as it does where both are in one folder.
    assert_eq!(store.keep(std::slice::from_ref(&first), FROM).unwrap(), [Kept::Same(article)]);
    assert_eq!(store.record(article).unwrap(), second);
    assert_eq!(store.record_of_version(article, 1).unwrap(), first);
    let readers: Vec<String> = store.versions(article).unwrap().into_iter().map(|version| version.reader).collect();
    assert_eq!(readers, ["test-1", "test-2"]);
    // What is found by is that of the second version only.
    let stats = store.stats().unwrap();
    assert_eq!((stats.n_articles, stats.n_versions, stats.n_statements, stats.n_events), (1, 2, 1, 1));
    assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new());
    // A title that was not known before makes a version, too.
    let mut titled = second.clone();
    titled.document.title = Some("Rain in Rome".to_owned());
    assert_eq!(store.keep(&[titled], FROM).unwrap(), [Kept::Changed(article, 3)]);
    let shown = store.article(article).unwrap();
    assert_eq!((shown.heading(), shown.version), ("Rain in Rome", 3));
    assert_eq!(store.article_by_id("a").unwrap(), article);
}

#[test]
fn a_broken_record_is_refused_and_the_batch_with_it() {
    let folder = Folder::new("broken");
    let mut store = folder.store();
    let mut broken = record("b", "it snowed.");
    broken.sentences[0].end = 999;
    let error = store.keep(&[record("a", "it rained."), broken], FROM).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Record);
    assert_eq!(store.stats().unwrap().n_articles, 0);
}

#[test]
fn damage_is_found_and_mended() {
    let folder = Folder::new("damage");
    let mut store = folder.store();
    store.keep(&[record("a", "it rained."), record("b", "it snowed.")], FROM).unwrap();
    store.keep(&[record("b", "it snowed, and hard.")], FROM).unwrap();
    assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new());
    let behind = rusqlite::Connection::open(folder.0.join("news.db")).unwrap();
    for (damage, expected) in [
        ("DELETE FROM part", "parts"),
        ("UPDATE statement SET cue = 'told'", "statements"),
        ("UPDATE event SET status = 3", "events"),
        ("UPDATE scene SET country = NULL", "places"),
        ("UPDATE \"cast\" SET n_mentions = 9", "actors"),
        ("UPDATE article SET lead = ''", "article"),
        ("UPDATE statement SET state = 1", "verdicts"),
        ("UPDATE story_article SET vector = x'0100000000000000'", "story"),
        ("DELETE FROM story_article", "story"),
        ("DELETE FROM article_words WHERE rowid IN (SELECT (day << 40) | (id << 16) FROM article)", "words"),
    ] {
        behind.execute_batch(damage).unwrap();
        let of = |id: &str, number| {
            format!("article {id:?}, version {number}: what is found by is not what the record says: {expected}")
        };
        let found = store.problems(|_, _| true).unwrap();
        let of_articles: Vec<&String> = found.iter().filter(|line| line.starts_with("article")).collect();
        assert_eq!(of_articles, [&of("a", 1), &of("b", 2)], "{damage}");
        // What is broken off changes nothing.
        assert!(!store.reindex(|_, _| false).unwrap());
        assert_eq!(store.problems(|_, _| true).unwrap(), found, "{damage}");
        assert!(store.reindex(|_, _| true).unwrap());
        assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new(), "{damage}");
    }
    for (damage, expected) in [
        ("UPDATE actor SET n_events = 7, first_day = 1", "actors: what is counted, not as the articles say: 1"),
        ("INSERT INTO actor_country VALUES (1, 'ITA', 1)", "actors: their countries, not as the articles say: 1"),
        ("UPDATE story SET n_articles = 5 WHERE id = 1", "story 1: the number of its articles is another one"),
        ("UPDATE story SET last_day = 5 WHERE id = 1", "story 1: its days are not those of its articles"),
        ("UPDATE story SET central = NULL WHERE id = 1", "story 1: the article that stands for it is not in it"),
        ("UPDATE story SET vector = x'' WHERE id = 1", "story 1: it is found by terms that are not its own"),
        ("DELETE FROM story_term WHERE story = 1", "story 1: it is found by terms that are not its own"),
        ("UPDATE story SET joined_into = 1", "story 1: it has articles, though it was joined into another one"),
        ("UPDATE term SET n_articles = 0 WHERE name = ''", "stories: expected to have counted 2 articles, found 0"),
    ] {
        behind.execute_batch(damage).unwrap();
        assert_eq!(store.problems(|_, _| true).unwrap(), [expected], "{damage}");
        assert!(store.reindex(|_, _| true).unwrap());
        assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new(), "{damage}");
    }
    behind.execute_batch("INSERT INTO event_words (event_words) VALUES ('delete-all')").unwrap();
    let found = store.problems(|_, _| true).unwrap();
    assert!(found.contains(&"full text: event_words is not what the rows say".to_owned()), "{found:?}");
    assert!(store.reindex(|_, _| true).unwrap());
    assert_eq!(store.problems(|_, _| true).unwrap(), Vec::<String>::new());
    behind.execute_batch("UPDATE version SET record = x'00' WHERE article = 2").unwrap();
    let found = store.problems(|_, _| true).unwrap();
    assert!(found.iter().any(|line| line.contains("\"b\", version 2: the record cannot be")), "{found:?}");
    assert_eq!(store.reindex(|_, _| true).unwrap_err().kind(), ErrorKind::Record);
}

#[test]
fn other_files_are_refused() {
    let folder = Folder::new("others");
    let path = folder.0.join("other.db");
    assert_eq!(Store::open(&path).unwrap_err().kind(), ErrorKind::Open);
    assert!(!path.exists());
    std::fs::write(&path, "It rained. ".repeat(500)).unwrap();
    assert_eq!(Store::create(&path).unwrap_err().kind(), ErrorKind::NotAStore);
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(Store::create(&path).unwrap_err().kind(), ErrorKind::NotAStore);
    drop(folder.store());
    let store = folder.0.join("news.db");
    rusqlite::Connection::open(&store).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(Store::open(&store).unwrap_err().kind(), ErrorKind::Newer);
    assert_eq!(Store::create(&folder.0).unwrap_err().kind(), ErrorKind::Open);
}

#[test]
fn a_reader_cannot_write() {
    let folder = Folder::new("readonly");
    drop(folder.store());
    let mut store = Store::open_read_only(&folder.0.join("news.db")).unwrap();
    assert_eq!(store.keep(&[record("a", "it rained.")], FROM).unwrap_err().kind(), ErrorKind::Database);
    assert_eq!(store.stats().unwrap().n_articles, 0);
}
