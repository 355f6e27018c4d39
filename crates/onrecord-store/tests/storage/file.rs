//! Properties of the SQLite file: which files are rejected, and how damage is detected.

use onrecord_store::{Change, EntryId, ErrorKind, List, NewCorrection, SqliteStore, Storage, Verdict};

use crate::support::{FROM, Folder, record};

#[test]
fn damage_is_found_and_mended() {
    let folder = Folder::new("damage_is_found_and_mended", crate::create);
    let mut store = folder.store();
    store.keep(&[record("a", "it rained."), record("b", "it snowed.")], FROM).unwrap();
    store.keep(&[record("b", "it snowed, and hard.")], FROM).unwrap();
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    let behind = rusqlite::Connection::open(folder.path.join("news.db")).unwrap();
    for (damage, expected) in [
        ("DELETE FROM part", "parts"),
        ("UPDATE statement SET cue = 'told'", "statements"),
        ("UPDATE statement SET day = 9", "statements"),
        ("UPDATE event SET status = 3", "events"),
        ("UPDATE article_place SET country = NULL", "places"),
        ("UPDATE article_actor SET n_mentions = 9", "actors"),
        ("UPDATE article SET lead = ''", "article"),
        ("UPDATE statement SET state = 1", "statements"),
        ("UPDATE story_article SET vector = x'0100000000000000'", "story"),
        ("DELETE FROM story_article", "story"),
        ("DELETE FROM article_words WHERE rowid IN (SELECT time_key FROM article)", "words"),
    ] {
        behind.execute_batch(damage).unwrap();
        let of = |id: &str, number| {
            format!("article {id:?}, version {number}: the search index disagrees with the record: {expected}")
        };
        let found = store.problems(&mut |_, _| true).unwrap();
        let of_articles: Vec<&String> = found.iter().filter(|line| line.starts_with("article")).collect();
        assert_eq!(of_articles, [&of("a", 1), &of("b", 2)], "{damage}");
        // An operation that is interrupted changes nothing.
        assert!(!store.reindex(&mut |_, _| false).unwrap());
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), found, "{damage}");
        assert!(store.reindex(&mut |_, _| true).unwrap());
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new(), "{damage}");
    }
    for (damage, expected) in [
        ("UPDATE actor SET n_events = 7, first_day = 1", "actors: totals that disagree with the articles: 1"),
        ("INSERT INTO actor_country VALUES (1, 'ITA', 1)", "actors: countries that disagree with the articles: 1"),
        ("UPDATE story SET n_articles = 5 WHERE id = 1", "story 1: its number of articles is wrong"),
        ("UPDATE story SET last_day = 5 WHERE id = 1", "story 1: its days differ from those of its articles"),
        ("UPDATE story SET central = NULL WHERE id = 1", "story 1: its most typical article is not in it"),
        ("UPDATE story SET vector = x'' WHERE id = 1", "story 1: its vector is not the sum of its articles' vectors"),
        ("UPDATE story SET joined_into = 1", "story 1: it has articles although it was joined into another one"),
        ("UPDATE thread SET n_articles = 5 WHERE id = 1", "thread 1: its number of articles is wrong"),
        ("UPDATE thread SET vector = x'' WHERE id = 1", "thread 1: it is found by terms that are not its own"),
        ("DELETE FROM thread_term WHERE thread = 1", "thread 1: it is found by terms that are not its own"),
        ("UPDATE term SET n_articles = 0 WHERE name = ''", "stories: expected a count of 2 articles, found 0"),
    ] {
        behind.execute_batch(damage).unwrap();
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), [expected], "{damage}");
        assert!(store.reindex(&mut |_, _| true).unwrap());
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new(), "{damage}");
    }
    behind.execute_batch("INSERT INTO event_words (event_words) VALUES ('delete-all')").unwrap();
    let found = store.problems(&mut |_, _| true).unwrap();
    assert!(found.contains(&"full text: event_words disagrees with the rows that it indexes".to_owned()), "{found:?}");
    assert!(store.reindex(&mut |_, _| true).unwrap());
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    behind.execute_batch("UPDATE version SET record = x'00' WHERE article = 2").unwrap();
    let found = store.problems(&mut |_, _| true).unwrap();
    assert!(found.iter().any(|line| line.contains("\"b\", version 2: the record is damaged")), "{found:?}");
    assert_eq!(store.reindex(&mut |_, _| true).unwrap_err().kind(), ErrorKind::Record);
}

