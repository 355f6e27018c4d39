//! Checks that unsafe code is forbidden outside the kernels of the encoder and code that macros generate.

use crate::{ARROWS, PYTHON, folder, read};

/// Crates that deny unsafe code instead of forbidding it, so that one module or macro can be exempted.
const EXEMPT: &[&str] = &["onrecord-infer", "onrecord-stdout", PYTHON];

/// Returns whether the source of a crate's root sets the lint of unsafe code to the level, in a line of its own.
fn has_level(source: &str, level: &str) -> bool {
    let attribute = format!("#![{level}(unsafe_code)]");
    source.lines().any(|line| line == attribute)
}

#[test]
fn a_level_in_a_comment_does_not_count() {
    assert!(has_level("//! Doc.\n\n#![forbid(unsafe_code)]\n", "forbid"));
    assert!(!has_level("// #![forbid(unsafe_code)]\n", "forbid"));
    assert!(!has_level("#![deny(unsafe_code)]\n", "forbid"));
}

#[test]
fn unsafe_code_is_only_in_exempt_crates() {
    for (name, _) in ARROWS {
        let folder = folder(name);
        let root =
            ["src/lib.rs", "src/main.rs", "lib.rs"].iter().map(|file| folder.join(file)).find(|file| file.is_file());
        let root = root.unwrap_or_else(|| panic!("{name} has no root"));
        let level = if EXEMPT.contains(name) { "deny" } else { "forbid" };
        assert!(has_level(&read(&root), level), "{}: #![{level}(unsafe_code)] is missing", root.display());
    }
}
