//! A record depends only on its article, not on the number of threads or on the other articles that are read.

mod command;

use std::fs;
use std::path::Path;

use command::Folder;

#[test]
fn the_articles_of_our_own_give_the_same_bytes_whatever_the_threads() {
    let folder = Folder::new("threads");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/articles");
    let mut slugs: Vec<_> = fs::read_dir(own).unwrap().map(|entry| entry.unwrap().path()).collect();
    slugs.sort();
    let mut lines: Vec<String> = Vec::new();
    for slug in slugs.iter().filter(|path| path.join("article.txt").exists()) {
        let text = fs::read_to_string(slug.join("article.txt")).unwrap();
        let id = slug.file_name().unwrap().to_string_lossy();
        lines.push(serde_json::json!({"id": id, "published": "2025-02-13", "text": text}).to_string());
    }
    assert!(lines.len() >= 10, "{} articles", lines.len());
    folder.write("news.jsonl", &(lines.join("\n") + "\n"));
    let one = folder.run("read news.jsonl --threads 1");
    one.check(0, "");
    assert_eq!(one.out.lines().count(), lines.len());
    for threads in ["2", "4"] {
        assert!(folder.run(&format!("read news.jsonl --threads {threads}")).out == one.out, "{threads} threads");
    }
    // In a different order, and so with different neighbours, each record stays the same.
    let backwards: Vec<String> = lines.iter().rev().cloned().collect();
    folder.write("backwards.jsonl", &(backwards.join("\n") + "\n"));
    let mut records: Vec<String> =
        folder.run("read backwards.jsonl --threads 2").out.lines().map(str::to_owned).collect();
    records.reverse();
    // Only the origins contain the name of the file and the number of the line.
    let without_origin = |line: &str| {
        let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(record["document"].as_object_mut().unwrap().remove("origin").is_some());
        record
    };
    let backwards: Vec<_> = records.iter().map(|line| without_origin(line)).collect();
    assert!(backwards == one.out.lines().map(without_origin).collect::<Vec<_>>(), "the order of the articles shows");
}
