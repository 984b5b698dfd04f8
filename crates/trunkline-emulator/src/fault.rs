//! Faults: which calls, and what goes wrong with them.

mod act;
mod builder;
mod retry_after;
mod selector;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

pub(crate) use act::{Act, CommitTime, LONGEST_WAIT, wait};
pub use builder::FaultBuilder;
pub(crate) use retry_after::RetryAfter;
pub(crate) use selector::Selector;

/// A rule that makes matching calls go wrong.
///
/// Built from Rust with [`Fault::on`], from anywhere else as JSON through `POST /_emulator/faults`. A rule counts the calls
/// it matches; of several rules that fire on one call, the oldest acts.
///
/// ```
/// use trunkline_emulator::Fault;
///
/// let fault = Fault::on("flowroute.v2.numbers.purchase").number("12064205780").first().commit_then_drop();
/// assert_eq!(
///     serde_json::to_value(&fault)?,
///     serde_json::json!({
///         "operation": "flowroute.v2.numbers.purchase", "number": "12064205780", "nth": 1, "act": "commit_then_drop",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    #[serde(flatten)]
    pub(crate) selector: Selector,
    #[serde(flatten)]
    pub(crate) act: Act,
}

/// Members that say which selector.
const SELECTOR: [&str; 5] = ["operation", "number", "nth", "times", "probability"];

/// Every member.
const MEMBERS: &[&str] = &[
    "operation",
    "number",
    "nth",
    "times",
    "probability",
    "act",
    "status",
    "millis",
    "retry_after",
    "bytes",
    "requests",
    "seconds",
    "burst",
    "body",
    "content_type",
    "commit",
    "off_by",
    "bytes_per_second",
    "count",
];

/// One flat object: serde's `flatten` would let unknown members pass.
impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Map::<String, Value>::deserialize(deserializer)?;
        if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(D::Error::unknown_field(unknown, MEMBERS));
        }
        members.retain(|_, value| !value.is_null());
        let selector: Map<_, _> = SELECTOR
            .iter()
            .filter_map(|name| members.remove_entry(*name))
            .collect();
        Ok(Self {
            selector: Selector::deserialize(Value::Object(selector)).map_err(D::Error::custom)?,
            act: Act::deserialize(Value::Object(members)).map_err(D::Error::custom)?,
        })
    }
}

impl Fault {
    /// Begins a rule for an operation: a full name (`flowroute.v2.numbers.purchase`), the end of one (`numbers.purchase`),
    /// the beginning of one (`flowroute.v2.*`), or `*` for every request, unknown paths included.
    pub fn on(operation: impl Into<String>) -> FaultBuilder {
        FaultBuilder {
            selector: Selector::of(operation),
        }
    }

