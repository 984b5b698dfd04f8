//! Citations of the contracts, such as `docs/contracts/flowroute-v2.md §2.3, N5`: page, section, operation, item and
//! assumption must exist.
//!
//! A bare `§7` or `A:7` belongs to the page the same comment named last. Behind a section, `N5` is an operation, and
//! `item 3`, `no. 3` or `, 3 and 4` are numbered items or rows of that section.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::Failure;
use crate::workspace::{Workspace, files_below, read};

const FOLDER: &str = "docs/contracts/";

/// What a page has that can be cited.
#[derive(Default)]
struct Page {
    sections: BTreeSet<String>,
    /// The section, and the number of an item or the first cell of a row: `("7", "12")`, `("2.3", "N5")`.
    entries: BTreeSet<(String, String)>,
    /// The section that numbers the assumptions.
    register: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Cited {
    Page,
    Section(String),
    Item(String, String),
    Operation(String),
    Assumption(String),
}

/// A citation, with its line and the page it is of; without a page if the text named none.
#[derive(Debug, PartialEq, Eq)]
struct Citation {
    line: usize,
    page: Option<String>,
    cited: Cited,
}

/// The citations in the workspace's sources and pages that lead nowhere.
pub(super) fn broken(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let mut pages = BTreeMap::new();
    for path in files_below(&workspace.root.join(FOLDER), ".md")? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        pages.insert(name, page(&read(&path)?));
    }
    let (mut findings, mut count) = (Vec::new(), 0);
    for path in [
        files_below(&workspace.root, ".rs")?,
        files_below(&workspace.root, ".md")?,
    ]
    .concat()
    {
        let (text, shown) = (read(&path)?, workspace.relative(&path).display().to_string());
        let citations = match shown.strip_prefix(FOLDER) {
            Some(name) => own(&text, name),
            None if shown.ends_with(".rs") => in_comments(&text),
            None => named(&text),
        };
        count += citations.len();
        let wrong = citations
            .iter()
            .filter_map(|citation| Some((citation.line, objection(citation, &pages)?)));
        findings.extend(wrong.map(|(line, why)| format!("{shown}:{line}: {why}")));
    }
    println!("{count} citations of {} contracts read", pages.len());
    Ok(findings)
}

fn objection(citation: &Citation, pages: &BTreeMap<String, Page>) -> Option<String> {
    let Some(name) = &citation.page else {
        return Some(format!("{:?} of which page?", citation.cited));
    };
    let Some(page) = pages.get(name) else {
        return Some(format!("there is no {FOLDER}{name}"));
    };
    let has = |section: &str, entry: &str| page.entries.contains(&(section.to_owned(), entry.to_owned()));
    let (exists, what) = match &citation.cited {
        Cited::Page => (true, String::new()),
        Cited::Section(number) => (page.sections.contains(number), format!("§{number}")),
        Cited::Item(section, item) => (has(section, item), format!("item {item} in §{section}")),
        Cited::Operation(id) => (
            page.entries.iter().any(|(_, entry)| entry == id),
            format!("operation {id}"),
        ),
        Cited::Assumption(number) => {
            let register = page.register.as_deref().unwrap_or_default();
            (has(register, number), format!("assumption {number}"))
        }
    };
    (!exists).then(|| format!("{FOLDER}{name} has no {what}"))
}

/// Reads a page: its numbered headings, and the numbered items and the first cells of the rows below them.
fn page(text: &str) -> Page {
    let mut page = Page::default();
    let (mut section, mut fenced) = (String::new(), false);
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        if !fenced && title.len() < line.len() {
            let number = title
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .trim_end_matches('.');
            if is_number(number) {
                number.clone_into(&mut section);
                page.sections.insert(section.clone());
                if title.contains("Register of assumptions") {
                    page.register = Some(section.clone());
                }
            } else {
                page.entries.insert((section.clone(), number.to_owned()));
            }
        }
        let cell = line.strip_prefix('|').and_then(|row| row.split('|').next());
        let item = line.split_once(". ").map(|(number, _)| number);
        let entry = cell.or(item).unwrap_or_default().trim();
        if !fenced && (is_number(entry) || is_operation(entry)) {
            page.entries.insert((section.clone(), entry.to_owned()));
        }
    }
    page
}

/// The citations in a Rust file: in its comments, read across their lines, and in texts that name a page.
fn in_comments(text: &str) -> Vec<Citation> {
    let (mut found, mut reader) = (Vec::new(), Reader::default());
    for (index, line) in text.lines().enumerate() {
        let comment = line.trim_start().strip_prefix("//");
        if comment.is_none() {
            reader = Reader::default();
        }
        if comment.is_some() || line.contains(FOLDER) {
            reader.line(index + 1, comment.unwrap_or(line), &mut found);
        }
    }
    found
}

/// The citations in a text that has sections of its own: only those that name a page.
fn named(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        Reader::default().line(index + 1, line, &mut found);
    }
    found.retain(|citation| citation.page.is_some());
    found
}

/// The citations in a contract: of its own sections and assumptions, unless another page is named.
fn own(text: &str, name: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut reader = Reader {
            page: Some(name.to_owned()),
            ..Reader::default()
        };
        reader.line(index + 1, line, &mut found);
    }
    found.retain(|citation| !matches!(citation.cited, Cited::Item(..)));
    found
}

/// Reads citations word by word.
#[derive(Default)]
struct Reader {
    page: Option<String>,
    section: Option<String>,
    /// Within a list of sections, items and ids.
    listing: bool,
    /// Whether a number that comes now is an item: behind a comma, `and`, `to`, `item` or `no.`.
    number_next: bool,
}

