//! Open enumerations, identifiers, regions and countries.

use proptest::prelude::*;
use std::collections::BTreeMap;
use trunkline_core::{Country, Region};

trunkline_core::open_enum! {
    /// Who may call.
    pub enum NumberType {
        /// Local.
        Longcode = "longcode" | "standard",
        /// Free to call.
        TollFree = "toll-free" | "tollfree",
        /// With a space.
        Buffered = "message buffered",
    }
}

trunkline_core::string_id! {
    /// A route.
    pub struct RouteId;
    /// An order, private to this file.
    pub struct OrderId;
}

fn read(text: &str) -> NumberType {
    serde_json::from_str(text).unwrap()
}

#[test]
fn known_words_in_any_case_and_with_their_synonyms() {
    for word in ["longcode", "standard", "STANDARD", "LongCode"] {
        assert_eq!(NumberType::from(word), NumberType::Longcode, "{word}");
        assert_eq!(NumberType::from(word.to_owned()), NumberType::Longcode, "{word}");
        assert_eq!(read(&format!("{word:?}")), NumberType::Longcode, "{word}");
    }
    assert_eq!(NumberType::KNOWN, ["longcode", "toll-free", "message buffered"]);
    assert_eq!(
        serde_json::to_string(&NumberType::TollFree).unwrap(),
        r#""toll-free""#
    );
    assert_eq!(format!("[{:>10}]", NumberType::TollFree), "[ toll-free]");
}

#[test]
fn words_of_any_length_are_told_apart() {
    trunkline_core::open_enum! {
        /// Short and long.
        pub enum Spelling {
            /// Of fifteen bytes.
            Fifteen = "fifteen letters",
            /// Of sixteen.
            Sixteen = "sixteen letters!",
            /// Of as many.
            Again = "sixteen again!!!",
            /// Of seventeen.
            Seventeen = "seventeen letters",
        }
    }
    for word in Spelling::KNOWN {
        assert!(Spelling::from(*word).is_known(), "{word}");
        assert_eq!(Spelling::from(*word).as_str(), *word);
    }
    for word in [
        "fifteen letterz",
        "sixteen letters?",
        "seventeen letterz",
        "fifteen\u{0}letters",
        "ifteen letters",
    ] {
        assert_eq!(Spelling::from(word).as_str(), word);
    }
}

#[test]
fn unknown_words_numbers_and_booleans_are_kept() {
    for (text, kept) in [
        (r#""inum""#, "inum"),
        (r#""""#, ""),
        ("7", "7"),
        ("-7", "-7"),
        ("1.5", "1.5"),
        ("true", "true"),
    ] {
        let word = read(text);
        assert!(!word.is_known());
        assert_eq!(word.as_str(), kept);
    }
    assert!(serde_json::from_str::<NumberType>("null").is_err());
    assert_eq!(serde_json::from_str::<Option<NumberType>>("null").unwrap(), None);
}

#[test]
fn every_known_word_reads_back() {
    for word in Region::KNOWN {
        let region = Region::from(*word);
        assert!(region.is_known() && region.as_str() == *word);
        assert_eq!(Region::from(word.to_ascii_lowercase()), region);
        assert!(!region.name().is_empty() && region.country().is_some());
    }
}

#[test]
fn regions_have_names_and_countries() {
    let count = |country: &Country| {
        Region::KNOWN
            .iter()
            .filter(|word| Region::from(**word).country().as_ref() == Some(country))
            .count()
    };
    // Fifty states, the District of Columbia and five territories; ten provinces and three territories.
    assert_eq!((count(&Country::US), count(&Country::CA)), (56, 13));
    assert_eq!(
        (Region::WA.name(), Region::CA.country()),
        ("Washington", Some(Country::US))
    );
    assert_eq!(
        (Region::BC.name(), Region::BC.country()),
        ("British Columbia", Some(Country::CA))
    );
    assert_eq!(serde_json::from_str::<Region>(r#""ny""#).unwrap(), Region::NY);
    let unknown = Region::from("zz");
    assert_eq!(
        (unknown.name(), unknown.country(), unknown.as_str()),
        ("zz", None, "zz")
    );
    assert_eq!(Country::from("usa"), Country::US);
    assert_eq!(Country::from("GB").as_str(), "GB");
}

#[test]
fn ids_are_strings_or_integers() {
    for text in [r#""98396""#, "98396", r#"" 98396\r\n""#] {
        let id: RouteId = serde_json::from_str(text).unwrap();
        assert_eq!(id, RouteId::from(98396));
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""98396""#);
    }
    assert_eq!(serde_json::from_str::<RouteId>("-1").unwrap().as_str(), "-1");
    assert_eq!(serde_json::from_str::<Option<RouteId>>("null").unwrap(), None);
    assert!(serde_json::from_str::<RouteId>("{}").is_err());
}

#[test]
fn ids_are_keys() {
    let orders = BTreeMap::from([(OrderId::from("b"), 2), (OrderId::from("a".to_owned()), 1)]);
    assert_eq!(orders.get("a"), Some(&1));
    let id = OrderId::from("a");
    assert_eq!(
        (OrderId::from(&id).as_ref(), format!("[{id:>2}]")),
        ("a", "[ a]".to_owned())
    );
    let read: BTreeMap<OrderId, u8> = serde_json::from_str(r#"{"7": 1}"#).unwrap();
    assert_eq!(read.get("7"), Some(&1));
}

proptest! {
    #[test]
    fn any_word_goes_round_unchanged(word in any::<String>()) {
        let read = NumberType::from(word.as_str());
        if !read.is_known() {
            prop_assert_eq!(read.as_str(), &word);
        }
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<NumberType>(&json).unwrap(), read);
    }

    #[test]
    fn any_case_of_a_known_word_is_known(upper in proptest::collection::vec(any::<bool>(), 9)) {
        let word: String = "toll-free".chars().zip(upper)
            .map(|(c, upper)| if upper { c.to_ascii_uppercase() } else { c }).collect();
        prop_assert_eq!(NumberType::from(word), NumberType::TollFree);
    }

    #[test]
    fn any_id_goes_round(id in r"\S(.*\S)?") {
        let id = RouteId::from(id);
        let json = serde_json::to_string(&id).unwrap();
        prop_assert_eq!(serde_json::from_str::<RouteId>(&json).unwrap(), id);
    }
}
