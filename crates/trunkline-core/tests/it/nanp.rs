//! Area codes, exchanges and rate centers.

use proptest::prelude::*;
use trunkline_core::{AreaCode, NpaNxx, RateCenter};

#[test]
fn area_codes_follow_the_plan() {
    for code in 0..=1100 {
        let valid = (200..1000).contains(&code) && code % 100 != 11;
        assert_eq!(AreaCode::new(code).is_ok(), valid, "{code}");
        assert_eq!(format!("{code:03}").parse::<AreaCode>().is_ok(), valid, "{code}");
    }
}

#[test]
fn toll_free_area_codes_are_seven() {
    let toll_free: Vec<u16> = (200..1000)
        .filter_map(|code| AreaCode::new(code).ok())
        .filter(|code| code.is_toll_free())
        .map(AreaCode::get)
        .collect();
    assert_eq!(toll_free, [800, 833, 844, 855, 866, 877, 888]);
}

#[test]
fn written_forms() {
    for text in ["206", "(206)", " 206 "] {
        assert_eq!(text.parse::<AreaCode>().unwrap().get(), 206, "{text:?}");
    }
    for text in ["206555", "206-555", "206.555", "(206) 555", "206 555"] {
        assert_eq!(text.parse::<NpaNxx>().unwrap().get(), 206_555, "{text:?}");
    }
}

#[test]
fn refusals_name_the_text_and_the_rule() {
    let area_codes = ["", "20", "2065", "+206", "abc", "106", "911"]
        .map(|text| text.parse::<AreaCode>().unwrap_err().to_string());
    let exchanges = ["206", "206055", "206911", "911555", "2065551", "206x55"]
        .map(|text| text.parse::<NpaNxx>().unwrap_err().to_string());
    let numbers = [
        AreaCode::new(7).unwrap_err().to_string(),
        NpaNxx::new(7).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!([area_codes.join("\n"), exchanges.join("\n"), numbers.join("\n")].join("\n"));
}

#[test]
fn toll_free_blocks_may_have_a_service_code() {
    assert_eq!("800911".parse::<NpaNxx>().unwrap().nxx(), 911);
    assert!("206911".parse::<NpaNxx>().is_err());
}

#[test]
fn json_is_a_string_or_an_integer() {
    for text in [r#""206""#, "206"] {
        let code: AreaCode = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), r#""206""#);
    }
    for text in [r#""206555""#, "206555"] {
        let exchange: NpaNxx = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&exchange).unwrap(), r#""206555""#);
    }
    for text in ["-206", "99999999999", "null", r#""""#, "2.5"] {
        assert!(serde_json::from_str::<AreaCode>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<NpaNxx>(text).is_err(), "{text}");
    }
}

#[test]
fn rate_centers_are_kept_in_lower_case() {
    let center: RateCenter = serde_json::from_str(r#"" NWYRCYZN01 ""#).unwrap();
    assert_eq!(center, RateCenter::from("nwyrcyzn01"));
    assert_eq!(serde_json::to_string(&center).unwrap(), r#""nwyrcyzn01""#);
    assert_eq!(format!("{center:>12}"), "  nwyrcyzn01");
    assert!(serde_json::from_str::<RateCenter>(r#""""#).is_err());
    assert_eq!(serde_json::from_str::<Option<RateCenter>>("null").unwrap(), None);
}

proptest! {
    #[test]
    fn exchanges_read_back_and_know_their_area(digits in 0_u32..1_200_000) {
        if let Ok(exchange) = NpaNxx::new(digits) {
            prop_assert_eq!(exchange.to_string().parse::<NpaNxx>().unwrap(), exchange);
            prop_assert_eq!(AreaCode::from(exchange), AreaCode::new(exchange.area_code().get()).unwrap());
            prop_assert_eq!(u32::from(exchange.area_code().get()) * 1000 + u32::from(exchange.nxx()), digits);
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = text.parse::<AreaCode>();
        let _ = text.parse::<NpaNxx>();
        let _ = RateCenter::from(text);
    }
}
