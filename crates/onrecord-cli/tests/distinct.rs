//! Events of the world and tables of their counts, as a person or a script asks for them.

mod command;

use std::fs;

use command::Folder;
use serde_json::Value;

/// Two reports of one meeting, and one of another.
const ROWS: &str = r#"{"id": "n1", "publisher": "Horn", "title": "Peru and Chile talk about fish", "published": "2025-09-02", "text": "Peru’s foreign minister, Luis Paz, met his Chilean counterpart, Rosa Leal, in Lima on Monday over fishing."}
{"id": "n2", "publisher": "Bell", "title": "Fishing on the table in Lima", "published": "2025-09-02", "text": "Rosa Leal, the foreign minister of Chile, met Peru’s foreign minister, Luis Paz, in Lima on Monday to talk about fishing."}
{"id": "n3", "publisher": "Bell", "title": "Vote in Oslo", "published": "2025-10-14", "text": "Norway’s prime minister, Kari Moe, met Sweden’s prime minister, Nils Ek, in Oslo on Monday."}
"#;

fn store(name: &str) -> Folder {
    Folder::with_store(name, ROWS)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn an_event_is_found_once_with_its_articles() {
    let folder = store("distinct-find");
    let ran = folder.run("find --distinct --type CONSULT --store news.db --format json");
    ran.check(0, "");
    let page = json(&ran.out);
    let found = page["found"].as_array().unwrap();
    assert_eq!((page["distinct"].as_bool(), page["more"].as_bool(), found.len()), (Some(true), Some(false), 2));
    let articles: Vec<&str> =
        found[1]["reports"].as_array().unwrap().iter().map(|report| report["article"].as_str().unwrap()).collect();
    assert_eq!(articles, ["n1", "n2"], "{page}");
    let text = folder.run("find --distinct --type CONSULT --sort oldest --limit 1 --store news.db --format text");
    text.check(0, "");
    assert!(text.out.contains("2 articles · Horn n1 e1 · Bell n2 e1"), "{}", text.out);
    assert!(text.out.contains("more on the next page: --page 2"), "{}", text.out);
    assert_eq!(folder.run("find --distinct --facets --store news.db").code, Some(2));
    let wrong = folder.run("find --distinct --in statements --store news.db");
    wrong.check(2, "onrecord: expected a search for events, found one for another list\n");
}

#[test]
fn events_of_the_world_are_exported_as_rows() {
    let folder = store("distinct-export");
    let csv = folder.run("export --distinct --type CONSULT --store news.db --format csv");
    csv.check(0, "");
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", csv.out);
    assert!(lines[0].starts_with("story,date,first_reported,type,mode,"), "{}", lines[0]);
    assert!(csv.out.contains(r#"{""article"":""n2"",""entry"":""e1"",""publisher"":""Bell"""#), "{}", csv.out);
    let jsonl = folder.run("export --distinct --type CONSULT --store news.db");
    jsonl.check(0, "");
    let rows: Vec<Value> = jsonl.out.lines().map(json).collect();
    assert_eq!(rows.iter().map(|row| row["articles"].as_u64().unwrap()).sum::<u64>(), 3);
    assert!(rows[0]["reports"][0]["article"].is_string(), "{}", rows[0]);
    folder.run("export --distinct --store news.db --out events.parquet").check(0, "");
    assert_eq!(&fs::read(folder.path("events.parquet")).unwrap()[..4], b"PAR1");
    folder.run("export --distinct --status negated --store news.db").check(0, "onrecord: nothing found to write\n");
    let text = folder.run("export --distinct --store news.db --format gdelt");
    assert!(text.err.contains("expected one of the formats json, jsonl, csv, parquet, found gdelt"), "{text:?}");
}

#[test]
fn events_are_counted_in_a_table() {
    let folder = store("distinct-table");
    for (args, expected) in [
        ("--by month", "month,events\n2025-09,1\n2025-10,1\n"),
        ("--by month --count mentions", "month,mentions\n2025-09,2\n2025-10,1\n"),
        ("--by year,type", "year,type,events\n2025,CONSULT,2\n"),
        ("--by country --since 2025-10", "country,events\nNOR,1\n"),
        ("--by week --excel --until 2025-09", "\u{feff}week,events\n2025-09-01,1\n"),
    ] {
        let ran = folder.run(&format!("table {args} --type CONSULT --store news.db --format csv"));
        ran.check(0, "");
        assert_eq!(ran.out, expected, "{args}");
    }
    let text = folder.run("table --by month --type CONSULT --store news.db --format text");
    assert_eq!(text.out, "MONTH    EVENTS\n2025-09       1\n2025-10       1\n");
    folder.run("table --by month,dyad --type CONSULT --store news.db --quiet --out dyads.json").check(0, "");
    assert!(json(&fs::read_to_string(folder.path("dyads.json")).unwrap()).is_array());
    folder
        .run("table --by month --type CONSULT --since 2030 --store news.db")
        .check(0, "onrecord: nothing found to count\n");
    for (args, message) in [
        ("--by moon", "found \"moon\""),
        ("--by month --out table.xyz", "expected a name that ends in .csv, .parquet, .json or .jsonl"),
        ("--by month --format json --excel", "--excel applies only to --format csv"),
        ("--by month --speaker Lee", "speaker applies only to statements and articles"),
    ] {
        let ran = folder.run(&format!("table {args} --store news.db"));
        assert!(ran.code == Some(2) && ran.err.contains(message), "{args}: {ran:?}");
    }
}
