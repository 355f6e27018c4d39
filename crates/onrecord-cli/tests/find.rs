//! `onrecord find`, as a person or a script runs it.

mod command;

use command::Folder;

const ROWS: &str = r#"{"id": "n1", "title": "Rain", "published": "2025-02-13", "text": "“It rained in Rome,” Ann Lee said."}
{"id": "n2", "title": "Snow", "published": "2025-02-14", "text": "“It snowed, and it rained,” Bob Ray said. He met Ann Lee."}
{"id": "n3", "published": "2024-12-31", "text": "A senior official said that it rained in Paris."}
"#;

fn store(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("rows.jsonl", ROWS);
    folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
    folder
}

/// The ids of the articles of each line.
fn articles(lines: &str) -> Vec<String> {
    let id = |line: &str| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        found["article"]["id"].as_str().or(found["id"].as_str()).or(found["name"].as_str()).unwrap().to_owned()
    };
    lines.lines().map(id).collect()
}

#[test]
fn what_is_asked_for_is_found() {
    let folder = store("find");
    for (args, expected) in [
        ("rained", &["n2", "n1", "n3"][..]),
        ("rained --sort oldest", &["n3", "n1", "n2"]),
        ("-- \"it rained\" -snowed", &["n1", "n3"]),
        ("--speaker Lee", &["n1"]),
        ("--speaker official", &["n3"]),
        ("rained --since 2025-02-14", &["n2"]),
        ("rained --until 2024", &["n3"]),
        ("--in articles snow", &["n2"]),
        ("--in articles rained --place paris", &["n3"]),
        ("--in actors lee", &["Ann Lee"]),
        ("rained --limit 1 --page 2", &["n1"]),
    ] {
        let ran = folder.run(&format!("find --store news.db {args}"));
        ran.check(0, "");
        assert_eq!(articles(&ran.out), expected, "{args}: {ran:?}");
    }
    let nothing = folder.run("find hail --store news.db");
    nothing.check(0, "onrecord: found nothing\n");
    assert_eq!(nothing.out, "");
}

#[test]
fn forms_are_for_people_and_programs() {
    let folder = store("find-forms");
    let table = folder.run("find rained --store news.db --format text --width 60 --limit 2");
    table.check(0, "");
    let expected = "\
DAY         STATEMENT
2025-02-14  Bob Ray · said: “It snowed, and it rained,”
            Snow · n2 s1
2025-02-13  Ann Lee · said: “It rained in Rome,”
            Rain · n1 s1
there is more: --page 2
";
    assert_eq!(table.out, expected);
    let colored = folder.run("find rained --store news.db --format text --color always");
    assert!(colored.out.contains("\u{1b}[1m"), "{colored:?}");
    let json = folder.run("find rained --store news.db --format json --limit 2");
    let page: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((page["list"].as_str(), page["more"].as_bool()), (Some("statements"), Some(true)));
    assert_eq!(page["found"][1]["content"], "“It rained in Rome,”");
    assert_eq!(page["found"][1]["speakers"][0], "Ann Lee");
    let none = folder.run("find hail --store news.db --format json");
    let page: serde_json::Value = serde_json::from_str(&none.out).unwrap();
    assert_eq!(page["found"].as_array().map(Vec::len), Some(0));
}

#[test]
fn wrong_queries_are_told() {
    let folder = store("find-wrong");
    folder.write("a.txt", "It rained.");
    for (args, expected) in [
        ("\"rained --store news.db", "onrecord: expected \" at the end of a phrase, found none\n"),
        ("--store none.db", "onrecord: none.db: there is no such store\n"),
        ("--store a.txt", "onrecord: a.txt: expected a store of onrecord, found another file\n"),
        ("--store news.db --since Monday", "found \"Monday\"\n"),
        ("--store news.db --status planned", "onrecord: status goes with events; found it with statements\n"),
        ("--store news.db --sort relevance", "expected words to look for"),
        ("--store news.db --limit 0", "0 is not in 1..=1000"),
        ("rained", "--store <FILE>"),
    ] {
        let ran = folder.run(&format!("find {args}"));
        assert!(ran.code == Some(2) && ran.out.is_empty() && ran.err.contains(expected), "{args}: {ran:?}");
    }
}
