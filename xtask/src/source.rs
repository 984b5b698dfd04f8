//! Rust source as the textual checks see it: comments and literals blanked out, tests cut away, lines kept.

/// The text with every comment, string and character literal replaced by blanks; line numbers stay true.
pub(crate) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let length = blank_length(rest, after_word);
        let (taken, left) = rest
            .split_at_checked(length.max(first.len_utf8()))
            .unwrap_or((rest, ""));
        if length == 0 {
            code.push_str(taken);
        } else {
            code.extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        after_word = length == 0 && (first.is_alphanumeric() || first == '_');
        rest = left;
    }
    code
}

/// How many bytes at the start of `rest` are a comment or a literal; 0 when it is code.
fn blank_length(rest: &str, after_word: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    if after_word {
        return 0;
    }
    for prefix in ["br", "cr", "r"] {
        if let Some(tail) = rest.strip_prefix(prefix) {
            let length = raw_string(tail);
            if length > 0 {
                return prefix.len() + length;
            }
        }
    }
    0
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, _) in rest.char_indices() {
        let Some(tail) = rest.get(at..) else { continue };
        if tail.starts_with("/*") {
            depth += 1;
        } else if tail.starts_with("*/") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 2;
            }
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// `'x'` and `'\n'` are literals, `'a` in `&'a str` is not.
fn character(rest: &str) -> usize {
    let mut chars = rest.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => quoted(rest, '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The length of `#"…"#` (what follows the `r`); 0 when it is no raw string.
fn raw_string(tail: &str) -> usize {
    let hashes = tail.chars().take_while(|c| *c == '#').count();
    if !tail.get(hashes..).is_some_and(|tail| tail.starts_with('"')) {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = tail.get(hashes + 1..).unwrap_or_default();
    body.find(&end)
        .map_or(tail.len(), |at| hashes + 1 + at + end.len())
}

/// Blanks every item behind `#[cfg(test)]`. Takes what [`code_only`] gives.
pub(crate) fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once(MARK) {
        kept.push_str(before);
        let (item, left) = behind
            .split_at_checked(item_length(behind))
            .unwrap_or((behind, ""));
        kept.extend(item.chars().filter(|c| *c == '\n'));
        rest = left;
    }
    kept.push_str(rest);
    kept
}

/// How far the item at the start of `code` goes: to its `;`, or to the brace that closes its first one.
pub(crate) fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// The number of the line in which byte `at` stands, counted from 1.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_become_blanks() {
        let code = code_only("a /* b /* c */ d */ e // f\ng \"h\\\" i\" 'j' '\\'' &'k l r#\"m\"n\"# o");
        let words: Vec<_> = code.split_whitespace().collect();
        assert_eq!(words, ["a", "e", "g", "&'k", "l", "o"]);
        assert_eq!(code.lines().count(), 2);
    }

    #[test]
    fn a_word_that_ends_in_r_is_no_raw_string() {
        assert_eq!(
            code_only("for\"x\" y").split_whitespace().collect::<Vec<_>>(),
            ["for", "y"]
        );
    }

    #[test]
    fn tests_are_cut_and_lines_kept() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { c() }\n}\nfn d() {}\n#[cfg(test)]\nuse e;\nfn f() {}";
        let kept = without_tests(code);
        assert!(kept.contains("fn a") && kept.contains("fn d") && kept.contains("fn f"));
        assert!(!kept.contains("fn b") && !kept.contains("use e"));
        assert_eq!(kept.lines().count(), code.lines().count());
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
