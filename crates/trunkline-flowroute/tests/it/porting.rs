//! Portability: exact request, documented answer, rules.

#[cfg(feature = "client")]
mod documents;
mod orders;
#[cfg(feature = "client")]
mod settling;
#[cfg(feature = "client")]
mod watching;
#[cfg(feature = "client")]
mod way;

use crate::support::{decoded, error, refused, request, response};
use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{Applied, Endpoint, PhoneNumber};
use trunkline_flowroute::porting::CheckPortability;

fn numbers() -> [PhoneNumber; 3] {
    ["+14254664444", "+18827833439", "+12125551212"].map(|text| text.parse().unwrap())
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("check_portability", request(&CheckPortability::new(numbers())));
    assert_eq!(
        CheckPortability::from(numbers()),
        CheckPortability::from(numbers().to_vec())
    );
    assert_eq!(
        CheckPortability::from(numbers()),
        CheckPortability::from(&numbers()[..])
    );
}

#[test]
fn documented_answers_decode() {
    let answer = decoded::<CheckPortability>("porting.check_portability");
    assert_debug_snapshot!("checked", answer);
    let [kirkland, toll_free, new_york] = numbers();
    assert_eq!(answer.of(kirkland), Some(true));
    assert_eq!(answer.of(toll_free), Some(true));
    assert_eq!(answer.of(new_york), Some(false));
    assert_eq!(answer.of("+12064205780".parse().unwrap()), None);
}

#[test]
fn what_cannot_be_read_is_not_known_rather_than_portable_or_not() {
    let body =
        r#"{"data":{"portable":{"1":["+14254664444"]},"nonportable":["+12125551212",7,null],"new":true}}"#;
    let answer = CheckPortability::decode(response(200, body)).unwrap();
    let [kirkland, _, new_york] = numbers();
    assert_eq!(answer.of(kirkland), None);
    assert_eq!(answer.of(new_york), Some(false));
    assert!(answer.hypernetwork_enabled.is_empty());

    let both = r#"{"data":{"portable":["+14254664444"],"nonportable":["+14254664444"]}}"#;
    assert_eq!(
        CheckPortability::decode(response(200, both))
            .unwrap()
            .of(kirkland),
        None
    );
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    assert_snapshot!(refused(&CheckPortability::new([])), @"flowroute porting.check_portability: numbers must not be empty; nothing was sent");
}

#[test]
fn a_question_changes_nothing() {
    assert_eq!(error::<CheckPortability>(500, "").applied(), Applied::No);
}
