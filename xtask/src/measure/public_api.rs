//! The public items of a crate, by the paths its users write.
//!
//! Modules and re-exports are followed; fields, variants, trait items and methods stand below their type. A type that
//! is declared inside a macro call is listed, what the macro adds to it is not.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, ItemImpl, TraitItem, Type, Visibility};

use crate::source::{Source, uses};

/// A module, by its segments, and a name in it.
type Place = (Vec<String>, String);

/// How many imports are followed from one name: glob imports may go round in circles.
const IMPORTS: usize = 8;

struct Crate<'a> {
    modules: BTreeMap<Vec<String>, &'a [Item]>,
    /// What inherent `impl` blocks add to the types.
    methods: BTreeMap<Place, Vec<String>>,
    found: BTreeSet<String>,
}

/// The public paths of the crate `name`, sorted.
pub(super) fn items(name: &str, sources: &[Source]) -> BTreeSet<String> {
    let mut this = Crate {
        modules: BTreeMap::new(),
        methods: BTreeMap::new(),
        found: BTreeSet::new(),
    };
    for source in sources {
        this.add(source.module.clone(), &source.items);
    }
    // An exported macro belongs to the root, wherever it stands.
    let macros = this
        .modules
        .values()
        .copied()
        .flatten()
        .filter_map(exported_macro);
    this.found = macros.map(|of| format!("{name}::{of}")).collect();
    this.index_methods();
    this.module(&[], name, &mut BTreeSet::new());
    this.found
}

impl<'a> Crate<'a> {
    fn add(&mut self, module: Vec<String>, items: &'a [Item]) {
        for item in items {
            if let Item::Mod(child) = item
                && let Some((_, items)) = &child.content
            {
                self.add([module.as_slice(), &[child.ident.to_string()]].concat(), items);
            }
        }
        // The root of a program must not replace that of the library.
        self.modules.entry(module).or_insert(items);
    }

    fn index_methods(&mut self) {
        for (module, items) in self.modules.clone() {
            for item in items {
                let Item::Impl(block) = item else { continue };
                if let (None, Type::Path(of)) = (&block.trait_, block.self_ty.as_ref()) {
                    let path: Vec<String> = of
                        .path
                        .segments
                        .iter()
                        .map(|name| name.ident.to_string())
                        .collect();
                    if let Some(place) = self.resolve(&module, &path, 0) {
                        self.methods
                            .entry(place)
                            .or_default()
                            .extend(public_methods(block));
                    }
                }
            }
        }
    }

    /// Lists what is public in a module, below `prefix`.
    fn module(&mut self, module: &[String], prefix: &str, seen: &mut BTreeSet<Place>) {
        let items = self.modules.get(module).copied().unwrap_or_default();
        if !seen.insert((module.to_vec(), prefix.to_owned())) {
            return;
        }
        for item in items {
            match item {
                Item::Mod(item) if public(&item.vis) => {
                    let name = item.ident.to_string();
                    let shown = format!("{prefix}::{name}");
                    self.module(&[module, &[name]].concat(), &shown, seen);
                }
                Item::Use(item) if public(&item.vis) => {
                    for (path, name) in uses(&item.tree) {
                        self.re_export(module, &path, &name, prefix, seen);
                    }
                }
                item => {
                    for (name, lines) in declared(item) {
                        self.list(
                            &(module.to_vec(), name.clone()),
                            &format!("{prefix}::{name}"),
                            lines,
                        );
                    }
                }
            }
        }
    }

