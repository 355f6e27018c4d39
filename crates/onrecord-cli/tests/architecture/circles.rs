//! Checks that no two files of a crate depend on each other, directly or through other files.

use std::collections::BTreeSet;
use std::path::Path;

use crate::imports::{Imports, imports};
use crate::modules::Sources;
use crate::{ARROWS, folder, names, read, roots};

/// The dependency cycles that are tolerated: crate, files below its `src`.
const EXCEPTIONS: &[(&str, &[&str])] = &[];

/// Returns the dependency cycles: groups of files in which each file depends on all others.
pub(crate) fn circles(imports: &Imports) -> BTreeSet<Vec<String>> {
    let reached = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut left = vec![from.to_owned()];
        while let Some(file) = left.pop() {
            left.extend(imports.get(&file).into_iter().flatten().filter(|next| seen.insert((*next).clone())).cloned());
        }
        seen
    };
    let all: Vec<(&String, BTreeSet<String>)> = imports.keys().map(|file| (file, reached(file))).collect();
    let circle = |file: &String, reached: &BTreeSet<String>| {
        let back = all.iter().filter(|(other, back)| reached.contains(*other) && back.contains(file));
        back.map(|(other, _)| (*other).clone()).collect::<Vec<String>>()
    };
    all.iter().map(|(file, reached)| circle(file, reached)).filter(|circle| circle.len() > 1).collect()
}

/// Returns the Rust files below a folder.
pub(crate) fn sources(folder: &Path) -> Sources {
    let mut out = Sources::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            out.extend(sources(&path).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if name.ends_with(".rs") {
            out.insert(name, read(&path));
        }
    }
    out
}

/// Returns the crates that have a source folder, with their sources.
pub(crate) fn crates() -> impl Iterator<Item = (&'static str, Sources)> {
    let folders = ARROWS.iter().map(|(name, _)| (*name, folder(name).join("src")));
    folders.filter(|(_, folder)| folder.exists()).map(|(name, folder)| (name, sources(&folder)))
}

#[test]
fn no_two_files_use_each_other() {
    let expected: BTreeSet<(String, Vec<String>)> = EXCEPTIONS
        .iter()
        .map(|(name, files)| ((*name).to_owned(), files.iter().map(|file| (*file).to_owned()).collect()))
        .collect();
    let mut found = BTreeSet::new();
    let mut ties = String::new();
    for (name, sources) in crates() {
        for root in roots(&sources) {
            let imports = imports(&sources, root);
            for circle in circles(&imports).into_iter().map(|circle| (name.to_owned(), circle)) {
                if !expected.contains(&circle) {
                    for file in &circle.1 {
                        let inner = imports[file].iter().filter(|other| circle.1.contains(other));
                        ties.extend(inner.map(|other| format!("\n{name}: {file} -> {other}")));
                    }
                }
                found.insert(circle);
            }
        }
    }
    let gone: Vec<_> = expected.difference(&found).collect();
    assert!(ties.is_empty(), "files use each other:{ties}");
    assert!(gone.is_empty(), "exceptions without a circle: {gone:#?}");
}

/// Checks the dependency cycles of a made-up crate.
fn check(files: &[(&str, &str)], expected: &[&[&str]]) {
    let sources: Sources = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let found = circles(&imports(&sources, "lib.rs"));
    let expected: BTreeSet<Vec<String>> =
        expected.iter().map(|circle| circle.iter().map(|file| (*file).to_owned()).collect()).collect();
    assert_eq!(found, expected, "{files:?}");
}

