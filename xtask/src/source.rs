//! The source files of a package, as tokens and items, without comments and without what `#[cfg(test)]` hides.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Item;

use crate::failure::Failure;
use crate::workspace::{Package, read};

/// One file of a crate.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) tokens: TokenStream,
    pub(crate) items: Vec<Item>,
}

/// The files of the package's library and program, from the root down the `mod` items.
pub(crate) fn sources(package: &Package) -> Result<Vec<Source>, Failure> {
    let folder = package.folder.join("src");
    let mut found = Vec::new();
    for root in ["lib.rs", "main.rs"] {
        if folder.join(root).exists() {
            load(folder.join(root), &folder, &mut found)?;
        }
    }
    Ok(found)
}

fn load(path: PathBuf, below: &Path, found: &mut Vec<Source>) -> Result<(), Failure> {
    let tokens = code(&read(&path)?).map_err(|error| Failure::at(&path, error))?;
    let items = items(tokens.clone()).map_err(|error| Failure::at(&path, error))?;
    children(&items, below, found)?;
    found.push(Source { path, tokens, items });
    Ok(())
}

fn children(items: &[Item], below: &Path, found: &mut Vec<Source>) -> Result<(), Failure> {
    for item in items {
        let Item::Mod(child) = item else { continue };
        let folder = below.join(child.ident.to_string());
        match &child.content {
            Some((_, items)) => children(items, &folder, found)?,
            None => {
                let beside = folder.with_extension("rs");
                let path = if beside.exists() {
                    beside
                } else {
                    folder.join("mod.rs")
                };
                load(path, &folder, found)?;
            }
        }
    }
    Ok(())
}

/// The tokens of a source text, without comments and tests; they keep their lines.
pub(crate) fn code(text: &str) -> Result<TokenStream, proc_macro2::LexError> {
    Ok(product(text.parse()?))
}

/// The items in a file's tokens.
pub(crate) fn items(tokens: TokenStream) -> syn::Result<Vec<Item>> {
    Ok(syn::parse2::<syn::File>(tokens)?.items)
}

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
        let code = code(text).unwrap().to_string();
        assert_eq!(code.replace(' ', ""), "fna(){}implI{fnk(){}}#[o]fnp(){}");
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
    }
}
