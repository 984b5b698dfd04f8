//! Money: integer nanodollars, 1 dollar = 1 000 000 000 (docs/contracts/flowroute-v2.md §1.8).

use serde_json::{Number, Value};

/// One dollar.
pub(crate) const DOLLAR: i64 = 1_000_000_000;

/// A JSON number in dollars: an integer where the amount is whole (`1`), else a decimal (`3.99`).
pub(crate) fn json(nanos: i64) -> Value {
    if nanos % DOLLAR == 0 {
        return Value::from(nanos / DOLLAR);
    }
    // The text has at most 19 digits and serde_json prints the shortest text that reads back: `3.99` stays `3.99`.
    let number = plain(nanos, 0).parse::<f64>().ok().and_then(Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

/// Decimal text with at least `scale` decimals: `plain(4_000_000, 4)` is `0.0040`.
pub(crate) fn plain(nanos: i64, scale: usize) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let whole = nanos.unsigned_abs() / DOLLAR.unsigned_abs();
    let digits = format!("{:09}", nanos.unsigned_abs() % DOLLAR.unsigned_abs());
    let significant = digits.trim_end_matches('0').len();
    let decimals = digits.get(..significant.max(scale.min(9))).unwrap_or_default();
    if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    }
}

/// Text for people: `$100.00`, `-$0.0040`.
pub(crate) fn dollars(nanos: i64, scale: usize) -> String {
    let text = plain(nanos, scale);
    text.strip_prefix('-')
        .map_or_else(|| format!("${text}"), |rest| format!("-${rest}"))
}

/// Reads decimal text such as `3.25` into nanodollars; more than nine decimals are cut.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !numeric(whole) || !numeric(decimals) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let nine = format!("{decimals:0<9}");
    let fraction: i64 = nine.get(..9)?.parse().ok()?;
    whole
        .checked_mul(DOLLAR)?
        .checked_add(fraction)?
        .checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_money_like_the_documents() {
        assert_eq!(json(DOLLAR).to_string(), "1");
        assert_eq!(json(1_250_000_000).to_string(), "1.25");
        assert_eq!(json(3_990_000_000).to_string(), "3.99");
        assert_eq!(json(12_000_000).to_string(), "0.012");
        assert_eq!(plain(4_000_000, 4), "0.0040");
        assert_eq!(dollars(100 * DOLLAR, 2), "$100.00");
        assert_eq!(dollars(-4_000_000, 4), "-$0.0040");
    }

    #[test]
    fn reads_decimal_text_only() {
        assert_eq!(parse("3.25"), Some(3_250_000_000));
        assert_eq!(parse("-1"), Some(-DOLLAR));
        assert_eq!(parse("1e3"), None);
        assert_eq!(parse("."), None);
        assert_eq!(parse(""), None);
    }
}
