//! `onrecord stories` and `onrecord story`, as a person or a script runs them.

mod command;

use command::Folder;
use onrecord_store::{ArticleId, Change, EntryId, NewCorrection, SqliteStore, Storage, Verdict};
use serde_json::Value;

/// Two stories: a ferry that sank, reported twice with different numbers, and a library that may close.
const ROWS: &str = r#"{"id": "ferry-1", "title": "Ferry sinks off Kalvo", "publisher": "Morning Mail", "published": "2025-03-03", "text": "The ferry Marbella sank in a storm off the island of Kalvo on Monday. Twelve people were killed when the ferry Marbella sank off Kalvo, the coast guard said. “We will find out why this ferry was allowed to leave the harbour,” said Transport Minister Ida Holm. Divers searched the wreck of the Marbella."}
{"id": "library-1", "title": "Council to vote on library", "publisher": "Morning Mail", "published": "2025-03-03", "text": "The town council of Westmere will vote on the closure of its public library on Friday. Mayor Tom Reed supports the library closure. Councillor Jane Moss said: “I oppose the library closure.” The library lends novels and maps to readers in Westmere."}
{"id": "ferry-2", "title": "Storm sinks Kalvo ferry", "publisher": "Evening Post", "published": "2025-03-03", "text": "Fifteen people were killed when the ferry Marbella sank off Kalvo, a hospital doctor said. Ida Holm, the transport minister, promised an inquiry. “We will find out why this ferry was allowed to leave the harbour,” Holm told reporters on the island. The wreck of the ferry Marbella lies at forty metres."}
{"id": "library-2", "title": "Readers march for Westmere library", "publisher": "Evening Post", "published": "2025-03-05", "text": "Readers marched through Westmere on Wednesday to keep the public library open. Councillor Jane Moss joined them and said that the library closure would hurt families. The council of Westmere votes on Friday on the library."}
"#;

fn store(name: &str) -> Folder {
    Folder::with_store(name, ROWS)
}

