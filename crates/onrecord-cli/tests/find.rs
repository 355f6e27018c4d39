//! `onrecord find`, as a person or a script runs it.

mod command;

use command::Folder;

const ROWS: &str = r#"{"id": "n1", "title": "Rain", "published": "2025-02-13", "text": "“It rained in Rome,” Ann Lee said."}
{"id": "n2", "title": "Snow", "published": "2025-02-14", "text": "“It snowed, and it rained,” Bob Ray said. He met Ann Lee."}
{"id": "n3", "published": "2024-12-31", "text": "A senior official said that it rained in Paris."}
"#;

fn store(name: &str) -> Folder {
    Folder::with_store(name, ROWS)
}

/// Returns the article ids of each line.
fn articles(lines: &str) -> Vec<String> {
    let id = |line: &str| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        found["article"]["id"].as_str().or(found["id"].as_str()).or(found["name"].as_str()).unwrap().to_owned()
    };
    lines.lines().map(id).collect()
}

#[test]
fn matching_entries_are_found() {
    let folder = store("find");
    for (args, expected) in [
        ("rained", &["n2", "n1", "n3"][..]),
        ("rained --sort oldest", &["n3", "n1", "n2"]),
        ("-- \"it rained\" -snowed", &["n1", "n3"]),
        ("--speaker Lee", &["n1"]),
        ("--speaker official", &["n3"]),
        ("--cue said --speaker Lee", &["n1"]),
        ("--cue sa* --until 2024", &["n3"]),
        ("--cue SAID --limit 1", &["n2"]),
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
    // Keywords of the database's query language are treated as ordinary values.
    for args in ["hail", "--country AND", "--in articles --country NOT", "--in actors --country AND --place NOT"] {
        let nothing = folder.run(&format!("find --store news.db {args}"));
        nothing.check(0, "onrecord: nothing found\n");
        assert_eq!(nothing.out, "", "{args}");
    }
}

#[test]
fn formats_are_for_people_and_programs() {
    let folder = store("find-forms");
    let table = folder.run("find rained --store news.db --format text --width 60 --limit 2");
    table.check(0, "");
    let expected = "\
DAY         STATEMENT
2025-02-14  Bob Ray · said: “It snowed, and it rained,”
            Snow · n2 s1
2025-02-13  Ann Lee · said: “It rained in Rome,”
            Rain · n1 s1
more on the next page: --page 2
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
fn places_are_found_in_any_spelling() {
    let folder = Folder::new("find-spellings");
    let event = |town: &str, n: u32| format!("{{\"text\": \"Police arrested {n} miners in {town} on Monday.\"}}\n");
    folder.write("rows.jsonl", [event("El Fasher", 11), event("el-Fasher", 12), event("São Paulo", 13)].concat());
    folder.run("add rows.jsonl --store news.db --quiet --published 2025-02-13").check(0, "");
    for list in ["events", "articles"] {
        let find = |place: &str| {
            let found = folder.command(&format!("find --in {list} --store news.db --place")).arg(place).output();
            found.unwrap().stdout.iter().filter(|byte| **byte == b'\n').count()
        };
        let both = find("El Fasher");
        assert!(both >= 1, "{list}");
        for spelling in ["el-Fasher", "EL-FASHER", "el fasher"] {
            assert_eq!(find(spelling), both, "{list}: {spelling}");
        }
        assert_eq!((find("Sao Paulo"), find("Fasher"), find("sao-paulo")), (1, 0, 1), "{list}");
    }
}

#[test]
fn exports_are_tables_of_the_list_that_is_searched() {
    let folder = store("find-tables");
    // A search for events is exported as a table of events.
    for (args, column) in [
        ("--in events", ",type,"),
        ("--in actors", ",sectors,"),
        ("--in statements", ",cue,"),
        ("", ",cue,"),
        ("--in events --table statements", ",cue,"),
    ] {
        let table = folder.run(&format!("export --store news.db --format csv {args}"));
        table.check(0, "");
        assert!(table.out.lines().next().unwrap().contains(column), "{args}: {table:?}");
    }
}

#[test]
fn errors_suggest_what_was_meant() {
    let folder = store("find-meant");
    let ran = folder.run("find rain -further --store news.db");
    assert!(ran.code == Some(2) && ran.err.contains("onrecord find rain -- -further"), "{ran:?}");
    let ran = folder.run("find --in events --type NOPE --store news.db");
    assert!(ran.code == Some(2), "{ran:?}");
    assert!(ran.err.starts_with("onrecord: the store has no events of type \"NOPE\", only "), "{ran:?}");
    assert_eq!(
        folder.run("find --in events --type consult --place Oslo --store news.db").err,
        "onrecord: nothing found\n"
    );
    for (args, expected) in [
        ("read a.txt --threads 0", "expected a whole number of at least 1"),
        ("read a.txt --width abc", "expected a whole number of at least 40"),
        ("read a.txt --width 10", "expected a whole number of at least 40"),
        ("find rain --limit 0", "expected a whole number from 1 to 1000"),
        ("find rain --actor-country Italy --store news.db", "actor country applies only to events"),
        ("read a.txt --published 2025-02-30", "there is no day 2025-02-30"),
        ("read a.txt --published 7/8/2022", "expected a date such as 2025-02-13, 13.2.2025 or"),
        ("read rows.jsonl --out none/x", "none/x: the folder does not exist"),
        ("add rows.jsonl --store none/x.db", "none/x.db: it cannot be opened or created; check that its folder exists"),
        ("serve --store news.db --token-file none", "none: no such file or folder"),
        ("read ftp://example.org/a", "or an address that begins with http:// or https://"),
    ] {
        let ran = folder.run(args);
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{args}: {ran:?}");
    }
}

#[test]
fn wrong_queries_are_reported() {
    let folder = store("find-wrong");
    folder.write("a.txt", "It rained.");
    for (args, expected) in [
        ("\"rained --store news.db", "onrecord: expected \" at the end of a phrase, found none\n"),
        ("--store none.db", "onrecord: none.db: there is no such store\n"),
        ("--store a.txt", "onrecord: a.txt: expected a store of onrecord, found another file\n"),
        ("--store .", "onrecord: .: expected a store of onrecord, found a folder\n"),
        ("--store news.db --since Monday", "found \"Monday\"\n"),
        ("--store news.db --status planned", "onrecord: status applies only to events\n"),
        ("--store news.db --sort relevance", "expected words to search for"),
        ("--store news.db --limit 0", "expected a whole number from 1 to 1000"),
        ("rained", "--store <FILE>"),
    ] {
        let ran = folder.run(&format!("find {args}"));
        assert!(ran.code == Some(2) && ran.out.is_empty() && ran.err.contains(expected), "{args}: {ran:?}");
    }
}

#[test]
fn results_are_counted() {
    let folder = store("find-facets");
    let ran = folder.run("find --facets --store news.db --format jsonl");
    let counted: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let listed = folder.run("find --store news.db --format jsonl").out.lines().count();
    assert_eq!(counted["count"].as_u64(), Some(listed as u64), "{ran:?}");
    assert!(counted["types"].as_array().is_some_and(|types| !types.is_empty()), "{ran:?}");
    let text = folder.run("find --facets --in events --store news.db --format text");
    assert!(text.out.contains("EVENTS") && text.out.contains("TYPES"), "{text:?}");
    let refused = folder.run("find --facets --page 2 --store news.db");
    assert!(refused.code == Some(2) && refused.err.contains("--page"), "{refused:?}");
}
