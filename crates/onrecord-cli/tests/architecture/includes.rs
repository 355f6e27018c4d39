//! Checks that no crate includes a file outside its folder, so that each can be published.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, LitStr, Macro};

use crate::circles::crates;
use crate::modules::{Modules, Sources, attributes, is_test};
use crate::roots;

/// Collects the paths with `..` in the macros of a module, such as `include_str!`. Tests are left out.
struct Upward(BTreeSet<String>);

impl Upward {
    fn add(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<LitStr>(&literal.to_string()).map(|text| text.value());
                    self.0.extend(text.ok().filter(|text| text.starts_with("../")));
                }
                _ => {}
            }
        }
    }
}

impl Visit<'_> for Upward {
    fn visit_item(&mut self, item: &Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_macro(&mut self, mac: &Macro) {
        self.add(mac.tokens.clone());
    }
}

/// Returns the paths that point outside the folder of a crate, whose sources are in `src`.
fn outside(sources: &Sources, root: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (_, module) in Modules::read(sources, root).iter() {
        let mut upward = Upward(BTreeSet::new());
        module.items.iter().for_each(|item| upward.visit_item(item));
        let place = Path::new("src").join(&module.file);
        let place = place.parent().unwrap_or(Path::new(""));
        let leaves = |path: &String| {
            let mut depth = 0_i32;
            place.join(path).components().any(|part| {
                depth += if part == Component::ParentDir { -1 } else { 1 };
                depth < 0
            })
        };
        out.extend(upward.0.into_iter().filter(leaves).map(|path| format!("{}: {path}", module.file)));
    }
    out
}

#[test]
fn no_crate_needs_a_file_outside_of_its_folder() {
    for (name, sources) in crates() {
        for root in roots(&sources) {
            let found = outside(&sources, root);
            assert!(found.is_empty(), "{name} reaches outside of its folder: {found:#?}");
        }
    }
}

#[test]
fn paths_that_leave_the_folder_are_found() {
    let check = |text: &str, expected: &[&str]| {
        let sources = [("lib.rs", "mod a;"), ("a/mod.rs", text)];
        let sources: Sources = sources.map(|(file, text)| (file.to_owned(), text.to_owned())).into();
        assert_eq!(outside(&sources, "lib.rs"), expected.iter().map(|path| (*path).to_owned()).collect(), "{text}");
    };
    check(r#"const A: &str = include_str!("../../../data/a.txt");"#, &["a/mod.rs: ../../../data/a.txt"]);
    check(r#"fn f() { g(|| include_bytes!(concat!("../../../", "a"))) }"#, &["a/mod.rs: ../../../"]);
    check(r#"const A: &str = include_str!("../data/a.txt");"#, &[]);
    check(r#"#[cfg(test)] mod tests { const A: &str = include_str!("../../../a.txt"); }"#, &[]);
}
