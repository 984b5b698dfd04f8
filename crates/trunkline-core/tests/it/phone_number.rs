//! Telephone numbers: every written form, every refusal, and the laws between reading and writing.

use proptest::prelude::*;
use trunkline_core::PhoneNumber;

fn refusal(text: &str) -> String {
    match PhoneNumber::parse(text) {
        Ok(number) => format!("accepted as {number}"),
        Err(error) => error.to_string(),
    }
}

fn json(text: &str) -> Result<PhoneNumber, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn every_written_form_of_a_nanp_number_is_the_same_number() {
    for text in [
        "+12065551234",
        "12065551234",
        "2065551234",
        "(206) 555-1234",
        "(206)555-1234",
        "206-555-1234",
        "206.555.1234",
        "206 555 1234",
        "206/555-1234",
        "1-206-555-1234",
        "1 (206) 555-1234",
        "+1 (206) 555-1234",
        "+1.206.555.1234",
        "(+1) 206 555 1234",
        "tel:+1-206-555-1234",
        "TEL:+12065551234",
        "tel:206-555-1234",
        "0012065551234",
        "00 1 206 555 1234",
        "01112065551234",
        "011 1 206-555-1234",
        "  206-555-1234\t\n",
        "206\u{a0}555\u{a0}1234",
        "206\u{202f}555\u{2011}1234",
        "206\u{2010}555\u{2013}1234",
        "206\u{2014}555\u{2212}1234",
        "\u{202a}+1 206 555 1234\u{202c}",
        "\u{ff0b}12065551234",
    ] {
        assert_eq!(
            PhoneNumber::parse(text).unwrap().get(),
            12_065_551_234,
            "{text:?}"
        );
        assert_eq!(
            text.parse::<PhoneNumber>(),
            PhoneNumber::try_from(text),
            "{text:?}"
        );
    }
}

#[test]
fn every_written_form_of_another_countrys_number_is_the_same_number() {
    for text in [
        "+442079460958",
        "+44 20 7946 0958",
        "+44 (0)20 7946 0958",
        "+44 (20) 7946-0958",
        "00442079460958",
        "0044 (0) 20 7946 0958",
        "011 44 20 7946 0958",
        "tel:+44-20-7946-0958",
    ] {
        assert_eq!(
            PhoneNumber::parse(text).unwrap().get(),
            442_079_460_958,
            "{text:?}"
        );
    }
    assert_eq!(
        PhoneNumber::parse("+883510001234567").unwrap().to_string(),
        "+883510001234567"
    );
    assert_eq!(PhoneNumber::parse("+6834000").unwrap().to_string(), "+6834000");
}

#[test]
fn a_word_at_the_end_is_dialed_on_the_keys() {
    for text in [
        "1-800-FLOWERS",
        "1-800-flowers",
        "800-FLOWERS",
        "+1 800 FLOWERS",
        "1-800-356-WERS",
    ] {
        assert_eq!(
            PhoneNumber::parse(text).unwrap().to_string(),
            "+18003569377",
            "{text}"
        );
    }
    assert_eq!(
        PhoneNumber::parse("206-JUKEBOX").unwrap().to_string(),
        "+12065853269"
    );
}

