//! `onrecord ontology`, `--ontology` and `onrecord explain`, as a person or a script runs them.

mod command;

use command::Folder;

const OWN: &str = "\
[types]
SIGN | - | - | - | 3
[verb SIGN - obj!+actor!]
sign, recruit
[example]
Arsenal signed Olga Lerma on Friday. | SIGN actual Arsenal > Olga Lerma
Arsenal beat Chelsea. | none
";

#[test]
fn the_bundled_ontology_is_shown_and_has_no_mistake() {
    let folder = Folder::new("ontology-show");
    let shown = folder.run("ontology show");
    shown.check(0, "");
    assert!(shown.out.contains("\n[types]\n"));
    folder.write("own.txt", &shown.out);
    let checked = folder.run("ontology check own.txt");
    checked.check(0, "");
    assert!(checked.out.ends_with(", 0 failed\n"), "{checked:?}");
}

#[test]
fn mistakes_are_listed_by_line() {
    let folder = Folder::new("ontology-check");
    let check = |text: &str, code: i32, out: &str| {
        folder.write("own.txt", text);
        let ran = folder.run("ontology check own.txt");
        ran.check(code, "");
        assert_eq!(ran.out, out);
        assert_eq!(folder.run_with("ontology check -", text.as_bytes()).code, Some(code));
    };
    check(OWN, 0, "1 type, 2 words; 2 examples, 0 failed\n");
    check(
        &OWN.replace("obj!", "objekt").replace("| 3", "| 30"),
        1,
        "own.txt: line 2: expected a score from -10 to 10, found \"30\"\n\
         own.txt: line 3: the type or mode of [verb SIGN - objekt+actor!] is not among the [types] above\n\
         own.txt: line 6: the type SIGN is not among the [types] above\n\
         3 mistakes\n",
    );
    check(
        &OWN.replace("| SIGN actual", "| SIGN negated"),
        1,
        "own.txt: line 6: Arsenal signed Olga Lerma on Friday.\n    \
         expected SIGN negated Arsenal > Olga Lerma\n    \
         found    SIGN actual Arsenal > Olga Lerma\n\
         1 type, 2 words; 2 examples, 1 failed\n",
    );
    // A name that is not an actor is reported, since no word in the ontology can make it one.
    check(
        &OWN.replace("SIGN actual Arsenal >", "SIGN actual Arsenal Ladies >"),
        1,
        "own.txt: line 6: Arsenal signed Olga Lerma on Friday.\n    \
         expected SIGN actual Arsenal Ladies > Olga Lerma\n    \
         found    SIGN actual Arsenal > Olga Lerma\n    \
         \"Arsenal Ladies\" is not an actor in this sentence; its actors: Arsenal; Olga Lerma\n\
         1 type, 2 words; 2 examples, 1 failed\n",
    );
    folder.run("ontology check missing.txt").check(2, "onrecord: missing.txt: no such file\n");
    folder.write("own.txt", b"[types]\n\xff");
    folder
        .run("ontology check own.txt")
        .check(2, "onrecord: own.txt: line 2: expected UTF-8, found another encoding\n");
    folder.write("own.txt", "a".repeat(3 << 20));
    let large = folder.run("ontology check own.txt");
    assert_eq!(large.code, Some(1));
    assert!(large.out.starts_with("own.txt: expected at most 1048576 bytes"), "{large:?}");
}

#[test]
fn articles_are_coded_with_an_own_ontology() {
    let folder = Folder::new("ontology-read");
    folder.write("own.txt", OWN);
    folder.write("a.txt", "Arsenal signed Olga Lerma on Friday. Russia attacked Ukraine.\n");
    let types = |out: &str| -> Vec<String> {
        let record: serde_json::Value = serde_json::from_str(out).unwrap();
        record["events"].as_array().unwrap().iter().map(|e| e["type"].as_str().unwrap().to_owned()).collect()
    };
    let bundled = types(&folder.run("read a.txt").out);
    assert!(bundled.iter().any(|event_type| event_type == "ASSAULT"), "{bundled:?}");
    assert!(bundled.iter().all(|event_type| event_type != "SIGN"), "{bundled:?}");
    let own = folder.run("read a.txt --ontology own.txt");
    own.check(0, "");
    assert_eq!(types(&own.out), ["SIGN"]);
    let added = folder.run("add a.txt --store news.db --ontology own.txt");
    added.check(0, "onrecord: articles: 1 new\n");
    folder.write("bad.txt", OWN.replace("[types]", "[type]"));
    for command in ["read a.txt", "add a.txt --store other.db", "explain a.txt"] {
        let ran = folder.run(&format!("{command} --ontology bad.txt"));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran:?}");
        assert!(
            ran.err.starts_with("onrecord: bad.txt: line 1: unknown head [type]; and 2 more mistakes: "),
            "{ran:?}"
        );
    }
    folder.run("read a.txt --ontology none.txt").check(2, "onrecord: none.txt: no such file\n");
}

