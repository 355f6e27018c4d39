//! `onrecord corrections`, as a script runs it.

mod command;

use command::Folder;
use onrecord_store::{Change, EntryId, NewCorrection, SqliteStore, Storage, Verdict};
use serde_json::Value;

const ROWS: &str = r#"{"id": "n1", "title": "Rain", "published": "2025-02-13", "text": "“It rained in Rome,” Ann Lee said."}
"#;

/// Stores a person's correction of an entry, as the web pages do.
fn correct(folder: &Folder, entry: &str, verdict: Verdict, note: &str) {
    let mut store = SqliteStore::open(&folder.path("news.db")).unwrap();
    let new = NewCorrection {
        article: store.article_by_id("n1").unwrap(),
        entry: EntryId::parse(entry).unwrap(),
        mark: None,
        verdict,
        change: Change::new(),
        author: "Eve".to_owned(),
        note: note.to_owned(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    };
    store.correct(&new).unwrap();
}

fn lines(folder: &Folder) -> Vec<Value> {
    let ran = folder.run("corrections --store news.db");
    ran.check(0, "");
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn corrections_are_lines_the_latest_first() {
    let folder = Folder::new("corrections");
    folder.write("rows.jsonl", ROWS);
    folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
    assert!(lines(&folder).is_empty());
    correct(&folder, "s1", Verdict::Confirmed, "");
    // A run of white space becomes one space.
    correct(&folder, "s1", Verdict::Rejected, "nobody said it\n<b>");
    let found = lines(&folder);
    let verdicts: Vec<&Value> = found.iter().map(|one| &one["verdict"]).collect();
    assert_eq!(verdicts, ["rejected", "confirmed"]);
    let latest = &found[0];
    assert_eq!((&latest["article"]["id"], &latest["version"]), (&"n1".into(), &1.into()), "{latest:#}");
    assert_eq!((&latest["author"], &latest["note"]), (&"Eve".into(), &"nobody said it <b>".into()), "{latest:#}");
    assert_eq!((&latest["now"], &latest["entry"]), (&"same".into(), &"s1".into()), "{latest:#}");
    assert!(latest["was"].to_string().contains("It rained in Rome"), "{latest:#}");

    // A damaged correction is left out and reported.
    let behind = rusqlite::Connection::open(folder.path("news.db")).unwrap();
    behind.execute_batch("UPDATE correction SET note = 'x' WHERE id = 1").unwrap();
    let ran = folder.run("corrections --store news.db");
    let told = "onrecord: 1 correction is damaged and was left out; onrecord check lists the numbers\n";
    ran.check(0, told);
    assert_eq!(ran.out.lines().count(), 1);
    behind.execute_batch("UPDATE correction SET note = '' WHERE id = 1").unwrap();

    // Corrections survive a new version of the article, and state whether it still has the entry.
    folder.write("rows.jsonl", ROWS.replace("“It rained in Rome,” Ann Lee said.", "Nothing happened."));
    folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
    let found = lines(&folder);
    assert_eq!((found.len(), &found[0]["now"], &found[0]["entry"]), (2, &"gone".into(), &Value::Null), "{found:#?}");
    folder.run("corrections --store none.db").check(2, "onrecord: none.db: there is no such store\n");
    let ran = folder.run("corrections");
    assert!(ran.code == Some(2) && ran.err.contains("--store"), "{ran:?}");
}
