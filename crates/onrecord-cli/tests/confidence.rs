//! `--min-confidence` of the commands that write records and entries.

mod command;

use command::{Folder, Ran};
use onrecord_record::{MinConfidence, Record, check, json, with_min_confidence, with_min_speaker_confidence};
use onrecord_store::{ArticleId, EntryId, NewCorrection, SqliteStore, Storage, Verdict};
use serde_json::Value;

const ARTICLE: &str = "“Police arrested 11 miners in Rome on Monday,” Ann Lee said. \
    Troops may attack the town. According to officials, Peru will not meet Chile. Bob Ray told her that it rained.\n";

/// Returns the records that a run wrote as JSON Lines, and checks that they are valid.
fn records(ran: &Ran) -> Vec<Record> {
    ran.check(0, "");
    let records: Vec<Record> = ran.out.lines().map(|line| json::parse(line).unwrap()).collect();
    for record in &records {
        assert_eq!(check::problems(record), Vec::<String>::new());
    }
    records
}

fn confidences(record: &Record) -> (Vec<f32>, Vec<f32>) {
    let statements = record.statements.iter().map(|statement| statement.confidence);
    (statements.collect(), record.events.iter().map(|event| event.confidence).collect())
}

/// Returns minimum confidences that leave out no entries, some entries, and all entries.
fn minimums(record: &Record) -> Vec<String> {
    let (statements, events) = confidences(record);
    assert!(!statements.is_empty() && events.iter().any(|event| *event != events[0]), "{statements:?} {events:?}");
    let own = statements.into_iter().chain(events).map(|confidence| confidence.to_string());
    ["0".to_owned(), "1".to_owned()].into_iter().chain(own).collect()
}

#[test]
fn records_are_read_without_unsure_entries() {
    let folder = Folder::new("confidence-read");
    folder.write("a.txt", ARTICLE);
    let whole = records(&folder.run("read a.txt")).remove(0);
    for minimum in minimums(&whole) {
        let part = records(&folder.run(&format!("read a.txt --min-confidence {minimum}"))).remove(0);
        let least = MinConfidence::parse(&minimum).unwrap();
        assert_eq!(part, with_min_confidence(whole.clone(), least), "{minimum}");
    }
    let all = confidences(&whole).1;
    let most = all.iter().copied().fold(0.0, f32::max);
    let table = folder.run(&format!("read a.txt --format csv --table events --min-confidence {most}"));
    table.check(0, "");
    let n_most = all.iter().filter(|event| **event == most).count();
    assert!(n_most < all.len());
    assert_eq!(table.out.lines().count(), n_most + 1, "{}", table.out);
    let text = folder.run("read a.txt --format text --min-confidence 1");
    assert!(text.out.contains("with a confidence below 1"), "{}", text.out);
}

#[test]
fn stores_keep_records_whole_and_are_filtered_when_asked() {
    let folder = Folder::new("confidence-store");
    folder.write("a.txt", ARTICLE);
    folder.run("add a.txt --store news.db --quiet").check(0, "");
    let whole = records(&folder.run("export --store news.db")).remove(0);
    for minimum in minimums(&whole) {
        let least = MinConfidence::parse(&minimum).unwrap();
        let sure = |all: Vec<f32>| all.into_iter().filter(|one| least.allows(*one)).count();
        let (statements, events) = confidences(&whole);
        let (n_statements, n_events) = (sure(statements), sure(events));
        for (list, n) in [("statements", n_statements), ("events", n_events)] {
            let args = format!("--in {list} --store news.db --min-confidence {minimum}");
            let found = folder.run(&format!("find {args} --format json"));
            found.check(0, "");
            let page: Value = serde_json::from_str(&found.out).unwrap();
            assert_eq!(page["found"].as_array().map(Vec::len), Some(n), "{args}");
            let exported = folder.run(&format!("export {args} --quiet"));
            let written = records(&exported).pop().map(|record| confidences(&record)).unwrap_or_default();
            assert_eq!(if list == "events" { written.1.len() } else { written.0.len() }, n, "{args}");
            assert!(written.0.iter().chain(&written.1).all(|confidence| least.allows(*confidence)), "{written:?}");
        }
        for list in ["articles", "actors"] {
            let exported = folder.run(&format!("export --in {list} --store news.db --min-confidence {minimum}"));
            assert_eq!(records(&exported), [with_min_confidence(whole.clone(), least)], "{list} {minimum}");
        }
    }
    assert_eq!(records(&folder.run("export --store news.db")), [whole]);
}

