//! `--knowledge FILE`: a user's own bodies and people.

mod command;

use command::Folder;

const ARTICLE: &str = "The Office of Weather said on Monday that rain would fall on the coast.";

/// What the record says of the actor whose name has the word.
fn actor(line: &str, word: &str) -> Option<(String, Vec<String>)> {
    let record: serde_json::Value = serde_json::from_str(line).expect("a line is a record");
    let actors = record["actors"].as_array().expect("a record has actors");
    let found = actors.iter().find(|actor| actor["name"].as_str().is_some_and(|name| name.contains(word)))?;
    let sectors = found["sectors"].as_array().into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned));
    Some((found["country"].as_str().unwrap_or_default().to_owned(), sectors.collect()))
}

#[test]
fn own_bodies_are_known() {
    let folder = Folder::new("knowledge-own");
    folder.write("a.txt", ARTICLE);
    folder.write("own.txt", "[bodies CHE EDU]\nOffice of Weather | OoW\n");
    let read = folder.run("read a.txt --format jsonl --quiet --knowledge own.txt");
    read.check(0, "");
    assert_eq!(actor(&read.out, "Weather"), Some(("CHE".to_owned(), vec!["EDU".to_owned()])), "{read:?}");
    let bundled = folder.run("read a.txt --format jsonl --quiet");
    bundled.check(0, "");
    assert_ne!(actor(&bundled.out, "Weather").map(|found| found.0), Some("CHE".to_owned()), "{bundled:?}");
    folder.run("add a.txt --store s.db --quiet --knowledge own.txt").check(0, "");
    folder.run("reread --all --store s.db --quiet --knowledge own.txt").check(0, "");
}

#[test]
fn every_mistake_is_told_with_its_file_and_line() {
    let folder = Folder::new("knowledge-mistakes");
    folder.write("a.txt", ARTICLE);
    folder.write("own.txt", "[bodies CHE EDU]\nOffice of Weather | | XYZ\n[persons CHE]\n");
    let told = "expected a PLOVER sector, found \"XYZ\"";
    for command in ["read a.txt", "add a.txt --store s.db", "reread --store s.db", "explain a.txt"] {
        let ran = folder.run(&format!("{command} --knowledge own.txt"));
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(&format!("own.txt: line 2: {told}")), "{ran:?}");
        assert!(ran.err.contains("own.txt: line 3: expected a head of this file, found [persons]"), "{ran:?}");
    }
    let ran = folder.run("read a.txt --knowledge none.txt");
    assert!(ran.code == Some(2) && ran.err.contains("none.txt: there is no such file"), "{ran:?}");
}
