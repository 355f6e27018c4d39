//! The graph of which files of a crate use items of which other files.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemUse, Macro, TraitItem, Visibility};

use crate::modules::{Meaning, Modules, Sources, attributes, flatten, is_test};

/// The graph of a crate: each file and the files whose items it uses.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns which files use items of which others, in the module tree below a root such as `lib.rs`.
///
/// A path counts as a use of the file that defines the item, behind all re-exports. Declaring a module or
/// re-exporting a name does not count, nor does calling a method, since its type is named elsewhere.
pub(crate) fn imports(sources: &Sources, root: &str) -> Imports {
    let modules = Modules::read(sources, root);
    let mut out = Imports::new();
    for (at, module) in modules.iter() {
        let mut uses = Uses { modules: &modules, module: at, files: BTreeSet::new() };
        module.items.iter().for_each(|item| uses.visit_item(item));
        uses.files.remove(&module.file);
        out.entry(module.file.clone()).or_default().extend(uses.files);
    }
    out
}

/// Collects the files that the items of one module use.
struct Uses<'a> {
    modules: &'a Modules,
    module: usize,
    files: BTreeSet<String>,
}

impl Uses<'_> {
    fn add(&mut self, path: &[String]) {
        for meaning in self.modules.resolve(self.module, path) {
            if let Meaning::Type { file } | Meaning::Value { file } = meaning {
                self.files.insert(file);
            }
        }
    }

    /// Finds the paths in the arguments of a macro, which are unparsed tokens.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut dots) = (0, 0);
        for token in tokens {
            match &token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut path));
                    }
                    // A name after a single dot is a field or a method.
                    if dots != 1 {
                        path.push(ident.to_string());
                    }
                    (colons, dots) = (0, 0);
                }
                _ => {
                    self.add(&std::mem::take(&mut path));
                    let dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
                    (colons, dots) = (0, if dot { dots + 1 } else { 0 });
                    if let TokenTree::Group(group) = token {
                        self.add_tokens(group.stream());
                    }
                }
            }
        }
        self.add(&path);
    }
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Const(item) => &item.attrs,
            _ => &[],
        };
        if !is_test(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if !matches!(item, TraitItem::Fn(item) if is_test(&item.attrs)) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Inherited) && item.leading_colon.is_none() {
            for used in flatten(&item.tree) {
                self.add(&used.path);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.add(&path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        self.add_tokens(mac.tokens.clone());
        // A macro can be used below its definition without a path.
        if let Some(name) = mac.path.get_ident().map(ToString::to_string)
            && self.modules.resolve(self.module, std::slice::from_ref(&name)).is_empty()
        {
            let makers = self.modules.iter().filter(|(_, module)| module.has_macro(&name));
            self.files.extend(makers.map(|(_, module)| module.file.clone()));
        }
    }

    // Attributes contain only names of other crates or of this module.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
