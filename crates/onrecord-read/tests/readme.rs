//! Tests that the library sample of the README is the example `statements`, and that the example prints what the README
//! says.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn the_sample_of_the_readme_is_the_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("../../README.md")).expect("the README is there");
    let (_, rest) = readme.split_once("```rust\n").expect("the README has a sample in Rust");
    let (sample, rest) = rest.split_once("```\n").expect("the sample ends");
    let example = fs::read_to_string(root.join("examples/statements.rs")).expect("the example is there");
    // The README omits lines that only the lints need.
    let lines: Vec<&str> = example.split_inclusive('\n').collect();
    let attribute = lines.iter().position(|line| line.starts_with("#![allow")).expect("the example may print");
    assert_eq!(sample, [&lines[..attribute], &lines[attribute + 2..]].concat().concat());
    let (_, rest) = rest.split_once("```text\n").expect("the README says what the sample prints");
    let (printed, _) = rest.split_once("```\n").expect("the output ends");
    assert_eq!(run(root), printed);
}

/// Returns the output of the example.
fn run(manifest: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--offline", "--example", "statements"])
        .current_dir(manifest)
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}