#[test]
fn events_are_explained() {
    let folder = Folder::new("explain");
    folder.write("own.txt", OWN);
    folder.write("a.txt", "Liverpool may sign Olga Lerma on Friday.\n");
    let ran = folder.run("explain a.txt --ontology own.txt --event e1 --published 2024-05-16");
    ran.check(0, "");
    for expected in [
        "e1 SIGN, possible: Liverpool -> Olga Lerma\n",
        "trigger     \"sign\", a form of \"sign\" in line 4 of own.txt\n",
        "pattern     [verb SIGN - obj!+actor!]\n",
        "Liverpool: \"Liverpool\", nsubj of \"sign\"\n",
        "Olga Lerma: \"Olga Lerma\", obj of \"sign\"\n",
        "status      possible, because of \"may\"\n",
        ": \"Friday\" after \"on\", obl of \"sign\"\n",
        "place       none linked to these words\n",
    ] {
        assert!(ran.out.contains(expected), "{expected:?} is not in\n{}", ran.out);
    }
    assert_eq!(folder.run("explain a.txt --ontology own.txt --published 2024-05-16").out, ran.out);
    folder.run("explain a.txt").check(0, "");
    let none = "onrecord: there is no e2 in the record of this article; it has only e1\n";
    folder.run("explain a.txt --event e2 --ontology own.txt").check(2, none);
    assert_eq!(folder.run("explain a.txt --event 2").code, Some(2));
}

#[test]
fn words_are_explained() {
    let folder = Folder::new("explain-word");
    folder.write("own.txt", OWN);
    folder.write("a.txt", "Liverpool may sign Olga Lerma. There was no sign of rain.\n");
    let ran = folder.run("explain a.txt --ontology own.txt --word SIGN");
    ran.check(0, "");
    assert_eq!(
        ran.out.matches("entry       \"sign\", line 4 of own.txt, below [verb SIGN - obj!+actor!]\n").count(),
        2
    );
    for expected in [
        "ontology    the entries state an event of type SIGN here\n",
        "event       e1; see --event e1\n",
        "ontology    the context matches no pattern of the entries, or rules the event out\n",
        "event       none: no entry states one here, and the model gives one too low a probability\n",
    ] {
        assert_eq!(ran.out.matches(expected).count(), 1, "{expected:?} is not once in\n{}", ran.out);
    }
    let missing = "onrecord: the word \"goal\" does not occur in this article\n";
    folder.run("explain a.txt --word goal").check(2, missing);
    assert_eq!(folder.run("explain a.txt --word goal --event e1").code, Some(2));
}

#[test]
fn statements_are_explained_and_articles_chosen() {
    let folder = Folder::new("explain-statement");
    folder.write(
        "a.jsonl",
        "{\"id\": \"x\", \"text\": \"It rained.\"}\n{\"id\": \"y\", \"text\": \"“It rained,” Ann Lee said.\"}\n",
    );
    let ran = folder.run("explain a.jsonl --id y --statement s1");
    ran.check(0, "");
    for expected in ["s1 direct\n", "cue         \"said\"\n", "source      \"Ann Lee\"\n", "speaker     a1 Ann Lee\n"] {
        assert!(ran.out.contains(expected), "{expected:?} is not in\n{}", ran.out);
    }
    folder.run("explain a.jsonl").check(2, "onrecord: expected one article, found several; choose one with --id\n");
    folder.run("explain a.jsonl --id z").check(2, "onrecord: there is no article with the id z; the ids are x, y\n");
    let rows: String = (1..=7).map(|n| format!("{{\"id\": \"n{n}\", \"text\": \"It rained.\"}}\n")).collect();
    folder.write("many.jsonl", rows);
    let many = "onrecord: there is no article with the id z; the ids are n1, n2, n3, n4, n5 and 2 more\n";
    folder.run("explain many.jsonl --id z").check(2, many);
    // The requested article follows a broken one.
    folder.write("b.jsonl", "{\"id\":\n{\"id\": \"y\", \"text\": \"“It rained,” Ann Lee said.\"}\nnot\n");
    assert_eq!(folder.run("explain b.jsonl --id y --statement s1").out, ran.out);
    let missing = "onrecord: there is no article with the id z among those that could be read \
                   (b.jsonl, line 1: expected a whole JSON object on one line, found its beginning; more errors like this: 1); \
                   the ids are y\n";
    folder.run("explain b.jsonl --id z").check(2, missing);
    let none = "onrecord: there is no s1 in the record of this article; it has none\n";
    folder.run("explain a.jsonl --id x --statement s1").check(2, none);
}
