//! No two sibling modules of a crate depend on each other, directly or through others, and no module is long.
//!
//! A module depends on another if a path that starts with `crate`, `super` or `self` leads there; re-exports are followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{Visit, visit_item_mod, visit_macro, visit_path, visit_use_path};

/// The path of a module within its crate: `["http", "policy"]`.
type ModulePath = Vec<String>;

/// Of the modules of one folder, which names which, with one example each.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// What one module contains and refers to.
#[derive(Default)]
struct Module {
    items: BTreeSet<String>,
    /// Imported and re-exported names, with the path that each refers to.
    imports: BTreeMap<String, Vec<String>>,
    /// The modules of `use path::*`.
    globs: Vec<Vec<String>>,
    /// Every path that the module mentions.
    references: BTreeSet<Vec<String>>,
}

#[derive(Default)]
struct Crate(BTreeMap<ModulePath, Module>);

#[test]
fn no_crate_has_a_cycle_between_sibling_modules() {
    let mut cycles = Vec::new();
    for folder in crate_folders() {
        let (modules, files) = Crate::read(&folder);
        assert!(modules.0.len() >= files.len(), "each file is a module");
        cycles.extend(modules.cycles());
    }
    assert_eq!(cycles, Vec::<String>::new(), "{}", cycles.join("\n"));
}

#[test]
fn no_module_has_more_than_500_lines_without_its_tests() {
    for folder in crate_folders() {
        for file in Crate::read(&folder).1 {
            let source = fs::read_to_string(&file).unwrap();
            let is_test = |line: &str| line.starts_with("#[cfg(") && line.contains("test");
            let lines = source.lines().take_while(|line| !is_test(line)).count();
            assert!(lines <= 500, "{} has {lines} lines", file.display());
        }
    }
}

fn crate_folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = [
        "voucher-core/src",
        "voucher-core/definition/src",
        "voucher-derive/src",
    ];
    folders.map(|folder| root.join(folder)).into()
}

#[test]
fn a_cycle_through_a_re_export_is_found() {
    let mut modules = Crate::default();
    modules.parse(&[], "mod a; mod b; mod c; pub use a::A; pub use b::*;");
    modules.parse(&["a".into()], "use crate::B; pub struct A;");
    modules.parse(
        &["b".into()],
        "pub struct B; fn b() { super::c::C::new(); }",
    );
    modules.parse(
        &["c".into()],
        "pub struct C; macro_rules! m { () => { $crate::A } }",
    );
    let cycle = "a → b → c → a (a names crate::B, b names super::c::C::new, c names crate::A)";
    assert_eq!(modules.cycles(), [cycle]);
}

#[test]
fn a_chain_of_modules_is_not_a_cycle() {
    let mut modules = Crate::default();
    modules.parse(&[], "mod a; mod b; pub use a::A;");
    modules.parse(
        &["a".into()],
        "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
    );
    modules.parse(&["b".into()], "use crate::A; pub struct B(A);");
    assert_eq!(modules.cycles(), Vec::<String>::new());
}

impl Crate {
    /// Reads the crate whose root is `folder/lib.rs`. Also returns the files read.
    fn read(folder: &Path) -> (Self, Vec<PathBuf>) {
        let mut modules = Self::default();
        let mut waiting: Vec<(ModulePath, PathBuf)> = vec![(Vec::new(), folder.join("lib.rs"))];
        let mut files = Vec::new();
        while let Some((path, file)) = waiting.pop() {
            let source = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            for child in modules.parse(&path, &source) {
                let file = folder.join(child.join("/")).with_extension("rs");
                waiting.push((child, file));
            }
            files.push(file);
        }
        (modules, files)
    }

    /// Adds the module of one file and the modules written inside it. Returns the child modules that have files of their own.
    fn parse(&mut self, path: &[String], source: &str) -> Vec<ModulePath> {
        let file = syn::parse_file(source).unwrap();
        let mut visitor = Visitor {
            modules: self,
            path: path.to_vec(),
            prefix: Vec::new(),
            files: Vec::new(),
        };
        visitor.modules.0.entry(path.to_vec()).or_default();
        visitor.visit_file(&file);
        visitor.files
    }

    /// One line for each group of siblings that depend on each other: `a → b → a`.
    fn cycles(&self) -> Vec<String> {
        let mut siblings: BTreeMap<ModulePath, Graph> = BTreeMap::new();
        for (from, module) in &self.0 {
            for reference in &module.references {
                let Some(to) = self.resolve(from, reference, 0) else {
                    continue;
                };
                let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if let (Some(a), Some(b)) = (from.get(shared), to.get(shared)) {
                    let graph = siblings.entry(from[..shared].to_vec()).or_default();
                    let example = format!("{} names {}", from.join("::"), reference.join("::"));
                    let targets = graph.entry(a.clone()).or_default();
                    targets.entry(b.clone()).or_insert(example);
                }
            }
        }
        let mut lines = Vec::new();
        for graph in siblings.values() {
            let shortest = graph
                .keys()
                .filter_map(|start| shortest_cycle(graph, start));
            // A cycle is found once from each of its modules; the one that starts with the first name is reported.
            for cycle in shortest.filter(|cycle| cycle.iter().min() == cycle.first()) {
                let examples = cycle
                    .windows(2)
                    .map(|edge| graph[&edge[0]][&edge[1]].as_str());
                let examples: Vec<_> = examples.collect();
                lines.push(format!("{} ({})", cycle.join(" → "), examples.join(", ")));
            }
        }
        lines
    }

