//! Amounts: exact in every spelling, and arithmetic that never panics.

use proptest::prelude::*;
use trunkline_core::Money;

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn json(text: &str) -> Result<Money, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn spellings_of_the_contract() {
    for (written, shown, nanodollars) in [
        ("1.25", "$1.25", 1_250_000_000),
        ("$0.0040", "$0.0040", 4_000_000),
        ("7.5", "$7.50", 7_500_000_000),
        ("34.321300", "$34.321300", 34_321_300_000),
        ("1", "$1.00", 1_000_000_000),
        ("-$1.00", "-$1.00", -1_000_000_000),
        ("$-1.00", "-$1.00", -1_000_000_000),
        ("+3.99", "$3.99", 3_990_000_000),
        ("$1,000.00", "$1000.00", 1_000_000_000_000),
        ("1,234,567", "$1234567.00", 1_234_567_000_000_000),
        (".5", "$0.50", 500_000_000),
        (" 0.0195 ", "$0.0195", 19_500_000),
        ("-0", "$0.00", 0),
    ] {
        let amount = money(written);
        assert_eq!(amount.to_string(), shown, "{written:?}");
        assert_eq!(amount.to_nanodollars(), Some(nanodollars), "{written:?}");
        assert_eq!(amount, Money::from_nanodollars(nanodollars), "{written:?}");
    }
}

#[test]
fn refusals_name_the_text_and_the_rule() {
    let refusals = [
        "",
        "$",
        "-",
        ".",
        "1.",
        "1.2.3",
        "1,25",
        "1,0000",
        ",100",
        "1000,000",
        "1.000,00",
        "--1",
        "-$-1",
        "1e3",
        "NaN",
        "€1.00",
        "1 000",
        "0x10",
        "12345678901234567890123456789",
        "0.00000000000000000000000000001",
    ]
    .map(|text| {
        text.parse::<Money>().map_or_else(
            |error| error.to_string(),
            |amount| format!("accepted as {amount}"),
        )
    });
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn json_numbers_and_texts_are_the_same_amount() {
    for (text, written) in [
        ("1", "1"),
        ("3.99", "3.99"),
        ("1.25", "1.25"),
        ("0.012", "0.012"),
        ("1.0", "1"),
        ("0.1", "0.1"),
        (r#""7.5""#, "7.5"),
        (r#""$0.0040""#, "0.0040"),
        (r#""34.321300""#, "34.321300"),
        ("-2", "-2"),
        ("1e-3", "0.001"),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(json(text).unwrap(), money(written), "{text}");
    }
    assert_eq!(json("3.99").unwrap().amount().to_string(), "3.99");
    assert_eq!(serde_json::to_string(&money("$1.25")).unwrap(), r#""1.25""#);
    for text in ["null", "true", "1e300", "1e-300", r#""""#, r#""free""#, "[]"] {
        assert!(json(text).is_err(), "{text}");
    }
}

#[test]
fn floats_that_are_no_numbers_are_refused() {
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, F64Deserializer};
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let deserializer: F64Deserializer<Error> = float.into_deserializer();
        assert!(Money::deserialize(deserializer).is_err(), "{float}");
    }
}

#[test]
fn arithmetic() {
    assert_eq!(money("1.00") + money("0.0040"), money("1.0040"));
    assert_eq!(money("1.25") * 12, money("15"));
    assert_eq!(money("1") - money("1"), Money::ZERO);
    assert_eq!((money("1") - money("1")).to_string(), "$0.00");
    assert_eq!((-Money::ZERO).amount().to_string(), "0");
    assert_eq!(-money("2.5"), money("-2.5"));
    assert_eq!(["0.10"; 10].map(money).iter().sum::<Money>(), money("1"));
    assert_eq!(Money::from_cents(-125), money("-1.25"));
    assert!(money("-0.01").is_negative() && !money("0").is_negative() && money("0.00").is_zero());
    let mut balance = money("100");
    balance -= money("1.50");
    balance += money("0.25");
    assert_eq!(balance.to_string(), "$98.75");
    assert_eq!(
        format!(
            "[{:>8}] [{:<6}] {:?}",
            money("1"),
            money("1").amount(),
            money("1")
        ),
        "[   $1.00] [1     ] Money($1.00)"
    );
}

#[test]
fn beyond_the_range_nothing_panics() {
    let huge = money("7000000000000000000000000000");
    let most = huge * u32::MAX;
    let least = -huge * u32::MAX;
    assert_eq!(huge.checked_mul(u32::MAX), None);
    assert_eq!((most.checked_add(most), least.checked_sub(most)), (None, None));
    assert_eq!(
        (most + most, least - most, least + least, most - least),
        (most, least, least, most)
    );
    assert_eq!((most * 2, least * 2, [most; 3].iter().sum()), (most, least, most));
    assert_eq!(most.to_nanodollars(), None);
    assert!(most.to_string().starts_with('$') && least.to_string().starts_with("-$"));
    assert!(serde_json::to_string(&least).is_ok());
    assert_eq!(money("0.0000000001").to_nanodollars(), None);
}

proptest! {
    #[test]
    fn nanodollars_are_exact(nanodollars in any::<i64>()) {
        let amount = Money::from_nanodollars(nanodollars);
        prop_assert_eq!(amount.to_nanodollars(), Some(nanodollars));
        prop_assert_eq!(money(&amount.to_string()), amount);
        let sign = if nanodollars < 0 { "-" } else { "" };
        let size = nanodollars.unsigned_abs();
        prop_assert_eq!(money(&format!("{sign}{}.{:09}", size / 1_000_000_000, size % 1_000_000_000)), amount);
    }

    #[test]
    fn text_is_kept_to_the_last_decimal(text in r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?") {
        let amount = money(&text);
        let shown = amount.amount().to_string();
        prop_assert_eq!(shown.trim_start_matches('-'), text.trim_start_matches('-'));
        prop_assert_eq!(money(&shown), amount);
        prop_assert_eq!(money(&amount.to_string()), amount);
        let written = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(json(&written).unwrap(), amount);
    }

    #[test]
    fn json_floats_mean_their_text(whole in 0_u32..1_000_000, decimals in 1_usize..=8, fraction in any::<u32>()) {
        let digits = format!("{fraction:010}");
        let text = format!("{whole}.{}", digits.split_at(decimals).0);
        prop_assert_eq!(json(&text).unwrap(), money(&text));
    }

    #[test]
    fn sums_agree_with_nanodollars(left in any::<i32>(), right in any::<i32>(), factor in 0_u32..10_000) {
        let (a, b) = (Money::from_nanodollars(left.into()), Money::from_nanodollars(right.into()));
        prop_assert_eq!((a + b).to_nanodollars(), Some(i64::from(left) + i64::from(right)));
        prop_assert_eq!((a - b).to_nanodollars(), Some(i64::from(left) - i64::from(right)));
        prop_assert_eq!((a * factor).to_nanodollars(), Some(i64::from(left) * i64::from(factor)));
        prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        prop_assert_eq!((-a).to_nanodollars(), Some(-i64::from(left)));
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = text.parse::<Money>();
    }

    #[test]
    fn no_float_panics(float in any::<f64>()) {
        let _ = json(&float.to_string());
    }
}