    fn re_export(
        &mut self,
        module: &[String],
        path: &[String],
        name: &str,
        prefix: &str,
        seen: &mut BTreeSet<Place>,
    ) {
        let shown = format!("{prefix}::{name}");
        let Some((home, original)) = self.resolve(module, path, 0) else {
            // Of another crate, or what a macro of this one expands to.
            let ours = path.first().is_some_and(|first| {
                let child = [module, std::slice::from_ref(first)].concat();
                self.modules.contains_key(&child) || matches!(first.as_str(), "crate" | "self" | "super")
            });
            self.found.insert(if ours {
                shown
            } else {
                format!("{shown} = {}", path.join("::"))
            });
            return;
        };
        let as_module = [home.as_slice(), std::slice::from_ref(&original)].concat();
        if self.modules.contains_key(&as_module) {
            let prefix = if name == "*" { prefix } else { &shown };
            return self.module(&as_module, prefix, seen);
        }
        let items = self.modules.get(&home).copied().unwrap_or_default();
        let lines = items
            .iter()
            .flat_map(declared)
            .find(|(name, _)| *name == original);
        self.list(
            &(home, original),
            &shown,
            lines.map(|(_, lines)| lines).unwrap_or_default(),
        );
    }

    fn list(&mut self, place: &Place, shown: &str, below: Vec<String>) {
        let methods = self.methods.get(place).into_iter().flatten();
        let below: Vec<String> = below
            .iter()
            .chain(methods)
            .map(|name| format!("{shown}::{name}"))
            .collect();
        self.found.insert(shown.to_owned());
        self.found.extend(below);
    }

    /// Where the thing is declared that `path` names in `module`; `None` if not in this crate.
    fn resolve(&self, module: &[String], path: &[String], depth: usize) -> Option<Place> {
        let (mut home, rest) = self.walk(module, path);
        match rest {
            [name] => self.find(home, name, depth),
            // The path, or a glob, names a module.
            [] => home.pop().map(|name| (home, name)),
            _ => None,
        }
    }

    /// The module the path leads to, and what of the path is left when there are no more modules to enter.
    fn walk<'p>(&self, module: &[String], path: &'p [String]) -> (Vec<String>, &'p [String]) {
        let mut home = module.to_vec();
        let mut rest = path;
        while let [first, behind @ ..] = rest {
            let child = [home.as_slice(), std::slice::from_ref(first)].concat();
            match first.as_str() {
                "crate" => home.clear(),
                "super" => drop(home.pop()),
                "self" => {}
                _ if self.modules.contains_key(&child) => home = child,
                _ => break,
            }
            rest = behind;
        }
        (home, rest)
    }

    /// Where `name` is declared that stands in `home`, perhaps imported there from further away.
    fn find(&self, home: Vec<String>, name: &str, depth: usize) -> Option<Place> {
        let items = self.modules.get(&home)?;
        if items
            .iter()
            .any(|item| all_declared(item).iter().any(|declared| declared == name))
        {
            return Some((home, name.to_owned()));
        }
        if depth == IMPORTS {
            return None;
        }
        let imports = items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(uses(&item.tree)),
            _ => None,
        });
        let mut imports = imports
            .flatten()
            .filter(|(_, alias)| alias == name || alias == "*");
        imports.find_map(|(mut path, alias)| {
            if alias == "*" {
                path.push(name.to_owned());
            }
            (path.len() > 1)
                .then(|| self.resolve(&home, &path, depth + 1))
                .flatten()
        })
    }
}

fn public_methods(block: &ItemImpl) -> Vec<String> {
    let name = |item: &ImplItem| match item {
        ImplItem::Fn(item) if public(&item.vis) => Some(item.sig.ident.to_string()),
        ImplItem::Const(item) if public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    };
    block.items.iter().filter_map(name).collect()
}