/// Any change of a row since it was written is detected, even if the new value is plausible.
#[test]
fn changed_rows_have_the_wrong_checksum() {
    let folder = Folder::new("changed_rows_have_the_wrong_checksum", crate::create);
    let mut store = folder.store();
    store.keep(&[record("a", "it rained."), record("b", "it snowed.")], FROM).unwrap();
    let article = store.article_by_id("a").unwrap();
    let entry = EntryId::parse("s1").unwrap();
    let (author, note, time) = ("Eve".to_owned(), String::new(), "2025-02-14T09:00:00Z".to_owned());
    let verdict = Verdict::Confirmed;
    store
        .correct(&NewCorrection { article, entry, mark: None, verdict, change: Change::new(), author, note, time })
        .unwrap();
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    let behind = rusqlite::Connection::open(folder.path.join("news.db")).unwrap();
    for (table, change) in [
        ("version", "record = (SELECT record FROM version WHERE article = 2)"),
        ("version", "url = 'https://example.org/a'"),
        ("version", "site = 'example.org'"),
        ("version", "claimed_site = 'example.org'"),
        ("version", "publisher = 'the post'"),
        ("version", "hash = text_hash"),
        ("version", "text_hash = hash"),
        ("version", "checksum = x''"),
        ("correction", "verdict = 2"),
        ("correction", "author = 'Ann'"),
        ("correction", "note = 'so'"),
        ("correction", "was = replace(was, 'Lee', 'Ray')"),
        ("correction", "change = '{\"cue\":\"told\"}'"),
        ("correction", "time = '2025-02-14T09:00:01Z'"),
    ] {
        behind.execute_batch(&format!("CREATE TABLE old AS SELECT * FROM {table}")).unwrap();
        behind.execute_batch(&format!("UPDATE {table} SET {change} WHERE article = 1")).unwrap();
        let found = store.problems(&mut |_, _| true).unwrap();
        assert!(found.iter().any(|line| line.contains("its checksum is wrong")), "{change}: {found:?}");
        if table == "version" {
            assert_eq!(store.record(article).unwrap_err().kind(), ErrorKind::Record, "{change}");
        } else {
            assert_eq!(store.corrections_of(article).unwrap(), [], "{change}");
        }
        let columns = change.split(" = ").next().unwrap();
        let put_back = format!(
            "UPDATE {table} SET {columns} = (SELECT {columns} FROM old WHERE old.id = {table}.id); DROP TABLE old"
        );
        behind.execute_batch(&put_back).unwrap();
        assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new(), "{change}");
    }
}

#[test]
fn other_files_are_refused() {
    let folder = Folder::new("other_files_are_refused", crate::create);
    let path = folder.path.join("other.db");
    assert_eq!(SqliteStore::open(&path).unwrap_err().kind(), ErrorKind::Open);
    assert!(!path.exists());
    std::fs::write(&path, "It rained. ".repeat(500)).unwrap();
    assert_eq!(SqliteStore::create(&path).unwrap_err().kind(), ErrorKind::NotAStore);
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(SqliteStore::create(&path).unwrap_err().kind(), ErrorKind::NotAStore);
    drop(folder.store());
    let store = folder.path.join("news.db");
    rusqlite::Connection::open(&store).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(SqliteStore::open(&store).unwrap_err().kind(), ErrorKind::Newer);
    assert_eq!(SqliteStore::create(&folder.path).unwrap_err().kind(), ErrorKind::Open);
}

/// Work on many records stops between two records once the result is no longer needed.
#[test]
fn reading_stops_when_nobody_wants_it() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = Folder::new("reading_stops_when_nobody_wants_it", crate::create);
    folder.store().keep(&[record("a", "it rained.")], FROM).unwrap();
    let mut store = SqliteStore::open_read_only(&folder.path.join("news.db")).unwrap();
    let (article, is_gone) = (store.article_by_id("a").unwrap(), Arc::new(AtomicBool::new(false)));
    let flag = Arc::clone(&is_gone);
    store.stop_reading_when(Some(Box::new(move || flag.load(Ordering::Relaxed))));
    assert!(store.record(article).is_ok());
    is_gone.store(true, Ordering::Relaxed);
    let story = store.story_of(article).unwrap().unwrap();
    for error in [
        store.record(article).unwrap_err(),
        store.corrected(article, List::Articles, &[]).unwrap_err(),
        store.story(story).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Interrupted);
    }
    store.stop_reading_when(None);
    assert!(store.record(article).is_ok());
}

#[test]
fn a_reader_cannot_write() {
    let folder = Folder::new("a_reader_cannot_write", crate::create);
    drop(folder.store());
    let mut store = SqliteStore::open_read_only(&folder.path.join("news.db")).unwrap();
    assert_eq!(store.keep(&[record("a", "it rained.")], FROM).unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(store.stats().unwrap().n_articles, 0);
}
