//! Checks that no two files of the Python package import each other at run time, directly or through other files.
//! Imports for type checkers only are left out.

use std::collections::BTreeSet;

use crate::circles::circles;
use crate::imports::Imports;
use crate::{PYTHON, folder, names, read};

/// The name of the package, and of the folder of its files.
const PACKAGE: &str = "onrecord";

/// Returns the modules of the package that the text of one imports.
fn imported(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut checking_indent: Option<usize> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let statement = line.trim_start();
        let indent = line.len() - statement.len();
        if checking_indent.is_some_and(|checking| indent > checking) {
            continue;
        }
        checking_indent = (statement == "if TYPE_CHECKING:").then_some(indent);
        let Some(rest) = statement.strip_prefix("from ") else { continue };
        let Some((module, imported)) = rest.split_once(" import ") else { continue };
        if module == PACKAGE {
            out.extend(imported.split(',').map(|name| format!("{}.py", name.trim())));
        } else if let Some(module) = module.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('.')) {
            out.insert(format!("{module}.py"));
        }
    }
    out
}

#[test]
fn no_two_files_of_the_python_package_import_each_other() {
    let package = folder(PYTHON).join("python").join(PACKAGE);
    let files = names(&package).into_iter().filter(|name| name.ends_with(".py"));
    let imports: Imports = files.map(|file| (file.clone(), imported(&read(&package.join(file))))).collect();
    assert!(imports.values().any(|imported| !imported.is_empty()), "imports are recognized");
    assert_eq!(circles(&imports), BTreeSet::new());
}

#[test]
fn imports_of_python_files_are_found() {
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(imported(text), expected.iter().map(|file| (*file).to_owned()).collect(), "{text}");
    };
    check(
        "from onrecord._record import Record\nfrom onrecord import _a, _b\nimport json",
        &["_a.py", "_b.py", "_record.py"],
    );
    check("def f():\n    from onrecord._html import html\n    return html()", &["_html.py"]);
    check(
        "if TYPE_CHECKING:\n    import x\n\n    from onrecord._record import Record\nfrom onrecord._a import b",
        &["_a.py"],
    );
    check("from onrecordings.a import b\nfrom . import c", &[]);
}