impl Reader {
    fn line(&mut self, line: usize, text: &str, found: &mut Vec<Citation>) {
        for word in text.split_whitespace() {
            if let Some(cited) = self.word(word) {
                let page = self.page.clone();
                found.push(Citation { line, page, cited });
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<Cited> {
        let core = word.trim_matches(|c: char| "()[]{}`*\"',.;:/!<>".contains(c));
        let cited = self.cited(core);
        let connects = matches!(core, "and" | "to" | "item" | "items" | "no" | "");
        let ends = word.contains([')', ';']) || (word.ends_with('.') && core != "no");
        self.listing = (cited.is_some() || (self.listing && connects)) && !ends;
        self.number_next = connects || word.ends_with(',');
        cited
    }

    fn cited(&mut self, core: &str) -> Option<Cited> {
        if let Some((_, rest)) = core.split_once(FOLDER) {
            let (name, _) = rest.split_once(".md")?;
            // `{flowroute-v2,tropo}.md` and `*.md` are patterns.
            let plain = !name.contains(['{', '*']);
            (self.page, self.section) = (plain.then(|| format!("{name}.md")), None);
            return plain.then_some(Cited::Page);
        }
        if let Some(number) = core.strip_prefix('§').filter(|number| is_number(number)) {
            self.section = Some(number.to_owned());
            return Some(Cited::Section(number.to_owned()));
        }
        if let Some(number) = core.strip_prefix("A:").filter(|number| is_number(number)) {
            return Some(Cited::Assumption(number.to_owned()));
        }
        if !self.listing {
            return None;
        }
        if is_operation(core) {
            return Some(Cited::Operation(core.to_owned()));
        }
        let section = self
            .section
            .clone()
            .filter(|_| self.number_next && is_number(core))?;
        Some(Cited::Item(section, core.to_owned()))
    }
}

/// `7` or `2.3.1`.
fn is_number(text: &str) -> bool {
    text.split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `N5`, `R10`.
fn is_operation(text: &str) -> bool {
    let number = text
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .unwrap_or_default();
    !number.contains('.') && is_number(number)
}

#[cfg(test)]
mod unit {
    use super::*;

    const PAGE: &str = "# Title\n## 1. Basics\n### 1.1 Calls\n| # | call |\n| --- | --- |\n| N5 | POST |\n| 4 | PUT |\n\
                        ## 7. Oddities\n1. ids\n12. dates\n```\n## 8. no heading\n```\n### V6 - a vector\n\
                        ## 9. Register of assumptions\n| 39 | ends | E: half open |\n";

    /// Texts in these tests say `@` for the folder, or this file would have to be right about them itself.
    fn comments(text: &str) -> Vec<Citation> {
        in_comments(&text.replace('@', FOLDER))
    }

    fn wrong(citations: &[Citation]) -> Vec<String> {
        let pages = BTreeMap::from([("a.md".to_owned(), page(PAGE))]);
        citations
            .iter()
            .filter_map(|citation| objection(citation, &pages))
            .collect()
    }

    #[test]
    fn what_exists_may_be_cited_in_every_form() {
        for comment in [
            "(@a.md §1.1, N5).",
            "(@a.md §1.1 N5, §7, A:39).",
            "@a.md §7, items 1 and 12 (ids, 99 of them) and §1;",
            "@a.md §1.1, 4, and §7 no. 12.",
            "@a.md §1 to §7, V6",
            "(@a.md A:39); `§7` and (A:39) too, 99",
            "@a.md §7,\n// item 12",
            "@a.md §7 99 bottles, R2 and E911",
            "@{a,b}.md",
        ] {
            let citations = comments(&format!("/// {comment}"));
            assert!(wrong(&citations).is_empty(), "{comment}: {:?}", wrong(&citations));
        }
    }

    #[test]
    fn what_does_not_exist_is_found() {
        for (comment, why) in [
            ("@b.md", "there is no @b.md"),
            ("@a.md §8", "@a.md has no §8"),
            ("@a.md §1.1, §1.2).", "@a.md has no §1.2"),
            ("@a.md §1 and §1.1.1", "@a.md has no §1.1.1"),
            ("@a.md §7, item 2", "@a.md has no item 2 in §7"),
            ("@a.md §7, items 1 and 13", "@a.md has no item 13 in §7"),
            ("@a.md §7 no. 3", "@a.md has no item 3 in §7"),
            ("@a.md §1.1, 4 to 7).", "@a.md has no item 7 in §1.1"),
            ("@a.md §1.1, N6).", "@a.md has no operation N6"),
            ("@a.md A:40", "@a.md has no assumption 40"),
            ("@a.md §7\n// as (A:40) has it", "@a.md has no assumption 40"),
            ("as §7 has it", "Section(\"7\") of which page?"),
        ] {
            assert_eq!(
                wrong(&comments(&format!("    // {comment}"))),
                [why.replace('@', FOLDER)],
                "{comment}"
            );
        }
    }

    #[test]
    fn a_page_named_in_one_comment_is_not_that_of_the_next() {
        assert_eq!(wrong(&comments("// @a.md §7\nfn a() {}\n// §7")).len(), 1);
        assert_eq!(wrong(&comments("let page = \"@b.md\";")).len(), 1);
        assert!(comments("let gsm = \"§7 A:40\";").is_empty());
    }

    #[test]
    fn contracts_cite_themselves_and_other_pages_only_by_name() {
        assert_eq!(wrong(&own("see §1.2 and `[A:40]`, or §7", "a.md")).len(), 2);
        assert_eq!(named(&"see §1.2, or @a.md §8".replace('@', FOLDER)).len(), 2);
    }
}
