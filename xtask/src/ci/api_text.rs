//! No third-party type in a public signature: a new major version of a dependency must not be one of ours.
//!
//! It reads what is written and resolves the `use` items of each module: public functions, fields, constants, aliases,
//! re-exports, enums, traits and `From` implementations. What is `pub` counts as public, which the lint
//! `unreachable_pub` makes true. It does not see what macros expand to, nor what a glob import brings in.

use std::collections::BTreeSet;
use std::mem;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{ImplItem, Item, ItemImpl, Path, Type, UseTree, Visibility};

use crate::failure::{Outcome, none_of};
use crate::source::{sources, uses};
use crate::workspace::{Kind, Package, Workspace};

/// Crates whose types may be part of our signatures.
const PUBLIC: &[&str] = &[
    "http",
    "http_body",
    "bytes",
    "secrecy",
    "tower_service",
    "tower_layer",
    "futures_core",
    "serde",
];

/// Crates that one of ours adds to that, and why.
const PUBLIC_OF: &[(&str, &str)] = &[
    // The emulator's whole state is handed out as JSON.
    ("trunkline-emulator", "serde_json"),
    // The `trunkline` command embeds the emulator's arguments.
    ("trunkline-emulator", "clap"),
    // Tests compare documents.
    ("trunkline-testkit", "serde_json"),
];

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let (mut findings, mut files) = (Vec::new(), 0);
    for package in workspace.libraries() {
        let private = private_crates(package);
        for source in sources(package)? {
            files += 1;
            let path = workspace.relative(&source.path).display();
            let leaks = leaks(&source.items, &private).into_iter();
            findings.extend(leaks.map(|(line, name)| format!("{path}:{line}: {name}")));
        }
    }
    println!("{files} files of library code read");
    none_of("third-party types in public signatures", &findings)
}

/// The third-party crates of a package, as written in code, that are not for its public face.
fn private_crates(package: &Package) -> BTreeSet<String> {
    let extra = |name: &str| {
        PUBLIC_OF
            .iter()
            .any(|(of, allowed)| *of == package.name && *allowed == name)
    };
    let ours = |name: &str| name == "trunkline" || name.starts_with("trunkline_");
    let normal = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == Kind::Normal);
    normal
        .map(|dependency| dependency.name.replace('-', "_"))
        .filter(|name| !PUBLIC.contains(&name.as_str()) && !ours(name) && !extra(name))
        .collect()
}

/// What public signatures name of private crates, with the lines.
fn leaks(items: &[Item], private: &BTreeSet<String>) -> Vec<(usize, String)> {
    let mut reader = Reader {
        private,
        imported: BTreeSet::new(),
        hidden: hidden(items),
        found: Vec::new(),
    };
    reader.module(items);
    reader.found
}

/// Goes through the items of a file, into public signatures only.
struct Reader<'a> {
    private: &'a BTreeSet<String>,
    /// The names that `use` brings into this module from private crates.
    imported: BTreeSet<String>,
    /// The file's own types that are not public: what they are made from is nobody's business.
    hidden: BTreeSet<String>,
    found: Vec<(usize, String)>,
}

fn hidden(items: &[Item]) -> BTreeSet<String> {
    let types = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some((&item.vis, &item.ident)),
        Item::Enum(item) => Some((&item.vis, &item.ident)),
        _ => None,
    });
    let hidden = types.filter(|(visibility, _)| !public(visibility));
    hidden.map(|(_, name)| name.to_string()).collect()
}

