//! Do two notations mean the same path? `/v2/numbers/{n}`, `/v2/numbers/{number}`, `/v2/numbers/12065550100`.

/// Whether `path`, a pattern or a real path, is one that `pattern` stands for.
///
/// `{name}` stands for any segment, `{name=a|b}` and `a|b` for either word. A variable may stand for another one, whatever
/// words either is limited to. Queries are not looked at.
///
/// ```
/// use trunkline_tests::api::path::covers;
///
/// assert!(covers("/{version=v2.1|v2.2}/messages/{id}", "/v2.1/messages/{mdr_id}"));
/// assert!(!covers("/v2/numbers/{number}", "/v2/numbers"));
/// ```
pub fn covers(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (segments(pattern), segments(path));
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(pattern, path)| covers_segment(pattern, path))
}

fn segments(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

fn covers_segment(pattern: &str, segment: &str) -> bool {
    let words = match (variable(pattern), variable(segment)) {
        (Some(_), Some(_)) => return true,
        (None, Some(_)) => return false,
        (Some(variable), None) => variable.split_once('=').map(|(_, words)| words),
        (None, None) => Some(pattern),
    };
    words.is_none_or(|words| {
        segment
            .split('|')
            .all(|meant| words.split('|').any(|word| word == meant))
    })
}

/// What stands within the braces.
fn variable(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn variables_stand_for_anything_and_words_for_themselves() {
        for (pattern, path, is_covered) in [
            ("/v2/numbers/{n}", "/v2/numbers/12065550100", true),
            ("/v2/numbers/{n}", "/v2/numbers/{number}", true),
            ("/v2/numbers/{n}", "/v2/routes/{n}", false),
            ("/v2/numbers/{n}", "/v2/numbers/{n}/relationships", false),
            ("/a/{x=b|c}", "/a/b", true),
            ("/a/{x=b|c}", "/a/d", false),
            ("/a/{x=b|c}", "/a/{y}", true),
            ("/a/b|c", "/a/c", true),
            ("/a/b", "/a/{x}", false),
            ("/available-tns/npas/", "/available-tns/npas?limit=3", true),
        ] {
            assert_eq!(covers(pattern, path), is_covered, "{pattern} {path}");
        }
    }
}
