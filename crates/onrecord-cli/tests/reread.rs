//! `onrecord reread` keeps the settings of the first reading: the user's files, the language, and input notices.

mod command;

use command::{Folder, Ran};

const ONTOLOGY: &str = "[types]\nSIGN | - | - | - | 3\n[verb SIGN - obj!+actor!]\nsign, recruit\n";

/// A text so short that its declared language is accepted.
const SHORT: &str = "“The bridge will open on Monday,” the mayor, Ana Diaz, said.";

/// Returns the codes of all notices in the store.
fn notices(folder: &Folder) -> Vec<String> {
    let record = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let exported = folder.run("export --store news.db").out;
    let all = exported.lines().flat_map(|line| record(line)["notices"].as_array().unwrap().clone());
    all.map(|notice| notice["code"].as_str().unwrap().to_owned()).collect()
}

fn told(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.err.lines().map(|line| line.strip_prefix("onrecord: ").unwrap()).collect()
}

#[test]
fn records_of_an_own_ontology_are_kept() {
    let folder = Folder::new("reread-ontology");
    folder.write("own.txt", ONTOLOGY);
    folder.write("a.txt", "Liverpool signed Olga Lerma on Friday.\n");
    folder.write("b.txt", "Police arrested ten protesters in Rome.\n");
    folder.run("add a.txt --store news.db --quiet --ontology own.txt").check(0, "");
    folder.run("add b.txt --store news.db --quiet").check(0, "");
    let before = folder.run("export --store news.db").out;
    assert!(before.contains("\"SIGN\""), "{before}");
    let kept = "1 article was read with an ontology of your own and stays as it is; see --ontology";
    let ran = folder.run("reread --store news.db --all");
    assert_eq!(told(&ran), ["replaced 1 of 1 records", kept]);
    assert_eq!(folder.run("export --store news.db").out, before);
    // With the same file, nothing is read again; if the content of the file changes, the articles read with it are.
    let without = "1 article was read without such a file and stays as it is; see --all";
    let ran = folder.run("reread --store news.db --ontology own.txt");
    assert_eq!(told(&ran), ["replaced 0 of 0 records", without]);
    folder.write("own.txt", ONTOLOGY.replace("SIGN", "RECRUIT"));
    let ran = folder.run("reread --store news.db --ontology own.txt");
    assert_eq!(told(&ran), ["replaced 1 of 1 records", without]);
    let after = folder.run("export --store news.db").out;
    assert!(after.contains("\"RECRUIT\"") && !after.contains("\"SIGN\""), "{after}");
    assert!(folder.run("stats --store news.db").out.contains(", ontology "));
    let ran = folder.run("reread --store news.db --ontology own.txt --all");
    assert_eq!(told(&ran), ["replaced 2 of 2 records"]);
}

#[test]
fn records_with_own_knowledge_are_kept() {
    let folder = Folder::new("reread-knowledge");
    folder.write("a.txt", "The Bund der Brunnen said on Monday that rain would fall on the coast.\n");
    folder.write("own.txt", "[bodies CHE NGO]\nBund der Brunnen\n");
    folder.run("add a.txt --store news.db --quiet --knowledge own.txt").check(0, "");
    let before = folder.run("export --store news.db").out;
    assert!(before.contains("\"CHE\""), "{before}");
    let kept = "1 article was read with organizations and people of your own and stays as it is; see --knowledge";
    assert_eq!(told(&folder.run("reread --store news.db --all")), ["replaced 0 of 0 records", kept]);
    let ran = folder.run("reread --store news.db --all --knowledge own.txt");
    assert_eq!(told(&ran), ["replaced 1 of 1 records"]);
    assert_eq!(folder.run("export --store news.db").out, before);
}

#[test]
fn articles_that_were_read_in_any_language_are_read_so_again() {
    let folder = Folder::new("reread-language");
    folder.write("read.jsonl", format!("{{\"id\": \"n1\", \"language\": \"de\", \"text\": \"{SHORT}\"}}\n"));
    folder.write("unread.jsonl", format!("{{\"id\": \"n2\", \"language\": \"de\", \"text\": \"{SHORT} So.\"}}\n"));
    folder.run("add read.jsonl --store news.db --quiet --language any").check(0, "");
    folder.run("add unread.jsonl --store news.db --quiet").check(0, "");
    let before = folder.run("export --store news.db").out;
    assert!(before.contains("\"name\":\"Ana Diaz\""), "{before}");
    let ran = folder.run("reread --store news.db --all");
    let unread = "1 article is not in English (de 1) and was not read; --language any reads them as if in English";
    assert_eq!(told(&ran), ["replaced 2 of 2 records", unread]);
    assert_eq!(folder.run("export --store news.db").out, before);
    let ran = folder.run("reread --store news.db --all --language any");
    let read = "2 articles are not in English (de 2) and were read as if in English";
    assert_eq!(told(&ran), ["replaced 2 of 2 records", read]);
    assert!(!notices(&folder).contains(&"not-read".to_owned()), "{:?}", notices(&folder));
}

#[test]
fn notices_of_the_input_stay() {
    let folder = Folder::new("reread-notices");
    let page = "<html><head><title>Rain</title></head><body><article>\
        <p>“It rained in Rome for two days and two nights,” Ann Lee, the mayor of Rome, said on Monday in the town hall.</p>\
        <p>The rivers rose, the cellars were flooded, and the bridges of the town were closed until Friday evening.</p>\
        <p>Subscribe to continue reading. Already a subscriber? Log in.</p></article></body></html>";
    folder.write("page.html", page);
    folder.run("add page.html --store news.db --quiet").check(0, "");
    assert!(notices(&folder).contains(&"paywall".to_owned()), "{:?}", notices(&folder));
    let before = notices(&folder);
    folder.run("reread --store news.db --all --quiet").check(0, "");
    assert_eq!(notices(&folder), before);
}
