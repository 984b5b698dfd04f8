//! Clippy denies what can panic in library code; this job keeps anybody from switching it off.

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Meta, Token, spanned::Spanned};

use crate::failure::{Failure, Outcome, none_of};
use crate::source::{attribute, sources};
use crate::workspace::{Workspace, read};

/// No crate may allow these outside its tests, nor a group that contains them.
const NEVER: &[&str] = &[
    "unsafe_code",
    "warnings",
    "unwrap_used",
    "expect_used",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "indexing_slicing",
    "string_slice",
    "dbg_macro",
    "float_arithmetic",
    "clippy::all",
    "clippy::restriction",
];

/// Printing, and plain data without documentation, belong to the programs alone: nobody imports them.
const PROGRAMS_ONLY: &[&str] = &["print_stdout", "print_stderr", "missing_docs"];

/// Nothing but tests is built with these, and a test fails loudly.
const TESTS_ONLY: &[&str] = &[super::layers::TESTKIT];

const PROGRAMS: &[&str] = &["trunkline-cli", "xtask", "trunkline-bench"];

/// How a crate's Cargo.toml takes over the lints of the workspace.
const INHERITS: &str = "\n[lints]\nworkspace = true\n";

pub(super) fn run(workspace: &Workspace) -> Outcome {
    if workspace.packages.is_empty() {
        return Err(Failure::new("the workspace has no packages"));
    }
    let mut findings = Vec::new();
    for package in &workspace.packages {
        if !read(&package.folder.join("Cargo.toml"))?.contains(INHERITS) {
            findings.push(format!(
                "{}: its Cargo.toml lacks `[lints] workspace = true`",
                package.name
            ));
        }
        if TESTS_ONLY.contains(&package.name.as_str()) {
            continue;
        }
        let may_print = PROGRAMS.contains(&package.name.as_str());
        for source in sources(package)? {
            let path = workspace.relative(&source.path).display();
            let lints = allowed(source.tokens).into_iter();
            let forbidden = lints.filter(|(_, lint)| forbidden(lint, may_print));
            findings.extend(forbidden.map(|(line, lint)| format!("{path}:{line}: allows `{lint}`")));
        }
    }
    none_of("lints switched off", &findings)
}

/// The lints that `allow(…)` and `expect(…)` name, with their lines, in macros too.
fn allowed(tokens: TokenStream) -> Vec<(usize, String)> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let [first, behind @ ..] = rest {
        rest = behind;
        if let Some((content, behind)) = attribute(first, behind) {
            // What is no attribute yet, such as `#[$meta]` in a macro, is read where it is filled in.
            if let Ok(meta) = syn::parse2::<Meta>(content) {
                named(&meta, &mut found);
            }
            rest = behind;
        } else if let TokenTree::Group(group) = first {
            found.extend(allowed(group.stream()));
        }
    }
    found
}

/// Adds the lints of `allow(a, b)`, wherever in the attribute it stands: `cfg_attr(unix, allow(a))`.
fn named(meta: &Meta, found: &mut Vec<(usize, String)>) {
    let Meta::List(list) = meta else { return };
    let Ok(inner) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
        return;
    };
    let switches_off = list.path.is_ident("allow") || list.path.is_ident("expect");
    for meta in inner {
        match meta {
            Meta::Path(lint) if switches_off => {
                let names = lint.segments.iter().map(|segment| segment.ident.to_string());
                found.push((lint.span().start().line, names.collect::<Vec<_>>().join("::")));
            }
            other => named(&other, found),
        }
    }
}

fn forbidden(lint: &str, may_print: bool) -> bool {
    let bare = lint.trim_start_matches("clippy::");
    let in_list = |list: &[&str]| list.iter().any(|name| *name == lint || *name == bare);
    in_list(NEVER) || (!may_print && in_list(PROGRAMS_ONLY))
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::source::Source;

    fn found(text: &str, may_print: bool) -> Vec<(usize, String)> {
        let source = Source::parse("a.rs".into(), vec![], text).unwrap();
        let mut lints = allowed(source.tokens);
        lints.retain(|(_, lint)| forbidden(lint, may_print));
        lints
    }

    #[test]
    fn an_allowed_lint_is_found_wherever_it_hides() {
        let text = "#![allow(clippy::unwrap_used)]\n\
                    #[expect(clippy::exhaustive_enums, clippy::panic, reason = \"todo, panic\")]\nfn a() {}\n\
                    #[cfg_attr(any(), allow(unsafe_code))]\nfn b() {}\n\
                    macro_rules! c { ($(#[$d:meta])*) => { #[allow(clippy::indexing_slicing)] fn e() {} } }\n";
        let lints = found(text, false);
        let lints: Vec<_> = lints.iter().map(|(line, lint)| (*line, lint.as_str())).collect();
        assert_eq!(
            lints,
            [
                (1, "clippy::unwrap_used"),
                (2, "clippy::panic"),
                (4, "unsafe_code"),
                (6, "clippy::indexing_slicing")
            ]
        );
    }

    #[test]
    fn tests_comments_and_method_calls_do_not_count() {
        let text = "// #[allow(clippy::panic)]\nfn a() { parser.expect(panic); }\n#[cfg(test)]\nmod tests {\n\
                    #![allow(clippy::unwrap_used)]\n}\n";
        assert!(found(text, false).is_empty());
    }

    #[test]
    fn only_programs_may_print() {
        let text = "#![allow(clippy::print_stdout)]";
        assert_eq!(found(text, false).len(), 1);
        assert!(found(text, true).is_empty());
    }
}
