//! `onrecord stats`, `check`, `export` and `reread`, as a person or a script runs them.

mod command;

use command::Folder;

const ROWS: &str = r#"{"id": "n1", "title": "Rain", "published": "2025-02-13", "text": "“It rained in Rome,” Ann Lee said. “It will rain again,” Bob Ray said."}
{"id": "n2", "published": "2025-02-14", "text": "“It snowed,” Ann Lee said."}
"#;

fn store(name: &str) -> Folder {
    Folder::with_store(name, ROWS)
}

fn behind(folder: &Folder, sql: &str) {
    rusqlite::Connection::open(folder.path("news.db")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn stores_are_counted() {
    let folder = store("stats");
    let ran = folder.run("stats --store news.db");
    ran.check(0, "");
    assert!(ran.out.starts_with("articles    2\npublished   2025-02-13 to 2025-02-14, 0 without"), "{ran:?}");
    let json: serde_json::Value = serde_json::from_str(&folder.run("stats --store news.db -f json").out).unwrap();
    assert_eq!((json["articles"].as_u64(), json["statements"].as_u64()), (Some(2), Some(3)));
    assert!(
        json["readers"][0]["version"].as_str().unwrap().starts_with(concat!(env!("CARGO_PKG_VERSION"), ", model "))
    );
    folder.run("stats --store none.db").check(2, "onrecord: none.db: there is no such store\n");
}

#[test]
fn damage_is_reported_and_repaired() {
    let folder = store("check");
    folder.run("check --store news.db").check(0, "onrecord: the store is intact\n");
    behind(&folder, "DELETE FROM part WHERE role = 1; UPDATE article_place SET country = 'XXX'");
    let ran = folder.run("check --store news.db");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let expected = "article \"n1\", version 1: the search index disagrees with the record: parts";
    assert!(ran.out.lines().any(|line| line.starts_with(expected)), "{ran:?}");
    folder.run("check --store news.db --mend --quiet").check(0, "");
    assert_eq!(folder.run("find --speaker lee --store news.db").out.lines().count(), 2);
    folder.write("a.txt", "It rained.");
    // With overwritten database pages, `check` reports what can be recovered, and `export` recovers it.
    let whole = std::fs::read(folder.path("news.db")).unwrap();
    let page = usize::from(u16::from_be_bytes([whole[16], whole[17]]));
    let mut damaged = whole.clone();
    let db = rusqlite::Connection::open(folder.path("news.db")).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'part'";
    let root = usize::from(db.query_row(sql, [], |row| row.get::<_, u16>(0)).unwrap());
    damaged[(root - 1) * page..root * page].fill(0xa5);
    folder.write("damaged.db", damaged);
    let ran = folder.run("check --store damaged.db");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.lines().count() > 1 && ran.out.starts_with("file: "), "{ran:?}");
    let saved = "the records of 2 of 2 articles can still be read; to save them, run: \
         onrecord export --store damaged.db --out saved.jsonl";
    assert!(ran.err.contains(saved), "{ran:?}");
    assert_eq!(folder.run("export --store damaged.db").out.lines().count(), 2);
    folder.write("half.db", &whole[..whole.len() / 4]);
    let ran = folder.run("check --store half.db");
    assert!(ran.code == Some(1) && ran.err.contains("none of the records can be read"), "{ran:?}");
    folder.run("check --store a.txt").check(2, "onrecord: a.txt: expected a store of onrecord, found another file\n");
}

#[test]
fn records_are_exported_whole_or_in_part() {
    let folder = store("export");
    let read = folder.run("read rows.jsonl --quiet");
    let all = folder.run("export --store news.db");
    all.check(0, "");
    assert_eq!(all.out, read.out);
    // Everything in CSV is equal except the decimals of probabilities, of which records have four.
    for format in ["csv --table actors", "gdelt", "gdelt-mentions", "polecat", "plover", "json", "text"] {
        let read = folder.run(&format!("read rows.jsonl --quiet --format {format}"));
        assert_eq!(folder.run(&format!("export --store news.db --format {format}")).out, read.out, "{format}");
    }
    assert_eq!(folder.run("export --store news.db --until 2025-02-13").ids(), ["n1"]);
    let lee = folder.run("export --store news.db --in statements --speaker Lee --format csv");
    lee.check(0, "");
    assert_eq!(lee.out.lines().count(), 3, "{lee:?}");
    assert!(!lee.out.contains("Bob"), "{lee:?}");
    folder.run("export --store news.db --out news.jsonl").check(0, "");
    assert_eq!(std::fs::read_to_string(folder.path("news.jsonl")).unwrap(), read.out);
    folder.run("export --store news.db --format brat --out brat").check(0, "");
    // There is a text file and an annotation file for each article, and `annotation.conf`.
    assert_eq!(std::fs::read_dir(folder.path("brat")).unwrap().count(), 5);
    let nothing = folder.run("export --store news.db hail --out nothing.jsonl");
    nothing.check(0, "onrecord: nothing found to write\n");
    for (args, expected) in [
        ("--out news.db", "onrecord: the file of --out is the store; expected another name\n"),
        ("--format brat", "expected --out FOLDER"),
        ("--status planned", "onrecord: status applies only to events\n"),
    ] {
        let ran = folder.run(&format!("export --store news.db {args}"));
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{args}: {ran:?}");
    }
    assert!(!folder.names().contains(&"nothing.jsonl".to_owned()));
}

#[test]
fn corrections_are_applied() {
    let folder = store("corrected");
    use onrecord_store::Storage as _;
    let mut store = onrecord_store::SqliteStore::open(&folder.path("news.db")).unwrap();
    let article = store.article_by_id("n1").unwrap();
    let rejected = onrecord_store::NewCorrection {
        article,
        entry: onrecord_store::EntryId::parse("s1").unwrap(),
        mark: None,
        verdict: onrecord_store::Verdict::Rejected,
        change: onrecord_store::Change::new(),
        author: "Eve".to_owned(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    };
    store.correct(&rejected).unwrap();
    drop(store);
    let n_rows = |args: &str| folder.run(&format!("export --store news.db --format csv {args}")).out.lines().count();
    assert_eq!((n_rows("--as-read"), n_rows(""), n_rows("--corrected")), (4, 3, 3));
    let n_rejected = n_rows("--in statements --verdict rejected --as-read");
    assert_eq!((n_rejected, n_rows("--in statements --verdict none")), (2, 3));
    assert_eq!(folder.run("find --verdict rejected --store news.db").out.lines().count(), 1);
    let wrong = folder.run("find --verdict wrong --store news.db");
    wrong.check(2, "onrecord: expected a verdict (none, confirmed, changed, rejected), found \"wrong\"\n");
}

#[test]
fn old_records_are_replaced() {
    let folder = store("reread");
    let before = folder.run("export --store news.db").out;
    folder.run("reread --store news.db").check(0, "onrecord: replaced 0 of 0 records\n");
    behind(&folder, "UPDATE version SET reader = 'old' WHERE doc_id = 'n1'");
    folder.run("reread --store news.db").check(0, "onrecord: replaced 1 of 1 records\n");
    folder.run("reread --store news.db --all").check(0, "onrecord: replaced 2 of 2 records\n");
    assert_eq!(folder.run("export --store news.db").out, before);
    // A record that cannot be read is left unchanged.
    behind(&folder, "UPDATE version SET reader = 'old', record = x'00' WHERE doc_id = 'n2'");
    let ran = folder.run("reread --store news.db");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.ends_with("onrecord: replaced 0 of 1 records, 1 failed\n"), "{ran:?}");
    assert_eq!(folder.run("check --store news.db --quiet").code, Some(1));
}

#[cfg(unix)]
#[test]
fn reading_again_goes_on_after_a_kill() {
    let folder = Folder::new("reread-kill");
    let rows = |n: usize| {
        (0..n).map(|idx| format!("{{\"id\": \"n{idx}\", \"text\": \"It rained for {idx} days, she said.\"}}\n"))
    };
    folder.write("rows.jsonl", rows(600).collect::<String>());
    folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
    let before = folder.run("export --store news.db").out;
    behind(&folder, "UPDATE version SET reader = 'old'");
    let old = || {
        let conn = rusqlite::Connection::open(folder.path("news.db")).unwrap();
        let sql = "SELECT count(*) FROM version WHERE reader = 'old'";
        conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let mut child = folder.command("reread --store news.db --threads 1").spawn().unwrap();
    while old() == 600 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let n_left = old();
    assert!((0..600).contains(&n_left), "{n_left}");
    folder.run("reread --store news.db").check(0, &format!("onrecord: replaced {n_left} of {n_left} records\n"));
    assert_eq!(folder.run("export --store news.db").out, before);
    folder.run("check --store news.db --quiet").check(0, "");
}

/// A store owned by another user can be read, checked and served, and a missing permission is not reported as damage.
#[cfg(unix)]
#[test]
fn a_read_only_store_is_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let folder = store("read-only");
    let path = folder.path("news.db");
    let set = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(&path, 0o444);
    set(&folder.path("."), 0o555);
    let is_root = std::fs::metadata(&path).unwrap().uid() == 0;
    let run = |args: &str| {
        let mut command = folder.command(args);
        if is_root {
            // File permissions do not restrict root, so the command runs as another user.
            command.uid(65_534).gid(65_534);
        }
        let ended = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ended.status.code(), text(ended.stdout), text(ended.stderr))
    };
    let (code, found, err) = run("find --speaker lee --store news.db");
    assert_eq!((code, found.lines().count(), err.as_str()), (Some(0), 2, ""));
    assert_eq!(run("export --store news.db").1.lines().count(), 2);
    assert!(run("stats --store news.db").1.starts_with("articles    2\n"));
    let (code, out, err) = run("check --store news.db");
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    let told = "onrecord: the store is read-only; its full text cannot be compared with its rows\n\
        onrecord: the store is intact\n";
    assert_eq!(err, told);
    let denied = "onrecord: news.db: it is read-only; check the permissions of the file and its folder\n";
    let (code, _, err) = run("reread --store news.db --all");
    assert_eq!((code, err.as_str()), (Some(2), denied));
    set(&path, 0o000);
    for command in ["check", "stats"] {
        let (code, out, err) = run(&format!("{command} --store news.db"));
        let denied = "onrecord: news.db: no permission to read it\n";
        assert_eq!((code, out.as_str(), err.as_str()), (Some(2), "", denied), "{command}");
    }
    set(&folder.path("."), 0o755);
}