fn json(folder: &Folder, args: &str) -> Value {
    let ran = folder.run(args);
    ran.check(0, "");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn two_stories_are_told_apart_and_told() {
    let folder = store("stories");
    let page = json(&folder, "stories --store news.db --format json");
    let shown: Vec<_> = page["stories"].as_array().unwrap().iter().map(|s| (&s["id"], &s["n_articles"])).collect();
    assert_eq!(shown, [(&Value::from(2), &Value::from(2)), (&Value::from(1), &Value::from(2))], "{page}");
    let ferry = json(&folder, "story 1 --store news.db --format json");
    let ids: Vec<_> = ferry["articles"].as_array().unwrap().iter().map(|article| &article["id"]).collect();
    assert_eq!(ids, ["ferry-1", "ferry-2"]);
    // The numbers differ; the difference has the words of both sides.
    let difference = &ferry["differences"][0];
    assert_eq!((&difference["kind"], &difference["may_have_changed"]), (&"number".into(), &false.into()), "{ferry:#}");
    let values: Vec<_> = difference["sides"].as_array().unwrap().iter().map(|side| &side["value"]).collect();
    assert_eq!(values, ["Twelve", "Fifteen"]);
    let account = &difference["sides"][1]["accounts"][0];
    assert!(account["source"].as_str().unwrap().ends_with("doctor"), "{account}");
    assert_eq!(account["cue"], "said");
    assert_eq!(account["words"]["spans"][0], serde_json::json!({"start": 0, "end": 7}));
    // Both articles have this quote, and the first one had it first.
    let sayings = ferry["sayings"].as_array().unwrap();
    let both: Vec<_> = sayings.iter().filter(|saying| saying["articles"] == serde_json::json!([0, 1])).collect();
    assert!(both[0]["versions"][0]["text"].as_str().unwrap().contains("find out why this ferry"), "{ferry:#}");
    let cues: Vec<_> = both[0]["versions"].as_array().unwrap().iter().map(|version| &version["cue"]).collect();
    assert_eq!(cues, ["said", "told"], "{ferry:#}");
    assert_eq!(ferry["actors"][both[0]["speakers"][0].as_u64().unwrap() as usize]["name"], "Ida Holm");
    // The positions: who is for and who is against.
    let library = json(&folder, "story 2 --store news.db --format json");
    let positions = library["positions"][0]["positions"].as_array().unwrap();
    let name = |position: &Value| library["actors"][position["actor"].as_u64().unwrap() as usize]["name"].clone();
    let taken: Vec<Value> =
        positions.iter().map(|position| Value::from(vec![name(position), position["stance"].clone()])).collect();
    let expected = [["Tom Reed", "for"], ["Jane Moss", "against"], ["Jane Moss", "unclear"]];
    assert_eq!(Value::from(taken), serde_json::json!(expected), "{library:#}");
}

#[test]
fn stories_whose_accounts_differ_are_listed_alone() {
    let folder = store("stories-differing");
    let ids = |args: &str| -> Vec<Value> {
        let page = json(&folder, &format!("stories --differing --store news.db --format json {args}"));
        page["stories"].as_array().unwrap().iter().map(|story| story["id"].clone()).collect()
    };
    assert_eq!(ids(""), [1]);
    assert_eq!(ids("--limit 1"), [1]);
    assert!(ids("--limit 1 --page 2").is_empty());
    assert!(ids("--thread 2").is_empty());
    let shown = folder.run("story 2 --store news.db --format text").out;
    assert!(shown.contains("WHERE ACCOUNTS DIFFER\nno differences found in 2 articles; many are missed"), "{shown}");
}

#[test]
fn a_story_shows_the_nameless_and_what_people_said() {
    let folder = Folder::new("stories-nameless");
    let shelling = "Gunmen shelled the farmers near the old mill of Selva, doctors said.";
    let article = |title: &str, more: &str| format!("{title}\n\n{shelling} {more}\n");
    folder.write("news/1.txt", article("A village mourns", "Residents of Selva buried the dead at the mill."));
    folder.write("news/2.txt", article("Many die at the old mill", "Residents of Selva buried the farmers."));
    folder.run("add news --store news.db --published 2025-03-03 --quiet").check(0, "");
    let stories = json(&folder, "stories --store news.db --format json");
    let story = &stories["stories"][0];
    assert_eq!((&story["n_articles"], &story["title"]), (&2.into(), &"A village mourns".into()), "{stories}");
    assert!(story["lead"].as_str().unwrap().starts_with("Gunmen shelled the farmers"), "{stories}");
    let show = || folder.run("story 1 --store news.db --format text --width 100").out;
    let told = "ASSAULT aerial · “Gunmen” → “the farmers”".replace(" aerial", "");
    let shown = show();
    let at = shown.find(&told).unwrap_or_else(|| panic!("{shown}"));
    assert!(shown[at..].contains("reported by [1] [2], first by [1]") && shown.matches(&told).count() == 1, "{shown}");

    let find = "find --in events --type ASSAULT --store news.db --limit 100";
    let found = folder.run(find).out;
    let of_first = |line: &&str| line.contains("\"number\":1,") && line.contains("the farmers");
    let entry: Value = serde_json::from_str(found.lines().find(of_first).unwrap()).unwrap();
    let mut store = SqliteStore::open(&folder.path("news.db")).unwrap();
    let new = NewCorrection {
        article: ArticleId(1),
        entry: EntryId::parse(entry["id"].as_str().unwrap()).unwrap(),
        mark: None,
        verdict: Verdict::Rejected,
        change: Change::new(),
        author: String::new(),
        note: String::new(),
        time: "2025-03-04T08:00:00Z".to_owned(),
    };
    store.correct(&new).unwrap();
    let shown = show();
    assert!(shown.contains("rejected in [1]: "), "{shown}");
    let found = folder.run(&format!("{find} --verdict rejected --format text")).out;
    assert!(found.contains(" · rejected: "), "{found}");
}

#[test]
fn stories_are_shown_found_and_moved() {
    let folder = store("stories-hand");
    let table = folder.run("stories --store news.db --format text --width 60");
    table.check(0, "");
    assert!(table.out.starts_with("STORY\n2       "), "{table:?}");
    assert!(table.out.contains("2 articles · 2025-03-03 to 2025-03-05"), "{table:?}");
    let text = folder.run("story 1 --store news.db --format text --width 80");
    text.check(0, "");
    for expected in [
        "WHO SAYS WHAT",
        "WHERE ACCOUNTS DIFFER",
        "Twelve: ",
        "Fifteen: ",
        "carried by [1] [2], first by [1]",
        "ARTICLES",
    ] {
        assert!(text.out.contains(expected), "{expected}: {}", text.out);
    }
    assert_eq!(folder.run("find --in articles --story 2 --store news.db").out.lines().count(), 2);
    assert!(folder.run("find ferry --story 2 --store news.db").out.is_empty());
    assert_eq!(folder.run("export --story 1 --store news.db").ids(), ["ferry-1", "ferry-2"]);
    let act = |args: &str| folder.run(&format!("stories {args} --store news.db")).out;
    assert_eq!(act("join 1 2"), "story 1 now has 4 articles\n");
    assert_eq!(act("split 1 ferry-2"), "created story 3 with 1 article\n");
    assert_eq!(act("undo"), "stories 1 and 3 are one story again\n");
    assert_eq!(act("undo"), "stories 1 and 2 are separate again\n");
    assert_eq!(act("undo"), "there is nothing to undo\n");
    for (args, expected) in [
        ("story 9 --store news.db", "onrecord: news.db: there is no story 9 in the store\n"),
        ("stories join 1 1 --store news.db", "onrecord: expected different stories, found 1 twice\n"),
        ("stories split 1 library-1 --store news.db", "onrecord: article \"library-1\" is not in story 1\n"),
        ("stories", "onrecord: expected --store FILE, found none\n"),
    ] {
        folder.run(args).check(2, expected);
    }
    folder.run("check --store news.db --quiet").check(0, "");
}
