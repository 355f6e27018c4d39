//! `onrecord reread` keeps what the first reading was told.

mod command;

use command::{Folder, Ran};

/// Short enough to be in the language that it is said to be in.
const SHORT: &str = "“The bridge will open on Monday,” the mayor, Ana Diaz, said.";

/// The codes of all notices in the store.
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
fn articles_that_were_read_in_any_language_are_read_so_again() {
    let folder = Folder::new("reread-language");
    folder.write("read.jsonl", format!("{{\"id\": \"n1\", \"language\": \"de\", \"text\": \"{SHORT}\"}}\n"));
    folder.write("unread.jsonl", format!("{{\"id\": \"n2\", \"language\": \"de\", \"text\": \"{SHORT} So.\"}}\n"));
    folder.run("add read.jsonl --store news.db --quiet --language any").check(0, "");
    folder.run("add unread.jsonl --store news.db --quiet").check(0, "");
    let before = folder.run("export --store news.db").out;
    assert!(before.contains("\"name\":\"Ana Diaz\""), "{before}");
    let ran = folder.run("reread --store news.db --all");
    let unread = "1 article is not in English (de 1) and was not read; --language any reads them all the same";
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
