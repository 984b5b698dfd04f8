//! What one file says of another: relative links in Markdown files, and citations of the contracts.

use std::path::Path;

use super::citations;
use crate::failure::{Failure, Outcome, none_of};
use crate::workspace::{Workspace, files_below, read};

const GLOSSARY: &str = "docs/glossary.md";
const GLOSSARY_LINES: usize = 60;
/// Where the pages stand whose programs are tests.
const COMPILED: &str = "tests/src/lib.rs";

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let mut findings = Vec::new();
    for path in files_below(&workspace.root, ".md")? {
        let text = read(&path)?;
        let folder = path.parent().unwrap_or(&workspace.root);
        for link in broken(&text, |target| folder.join(target).exists()) {
            findings.push(format!(
                "{}:{}: {}",
                workspace.relative(&path).display(),
                link.line,
                link.target
            ));
        }
    }
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        if !workspace.root.join(name).exists() {
            findings.push(format!("{name} is missing"));
        }
    }
    let glossary = read(&workspace.root.join(GLOSSARY))?.lines().count();
    if glossary > GLOSSARY_LINES {
        findings.push(format!(
            "{GLOSSARY} has {glossary} lines, more than {GLOSSARY_LINES}: nobody reads that"
        ));
    }
    findings.extend(citations::broken(workspace)?);
    findings.extend(not_compiled(workspace)?);
    none_of("wrong links and pages", &findings)
}

/// Pages of the guide with programs that no test compiles.
fn not_compiled(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let compiled = read(&workspace.root.join(COMPILED))?;
    let mut findings = Vec::new();
    for path in files_below(&workspace.root.join("docs/guide"), ".md")? {
        let name = workspace.relative(&path).display().to_string();
        if read(&path)?.contains("```rust") && !compiled.contains(&name) {
            findings.push(format!(
                "{name} has programs, and is not among the pages of {COMPILED}"
            ));
        }
    }
    Ok(findings)
}

struct Link<'a> {
    line: usize,
    target: &'a str,
}

/// The links outside code blocks whose file, or whose heading within the same file, does not exist.
fn broken<'a>(text: &'a str, exists: impl Fn(&Path) -> bool) -> Vec<Link<'a>> {
    let headings: Vec<String> = prose(text).filter_map(|(_, line)| heading(line)).collect();
    let leads_somewhere = |target: &str| {
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        match file {
            "" => anchor.is_empty() || headings.iter().any(|heading| heading == anchor),
            file => exists(Path::new(file)),
        }
    };
    prose(text)
        .flat_map(|(number, line)| targets(line).map(move |target| Link { line: number, target }))
        .filter(|link| !link.target.contains("://") && !link.target.starts_with("mailto:"))
        .filter(|link| !leads_somewhere(link.target))
        .collect()
}

/// The lines outside fenced blocks, with their numbers.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((index + 1, line))
    })
}

/// What stands in `](…)` outside code, and behind `[label]: `.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    // Behind an odd number of backticks the line is code.
    let code = |before: &str| before.matches('`').count() % 2 == 1;
    let inline = line
        .match_indices("](")
        .filter(move |(at, _)| !line.get(..*at).is_some_and(code))
        .filter_map(|(at, mark)| line.get(at + mark.len()..))
        .filter_map(|rest| rest.split([')', ' ']).next());
    let reference = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]: "))
        .map(|(_, target)| target.trim());
    inline.chain(reference).filter(|target| !target.is_empty())
}

/// `## What's new?` to `whats-new`, as the forges make anchors.
fn heading(line: &str) -> Option<String> {
    let title = line
        .strip_prefix('#')?
        .trim_start_matches('#')
        .strip_prefix(' ')?;
    let kept = title
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-' || *c == '_');
    Some(
        kept.flat_map(char::to_lowercase)
            .map(|c| if c == ' ' { '-' } else { c })
            .collect(),
    )
}

#[cfg(test)]
mod unit {
    use super::*;

    const TEXT: &str = "# Title\n\n## What's new?\n[`a`](here.md) [b](gone.md#x) [c](#whats-new) [d](#nowhere)\n\
                        [e](https://example.com/gone) `[h](code)`\n```text\n[f](in-code.md)\n```\n[g]: also-gone.md\n";

    #[test]
    fn finds_missing_files_and_headings_only() {
        let links = broken(TEXT, |path| path == Path::new("here.md"));
        let found: Vec<_> = links.iter().map(|link| (link.line, link.target)).collect();
        assert_eq!(found, [(4, "gone.md#x"), (4, "#nowhere"), (9, "also-gone.md")]);
    }
}