    /// The module that a path leads to, if it lies in this crate.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
        if depth > 16 {
            return None;
        }
        let mut rest = path;
        let mut current = from.to_vec();
        match rest.first()?.as_str() {
            "crate" => (current, rest) = (Vec::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    current.pop()?;
                    rest = &rest[1..];
                }
            }
            first if self.0.contains_key(&child(from, first)) => {}
            _ => return None,
        }
        while let Some((name, after)) = rest.split_first() {
            let module = self.0.get(&current)?;
            let below = child(&current, name);
            if self.0.contains_key(&below) {
                (current, rest) = (below, after);
            } else if module.items.contains(name) {
                return Some(current);
            } else if let Some(import) = module.imports.get(name) {
                let whole: Vec<_> = import.iter().chain(after).cloned().collect();
                return self.resolve(&current, &whole, depth + 1);
            } else {
                let through = module.globs.iter().find_map(|glob| {
                    let whole: Vec<_> = glob.iter().chain(rest).cloned().collect();
                    let found = self.resolve(&current, &whole, depth + 1)?;
                    (self.0[&found].items.contains(name)).then_some(found)
                });
                return Some(through.unwrap_or(current));
            }
        }
        Some(current)
    }
}

/// The shortest path from a module back to itself.
fn shortest_cycle(graph: &Graph, start: &String) -> Option<Vec<String>> {
    let mut paths = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while !paths.is_empty() {
        let mut longer = Vec::new();
        for path in paths {
            for next in graph.get(path.last()?).into_iter().flat_map(BTreeMap::keys) {
                let path: Vec<_> = path.iter().chain([next]).cloned().collect();
                if next == start {
                    return Some(path);
                }
                if seen.insert(next.clone()) {
                    longer.push(path);
                }
            }
        }
        paths = longer;
    }
    None
}

fn child(path: &[String], name: &str) -> ModulePath {
    path.iter().cloned().chain([name.to_string()]).collect()
}

struct Visitor<'c> {
    modules: &'c mut Crate,
    path: ModulePath,
    /// The path so far, inside a `use` tree.
    prefix: Vec<String>,
    files: Vec<ModulePath>,
}

impl Visitor<'_> {
    fn module(&mut self) -> &mut Module {
        self.modules.0.entry(self.path.clone()).or_default()
    }

    fn import(&mut self, name: &str, alias: &str) {
        let mut path = self.prefix.clone();
        if name != "self" || path.is_empty() {
            path.push(name.to_string());
        }
        let alias = match (alias, self.prefix.last()) {
            ("self", Some(last)) => last.clone(),
            _ => alias.to_string(),
        };
        self.module().references.insert(path.clone());
        self.module().imports.insert(alias, path);
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let name = match item {
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Macro(item) => item.ident.as_ref(),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        if let Some(name) = name {
            self.module().items.insert(name.to_string());
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = |attribute: &syn::Attribute| {
            let syn::Meta::List(list) = &attribute.meta else {
                return false;
            };
            list.path.is_ident("cfg") && list.tokens.to_string().contains("test")
        };
        if item.attrs.iter().any(is_test) {
            return;
        }
        let path = child(&self.path, &item.ident.to_string());
        self.modules.0.entry(path.clone()).or_default();
        if item.content.is_none() {
            self.files.push(path);
            return;
        }
        let outer = std::mem::replace(&mut self.path, path);
        visit_item_mod(self, item);
        self.path = outer;
    }

    fn visit_use_path(&mut self, path: &'ast syn::UsePath) {
        self.prefix.push(path.ident.to_string());
        visit_use_path(self, path);
        self.prefix.pop();
    }

    fn visit_use_name(&mut self, name: &'ast syn::UseName) {
        let name = name.ident.to_string();
        self.import(&name, &name);
    }

    fn visit_use_rename(&mut self, rename: &'ast syn::UseRename) {
        self.import(&rename.ident.to_string(), &rename.rename.to_string());
    }

    fn visit_use_glob(&mut self, _: &'ast syn::UseGlob) {
        let path = self.prefix.clone();
        self.module().references.insert(path.clone());
        self.module().globs.push(path);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        let names: Vec<_> = names.collect();
        if path.segments.len() > 1 {
            self.module().references.insert(names);
        }
        visit_path(self, path);
    }

    /// The arguments of a macro, and the text of one that is defined here, are searched for `crate::…` and `super::…`.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let text = item.tokens.to_string().replace(' ', "");
        for start in ["crate::", "super::"] {
            for (index, _) in text.match_indices(start) {
                let end =
                    text[index..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
                let path = &text[index..end.map_or(text.len(), |end| index + end)];
                let path = path.split("::").filter(|name| !name.is_empty());
                let path = path.map(String::from).collect();
                self.module().references.insert(path);
            }
        }
        visit_macro(self, item);
    }
}