#[test]
fn corrected_records_are_filtered_by_what_people_said() {
    let folder = Folder::new("confidence-corrected");
    folder.write("a.txt", ARTICLE);
    folder.run("add a.txt --store news.db --quiet").check(0, "");
    let mut store = SqliteStore::open(&folder.path("news.db")).unwrap();
    let confirmed = NewCorrection {
        article: ArticleId(1),
        entry: EntryId::parse("e1").unwrap(),
        mark: None,
        verdict: Verdict::Confirmed,
        change: [].into(),
        author: String::new(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    };
    store.correct(&confirmed).unwrap();
    drop(store);
    let events = |options: &str| {
        let ran = folder.run(&format!("export --store news.db --min-confidence 1{options}"));
        records(&ran).iter().map(|record| record.events.len()).collect::<Vec<_>>()
    };
    assert_eq!(events(" --as-read"), [0]);
    assert_eq!(events(""), [1]);
    assert_eq!(events(" --in events"), [1]);
    let found = folder.run("find --in events --store news.db --min-confidence 1 --format jsonl");
    assert_eq!(found.out.lines().count(), 1, "{found:?}");
}

#[test]
fn wrong_usage_is_explained() {
    let folder = Folder::new("confidence-usage");
    folder.write("a.txt", ARTICLE);
    for args in ["read a.txt", "find --store news.db", "export --store news.db"] {
        for wrong in ["1.01", "-0.1", "NaN", "30%", "x"] {
            let ran = folder.run(&format!("{args} --min-confidence={wrong}"));
            assert_eq!(ran.code, Some(2), "{args} {wrong}: {ran:?}");
            assert!(ran.err.contains("expected a number from 0 to 1, such as 0.3"), "{args} {wrong}: {ran:?}");
        }
    }
    folder.run("add a.txt --store news.db --quiet").check(0, "");
    for list in ["articles", "actors"] {
        let message = "onrecord: confidence applies only to statements and events\n";
        folder.run(&format!("find --in {list} --store news.db --min-confidence 0.5")).check(2, message);
    }
    // `add` has no minimum confidence, since stored records are complete.
    let ran = folder.run("add a.txt --store news.db --min-confidence 0.5");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let help = folder.run("add --help").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("The store keeps complete records"), "{help}");
}

#[test]
fn records_are_read_without_unsure_speakers() {
    let folder = Folder::new("confidence-speakers");
    folder.write("a.txt", ARTICLE);
    let whole = records(&folder.run("read a.txt")).remove(0);
    assert!(whole.statements.iter().any(|statement| statement.speaker_confidence.is_some()), "{:?}", whole.statements);
    for minimum in ["0", "0.5", "1"] {
        let part = records(&folder.run(&format!("read a.txt --min-speaker-confidence {minimum}"))).remove(0);
        let least = MinConfidence::parse(minimum).unwrap();
        assert_eq!(part, with_min_speaker_confidence(whole.clone(), least), "{minimum}");
    }
    let none = records(&folder.run("read a.txt --min-speaker-confidence 1")).remove(0);
    assert!(none.statements.iter().all(|statement| statement.speakers.is_empty()), "{:?}", none.statements);
    let wrong = folder.run("read a.txt --min-speaker-confidence 80%");
    assert!(wrong.code == Some(2) && wrong.err.contains("expected a number from 0 to 1"), "{wrong:?}");
}
