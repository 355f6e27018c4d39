//! Tests that the events stage knows no type or mode by its name: its behaviour depends only on their properties.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord_read::Ontology;

#[test]
fn the_code_names_no_type_or_mode_of_the_bundled_ontology() {
    let names = type_and_mode_names();
    assert!(names.contains("CONSULT") && names.contains("third-party") && names.len() > 40, "{names:?}");
    let files = rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/events"));
    assert!(files.len() > 20, "{files:?}");
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let named = string_literals(code).into_iter().filter(|literal| names.contains(literal.trim()));
        found.extend(named.map(|literal| format!("{}: {literal:?}", file.display())));
    }
    assert!(found.is_empty(), "types and modes have properties in the ontology instead:\n{}", found.join("\n"));
}

#[test]
fn literals_are_found() {
    let code = "let a = \"visit\"; // \"comment\"\nmatch b { '\"' => \"a \\\"b\\\"\", _ => 'x' } /// \"doc\"\n\"AID\"";
    assert_eq!(string_literals(code), ["visit", "a \\\"b\\\"", "AID"]);
}

/// Returns the names in the first two fields below `[types]`.
fn type_and_mode_names() -> BTreeSet<String> {
    let (_, below) = Ontology::bundled_text().split_once("\n[types]\n").expect("the ontology has types");
    let lines = below.lines().take_while(|line| !line.starts_with('['));
    let fields = lines.filter(|line| !line.starts_with('#')).flat_map(|line| line.split('|').take(2));
    fields.map(str::trim).filter(|name| !matches!(*name, "" | "-")).map(str::to_owned).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
    out
}

/// Returns the string literals of Rust code as written; those in comments are left out.
fn string_literals(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => drop(chars.by_ref().find(|&c| c == '\n')),
            // A quotation mark in a character literal does not begin a string.
            '\'' if chars.peek() == Some(&'"') => drop(chars.next()),
            '"' => {
                let mut literal = String::new();
                while let Some(c) = chars.next().filter(|&c| c != '"') {
                    literal.push(c);
                    literal.extend((c == '\\').then(|| chars.next()).flatten());
                }
                out.push(literal);
            }
            _ => {}
        }
    }
    out
}
