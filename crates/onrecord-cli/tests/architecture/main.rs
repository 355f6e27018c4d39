//! Checks which crates and files may depend on which, how long functions and files may be, and that the paths in
//! `ARCHITECTURE.md` exist.

mod circles;
mod imports;
mod includes;
mod lengths;
mod modules;
mod python;
mod unsafe_code;
mod word_names;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::modules::Sources;

/// Crates that contain only data. Their folders are outside `crates` and are named without the prefix.
const DATA: &[&str] = &["onrecord-knowledge", "onrecord-weights"];

/// The Python package, which is a workspace of its own.
const PYTHON: &str = "onrecord-python";

/// The crates of the project and the project crates that each may depend on, including in tests.
const ARROWS: &[(&str, &[&str])] = &[
    ("onrecord-knowledge", &[]),
    ("onrecord-weights", &[]),
    ("onrecord-error", &[]),
    ("onrecord-stdout", &[]),
    ("onrecord-record", &["onrecord-error"]),
    ("onrecord-text", &["onrecord-knowledge", "onrecord-error", "onrecord-record"]),
    ("onrecord-infer", &["onrecord-error"]),
    (
        "onrecord-read",
        &[
            "onrecord-knowledge",
            "onrecord-weights",
            "onrecord-error",
            "onrecord-record",
            "onrecord-text",
            "onrecord-infer",
        ],
    ),
    ("onrecord-store", &["onrecord-knowledge", "onrecord-error", "onrecord-record"]),
    ("onrecord-export", &["onrecord-knowledge", "onrecord-error", "onrecord-record"]),
    ("onrecord-server", &["onrecord-error", "onrecord-record", "onrecord-store", "onrecord-export"]),
    ("onrecord-fetch", &["onrecord-error"]),
    ("onrecord-batch", &["onrecord-export"]),
    (
        "onrecord-cli",
        &[
            "onrecord-batch",
            "onrecord-stdout",
            "onrecord-record",
            "onrecord-text",
            "onrecord-infer",
            "onrecord-read",
            "onrecord-store",
            "onrecord-export",
            "onrecord-server",
            "onrecord-fetch",
        ],
    ),
    (
        PYTHON,
        &["onrecord-batch", "onrecord-record", "onrecord-text", "onrecord-read", "onrecord-store", "onrecord-export"],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the folder of a crate.
fn folder(name: &str) -> PathBuf {
    if DATA.contains(&name) {
        root().join(name.trim_start_matches("onrecord-"))
    } else if name == PYTHON {
        root().join("bindings/python")
    } else {
        root().join("crates").join(name)
    }
}

/// Returns the root files of a crate that are among its sources.
fn roots(sources: &Sources) -> Vec<&'static str> {
    ["lib.rs", "main.rs"].into_iter().filter(|root| sources.contains_key(*root)).collect()
}

/// Returns the names of the entries in a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned())
        .collect()
}

/// Returns the project crates that a manifest names in any of its dependency tables.
fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    for table in [manifest].into_iter().chain(targets.filter_map(toml::Value::as_table)) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, value) in table.get(kind).and_then(toml::Value::as_table).into_iter().flatten() {
                let name = value.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                out.extend(name.starts_with("onrecord").then(|| name.to_owned()));
            }
        }
    }
    out
}

#[test]
fn dependencies_follow_the_arrows() {
    let in_crates = ARROWS.iter().map(|(name, _)| *name).filter(|name| !DATA.contains(name) && *name != PYTHON);
    let expected: BTreeSet<String> = in_crates.map(str::to_owned).collect();
    assert_eq!(names(&root().join("crates")), expected, "each crate has its arrows");
    for (name, allowed) in ARROWS {
        let manifest: toml::Table = read(&folder(name).join("Cargo.toml")).parse().expect("a manifest is TOML");
        assert_eq!(manifest["package"]["name"].as_str(), Some(*name), "a folder is named after its package");
        let forbidden: Vec<String> =
            dependencies(&manifest).into_iter().filter(|other| !allowed.contains(&other.as_str())).collect();
        assert!(forbidden.is_empty(), "{name} must not know {forbidden:?}");
    }
}

#[test]
fn every_path_in_the_map_exists() {
    let root = root();
    let map = read(&root.join("ARCHITECTURE.md"));
    let top = names(&root);
    // A path is relative to the root, or to a crate.
    let mut bases = vec![root.clone()];
    for (name, _) in ARROWS {
        bases.extend([folder(name), folder(name).join("src")]);
    }
    let named: Vec<&str> = quoted(&map).into_iter().filter(|words| looks_like_path(words, &top)).collect();
    assert!(!named.is_empty(), "the map names paths in back-ticks");
    let missing: Vec<&str> =
        named.into_iter().filter(|path| !bases.iter().any(|base| base.join(path).exists())).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what does not exist: {missing:?}");
}

/// Returns the text in back-ticks, except in code blocks.
fn quoted(markdown: &str) -> Vec<&str> {
    let mut in_block = false;
    let mut out = Vec::new();
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            out.extend(line.split('`').skip(1).step_by(2));
        }
    }
    out
}

/// Returns whether `words` ends in `/`, has a file extension, or begins with a folder in the root.
fn looks_like_path(words: &str, top: &BTreeSet<String>) -> bool {
    const ENDINGS: [&str; 13] =
        ["rs", "md", "toml", "txt", "json", "jsonl", "py", "sh", "safetensors", "rules", "tsv", "csv", "lock"];
    let clean = words.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c))
        && !words.starts_with(['/', '.', '-'])
        || words.starts_with(".ci/");
    let ending = words.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && ENDINGS.contains(&ending));
    let rooted = words.split_once('/').is_some_and(|(first, _)| top.contains(first));
    clean && (words.ends_with('/') || ending || rooted)
}

#[test]
fn paths_are_told_from_other_words() {
    let top = ["crates", "eval", ".ci"].map(str::to_owned).into();
    let check = |words: &str, expected| assert_eq!(looks_like_path(words, &top), expected, "{words}");
    check("crates/onrecord-read", true);
    check("knowledge/", true);
    check("reader.rs", true);
    check(".ci/run", true);
    check("onrecord/1", false);
    check("and/or", false);
    check("Reader::read", false);
    check("tests/articles/<slug>/", false);
    check("cargo test", false);
    assert_eq!(quoted("a `b` c `d`\n```\n`e`\n```\n`f`"), ["b", "d", "f"]);
}
