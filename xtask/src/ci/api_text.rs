//! No third-party type in a public signature: a new major version of a dependency must not be one of ours.
//!
//! A reading of the source, for want of rustdoc's JSON on stable Rust. It sees what is written: public functions,
//! fields, constants, aliases, re-exports, enums, traits and `From` implementations. It does not see what macros
//! expand to, and it takes `pub` in a private module for public.

use std::collections::BTreeSet;

use crate::failure::{Outcome, none_of};
use crate::source::{code_only, item_length, line_of, without_tests};
use crate::workspace::{Kind, Package, Workspace, files_below, read};

/// Crates whose types may be part of our signatures.
const PUBLIC: &[&str] = &[
    "http",
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
];

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let (mut findings, mut files) = (Vec::new(), 0);
    for package in workspace.libraries() {
        let private = private_crates(package);
        for path in files_below(&package.folder.join("src"), ".rs")? {
            files += 1;
            for (line, text) in exposed(&read(&path)?, &private) {
                findings.push(format!("{}:{line}: {text}", workspace.relative(&path).display()));
            }
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

/// The public signatures of a file that name something of a private crate: line and signature.
fn exposed(text: &str, private: &BTreeSet<String>) -> Vec<(usize, String)> {
    let code = without_tests(&code_only(text));
    let imported = imports(&code, private);
    signatures(&code)
        .into_iter()
        .filter(|(_, signature)| names_one_of(signature, &imported, private))
        .map(|(at, signature)| {
            (
                line_of(&code, at),
                signature.split_whitespace().collect::<Vec<_>>().join(" "),
            )
        })
        .collect()
}

/// The names that `use` brings in from private crates: `use hyper::{Body, rt::Read as R}` gives `Body` and `R`.
fn imports(code: &str, private: &BTreeSet<String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("use ") {
        let statement = code
            .get(at + 4..)
            .and_then(|rest| rest.split(';').next())
            .unwrap_or_default();
        let root = statement
            .trim()
            .trim_start_matches("::")
            .split("::")
            .next()
            .unwrap_or_default()
            .trim();
        if !starts_word(code, at) || !private.contains(root) {
            continue;
        }
        for leaf in statement
            .split([',', '{', '}'])
            .map(str::trim)
            .filter(|leaf| !leaf.is_empty())
        {
            let name = leaf.rsplit([' ', ':']).next().unwrap_or(leaf);
            if !matches!(name, "" | "_" | "self" | "*") {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

fn names_one_of(signature: &str, imported: &BTreeSet<String>, private: &BTreeSet<String>) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = signature;
    while let Some((start, from)) = rest
        .find(part)
        .and_then(|start| Some((start, rest.get(start..)?)))
    {
        let behind_path = rest
            .get(..start)
            .is_some_and(|gap| gap.trim_end().ends_with("::"));
        let length = from.find(|c| !part(c)).unwrap_or(from.len());
        let (word, behind) = from.split_at_checked(length).unwrap_or((from, ""));
        if !behind_path && (imported.contains(word) || (private.contains(word) && behind.starts_with("::"))) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Where each public signature begins, and its text without bodies and private fields.
fn signatures(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code
        .match_indices("pub ")
        .filter(|(at, _)| starts_word(code, *at))
    {
        let item = code.get(at + 4..).unwrap_or_default().trim_start();
        found.push((at, signature(item)));
    }
    for (at, _) in code
        .match_indices("impl")
        .filter(|(at, _)| starts_word(code, *at))
    {
        let header = code
            .get(at..)
            .and_then(|rest| rest.split('{').next())
            .unwrap_or_default();
        if header.contains(" From<") || header.contains("> From<") {
            found.push((at, header.to_owned()));
        }
    }
    found
}

fn signature(item: &str) -> String {
    let whole = item.get(..item_length(item)).unwrap_or(item);
    match item.split_whitespace().next().unwrap_or_default() {
        // Its public fields begin with `pub` and are found by themselves.
        "struct" => item.split(['{', '(', ';']).next().unwrap_or_default().to_owned(),
        "enum" => whole.to_owned(),
        "trait" => without_bodies(whole),
        "use" | "type" => whole.to_owned(),
        "const" | "static" | "mod" => item.split(['=', '{', ';']).next().unwrap_or_default().to_owned(),
        "fn" | "async" | "unsafe" | "extern" => item.split(['{', ';']).next().unwrap_or_default().to_owned(),
        _ => field(item).to_owned(),
    }
}

/// A trait's text with the bodies of its methods cut out.
fn without_bodies(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth <= 1 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// `name: Type` up to the comma or bracket that ends the field.
fn field(item: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in item.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' if depth > 0 => depth -= 1,
            ',' | ')' | '}' | ';' if depth == 0 => return item.get(..at).unwrap_or(item),
            _ => {}
        }
    }
    item
}

fn starts_word(code: &str, at: usize) -> bool {
    let last = code.get(..at).and_then(|before| before.chars().next_back());
    !last.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod unit {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let private = ["hyper", "jiff", "rust_decimal"].map(str::to_owned).into();
        exposed(text, &private)
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
            "fn a(b: hyper::Body) {}",
            "/// As hyper::Body.\npub fn a() {}",
            "pub fn a(b: crate::hyper::Body) {}",
            "use http::Request; pub fn a(b: Request<bytes::Bytes>) {}",
            "#[cfg(test)] mod tests { pub fn a(b: hyper::Body) {} }",
        ] {
            assert!(lines(item).is_empty(), "{item}");
        }
    }
}
