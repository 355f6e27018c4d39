//! The files that come with the program.

use crate::file::File;
use crate::mistake::Mistake;
use crate::table::Table;

/// Expands to the path of each file within the folder of this crate, with its text.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../", $path)))),*]
    };
}

/// All text files, in the order of their paths.
pub(crate) const FILES: &[(&str, &str)] = files![
    "en/actors/bodies.txt",
    "en/actors/countries.txt",
    "en/actors/descriptions.txt",
    "en/actors/given_names.txt",
    "en/actors/groups.txt",
    "en/actors/people.txt",
    "en/actors/spelling.txt",
    "en/actors/subdivisions.txt",
    "en/actors/titles.txt",
    "en/events/contexts.txt",
    "en/events/ontology.txt",
    "en/events/prepositions.txt",
    "en/events/words.txt",
    "en/grammar.txt",
    "en/language.txt",
    "en/morphology.txt",
    "en/places/cues.txt",
    "en/places/states.txt",
    "en/quantities/counted.txt",
    "en/quantities/currencies.txt",
    "en/quantities/exclusions.txt",
    "en/quantities/modifiers.txt",
    "en/quantities/numbers.txt",
    "en/quantities/ranges.txt",
    "en/quantities/units.txt",
    "en/quantities/words.txt",
    "en/statements/circumstances.txt",
    "en/statements/cues.txt",
    "en/statements/turns.txt",
    "en/stories/frequencies.txt",
    "en/stories/numbers.txt",
    "en/stories/positions.txt",
    "en/syntax/relations.txt",
    "en/text/abbreviations.txt",
    "en/text/beside.txt",
    "en/text/columns.txt",
    "en/text/dates.txt",
    "en/text/markup.txt",
    "en/text/pages.txt",
    "en/text/tokens.txt",
    "en/times/calendar.rules",
    "en/times/clock.rules",
    "en/times/durations.rules",
    "en/times/numbers.txt",
    "en/times/relative.rules",
    "en/times/sets.rules",
    "en/times/tense.txt",
    "en/times/vague.rules",
    "en/times/words.txt",
    "exports/countries.txt",
    "places/countries.txt",
    "places/letters.txt",
    "places/regions.txt",
];

/// Names and locations of places, as `places/build.py` writes them (`docs/places.md`).
pub static GAZETTEER: &[u8] = include_bytes!("../places/gazetteer.bin");

/// Returns the text of a bundled file.
///
/// # Panics
///
/// If no bundled file has the path; callers name only files that a test of this crate finds in the folder.
pub fn bundled(path: &str) -> &'static str {
    let found = FILES.iter().find(|(own, _)| *own == path);
    found.unwrap_or_else(|| panic!("expected a bundled file, found none of the path {path}")).1
}

/// Reads the tables of a bundled file.
///
/// # Panics
///
/// If the file has a mistake, or a section that `read` does not take; the tests of each reader rule that out.
pub fn read_bundled(path: &str, read: impl FnOnce(&mut Table<'_>, &mut Vec<Mistake>)) {
    let file = File::new(format!("knowledge/{path}"), bundled(path));
    let mut mistakes = Vec::new();
    let mut table = Table::parse(&file, &mut mistakes);
    read(&mut table, &mut mistakes);
    table.finish(&mut mistakes);
    assert!(mistakes.is_empty(), "expected bundled files without mistakes, found {}", mistakes[0]);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::FILES;

    fn walk(folder: &Path, root: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("the folder is readable").path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "rules") {
                let own = path.strip_prefix(root).expect("the path begins with that of the folder");
                out.push(own.to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_comes_with_the_program() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        walk(root, root, &mut found);
        found.sort_unstable();
        let listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(found, listed);
    }
}
