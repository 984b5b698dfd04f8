//! Text that a terminal may be given: what the carrier sent could command it.

/// Without control characters, which a terminal would obey, and without the invisible ones that change the direction of
/// reading, so that a price reads as it is.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if is_hazard(c) { ' ' } else { c }).collect()
}

/// The same JSON, with those characters escaped.
pub(crate) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hazard(c) {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    text
}

fn is_hazard(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_terminal_is_not_commanded() {
        let hostile = "\u{1b}[2J\u{9b}1m\u{202e}00.1$\u{7}";
        assert_eq!(super::printable(hostile), " [2J 1m 00.1$ ");
        assert_eq!(super::printable("Montréal – ночь"), "Montréal – ночь");
        let json = super::escaped("{\"a\":\"\u{202e}x\u{9b}\"}");
        assert_eq!(json, "{\"a\":\"\\u202ex\\u009b\"}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap()["a"],
            "\u{202e}x\u{9b}"
        );
    }
}
