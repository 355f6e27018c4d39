//! Checks that no string in the reading code is an English word, since words of a language belong in its language pack.
//!
//! A string counts as words if it has only letters, spaces, hyphens, apostrophes and full stops, and each of its words
//! is in a list of `knowledge/en/` or an ending of its morphology. Names are left out: arguments of the functions in
//! [`NAMING`], strings in a tuple with the value that they name, messages, codes in capitals, the arguments of all
//! macros except `matches!` and `vec!`, attributes and tests. [`NAMES`] lists the other names, file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ExprMethodCall, ExprTuple, ImplItem, Item, LitStr, Macro};

use crate::circles::sources;
use crate::modules::{Modules, Sources, attributes, is_test};
use crate::word_names::NAMES;
use crate::{folder, names, read, root};

/// The crates that read text, each with its source folder for reading.
const READING: &[(&str, &str)] =
    &[("onrecord-text", ""), ("onrecord-infer", ""), ("onrecord-read", ""), ("onrecord-store", "stories")];

/// Functions whose arguments are messages, or names of files, lists and marks.
const NAMING: &[&str] = &[
    "cues",
    "error",
    "expect",
    "file",
    "finish",
    "fractions",
    "head_error",
    "list",
    "mistake",
    "new",
    "numbers",
    "of_file",
    "pairs",
    "phrases",
    "set",
    "table",
    "take",
    "taken",
    "words",
];

/// The files of a language pack that list field names, which are not words of a text.
const NAMES_OF_FIELDS: &[&str] = &["columns.txt", "markup.txt"];

/// Collects the strings of a module that may be words.
struct Strings(BTreeSet<String>);

impl Strings {
    fn add_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    self.0.extend(syn::parse_str::<LitStr>(&literal.to_string()).map(|text| text.value()));
                }
                _ => {}
            }
        }
    }

    /// Visits the arguments of a function, except the strings of one that takes names.
    fn visit_arguments<'a>(&mut self, function: Option<String>, arguments: impl Iterator<Item = &'a Expr>) {
        let takes_names = function.is_some_and(|function| NAMING.contains(&function.as_str()));
        for argument in arguments.filter(|argument| !takes_names || !is_string(argument)) {
            self.visit_expr(argument);
        }
    }
}

fn is_string(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_)))
}

impl<'ast> Visit<'ast> for Strings {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(item) if is_test(&item.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let function = match &*call.func {
            Expr::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        self.visit_expr(&call.func);
        self.visit_arguments(function, call.args.iter());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.visit_expr(&call.receiver);
        self.visit_arguments(Some(call.method.to_string()), call.args.iter());
    }

    /// Skips a string next to a path in a tuple, since it is the name of the value at the path.
    fn visit_expr_tuple(&mut self, tuple: &'ast ExprTuple) {
        let names_value = tuple.elems.iter().any(|one| matches!(one, Expr::Path(_) | Expr::Reference(_)));
        for one in tuple.elems.iter().filter(|one| !names_value || !is_string(one)) {
            self.visit_expr(one);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.0.insert(literal.value());
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        if mac.path.is_ident("matches") || mac.path.is_ident("vec") {
            self.add_tokens(mac.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// Returns the lower-case words in the lists below a folder, except in headings, comments and the lists of field and
/// markup names.
fn dictionary(folder: &Path) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            out.extend(dictionary(&path));
        } else if name.ends_with(".txt") && !NAMES_OF_FIELDS.contains(&name.as_str()) {
            let text = read(&path);
            let rows = text.lines().filter(|line| !line.starts_with(['#', '[']));
            let words = rows.flat_map(|row| row.split(|c: char| !c.is_alphabetic()));
            out.extend(
                words.filter(|word| !word.is_empty() && word.chars().all(char::is_lowercase)).map(str::to_owned),
            );
        }
    }
    out
}

/// Returns whether a string is made of words of the dictionary.
fn is_words(text: &str, dictionary: &BTreeSet<String>) -> bool {
    let is_plain = text.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c));
    let is_code = !text.contains(char::is_lowercase);
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    is_plain
        && !is_code
        && !text.starts_with("expected ")
        && words.peek().is_some()
        && words.all(|word| dictionary.contains(&word.to_lowercase()))
}

/// Returns the strings made of words, by the files of a crate.
fn found(sources: &Sources, root: &str, dictionary: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, module) in Modules::read(sources, root).iter() {
        let mut strings = Strings(BTreeSet::new());
        module.items.iter().for_each(|item| strings.visit_item(item));
        let words = strings.0.into_iter().filter(|text| is_words(text, dictionary));
        out.entry(module.file.clone()).or_default().extend(words);
    }
    out
}

#[test]
fn no_word_of_english_stands_in_code_that_reads() {
    let dictionary = dictionary(&root().join("knowledge/en"));
    let mut messages = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> = NAMES.iter().map(|(file, ..)| *file).collect();
    for (name, within) in READING {
        let all = found(&sources(&folder(name).join("src")), "lib.rs", &dictionary);
        for (file, words) in all.iter().filter(|(file, _)| file.starts_with(within)) {
            let known = NAMES.iter().find(|(known, ..)| *known == (*name, file.as_str()));
            let allowed = |word: &&String| known.is_none_or(|(.., allowed)| !allowed.contains(&word.as_str()));
            messages.extend(words.iter().filter(allowed).map(|word| format!("{name}/src/{file}: {word:?}")));
            if let Some((file, _, allowed)) = known {
                let gone = allowed.iter().filter(|word| !words.contains(**word));
                messages.extend(gone.map(|word| format!("{name}/src/{}: {word:?} is listed, but not there", file.1)));
                unused.remove(file);
            }
        }
    }
    assert!(messages.is_empty(), "words of English belong into knowledge/en:\n{}", messages.join("\n"));
    assert!(unused.is_empty(), "files with names that are not there: {unused:?}");
}

#[test]
fn words_are_told_from_names() {
    let dictionary: BTreeSet<String> = ["of", "in", "read", "more", "ed"].map(str::to_owned).into();
    let check = |text: &str, expected: &[&str]| {
        let sources: Sources = [("lib.rs".to_owned(), text.to_owned())].into();
        let words = found(&sources, "lib.rs", &dictionary).remove("lib.rs").unwrap_or_default();
        assert_eq!(words, expected.iter().map(|word| (*word).to_owned()).collect(), "{text}");
    };
    check(r#"fn f(w: &str) -> bool { w == "of" }"#, &["of"]);
    check(r#"fn f(w: &str) -> bool { matches!(w, "of" | "In") }"#, &["In", "of"]);
    check(r#"fn f(w: &str) -> u8 { match w { "of" => 1, _ => 2 } }"#, &["of"]);
    check(r#"fn f(w: &str) -> bool { w.ends_with("ed") || has(w, &["read more"]) }"#, &["ed", "read more"]);
    check(r#"const W: [(&str, u8); 1] = [("of", 1)];"#, &["of"]);
    // Names, messages, codes and tests.
    check(r#"const W: [(&str, List); 1] = [("of", List::Of)];"#, &[]);
    check(r#"fn f(t: &mut Table) { t.take("of", mistakes); set(t, "in"); }"#, &[]);
    check(r#"fn f() -> String { format!("in {}", "IN".to_owned() + "expected more" + "in_more") }"#, &[]);
    check(r#"#[doc = "of"] fn f() {} #[cfg(test)] mod tests { const W: &str = "of"; }"#, &[]);
}
