//! `--knowledge FILE`: a user's own organizations and people.

mod command;

use command::Folder;

const ARTICLE: &str = "The Bund der Brunnen said on Monday that rain would fall on the coast.";

#[test]
fn own_bodies_are_known() {
    let folder = Folder::new("knowledge-own");
    folder.write("a.txt", ARTICLE);
    folder.write("own.txt", "[bodies CHE NGO]\nBund der Brunnen\n");
    let read = folder.run("read a.txt --format jsonl --quiet --knowledge own.txt");
    assert!(read.code == Some(0) && read.out.contains("\"CHE\""), "{read:?}");
    let bundled = folder.run("read a.txt --format jsonl --quiet");
    assert!(bundled.code == Some(0) && !bundled.out.contains("\"CHE\""), "{bundled:?}");
}

#[test]
fn every_mistake_is_told_with_its_file_and_line() {
    let folder = Folder::new("knowledge-mistakes");
    folder.write("a.txt", ARTICLE);
    folder.write("own.txt", "[bodies CHE EDU]\nGreenpeace | | XYZ\n[persons CHE]\n");
    let told = "expected a PLOVER sector, found \"XYZ\"";
    for command in ["read a.txt", "add a.txt --store s.db", "reread --store s.db", "explain a.txt"] {
        let ran = folder.run(&format!("{command} --knowledge own.txt"));
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(&format!("own.txt: line 2: {told}")), "{ran:?}");
        assert!(ran.err.contains("own.txt: line 3: expected a head of this file, found [persons]"), "{ran:?}");
    }
    let ran = folder.run("read a.txt --knowledge none.txt");
    assert!(ran.code == Some(2) && ran.err.contains("none.txt: no such file"), "{ran:?}");
}
