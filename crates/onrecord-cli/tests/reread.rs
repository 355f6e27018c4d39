//! `onrecord reread` keeps what the first reading was told.

mod command;

use command::Folder;

/// The codes of all notices in the store.
fn notices(folder: &Folder) -> Vec<String> {
    let record = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let exported = folder.run("export --store news.db").out;
    let all = exported.lines().flat_map(|line| record(line)["notices"].as_array().unwrap().clone());
    all.map(|notice| notice["code"].as_str().unwrap().to_owned()).collect()
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
