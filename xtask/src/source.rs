//! The source files of a package, as tokens and items, without comments and without what `#[cfg(test)]` hides.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Item, UseTree};

use crate::failure::Failure;
use crate::workspace::{Package, read};

/// One file of a crate.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// The name of its module, as segments; empty for the root of the crate.
    pub(crate) module: Vec<String>,
    pub(crate) tokens: TokenStream,
    pub(crate) items: Vec<Item>,
}

/// The files of the package's library, then those of its program, each down the `mod` items.
pub(crate) fn sources(package: &Package) -> Result<Vec<Source>, Failure> {
    let folder = package.folder.join("src");
    let mut found = Vec::new();
    for root in ["lib.rs", "main.rs"] {
        if folder.join(root).exists() {
            load(folder.join(root), &folder, Vec::new(), &mut found)?;
        }
    }
    Ok(found)
}

impl Source {
    pub(crate) fn parse(path: PathBuf, module: Vec<String>, text: &str) -> Result<Self, Failure> {
        let tokens = text.parse().map_err(|error| Failure::at(&path, error))?;
        let tokens = product(tokens);
        let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|error| Failure::at(&path, error))?;
        Ok(Self {
            path,
            module,
            tokens,
            items: file.items,
        })
    }

    /// How many lines of the file have code on them.
    pub(crate) fn lines(&self) -> usize {
        lines(self.tokens.clone()).len()
    }
}

fn load(path: PathBuf, below: &Path, module: Vec<String>, found: &mut Vec<Source>) -> Result<(), Failure> {
    let text = read(&path)?;
    let source = Source::parse(path, module, &text)?;
    children(&source.items, below, &source.module, found)?;
    found.push(source);
    Ok(())
}

fn children(items: &[Item], below: &Path, module: &[String], found: &mut Vec<Source>) -> Result<(), Failure> {
    for item in items {
        let Item::Mod(child) = item else { continue };
        let name = child.ident.to_string();
        let folder = below.join(&name);
        let module = [module, &[name]].concat();
        match &child.content {
            Some((_, items)) => children(items, &folder, &module, found)?,
            None => {
                let beside = folder.with_extension("rs");
                let path = if beside.exists() {
                    beside
                } else {
                    folder.join("mod.rs")
                };
                load(path, &folder, module, found)?;
            }
        }
    }
    Ok(())
}

/// The lines on which tokens stand.
fn lines(tokens: TokenStream) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            found.insert(group.span_open().start().line);
            found.insert(group.span_close().end().line);
            found.extend(lines(group.stream()));
        } else {
            found.extend(token.span().start().line..=token.span().end().line);
        }
    }
    found
}

/// What a `use` names: the path, and the name it gets here (`*` for a glob).
pub(crate) fn uses(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    let leaf = |path: &syn::Ident, name: &syn::Ident| vec![(vec![path.to_string()], name.to_string())];
    match tree {
        UseTree::Name(tree) => leaf(&tree.ident, &tree.ident),
        UseTree::Rename(tree) => leaf(&tree.ident, &tree.rename),
        UseTree::Glob(_) => vec![(Vec::new(), "*".to_owned())],
        UseTree::Group(tree) => tree.items.iter().flat_map(uses).collect(),
        UseTree::Path(tree) => {
            let first = tree.ident.to_string();
            let mut below = uses(&tree.tree);
            for (path, name) in &mut below {
                // `a::{self}` names `a`.
                if path.len() == 1 && path.first().is_some_and(|only| only == "self") {
                    path.clear();
                    if name == "self" {
                        name.clone_from(&first);
                    }
                }
                path.insert(0, first.clone());
            }
            below
        }
    }
}

/// The tokens without comments and tests; they keep their lines.
fn product(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut kept = Vec::new();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if let Some((content, behind)) = attribute(first, behind) {
            let text = content.to_string().replace(' ', "");
            if text.starts_with("doc=") {
                rest = behind;
                continue;
            }
            if text.starts_with("cfg(test") || text.starts_with("cfg(all(test") {
                rest = behind_item(behind);
                continue;
            }
        }
        kept.push(match first {
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), product(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            other => other.clone(),
        });
    }
    kept.into_iter().collect()
}

/// If `first` begins an attribute: what stands in its brackets, and the tokens behind it.
pub(crate) fn attribute<'a>(
    first: &TokenTree,
    rest: &'a [TokenTree],
) -> Option<(TokenStream, &'a [TokenTree])> {
    let rest = match rest {
        [mark, rest @ ..] if is(mark, '!') => rest,
        rest => rest,
    };
    match rest {
        [TokenTree::Group(group), behind @ ..]
            if is(first, '#') && group.delimiter() == Delimiter::Bracket =>
        {
            Some((group.stream(), behind))
        }
        _ => None,
    }
}

/// What follows the item: it ends with `;`, or with braces that no `;` follows.
fn behind_item(tokens: &[TokenTree]) -> &[TokenTree] {
    let mut rest = tokens;
    while let [token, behind @ ..] = rest {
        rest = behind;
        let braces = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let goes_on = behind.first().is_some_and(|next| is(next, ';'));
        if is(token, ';') || (braces && !goes_on) {
            break;
        }
    }
    rest
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_tests_are_left_out() {
        let text = "//! A\n/* b */ fn a() { /* c */ }\n/// D\n#[cfg(test)]\n#[e]\nmod tests { fn f() {} }\n\
                    #[cfg(test)] use g::{h};\nimpl I { #[cfg(test)] fn j(&self) -> [u8; 2] {} fn k() {} }\n\
                    #[cfg(all(test, unix))] const L: M = M { n: 1 }; #[o] fn p() {}";
        let source = Source::parse(PathBuf::new(), Vec::new(), text).unwrap();
        let code = source.tokens.to_string();
        assert_eq!(code.replace(' ', ""), "fna(){}implI{fnk(){}}#[o]fnp(){}");
    }

    #[test]
    fn only_lines_with_code_count() {
        let text = "//! A\n\nfn a() {\n    // b\n    c(\n        \"d\n        e\",\n    ) /* f\n g */\n}\n\
                    #[cfg(test)]\nmod tests {\n    fn h() {}\n}\n";
        let source = Source::parse(PathBuf::new(), Vec::new(), text).unwrap();
        assert_eq!(lines(source.tokens.clone()), [3, 5, 6, 7, 8, 10].into());
        assert_eq!(source.lines(), 6);
    }

    #[test]
    fn every_name_of_a_use_is_known_with_its_path() {
        let item: syn::ItemUse = syn::parse_quote! { use a::{self, b::C as D, e::{self as f, G}, h::*}; };
        let found: Vec<_> = uses(&item.tree)
            .into_iter()
            .map(|(path, name)| format!("{} {name}", path.join("::")))
            .collect();
        assert_eq!(found, ["a a", "a::b::C D", "a::e f", "a::e::G G", "a::h *"]);
    }

    #[test]
    fn this_tool_is_read_from_its_root_down_without_its_tests() {
        let package = Package {
            folder: env!("CARGO_MANIFEST_DIR").into(),
            ..Package::default()
        };
        let found = sources(&package).unwrap();
        let has = |name: &str| found.iter().any(|source| source.path.ends_with(name));
        assert!(has("src/main.rs") && has("src/source.rs") && has("src/ci/readme/blocks.rs"));
        assert!(!has("src/fixtures/tests.rs"));
        let modules: Vec<_> = found.iter().map(|source| source.module.join("::")).collect();
        assert!(modules.contains(&"ci::readme::blocks".to_owned()));
    }
}