#[test]
fn circles_are_found() {
    let lib = ("lib.rs", "mod a; mod b;");
    // Two files: by `use`, by a path, by a group with a rename, inside a function, and between parent and child.
    let b = ("b.rs", "use crate::a::A; pub(crate) struct B(A);");
    check(&[lib, ("a.rs", "use crate::b::B; pub(crate) struct A(Box<B>);"), b], &[&["a.rs", "b.rs"]]);
    check(&[lib, ("a.rs", "pub(crate) struct A(Box<super::b::B>);"), b], &[&["a.rs", "b.rs"]]);
    check(&[lib, ("a.rs", "use super::{b::{B as C}}; pub(crate) struct A(Box<C>);"), b], &[&["a.rs", "b.rs"]]);
    check(&[lib, ("a.rs", "pub(crate) struct A; fn f() { use super::b; b::B::new(); }"), b], &[&["a.rs", "b.rs"]]);
    check(
        &[("lib.rs", "mod b; struct A; fn f() { b::g() }"), ("b.rs", "use crate::A; pub fn g() -> A { A }")],
        &[&["b.rs", "lib.rs"]],
    );
    // In the arguments of a macro, and through a macro defined in another file.
    check(&[lib, ("a.rs", "pub(crate) struct A; fn f() { g!(0..crate::b::B, 1) }"), b], &[&["a.rs", "b.rs"]]);
    check(
        &[
            ("lib.rs", "#[macro_use] mod a; mod b;"),
            ("a.rs", "macro_rules! g { () => { $crate::b::B } }"),
            ("b.rs", "pub struct B; fn f() { g!() }"),
        ],
        &[&["a.rs", "b.rs"]],
    );
    // By a glob import.
    check(&[lib, ("a.rs", "use super::b::*; pub(crate) struct A(Box<B>);"), b], &[&["a.rs", "b.rs"]]);
    check(&[lib, ("a.rs", "use super::b::*; pub(crate) struct A(Box<u8>);"), b], &[]);
    // A cycle of three files.
    check(
        &[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::b; pub fn a() { b() }"),
            ("b.rs", "pub fn b() { crate::c::c() }"),
            ("c.rs", "use super::a; pub fn c() { a::a() }"),
        ],
        &[&["a.rs", "b.rs", "c.rs"]],
    );
}

#[test]
fn re_exports_are_followed() {
    // A parent that re-exports its children's names does not use them.
    let parent = ("p/mod.rs", "mod a; mod b; pub(crate) use a::A; pub use self::b::B;");
    let (a, b) = (("p/a.rs", "pub(crate) struct A;"), ("p/b.rs", "use super::A; pub struct B(A);"));
    check(&[("lib.rs", "mod p; pub use p::B;"), parent, a, b], &[]);
    // Files that use each other through the parent's re-exports.
    let a = ("p/a.rs", "pub(crate) struct A; fn f(_: super::B) {}");
    check(&[("lib.rs", "mod p;"), parent, a, b], &[&["p/a.rs", "p/b.rs"]]);
    // A parent that uses an item of a child, which uses an item of the parent.
    let a = ("p/a.rs", "pub(crate) struct A(super::P);");
    let parent = ("p.rs", "mod a; pub(crate) use a::A; pub struct P; fn f(_: A) {}");
    check(&[("lib.rs", "mod p;"), parent, a], &[&["p.rs", "p/a.rs"]]);
}

#[test]
fn what_is_no_use_makes_no_circle() {
    let a = ("a.rs", "use crate::b::B; pub(crate) struct A(B); macro_rules! a { () => {} }");
    // Tests, other crates, fields and methods with the name of an item.
    let check = |b: &str| check(&[("lib.rs", "mod a; mod b;"), a, ("b.rs", b)], &[]);
    check("pub(crate) struct B; #[cfg(test)] mod tests { use crate::a::A; }");
    check("pub(crate) struct B; impl B { #[cfg(test)] fn f(_: crate::a::A) {} }");
    check("pub(crate) struct B; use ::a::A; fn f() { other::a::A::new() }");
    check("use super::a::*; pub(crate) struct B; fn f() { g!(x.A) }");
    // A macro of the same name in another file.
    check("pub(crate) struct B; macro_rules! a { () => {} } a!();");
}
