use crate::{Document, Error, InputOptions, read_input};

fn read(name: &str, text: &str) -> Vec<Result<Document, Error>> {
    read_input(name, text.as_bytes(), &InputOptions::default()).collect()
}

fn texts_or_errors(found: &[Result<Document, Error>]) -> Vec<String> {
    let tell = |found: &Result<Document, Error>| match found {
        Ok(document) => document.text().to_owned(),
        Err(error) => error.to_string(),
    };
    found.iter().map(tell).collect()
}

const FIRST: &str = r#"{
  "uri": "https://wire.example/items/1",
  "type": "text",
  "versioncreated": "2025-02-13T18:30:00Z",
  "headline": "Rain &amp; hail",
  "byline": "Ann Lee",
  "language": "en",
  "infosources": [{"name": "The Wire"}],
  "body_html": "<p>It rained.</p><p>“It hailed,” Ann Lee said.</p>",
  "body_text": "It rained."
}"#;

const SECOND: &str = r#"{
  "uri": "urn:wire:2", "standard": {"name": "ninjs", "version": "2.0"}, "type": "text",
  "firstcreated": "2025-02-12T08:00:00Z", "versioncreated": "2025-02-13T08:00:00Z",
  "headlines": [{"role": "main", "value": "Snow"}],
  "by": "Bo Dahl",
  "bodies": [{"contenttype": "text/plain", "value": "It snowed"}, {"contenttype": "text/html", "value": "<p>It snowed.</p>"}],
  "associations": [{"name": "main", "uri": "urn:wire:3", "type": "picture"}]
}"#;

#[test]
fn items_are_documents() {
    for text in [FIRST.to_owned(), FIRST.replace('\n', " "), format!("[{FIRST}]"), format!("{{\"items\": [{FIRST}]}}")]
    {
        let found = read("-", &text);
        let info = found[0].as_ref().unwrap().info();
        assert_eq!(info.text, "It rained.\n\n“It hailed,” Ann Lee said.");
        assert_eq!(info.id, "https://wire.example/items/1");
        assert_eq!(info.url.as_deref(), Some("https://wire.example/items/1"));
        assert_eq!(info.title.as_deref(), Some("Rain & hail"));
        assert_eq!(info.publisher.as_deref(), Some("The Wire"));
        assert_eq!(info.byline.as_deref(), Some("Ann Lee"));
        assert_eq!(info.published.as_deref(), Some("2025-02-13T18:30:00Z"));
    }
    let found = read("a.json", SECOND);
    let info = found[0].as_ref().unwrap().info();
    assert_eq!((info.text.as_str(), info.url.as_deref()), ("It snowed.", None));
    assert_eq!((info.title.as_deref(), info.byline.as_deref()), (Some("Snow"), Some("Bo Dahl")));
    assert_eq!(info.published.as_deref(), Some("2025-02-13T08:00:00Z"));
}

#[test]
fn lists_and_packages_give_what_is_in_them() {
    let list = format!(
        "[{FIRST},\n{SECOND},\n{{\"text\": \"It froze.\"}}, 7, {{\"uri\": \"urn:4\", \"headline\": \"Frost\"}}]"
    );
    let expected = [
        "It rained.\n\n“It hailed,” Ann Lee said.",
        "It snowed.",
        "It froze.",
        "-, item 4: expected a JSON object, found a number",
        "-, item 5: expected text, found nothing",
    ];
    assert_eq!(texts_or_errors(&read("-", &list)), expected);
    let package =
        format!(r#"{{"uri": "urn:5", "type": "composite", "associations": {{"a": {FIRST}, "b": {SECOND}}}}}"#);
    assert_eq!(texts_or_errors(&read("-", &package)), expected[..2]);
    let rows = [FIRST.replace('\n', " "), "{\"uri\": 1}".to_owned(), SECOND.replace('\n', " ")].join("\n");
    let found = texts_or_errors(&read("a.jsonl", &rows));
    assert_eq!((&*found[0], &*found[2]), (expected[0], expected[1]));
    assert_eq!(found[1], "a.jsonl, line 2: expected a field \"text\" with a string, found none");
}

#[test]
fn what_is_no_text_to_use_says_so() {
    let check = |text: &str, expected: &str| assert_eq!(texts_or_errors(&read("-", text)), [expected]);
    check(
        r#"{"uri": "urn:1", "type": "picture", "headline": "Rain"}"#,
        "-, line 1: expected an item of type \"text\", found \"picture\"",
    );
    check(
        r#"{"uri": "urn:1", "pubstatus": "canceled", "body_text": "It rained."}"#,
        "-, line 1: expected a usable item, found one that is canceled",
    );
    let found = read("-", r#"{"uri": "urn:1", "headline": "Rain", "description_text": "It rained."}"#);
    let document = found[0].as_ref().unwrap();
    assert_eq!((document.text(), document.notices()[0].code.as_str()), ("It rained.", "summary"));
    let mut deep = r#"{"uri": "u", "type": "text", "body_text": "x"}"#.to_owned();
    for _ in 0..20 {
        deep = format!(r#"{{"uri": "u", "type": "composite", "associations": {{"a": {deep}}}}}"#);
    }
    check(&deep, "-, line 1: expected packages nested at most 4 levels deep, found more");
}

#[test]
fn names_of_fields_may_have_capitals() {
    let item = r#"{
      "uri": "urn:wire:9", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "pubStatus": "usable",
      "firstCreated": "2025-02-12T08:00:00Z", "versionCreated": "2025-02-13T08:00:00Z",
      "headlines": [{"role": "main", "value": "Snow"}], "bylines": [{"byline": "Bo Dahl"}, {"byline": "Ann Lee"}],
      "infoSources": [{"name": "The Wire"}], "bodies": [{"contentType": "text/html", "value": "<p>It snowed.</p>"}]
    }"#;
    let found = read("a.json", item);
    let info = found[0].as_ref().unwrap().info();
    assert_eq!((info.text.as_str(), info.title.as_deref()), ("It snowed.", Some("Snow")));
    assert_eq!(info.byline.as_deref(), Some("Bo Dahl, Ann Lee"));
    assert_eq!(info.publisher.as_deref(), Some("The Wire"));
    assert_eq!(info.published.as_deref(), Some("2025-02-13T08:00:00Z"));
    let withheld = read("a.json", &item.replace("usable", "withheld"));
    assert_eq!(texts_or_errors(&withheld), ["a.json, item 1: expected a usable item, found one that is withheld"]);
}
