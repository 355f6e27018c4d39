//! Parses the modules of a crate from its sources, and resolves names in them.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Attribute, Item, ItemUse, UseTree};

/// The files of a crate: path below `src`, and text.
pub(crate) type Sources = BTreeMap<String, String>;

/// A module of the crate, in a file of its own or inline in one.
pub(crate) struct Module {
    pub(crate) file: String,
    pub(crate) items: Vec<Item>,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// Structs, enums, traits and aliases, which a path can continue after.
    types: BTreeSet<String>,
    /// Functions, constants and statics.
    values: BTreeSet<String>,
    macros: BTreeSet<String>,
    uses: Vec<Use>,
}

/// One name that a `use` brings into a module; `None` stands for `*`.
pub(crate) struct Use {
    pub(crate) name: Option<String>,
    pub(crate) path: Vec<String>,
}

/// The item that a path resolves to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    Module(usize),
    Type { file: String },
    Value { file: String },
}

/// The module tree of a crate.
pub(crate) struct Modules(Vec<Module>);

impl Modules {
    /// Reads the module tree of a root such as `lib.rs`. Items under `#[cfg(test)]` are left out.
    pub(crate) fn read(sources: &Sources, root: &str) -> Modules {
        let mut modules = Modules(Vec::new());
        modules.add(sources, None, root, "", parse(sources, root));
        modules
    }

    fn add(&mut self, sources: &Sources, parent: Option<usize>, file: &str, folder: &str, items: Vec<Item>) -> usize {
        let at = self.0.len();
        self.0.push(Module {
            file: file.to_owned(),
            items: Vec::new(),
            parent,
            children: BTreeMap::new(),
            types: BTreeSet::new(),
            values: BTreeSet::new(),
            macros: BTreeSet::new(),
            uses: Vec::new(),
        });
        for item in items.into_iter().filter(|item| !is_test(attributes(item))) {
            let Item::Mod(module) = item else {
                self.0[at].declare(&item);
                self.0[at].items.push(item);
                continue;
            };
            assert!(!module.attrs.iter().any(|a| a.path().is_ident("path")), "{file}: #[path] is not followed");
            let name = module.ident.to_string();
            let inner = format!("{folder}{name}/");
            let child = match module.content {
                Some((_, items)) => self.add(sources, Some(at), file, &inner, items),
                None => {
                    let places = [format!("{folder}{name}.rs"), format!("{inner}mod.rs")];
                    let found = places.iter().find(|place| sources.contains_key(*place));
                    let path = found.unwrap_or_else(|| panic!("{file}: no file for mod {name}"));
                    self.add(sources, Some(at), path, &inner, parse(sources, path))
                }
            };
            self.0[at].children.insert(name, child);
        }
        at
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Module)> {
        self.0.iter().enumerate()
    }

    /// Resolves a path used in a module; the result is empty for paths into other crates.
    pub(crate) fn resolve(&self, module: usize, path: &[String]) -> BTreeSet<Meaning> {
        self.follow(module, path, &mut BTreeSet::new())
    }

    fn follow(&self, module: usize, path: &[String], seen: &mut BTreeSet<(usize, String)>) -> BTreeSet<Meaning> {
        let Some((first, rest)) = path.split_first() else { return BTreeSet::new() };
        let mut meanings = match first.as_str() {
            "crate" => [Meaning::Module(0)].into(),
            "self" => [Meaning::Module(module)].into(),
            "super" => self.0[module].parent.map(Meaning::Module).into_iter().collect(),
            name => self.named(module, name, seen),
        };
        for name in rest {
            let mut next = BTreeSet::new();
            for meaning in meanings {
                match meaning {
                    Meaning::Module(module) if name == "super" => {
                        next.extend(self.0[module].parent.map(Meaning::Module));
                    }
                    Meaning::Module(module) => next.extend(self.named(module, name, seen)),
                    // A variant or an associated item is in the file of its type.
                    Meaning::Type { .. } => _ = next.insert(meaning),
                    Meaning::Value { .. } => {}
                }
            }
            meanings = next;
        }
        meanings
    }

