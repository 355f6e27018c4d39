//! Checks that functions, parameter lists and files are not too long, unless a reason is given here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{ImplItemFn, Item, Signature};

use crate::circles::crates;
use crate::modules::{Modules, attributes, is_test};
use crate::{ARROWS, folder, names, read, roots};

/// The maximum number of lines of a function, from its first to its last.
const MAX_FUNCTION_LINES: usize = 60;

/// The maximum number of parameters of a function, including `self`.
const MAX_PARAMETERS: usize = 6;

/// The maximum number of lines of a file, including tests.
const MAX_FILE_LINES: usize = 400;

/// Exceptions for functions that are longer or have more parameters: the crate, the function, and the reason.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[
    ("onrecord-text", "language.rs: code", "a table of codes"),
    ("onrecord-infer", "kernel/attention.rs: mix", "an inner loop with its strides"),
];

/// Exceptions for files that are longer: the path from the root, and the reason.
const LONG_FILES: &[(&str, &str)] = &[("crates/onrecord-cli/tests/architecture/word_names.rs", "a table")];

/// Collects the functions of a module that have too many parameters.
struct Parameters<'a> {
    file: &'a str,
    found: BTreeSet<(String, String)>,
}

impl<'ast> Visit<'ast> for Parameters<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_signature(&mut self, signature: &'ast Signature) {
        let n_parameters = signature.inputs.len();
        if n_parameters > MAX_PARAMETERS {
            self.found.insert((format!("{}: {}", self.file, signature.ident), format!("{n_parameters} parameters")));
        }
    }
}

/// Returns the functions of a module that have too many parameters, with their number.
fn with_many_parameters(file: &str, items: &[Item]) -> BTreeSet<(String, String)> {
    let mut parameters = Parameters { file, found: BTreeSet::new() };
    items.iter().for_each(|item| parameters.visit_item(item));
    parameters.found
}

/// Returns the functions of a file that are too long, with their length. The code is formatted by rustfmt, so a
/// function or a module of tests ends at the first closing brace below its first line that has the same indentation.
fn long(file: &str, text: &str) -> BTreeSet<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let end = |start: usize| {
        let indent = lines[start].len() - lines[start].trim_start().len();
        let is_last = |line: &&str| line.len() == indent + 1 && line.ends_with('}');
        lines[start..].iter().position(is_last).map_or(start, |length| start + length)
    };
    let mut out = BTreeSet::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.trim() == "#[cfg(test)]" || line.trim() == "#[test]" {
            let begins = |line: &&str| !line.trim_start().starts_with("#[");
            let item = at + lines[at..].iter().position(begins).unwrap_or_default();
            at = if lines[item].ends_with(['{', '(']) { end(item) } else { item };
        } else if let Some(name) = function_name(line)
            && !line.ends_with([';', '}'])
        {
            let n_lines = end(at) - at + 1;
            if n_lines > MAX_FUNCTION_LINES {
                out.insert((format!("{file}: {name}"), format!("{n_lines} lines")));
            }
        }
        at += 1;
    }
    out
}

/// Returns the name of the function that a line declares.
fn function_name(line: &str) -> Option<&str> {
    let (before, behind) = line.split_once("fn ")?;
    let is_qualifier = |word: &str| {
        matches!(word, "const" | "async" | "unsafe" | "extern" | "\"C\"" | "pub") || word.starts_with("pub(")
    };
    let is_declared = before.split_whitespace().all(is_qualifier);
    behind.split(['(', '<']).next().filter(|name| is_declared && !name.is_empty())
}

#[test]
fn no_function_is_too_long() {
    let mut found = Vec::new();
    let mut unused: BTreeSet<(&str, String)> =
        LONG_FUNCTIONS.iter().map(|(name, function, _)| (*name, (*function).to_owned())).collect();
    for (name, sources) in crates() {
        for root in roots(&sources) {
            let modules = Modules::read(&sources, root);
            let files: BTreeSet<&str> = modules.iter().map(|(_, module)| module.file.as_str()).collect();
            let long = files.into_iter().flat_map(|file| long(file, &sources[file]));
            let with_many = modules.iter().flat_map(|(_, module)| with_many_parameters(&module.file, &module.items));
            for (function, length) in long.chain(with_many) {
                if !unused.remove(&(name, function.clone())) {
                    found.push(format!("{name}/src/{function}: {length}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "functions to divide:\n{}", found.join("\n"));
    assert!(unused.is_empty(), "exceptions for functions that are short: {unused:?}");
}

#[test]
fn no_file_is_too_long() {
    let root = crate::root();
    let mut found = Vec::new();
    let mut unused: BTreeSet<&str> = LONG_FILES.iter().map(|(path, _)| *path).collect();
    for folder in ARROWS.iter().map(|(name, _)| folder(name)) {
        for path in
            ["src", "tests", "examples", "python"].map(|inner| folder.join(inner)).iter().filter(|path| path.exists())
        {
            for file in files(path) {
                let n_lines = read(&file).lines().count();
                let file = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().into_owned();
                if n_lines > MAX_FILE_LINES && !unused.remove(file.as_str()) {
                    found.push(format!("{file}: {n_lines} lines"));
                }
            }
        }
    }
    assert!(found.is_empty(), "files to divide:\n{}", found.join("\n"));
    assert!(unused.is_empty(), "exceptions for files that are short: {unused:?}");
}

/// Returns the source files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in names(folder).into_iter().map(|name| folder.join(name)) {
        if path.is_dir() {
            out.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "py") {
            out.push(path);
        }
    }
    out
}

#[test]
fn long_functions_are_found() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let expected = expected.iter().map(|(name, length)| ((*name).to_owned(), (*length).to_owned())).collect();
        assert_eq!(long("a.rs", text), expected, "{text}");
    };
    let function = |name: &str, indent: &str, n_lines: usize| {
        format!("{indent}{name}() {{\n{}{indent}}}\n", "    f();\n".repeat(n_lines - 2))
    };
    let (short, long) = (function("fn f", "", 60), function("fn g", "", 61));
    check(&format!("/// Text.\n{short}"), &[]);
    check(&format!("{short}{long}"), &[("a.rs: g", "61 lines")]);
    check(&format!("impl T {{\n{}}}", function("pub(crate) async fn h", "    ", 61)), &[("a.rs: h", "61 lines")]);
    check(&format!("trait T {{\n    fn f();\n}}\nfn e() {{}}\nconst N: fn() = f;\n{short}"), &[]);
    check(
        &format!("#[cfg(test)]\n#[allow(x)]\nmod tests {{\n{}}}\n{long}", function("fn f", "    ", 61)),
        &[("a.rs: g", "61 lines")],
    );
    check(&format!("#[test]\n{long}"), &[]);
    check(&format!("#[cfg(test)]\nuse a::b;\n{long}"), &[("a.rs: g", "61 lines")]);
}

#[test]
fn many_parameters_are_found() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let items = syn::parse_file(text).expect("the text is Rust").items;
        let expected = expected.iter().map(|(name, length)| ((*name).to_owned(), (*length).to_owned())).collect();
        assert_eq!(with_many_parameters("a.rs", &items), expected, "{text}");
    };
    check("trait T { fn f(&self, a: A, b: B, c: C, d: D, e: E); }", &[]);
    check("impl T { fn f(&self, a: A, b: B, c: C, d: D, e: E, f: F) {} }", &[("a.rs: f", "7 parameters")]);
    check("#[cfg(test)] mod tests { fn f(a: A, b: B, c: C, d: D, e: E, f: F, g: G) {} }", &[]);
}
