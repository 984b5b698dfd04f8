//! The pattern of the aliases of a group: `sea-{n:03}`.

use std::fmt;

/// Text with one place for a number in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    before: String,
    after: String,
    width: usize,
}

impl Pattern {
    /// `NAME-{n:03}`.
    pub(super) fn usual(name: &str) -> Self {
        Self {
            before: format!("{name}-"),
            after: String::new(),
            width: 3,
        }
    }

    /// Reads a pattern; the error is the rule.
    pub(super) fn parse(text: &str) -> Result<Self, ()> {
        let (before, rest) = text.split_once('{').ok_or(())?;
        let (place, after) = rest.split_once('}').ok_or(())?;
        let width = match place.strip_prefix('n').ok_or(())? {
            "" => 1,
            width => width
                .strip_prefix(":0")
                .and_then(|digits| digits.parse().ok())
                .ok_or(())?,
        };
        let is_plain = |text: &str| !text.contains(['{', '}']) && !text.contains(char::is_control);
        if !(1..=9).contains(&width) || !is_plain(before) || !is_plain(after) {
            return Err(());
        }
        Ok(Self {
            before: before.to_owned(),
            after: after.to_owned(),
            width,
        })
    }

    /// The alias of member `n`.
    pub(crate) fn name(&self, n: u32) -> String {
        format!("{}{n:0width$}{}", self.before, self.after, width = self.width)
    }

    /// Which member an alias names, if it is one.
    pub(crate) fn member(&self, alias: &str) -> Option<u32> {
        let digits = alias.strip_prefix(&self.before)?.strip_suffix(&self.after)?;
        let n = digits.parse().ok().filter(|n| *n > 0)?;
        // Only what this pattern itself writes: neither `sea-+1` nor `sea-1` for `sea-{n:03}`.
        (self.name(n) == alias).then_some(n)
    }

    /// Whether an alias may belong to both patterns.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let (a, b) = (&self.before, &other.before);
        let (c, d) = (&self.after, &other.after);
        is_digits(a.strip_prefix(b.as_str()).or_else(|| b.strip_prefix(a.as_str())))
            && is_digits(c.strip_suffix(d.as_str()).or_else(|| d.strip_suffix(c.as_str())))
    }
}

/// Whether what is left of the longer text is nothing but digits.
fn is_digits(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| rest.bytes().all(|c| c.is_ascii_digit()))
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = match self.width {
            1 => String::new(),
            width => format!(":0{width}"),
        };
        write!(f, "{}{{n{width}}}{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn an_alias_names_the_member_that_has_it() {
        let pattern = Pattern::parse("sea-{n:03} x").unwrap();
        assert_eq!(pattern.to_string(), "sea-{n:03} x");
        for n in [1, 42, 999, 1000] {
            assert_eq!(pattern.member(&pattern.name(n)), Some(n));
        }
        for other in [
            "sea-0001 x",
            "sea-1 x",
            "sea-000 x",
            "sea-+01 x",
            "sea-001",
            "SEA-001 x",
            "",
        ] {
            assert_eq!(pattern.member(other), None, "{other:?}");
        }
    }

    #[test]
    fn patterns_that_share_an_alias_meet() {
        let meets = |a, b| Pattern::parse(a).unwrap().meets(&Pattern::parse(b).unwrap());
        assert!(meets("sea-{n}", "sea-{n:03}"));
        assert!(meets("sea-1{n}", "sea-{n}"));
        assert!(meets("{n}", "{n}0"));
        assert!(!meets("sea-{n}", "tac-{n}"));
        assert!(!meets("sea-{n}", "sea-{n}x"));
        assert!(!meets("a{n}", "ab{n}"));
    }

    #[test]
    fn a_pattern_has_one_place() {
        for wrong in [
            "sea", "sea-{m}", "{n}{n}", "{n:3}", "{n:00}", "{n:010}", "{n", "n}", "a\n{n}",
        ] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
