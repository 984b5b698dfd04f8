//! What `cargo tree` resolves to: the facade's size, and the names the layer rules ask about.

use std::collections::BTreeSet;

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// How many crates `trunkline = "…"` may bring into a program, our own included.
const MOST: usize = 90;

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let crates = resolved(workspace, "trunkline", &[])?;
    println!(
        "the facade with its default features: {} crates, at most {MOST}",
        crates.len()
    );
    if crates.len() <= MOST {
        return Ok(());
    }
    let names: Vec<_> = crates.into_iter().collect();
    Err(Failure::new(format!(
        "more than {MOST} crates:\n  {}",
        names.join("\n  ")
    )))
}

/// The crates in a package's normal dependency tree, itself included, as `name version`.
pub(crate) fn resolved(
    workspace: &Workspace,
    package: &str,
    options: &[&str],
) -> Result<BTreeSet<String>, Failure> {
    let fixed = [
        "tree", "-p", package, "-e", "normal", "--prefix", "none", "-f", "{p}",
    ];
    let text = shell::output(&mut workspace.cargo(&[&fixed, options].concat()))?;
    Ok(parse(&text))
}

/// `name v1.2.3 (path) (*)` to `name 1.2.3`; a crate that appears twice counts once, two versions count twice.
fn parse(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!(
                "{} {}",
                words.next()?,
                words.next()?.trim_start_matches('v')
            ))
        })
        .collect()
}

/// Those of `unwanted` that the tree contains.
pub(super) fn found<'a>(tree: &BTreeSet<String>, unwanted: &[&'a str]) -> Vec<&'a str> {
    let has = |name: &str| tree.iter().any(|entry| entry.split(' ').next() == Some(name));
    unwanted.iter().copied().filter(|name| has(name)).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn repeated_crates_count_once_and_versions_apart() {
        let tree = parse("a v1.0.0 (/w/a)\nb v2.0.0\nb v2.0.0 (*)\nb v3.0.0\nc v1.0.0 (proc-macro)\n\n");
        assert_eq!(
            tree.iter().map(String::as_str).collect::<Vec<_>>(),
            ["a 1.0.0", "b 2.0.0", "b 3.0.0", "c 1.0.0"]
        );
    }

    #[test]
    fn names_are_compared_whole() {
        let tree = parse("tower-service v0.3.3\ntokio v1.0.0\n");
        assert_eq!(found(&tree, &["tower", "tokio", "hyper"]), ["tokio"]);
    }
}
