//! The output that the README shows.

mod command;

use std::path::Path;

use command::Folder;

#[test]
fn the_readme_shows_what_read_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let after = readme.split_once("```text\nSTATEMENTS\n").expect("a block of output").1;
    let shown = after.split_once("```").expect("its end").0;
    let folder = Folder::new("readme");
    let article = root.join("tests/articles/diplomacy-black-sea-fund/article.txt");
    folder.write("article.txt", std::fs::read_to_string(article).unwrap());
    let printed = folder.run("read article.txt --published 2024-10-17 --format text --width 80 --color never").out;
    let mut lines = printed.lines();
    // "..." stands for lines that are left out.
    for line in shown.lines().filter(|line| line.trim() != "...") {
        assert!(lines.any(|printed| printed.trim_end() == line), "{line:?} is not printed there:\n{printed}");
    }
}
