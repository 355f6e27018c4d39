//! `onrecord demo`, as a new user runs it.

mod command;

use command::Folder;

#[test]
fn the_demo_is_a_store_with_stories() {
    let folder = Folder::new("demo");
    folder.run("demo --store try.db --no-serve").check(0, "onrecord: read 14 articles into try.db\n");
    let again = folder.run("demo --store try.db --no-serve");
    again.check(0, "onrecord: try.db already has the articles of the demo\n");
    folder.run("check --store try.db --quiet").check(0, "");
    let found = folder.run("find --store try.db --speaker Lund --format jsonl");
    assert!(found.code == Some(0) && found.out.contains("I was told that there had been no call"), "{found:?}");
    let stories = folder.run("stories --store try.db --format jsonl");
    let sizes: Vec<u64> = stories
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["n_articles"].as_u64().unwrap_or(0))
        .collect();
    // Each of the three fictional events is reported by several articles.
    assert!(sizes.iter().filter(|size| **size >= 3).count() >= 3, "{stories:?}");
}

#[test]
fn the_demo_leaves_other_stores_alone() {
    let folder = Folder::new("demo-other");
    folder.write("a.txt", "It rained in Rome.");
    folder.run("add a.txt --store own.db --quiet").check(0, "");
    let refused = "onrecord: the store has other articles; expected another --store for the demo\n";
    folder.run("demo --store own.db --no-serve").check(2, refused);
    let found = folder.run("find --in articles --store own.db --format jsonl");
    assert_eq!(found.out.lines().count(), 1, "{found:?}");
}
