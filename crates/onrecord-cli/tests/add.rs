//! `onrecord add`, as a person or a script runs it.

mod command;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};

use command::Folder;

const ARTICLE: &str = "“It rained,” Ann Lee said.\n";

/// Returns rows of JSON Lines for these numbers, each with a different text.
fn rows(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|idx| format!("{{\"id\": \"n{idx}\", \"text\": \"It rained for {idx} days, she said.\"}}\n")).collect()
}

/// Returns the ids in the store, read directly from the database.
fn ids(folder: &Folder) -> Vec<String> {
    let conn = rusqlite::Connection::open(folder.path("news.db")).unwrap();
    let mut all = conn.prepare("SELECT doc_id FROM article ORDER BY id").unwrap();
    all.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn articles_are_kept_once() {
    let folder = Folder::new("add");
    folder.write("a.txt", ARTICLE);
    folder.write("rows.jsonl", rows(0..3));
    let ran = folder.run("add a.txt rows.jsonl --store news.db --verbose");
    ran.check(0, "onrecord: articles: 4 new\n");
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("new\t")).count(), 4, "{ran:?}");
    assert!(ran.out.ends_with("new\tn0\nnew\tn1\nnew\tn2\n"), "{ran:?}");
    let again = folder.run("add a.txt rows.jsonl --store news.db --verbose");
    again.check(0, "onrecord: articles: 0 new, 4 unchanged\n");
    assert_eq!(again.out, ran.out.replace("new\t", "same\t"));
    folder.write("rows.jsonl", rows(0..3).replace("It rained for 1 days", "It rained for one day"));
    let changed = folder.run("add rows.jsonl --store news.db");
    changed.check(0, "onrecord: articles: 0 new, 1 changed, 2 unchanged\n");
    assert_eq!(changed.out, "");
    folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
    assert_eq!(ids(&folder)[1..], ["n0", "n1", "n2"]);
    // An article recognized by its text is reported with the id that it has in the store.
    folder.write("again.jsonl", rows(0..1).replace("n0", "other"));
    assert_eq!(folder.run("add again.jsonl --store news.db --quiet --verbose").out, "same\tn0\n");
}

#[test]
fn an_id_that_comes_twice_in_one_run_is_told() {
    let folder = Folder::new("add-twice");
    folder.write("rows.jsonl", rows(0..2) + &rows(5..6).replace("n5", "n1"));
    let ran = folder.run("add rows.jsonl --store news.db");
    let told = "1 of them had an id used before in this run, such as n1, and replaced that article";
    ran.check(0, &format!("onrecord: articles: 2 new, 1 changed; {told}\n"));
    // A new version in a later run is normal and not reported.
    folder.write("rows.jsonl", rows(7..8).replace("n7", "n1"));
    folder.run("add rows.jsonl --store news.db").check(0, "onrecord: articles: 0 new, 1 changed\n");
}

#[test]
fn bad_inputs_are_reported_and_the_rest_is_kept() {
    let folder = Folder::new("add-bad");
    folder.write("rows.jsonl", rows(0..2) + "no\n");
    let ran = folder.run("add rows.jsonl missing.txt --store news.db");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.starts_with("onrecord: rows.jsonl, line 3: "), "{ran:?}");
    assert!(ran.err.ends_with("onrecord: articles: 2 new, 2 failed\n"), "{ran:?}");
    assert_eq!(folder.run("add missing.txt --store news.db").code, Some(2));
    folder.write("a.txt", ARTICLE);
    for (args, expected) in [
        ("add a.txt", "--store <FILE>"),
        ("add a.txt --store a.txt", "onrecord: the file of --store is also an input; expected another name\n"),
        ("add rows.jsonl --store a.txt", "onrecord: a.txt: expected a store of onrecord, found another file\n"),
        ("add a.txt --store .", "onrecord: .: expected the name of a file, found a folder\n"),
        ("add a.txt --store none/news.db", "onrecord: none/news.db: "),
    ] {
        let ran = folder.run(args);
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{args}: {ran:?}");
    }
    assert_eq!(std::fs::read_to_string(folder.path("a.txt")).unwrap(), ARTICLE);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_the_articles_being_read_and_the_next_run_goes_on() {
    let folder = Folder::new("add-interrupt");
    let mut child = folder.command("add - --store news.db --verbose --threads 1").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The input is longer than the part used to detect the format, and stays open, as a terminal does.
    input.write_all(rows(0..4000).as_bytes()).unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said: BTreeSet<String> = [told.next().unwrap().unwrap()].into();
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    said.extend(told.map(Result::unwrap));
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let kept: BTreeSet<String> = ids(&folder).into_iter().map(|id| format!("new\t{id}")).collect();
    assert_eq!(said, kept);
    assert!(kept.len() < 4000, "it was stopped");
    drop(input);
    let again = folder.run_with("add - --store news.db --verbose", rows(0..kept.len() + 5).as_bytes());
    again.check(0, &format!("onrecord: articles: 5 new, {} unchanged\n", kept.len()));
}

#[cfg(unix)]
#[test]
fn kill_loses_nothing_that_was_reported() {
    let folder = Folder::new("add-kill");
    let mut said = BTreeSet::new();
    for round in 0..5_u32 {
        let mut child = folder.command("add - --store news.db --verbose --quiet").spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        // A program that is killed does not read its input to the end.
        let writing = std::thread::spawn(move || drop(input.write_all(rows(0..4000).as_bytes())));
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // Each round is killed at a different time after its first batch.
        said.extend(lines.by_ref().filter_map(|line| line.strip_prefix("new\t").map(str::to_owned)).next());
        std::thread::sleep(std::time::Duration::from_millis(u64::from(37 * round)));
        child.kill().unwrap();
        said.extend(lines.filter_map(|line| line.strip_prefix("new\t").map(str::to_owned)));
        child.wait().unwrap();
        writing.join().unwrap();
        let kept = ids(&folder);
        let lost: Vec<&String> = said.iter().filter(|id| !kept.contains(id)).collect();
        assert!(lost.is_empty(), "round {round} lost {lost:?}");
        // The store has the articles in input order, from the beginning, without duplicates.
        let expected: Vec<String> = (0..kept.len()).map(|idx| format!("n{idx}")).collect();
        assert_eq!(kept, expected, "round {round}");
    }
    assert!(said.len() >= 5 && said.len() < 4000, "{}", said.len());
    let conn = rusqlite::Connection::open(folder.path("news.db")).unwrap();
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn the_environment_may_name_the_store() {
    let folder = Folder::new("add-env");
    folder.write("a.txt", ARTICLE);
    let with_env = |args: &str| folder.command(args).env("ONRECORD_STORE", folder.path("news.db")).output().unwrap();
    assert!(with_env("add a.txt --quiet").status.success());
    assert_eq!(ids(&folder).len(), 1);
    assert!(String::from_utf8(with_env("find --speaker Lee --format jsonl").stdout).unwrap().contains("It rained"));
    assert!(with_env("add a.txt --store other.db --quiet").status.success());
    assert!(folder.path("other.db").exists());
    assert_eq!(folder.run("find --speaker Lee").code, Some(2));
}