    /// Resolves a name in a module: declared there, imported by `use`, or else by a glob import.
    fn named(&self, module: usize, name: &str, seen: &mut BTreeSet<(usize, String)>) -> BTreeSet<Meaning> {
        if !seen.insert((module, name.to_owned())) {
            return BTreeSet::new();
        }
        let here = &self.0[module];
        let mut found: BTreeSet<Meaning> = here.children.get(name).copied().map(Meaning::Module).into_iter().collect();
        if here.types.contains(name) {
            found.insert(Meaning::Type { file: here.file.clone() });
        }
        if here.values.contains(name) || here.macros.contains(name) {
            found.insert(Meaning::Value { file: here.file.clone() });
        }
        for used in here.uses.iter().filter(|used| used.name.as_deref() == Some(name)) {
            found.extend(self.follow(module, &used.path, seen));
        }
        if found.is_empty() {
            for used in here.uses.iter().filter(|used| used.name.is_none()) {
                for meaning in self.follow(module, &used.path, seen) {
                    if let Meaning::Module(module) = meaning {
                        found.extend(self.named(module, name, seen));
                    }
                }
            }
        }
        seen.remove(&(module, name.to_owned()));
        found
    }
}

impl Module {
    fn declare(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => _ = self.types.insert(item.ident.to_string()),
            Item::Enum(item) => _ = self.types.insert(item.ident.to_string()),
            Item::Union(item) => _ = self.types.insert(item.ident.to_string()),
            Item::Trait(item) => _ = self.types.insert(item.ident.to_string()),
            Item::Type(item) => _ = self.types.insert(item.ident.to_string()),
            Item::Fn(item) => _ = self.values.insert(item.sig.ident.to_string()),
            Item::Const(item) => _ = self.values.insert(item.ident.to_string()),
            Item::Static(item) => _ = self.values.insert(item.ident.to_string()),
            Item::Macro(item) => self.macros.extend(item.ident.as_ref().map(ToString::to_string)),
            _ => {}
        }
        // A `use` inside a function is treated as a `use` of the module.
        self.visit_item(item);
    }

    /// Returns whether a macro of this name is defined in the module.
    pub(crate) fn has_macro(&self, name: &str) -> bool {
        self.macros.contains(name)
    }
}

impl Visit<'_> for Module {
    fn visit_item_use(&mut self, item: &ItemUse) {
        if item.leading_colon.is_none() {
            self.uses.extend(flatten(&item.tree));
        }
    }
}

fn parse(sources: &Sources, file: &str) -> Vec<Item> {
    syn::parse_file(&sources[file]).unwrap_or_else(|error| panic!("{file}: {error}")).items
}

/// Returns each name imported by a `use`, with its full path.
pub(crate) fn flatten(tree: &UseTree) -> Vec<Use> {
    fn walk(tree: &UseTree, before: &[String], out: &mut Vec<Use>) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(tree) => walk(&tree.tree, &with(tree.ident.to_string()), out),
            UseTree::Name(tree) if tree.ident == "self" => {
                out.push(Use { name: before.last().cloned(), path: before.to_vec() });
            }
            UseTree::Name(tree) => {
                out.push(Use { name: Some(tree.ident.to_string()), path: with(tree.ident.to_string()) });
            }
            UseTree::Rename(tree) => {
                out.push(Use { name: Some(tree.rename.to_string()), path: with(tree.ident.to_string()) });
            }
            UseTree::Glob(_) => out.push(Use { name: None, path: before.to_vec() }),
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| walk(tree, before, out)),
        }
    }
    let mut out = Vec::new();
    walk(tree, &[], &mut out);
    out
}

/// Returns whether attributes restrict an item to tests.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

/// Returns the attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
