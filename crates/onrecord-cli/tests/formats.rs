//! Checks that help texts and documentation list exactly the existing formats.

mod command;

use std::fs;
use std::path::Path;

use command::Folder;
use onrecord_export::{Table, exporters};

/// Returns the name and description of each format, with the text form of this program first.
fn formats() -> Vec<(&'static str, &'static str)> {
    let exported = exporters().iter().map(|exporter| (exporter.format().name, exporter.format().description));
    std::iter::once(("text", "A page of text for people to read")).chain(exported).collect()
}

/// Returns the rows of the table in `markdown` below a head that begins with `head`, as pairs of cells.
fn rows<'a>(markdown: &'a str, head: &str) -> Vec<(&'a str, &'a str)> {
    let below = markdown.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    let row = |line: &'a str| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | ");
    below.map_while(row).collect()
}

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the values of an option in a help text, with their descriptions on one line each.
fn values(help: &str, option: &str) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    let below = help.lines().skip_while(|line| !line.contains(option)).skip(1);
    // The next option starts with less indentation.
    for line in below.take_while(|line| line.is_empty() || line.starts_with("          ")) {
        match (line.trim().strip_prefix("- ").and_then(|value| value.split_once(':')), values.last_mut()) {
            (Some((name, description)), _) => values.push((name.to_owned(), description.trim().to_owned())),
            (None, Some((_, description))) if !line.trim().is_empty() => *description += &format!(" {}", line.trim()),
            _ => {}
        }
    }
    values
}

#[test]
fn pages_list_every_format() {
    assert_eq!(rows(&page("cli.md"), "| `--format` |"), formats());
    // The text form is described in the page on the command line.
    assert_eq!(rows(&page("exports.md"), "| format |"), formats()[1..]);
    for (name, _) in &formats()[1..] {
        let is_described = page("exports.md").lines().any(|line| {
            line.strip_prefix("## ").is_some_and(|title| title.split(" and ").any(|format| format == *name))
        });
        assert!(is_described, "docs/exports.md has no section on {name}");
    }
}

#[test]
fn help_lists_every_format_and_table() {
    let folder = Folder::new("help");
    for command in ["read", "export"] {
        let help = folder.run(&format!("{command} --help"));
        help.check(0, "");
        let listed = values(&help.out, "--format <FORMAT>");
        assert_eq!(listed.len(), formats().len(), "{}", help.out);
        for ((name, description), (expected_name, expected)) in listed.iter().zip(formats()) {
            // The requirements of the format follow its description.
            let rest = description.strip_prefix(expected).unwrap_or_else(|| panic!("{name}: {description}"));
            assert!(name == expected_name && (rest.is_empty() || rest.starts_with("; needs ")), "{name}: {rest}");
        }
        let expected: Vec<_> =
            Table::ALL.iter().map(|table| (table.name().to_owned(), table.description().to_owned())).collect();
        assert_eq!(values(&help.out, "--table <TABLE>"), expected);
    }
}

#[test]
fn every_format_is_accepted_and_others_are_refused() {
    let folder = Folder::new("accepted");
    folder.write("a.txt", "“It rained,” Ann Lee said.\n");
    for (name, _) in formats() {
        let ran = folder.run(&format!("read a.txt --format {name} --out {name}.out"));
        if name == "parquet" && !cfg!(feature = "parquet") {
            assert!(ran.code == Some(2) && ran.err.contains("--features parquet"), "{ran:?}");
        } else {
            ran.check(0, "");
            assert!(folder.path(&format!("{name}.out")).exists(), "{name}");
        }
    }
    let ran = folder.run("read a.txt --format yaml");
    let names: Vec<&str> = formats().into_iter().map(|(name, _)| name).collect();
    assert!(ran.code == Some(2) && ran.err.contains(&format!("[possible values: {}]", names.join(", "))), "{ran:?}");
}