#[test]
fn refusals_name_the_text_and_the_rule() {
    let refusals: Vec<String> = [
        "",
        "   ",
        "+",
        "1",
        "206555123",
        "5551234",
        "20655512345",
        "442079460958",
        "+1206555123",
        "+44207",
        "+4420794609581234",
        "+0442079460958",
        "(0)206 555 1234",
        "206 (0) 555 1234",
        "1065551234",
        "9115551234",
        "2061551234",
        "+1 206 911 1234",
        "12345678901234567890123",
        "+1 206 +555 1234",
        "206+5551234",
        "206-555-1234 x5",
        "206-555-1234 ext. 5",
        "206-555-123x",
        "206-555-XXXX",
        "206-555-1234;ext=5",
        "tel:+12065551234;ext=5",
        "206-555-1234,,5",
        "sip:+12065551234@example.com",
        "+44 20 FLOWERS",
        "anonymous",
        "-2065551234",
        "206_555_1234",
        "٢٠٦٥٥٥١٢٣٤",
        "206\u{0}5551234",
        "this is not a number but a very long sentence indeed",
    ]
    .into_iter()
    .map(refusal)
    .collect();
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn toll_free_numbers_may_have_a_service_code_as_exchange() {
    assert_eq!(
        PhoneNumber::parse("800-911-1234")
            .unwrap()
            .exchange()
            .unwrap()
            .nxx(),
        911
    );
    assert!(PhoneNumber::parse("206-911-1234").is_err());
}

#[test]
fn parts_of_a_nanp_number() {
    let number = PhoneNumber::parse("+1 206 555 0142").unwrap();
    assert!(number.is_nanp() && !number.is_toll_free());
    assert_eq!(number.area_code().unwrap().to_string(), "206");
    assert_eq!(number.exchange().unwrap().to_string(), "206555");
    assert_eq!(number.digits().to_string(), "12065550142");
    assert_eq!(number.national().to_string(), "2065550142");
    assert_eq!(number.international().to_string(), "+1 206 555 0142");
    assert_eq!(
        format!("{number:?} {}", number.international()),
        "PhoneNumber(+12065550142) +1 206 555 0142"
    );
    assert_eq!(
        format!("[{number:>14}] [{:<13}]", number.digits()),
        "[  +12065550142] [12065550142  ]"
    );
    assert!(PhoneNumber::parse("+18335550100").unwrap().is_toll_free());
}

#[test]
fn parts_of_another_countrys_number() {
    let number = PhoneNumber::parse("+442079460958").unwrap();
    assert!(!number.is_nanp() && !number.is_toll_free());
    assert_eq!((number.area_code(), number.exchange()), (None, None));
    assert_eq!(number.national().to_string(), "442079460958");
    assert_eq!(number.international().to_string(), "+442079460958");
    // Eleven digits, but not of country code 1.
    assert!(!PhoneNumber::parse("+49301234567").unwrap().is_nanp());
}

#[test]
fn a_number_is_small() {
    assert_eq!(size_of::<PhoneNumber>(), 8);
    assert_eq!(size_of::<Option<PhoneNumber>>(), 8);
}

#[test]
fn json_is_read_in_every_form_and_written_in_one() {
    for text in [
        r#""+12065551234""#,
        r#""12065551234""#,
        r#""2065551234""#,
        r#""(206) 555-1234""#,
        r#""206\u00a0555-1234""#,
        "12065551234",
        "2065551234",
    ] {
        let number = json(text).unwrap();
        assert_eq!(
            serde_json::to_string(&number).unwrap(),
            r#""+12065551234""#,
            "{text}"
        );
    }
}

#[test]
fn carriers_write_other_countries_without_plus() {
    assert_eq!(json(r#""442079460958""#).unwrap().to_string(), "+442079460958");
    assert_eq!(json("442079460958").unwrap().to_string(), "+442079460958");
    assert_eq!(
        json(r#""883510001234567""#).unwrap().to_string(),
        "+883510001234567"
    );
    assert_eq!(json(r#""00442079460958""#).unwrap().to_string(), "+442079460958");
    assert_eq!(json(r#""0116834000""#).unwrap().to_string(), "+6834000");
}

#[test]
fn where_the_country_code_is_never_left_out_short_numbers_are_read_too() {
    #[derive(serde::Deserialize)]
    struct Owned(#[serde(deserialize_with = "trunkline_core::lenient::e164_digits")] PhoneNumber);

    for (text, e164) in [
        (r#""12065551234""#, "+12065551234"),
        (r#""+12065551234""#, "+12065551234"),
        ("12065551234", "+12065551234"),
        // Norway, Singapore and Niue.
        (r#""4722334455""#, "+4722334455"),
        ("6561234567", "+6561234567"),
        (r#""6834000""#, "+6834000"),
    ] {
        let Owned(number) = serde_json::from_str(text).unwrap();
        assert_eq!(number.to_string(), e164, "{text}");
    }
    assert!(serde_json::from_str::<Owned>(r#""12345""#).is_err());
}

#[test]
fn json_that_is_no_number_is_refused() {
    for text in [
        "null",
        "true",
        "1.5",
        "-12065551234",
        "0",
        "18446744073709551615",
        r#""""#,
        r#""12345""#,
        r#""5551234""#,
        "206555123",
        "[]",
        "{}",
    ] {
        assert!(json(text).is_err(), "{text}");
    }
    let error = json(r#""9115551234""#).unwrap_err();
    assert!(
        error.contains(r#""9115551234": 911 is a service code, not an area code"#),
        "{error}"
    );
}

fn nanp() -> impl Strategy<Value = u64> {
    (200_u64..1000, 200_u64..1000, 0_u64..10_000)
        .prop_filter("service codes", |(area, exchange, _)| {
            area % 100 != 11 && exchange % 100 != 11
        })
        .prop_map(|(area, exchange, line)| 10_000_000_000 + area * 10_000_000 + exchange * 10_000 + line)
}

fn any_number() -> impl Strategy<Value = PhoneNumber> {
    prop_oneof![nanp(), 2_000_000_u64..1_000_000_000_000_000]
        .prop_filter_map("a number", |digits| PhoneNumber::from_digits(digits).ok())
}

proptest! {
    #[test]
    fn reading_undoes_writing(number in any_number()) {
        prop_assert_eq!(PhoneNumber::parse(&number.to_string()), Ok(number));
        prop_assert_eq!(PhoneNumber::parse(&number.international().to_string()), Ok(number));
        prop_assert_eq!(PhoneNumber::from_digits(number.get()), Ok(number));
        prop_assert_eq!(number.digits().to_string(), number.get().to_string());
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), number);
    }

    #[test]
    fn nanp_numbers_read_alike_in_all_forms(digits in nanp()) {
        let number = PhoneNumber::from_digits(digits).unwrap();
        let ten = number.national();
        let (area, rest) = ten.split_at(3);
        let (exchange, line) = rest.split_at(3);
        for text in [
            ten.clone(),
            format!("1{ten}"),
            format!("({area}) {exchange}-{line}"),
            format!("{area}.{exchange}.{line}"),
            format!("1-{area}-{exchange}-{line}"),
            format!("+1 ({area}) {exchange}-{line}"),
            format!("tel:+1-{area}-{exchange}-{line}"),
            format!("001{ten}"),
            format!("011 1 {area} {exchange} {line}"),
            format!(" {area}\u{a0}{exchange}\u{2011}{line} "),
        ] {
            prop_assert_eq!(PhoneNumber::parse(&text), Ok(number), "{}", text);
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), number, "{}", text);
        }
        prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&ten).unwrap(), number);
    }

    #[test]
    fn whatever_is_accepted_obeys_the_plan(text in r"(tel:)?[ (]?\+?[0-9A-Zx()\-. ]{6,18}") {
        if let Ok(number) = PhoneNumber::parse(&text) {
            prop_assert!((7..=15).contains(&number.digits().to_string().len()));
            if let (Some(area), Some(exchange)) = (number.area_code(), number.exchange()) {
                prop_assert!((200..1000).contains(&area.get()) && area.get() % 100 != 11);
                prop_assert!((200..1000).contains(&exchange.nxx()));
                prop_assert!(exchange.nxx() % 100 != 11 || area.is_toll_free());
            }
        }
    }

    #[test]
    fn whatever_a_person_may_write_a_carrier_may_too(text in r"\+?[0-9()\-. ]{6,18}") {
        if let Ok(number) = PhoneNumber::parse(&text) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), number);
        }
    }

    #[test]
    fn no_text_panics_and_every_error_is_one_short_line(text in any::<String>()) {
        if let Err(error) = PhoneNumber::parse(&text) {
            let line = error.to_string();
            prop_assert!(!line.contains('\n') && line.chars().count() < 600, "{}", line);
        }
        let _: Result<PhoneNumber, _> = serde_json::from_value(text.into());
    }

    #[test]
    fn no_integer_panics(number in any::<u64>(), signed in any::<i64>()) {
        let _ = PhoneNumber::from_digits(number);
        let _ = json(&number.to_string());
        let _ = json(&signed.to_string());
    }
}
