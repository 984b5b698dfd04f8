//! Why JSON does not fit, without the values that do not: they may be secrets, and whoever reads the line knows the place.

use std::fmt::Display;

/// The message of a serde error with the kinds of its values only: `invalid type: string, expected u8`.
pub(super) fn without_values(error: &impl Display) -> String {
    let message = error.to_string();
    for (class, label) in [
        ("invalid type: ", "invalid type: "),
        ("invalid value: ", "invalid value: "),
        ("unknown variant ", "unknown word"),
        ("unknown field ", "unknown member"),
    ] {
        if let Some(rest) = message.strip_prefix(class) {
            return format!("{label}{}{}", kind(rest), expected(rest));
        }
    }
    // The names of missing and doubled members are ours.
    if message.starts_with("missing field `") || message.starts_with("duplicate field `") {
        return message;
    }
    unquoted(&message)
}

/// `string` of `string "…", expected …`.
fn kind(rest: &str) -> &str {
    let end = rest.find(['"', '`', ',']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().trim_end()
}

/// What was expected is ours, and stands last.
fn expected(rest: &str) -> &str {
    let at = rest.rfind(", expected ").unwrap_or(rest.len());
    rest.get(at..).unwrap_or_default()
}

/// A message of a value's own type, without what stands in quotes in it.
fn unquoted(message: &str) -> String {
    let mut shown = String::new();
    let mut chars = message.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                // Quoted by `{:?}`: a quote inside is escaped.
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            // Nothing says where it would end.
            '`' => break,
            _ => shown.push(c),
        }
    }
    let shown = shown.trim_start_matches([':', ' ']).trim_end();
    if shown.contains(char::is_alphabetic) {
        shown.to_owned()
    } else {
        "it is not what it should be".to_owned()
    }
}