    /// Whether some rule about the values themselves is broken, in words for the caller.
    pub(crate) fn check(&self, known: impl Iterator<Item = &'static str>) -> Result<(), String> {
        self.act.check()?;
        self.selector.check(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_match_whole_by_end_by_beginning_or_any() {
        let matches = |pattern: &str, name| Fault::on(pattern).drop_before().selector.is_about(name);
        let purchase = Some("flowroute.v2.numbers.purchase");
        assert!(matches("*", None));
        assert!(matches("flowroute.v2.numbers.purchase", purchase));
        assert!(matches("numbers.purchase", purchase));
        assert!(matches("purchase", purchase));
        assert!(matches("flowroute.v2.*", purchase));
        assert!(!matches("umbers.purchase", purchase));
        assert!(!matches("flowroute.v2", purchase));
        assert!(!matches("numbers.purchase", None));
    }

    #[test]
    fn counting() {
        let due = |fault: Fault| {
            (1..=5)
                .filter(|hit| fault.selector.is_due(*hit))
                .collect::<Vec<u64>>()
        };
        assert_eq!(due(Fault::on("*").drop_before()), [1, 2, 3, 4, 5]);
        assert_eq!(due(Fault::on("*").first().drop_before()), [1]);
        assert_eq!(due(Fault::on("*").nth(3).drop_before()), [3]);
        assert_eq!(due(Fault::on("*").times(2).drop_before()), [1, 2]);
        assert_eq!(due(Fault::on("*").nth(2).times(2).drop_before()), [2, 3]);
    }

    #[test]
    fn json_names_what_is_allowed() {
        let error = serde_json::from_str::<Fault>(r#"{"operation":"*","act":"explode"}"#).unwrap_err();
        assert!(error.to_string().contains("commit_then_drop"), "{error}");
        let error = serde_json::from_str::<Fault>(r#"{"operation":"*","act":"delay","ms":5}"#).unwrap_err();
        assert!(error.to_string().contains("`millis`"), "{error}");
        let fault: Fault =
            serde_json::from_str(r#"{"operation":"*","probability":0.25,"act":"delay"}"#).unwrap();
        assert_eq!(fault.selector.probability(), Some(250_000));
        assert!(
            serde_json::from_str::<Fault>(r#"{"operation":"*","probability":1.5,"act":"delay"}"#).is_err()
        );
    }

    fn parsed(json: &str) -> Result<Fault, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn every_act_has_defaults_and_one_word() {
        for word in [
            "refuse",
            "drop_before_commit",
            "reset_before_commit",
            "hang_before_commit",
            "delay_before_commit",
            "commit_then_drop",
            "commit_then_reset",
            "commit_then_hang",
            "commit_then_cut_body",
            "commit_then_status",
            "commit_late",
            "commit_late_hang",
            "commit_late_status",
            "delay",
            "too_many_requests",
            "answer",
            "malformed_body",
            "html_body",
            "empty_body",
            "wrong_length",
            "slow_body",
            "interim",
            "large_headers",
            "sold_elsewhere",
            "stale",
        ] {
            let fault = parsed(&format!(r#"{{"operation":"*","act":"{word}"}}"#)).unwrap();
            assert_eq!(fault.act.word(), word);
            let document = serde_json::to_value(&fault).unwrap();
            assert_eq!(document["act"], word);
            assert_eq!(serde_json::from_value::<Fault>(document).unwrap(), fault);
        }
    }

    #[test]
    fn retry_after_is_a_number_a_text_or_a_date_to_come() {
        let said = |json: &str| {
            let fault = parsed(&format!(
                r#"{{"operation":"*","act":"too_many_requests","retry_after":{json}}}"#
            ));
            fault.map(|fault| serde_json::to_value(&fault).unwrap()["retry_after"].to_string())
        };
        assert_eq!(said("2").unwrap(), r#""2""#);
        assert_eq!(said(r#""soon""#).unwrap(), r#""soon""#);
        assert_eq!(said(r#"{"date_in":-5}"#).unwrap(), r#"{"date_in":-5}"#);
        assert!(said(r#"{"date":5}"#).unwrap_err().contains("`date_in`"));
        for wrong in ["true", "[2]", r#""a\nb""#] {
            assert!(
                said(wrong).unwrap_err().contains("retry_after must be"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn values_out_of_range_are_named() {
        let checked = |members: &str| {
            let fault = parsed(&format!(r#"{{"operation":"*",{members}}}"#)).unwrap();
            fault.check(std::iter::empty()).unwrap_err()
        };
        assert_eq!(
            checked(r#""act":"answer","status":100"#),
            "status must be 200 to 599"
        );
        assert_eq!(
            checked(r#""act":"interim","count":10001"#),
            "count must be 1 to 10000"
        );
        assert_eq!(
            checked(r#""act":"large_headers","bytes":0"#),
            "bytes must be 1 to 1048576"
        );
        assert_eq!(
            checked(r#""act":"wrong_length","off_by":0"#),
            "off_by must not be 0"
        );
        assert_eq!(
            checked(r#""act":"limit","requests":0"#),
            "requests must be 1 to 4294967295"
        );
        let header = checked(r#""act":"answer","content_type":"a\u0000b""#);
        assert_eq!(header, "content_type cannot be a header");
    }

    #[test]
    fn an_act_takes_its_own_members_only_and_null_is_absence() {
        let late = r#"{"operation":"*","nth":null,"act":"commit_late_status","status":null,"millis":8000,"bytes":null}"#;
        let expected = Act::CommitLateStatus {
            status: 504,
            millis: 8000,
        };
        assert_eq!(parsed(late).unwrap().act, expected);
        let stray = parsed(r#"{"operation":"*","act":"drop_before_commit","millis":5}"#).unwrap_err();
        assert!(stray.contains("unknown field `millis`"), "{stray}");
        let stray = parsed(r#"{"operation":"*","act":"refuse","bytes":5}"#).unwrap_err();
        assert!(stray.contains("expected `status`"), "{stray}");
        let limit = parsed(r#"{"operation":"*","act":"limit"}"#).unwrap_err();
        assert!(limit.contains("missing field `requests`"), "{limit}");
        assert!(parsed(r#"{"act":"refuse"}"#).unwrap_err().contains("`operation`"));
        assert!(parsed(r#"{"operation":"*"}"#).unwrap_err().contains("`act`"));
    }
}