/// The public names an item declares, each with those that belong to it.
fn declared(item: &Item) -> Vec<(String, Vec<String>)> {
    let plain = |name: &syn::Ident| vec![(name.to_string(), Vec::new())];
    match item {
        Item::Fn(item) if public(&item.vis) => plain(&item.sig.ident),
        Item::Type(item) if public(&item.vis) => plain(&item.ident),
        Item::Const(item) if public(&item.vis) => plain(&item.ident),
        Item::Static(item) if public(&item.vis) => plain(&item.ident),
        Item::Struct(item) if public(&item.vis) => {
            let fields = item.fields.iter().filter(|field| public(&field.vis));
            let names = fields
                .filter_map(|field| field.ident.as_ref())
                .map(ToString::to_string);
            vec![(item.ident.to_string(), names.collect())]
        }
        Item::Enum(item) if public(&item.vis) => {
            let names = item.variants.iter().map(|variant| variant.ident.to_string());
            vec![(item.ident.to_string(), names.collect())]
        }
        Item::Trait(item) if public(&item.vis) => {
            let name = |item: &TraitItem| match item {
                TraitItem::Fn(item) => Some(item.sig.ident.to_string()),
                TraitItem::Const(item) => Some(item.ident.to_string()),
                TraitItem::Type(item) => Some(item.ident.to_string()),
                _ => None,
            };
            vec![(
                item.ident.to_string(),
                item.items.iter().filter_map(name).collect(),
            )]
        }
        Item::Macro(item) if item.ident.is_none() => {
            let names = in_macro(item.mac.tokens.clone()).into_iter();
            names.map(|name| (name, Vec::new())).collect()
        }
        _ => Vec::new(),
    }
}

fn exported_macro(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let exported = item
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("macro_export"));
    item.ident.as_ref().filter(|_| exported).map(ToString::to_string)
}

/// Like [`declared`], private items too: an `impl` or a `use` may name them.
fn all_declared(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) => vec![item.ident.to_string()],
        Item::Enum(item) => vec![item.ident.to_string()],
        Item::Trait(item) => vec![item.ident.to_string()],
        Item::Type(item) => vec![item.ident.to_string()],
        item => declared(item).into_iter().map(|(name, _)| name).collect(),
    }
}

/// What a macro call declares in plain sight: `pub struct A`.
fn in_macro(tokens: TokenStream) -> Vec<String> {
    let words: Vec<String> = tokens
        .into_iter()
        .map(|token| {
            if let TokenTree::Ident(word) = token {
                word.to_string()
            } else {
                String::new()
            }
        })
        .collect();
    let declaration = |window: &[String]| match window {
        [visibility, kind, name]
            if visibility == "pub" && matches!(kind.as_str(), "struct" | "enum" | "fn") =>
        {
            Some(name.clone())
        }
        _ => None,
    };
    words.windows(3).filter_map(declaration).collect()
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_a_user_writes() {
        let lib = "mod a; pub mod b; pub use a::{A, b::inner::C as D, In, Made}; pub use serde; pub(crate) fn no() {}\n\
                   pub mod c { pub use crate::a::*; fn no() {} }\n\
                   #[macro_export] macro_rules! m { () => {} } macro_rules! no { () => {} }";
        let a = "pub mod b { pub mod inner { pub struct C { pub x: u8, y: u8 } } }\n\
                 use b::inner::C as E; impl E { pub fn new() {} fn no() {} }\n\
                 pub enum A { One } impl super::A { pub const Z: u8 = 0; }\n\
                 endpoint! { /// D\n pub struct In { pub n: u8 } }\n struct No; made!(Made);\n\
                 #[macro_export] macro_rules! deep { () => {} }";
        let b = "pub trait T { fn t(&self); } impl super::c::A { pub fn from_b() {} } pub use super::a::A;";
        let sources: Vec<Source> = [(vec![], lib), (vec!["a"], a), (vec!["b"], b)]
            .into_iter()
            .map(|(module, text)| {
                let module = module.into_iter().map(str::to_owned).collect();
                Source::parse("a.rs".into(), module, text).unwrap()
            })
            .collect();
        let found: Vec<String> = items("x", &sources).into_iter().collect();
        let expected = "x::A x::A::One x::A::Z x::A::from_b x::D x::D::new x::D::x x::In x::Made x::b::A x::b::A::One x::b::A::Z \
                        x::b::A::from_b x::b::T x::b::T::t x::c::A x::c::A::One x::c::A::Z x::c::A::from_b x::c::In \
                        x::c::b::inner::C x::c::b::inner::C::new x::c::b::inner::C::x x::deep x::m x::serde=serde";
        assert_eq!(
            found
                .iter()
                .map(|item| item.replace(' ', ""))
                .collect::<Vec<_>>()
                .join(" "),
            expected
        );
    }
}