impl Reader<'_> {
    fn module(&mut self, items: &[Item]) {
        let outer = mem::take(&mut self.imported);
        for item in items {
            let Item::Use(item) = item else { continue };
            let names = self.foreign(&item.tree);
            self.imported.extend(names.into_iter().map(|(_, name)| name));
        }
        items.iter().for_each(|item| self.item(item));
        self.imported = outer;
    }

    /// What a `use` takes from private crates: path and name.
    fn foreign(&self, tree: &UseTree) -> Vec<(Vec<String>, String)> {
        let mut names = uses(tree);
        names.retain(|(path, _)| path.first().is_some_and(|root| self.private.contains(root)));
        names
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Mod(item) => self.module(item.content.as_ref().map_or(&[], |(_, items)| items)),
            Item::Impl(item) => self.implementation(item),
            Item::Fn(item) if public(&item.vis) => self.visit_signature(&item.sig),
            Item::Enum(item) if public(&item.vis) => self.visit_item_enum(item),
            Item::Trait(item) if public(&item.vis) => self.visit_item_trait(item),
            Item::Type(item) if public(&item.vis) => self.visit_item_type(item),
            Item::Const(item) if public(&item.vis) => self.visit_type(&item.ty),
            Item::Static(item) if public(&item.vis) => self.visit_type(&item.ty),
            Item::Struct(item) if public(&item.vis) => {
                self.visit_generics(&item.generics);
                let fields = item.fields.iter().filter(|field| public(&field.vis));
                fields.for_each(|field| self.visit_type(&field.ty));
            }
            Item::Use(item) if public(&item.vis) => {
                let (line, names) = (item.span().start().line, self.foreign(&item.tree));
                self.found
                    .extend(names.into_iter().map(|(path, _)| (line, path.join("::"))));
            }
            _ => {}
        }
    }

    /// The public parts of an `impl`. Of those of traits only `From`: it is what makes `?` accept a foreign error.
    fn implementation(&mut self, item: &ItemImpl) {
        if let Type::Path(of) = &*item.self_ty
            && of
                .path
                .get_ident()
                .is_some_and(|name| self.hidden.contains(&name.to_string()))
        {
            return;
        }
        if let Some((trait_path, ..)) = &item.trait_ {
            if trait_path
                .segments
                .last()
                .is_some_and(|name| name.ident == "From")
            {
                self.visit_path(trait_path);
            }
            return;
        }
        for item in &item.items {
            match item {
                ImplItem::Fn(item) if public(&item.vis) => self.visit_signature(&item.sig),
                ImplItem::Const(item) if public(&item.vis) => self.visit_type(&item.ty),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if let Some((first, rest)) = names.split_first()
            && (self.imported.contains(first) || (!rest.is_empty() && self.private.contains(first)))
        {
            self.found.push((path.span().start().line, names.join("::")));
        }
        visit::visit_path(self, path);
    }

    // Bodies, values and attributes are no part of a signature.
    fn visit_block(&mut self, _: &'ast syn::Block) {}
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::source::Source;

    fn lines(text: &str) -> Vec<usize> {
        let private = ["hyper", "jiff", "rust_decimal"].map(str::to_owned).into();
        let source = Source::parse("a.rs".into(), vec![], text).unwrap();
        leaks(&source.items, &private)
            .into_iter()
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn a_leaked_type_is_found_in_every_kind_of_item() {
        for item in [
            "pub fn a() -> hyper::Body { x }",
            "pub async fn a(b: Option<jiff::Timestamp>) {}",
            "pub struct A { pub b: jiff::Timestamp }",
            "pub struct A(pub jiff::Timestamp);",
            "pub struct A<T: hyper::rt::Read>(T);",
            "pub enum A { B(hyper::Error), C }",
            "pub trait A { fn b(&self) -> hyper::Error; }",
            "pub type A = hyper::Body;",
            "pub use hyper::Body;",
            "pub const A: rust_decimal::Decimal = X;",
            "impl From<hyper::Error> for A { fn from() {} }",
            "impl A { pub fn b(&self) -> hyper::Body { c } }",
            "pub mod a { use hyper::Body; pub fn b(c: Body) {} }",
            "use hyper::Body;pub fn a(b: Body) {}",
            "use hyper::{rt::Read as R, Body};pub fn a(b: impl R) {}",
        ] {
            assert_eq!(lines(item), [1], "{item}");
        }
    }

    #[test]
    fn private_parts_are_nobodys_business() {
        for item in [
            "pub struct A(jiff::Timestamp);",
            "pub struct A { b: jiff::Timestamp, pub c: u8 }",
            "pub fn a() { let b: hyper::Body = c; }",
            "pub trait A { fn b(&self) { hyper::c() } }",
            "pub(crate) fn a(b: hyper::Body) {}",
            "pub(crate) struct A; impl From<hyper::Error> for A { fn from() {} }",
            "fn a(b: hyper::Body) {}",
            "/// As hyper::Body.\npub fn a() {}",
            "pub fn a(b: crate::hyper::Body) {}",
            "use http::Request; pub fn a(b: Request<bytes::Bytes>) {}",
            "use hyper::Body; mod a { pub fn b(c: Body) {} }",
            "#[hyper::a] pub fn b(#[hyper::c] d: u8) {}",
            "impl A { fn b(&self) -> hyper::Body { c } const D: hyper::Body = e; }",
            "#[cfg(test)] mod tests { pub fn a(b: hyper::Body) {} }",
        ] {
            assert!(lines(item).is_empty(), "{item}");
        }
    }
}
