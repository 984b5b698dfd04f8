//! What programs store: records in snake case, without what the carrier did not tell, and without secrets.

use serde_json::Value;
use trunkline_core::Endpoint;
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::catalog::*;
use trunkline_tropo::features::*;
use trunkline_tropo::invitations::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::webhooks::*;
use trunkline_tropo::whitelist::*;

use crate::support::{Documented, documented, response};

trait Shown {
    fn json(&self) -> Value;
}

impl<T: serde::Serialize> Shown for T {
    fn json(&self) -> Value {
        serde_json::to_value(self).expect("JSON")
    }
}

/// The records of a documented response.
fn records(case: &Documented) -> Vec<Value> {
    macro_rules! records {
        (one: $($one:ty)+; many: $($many:ty)+;) => {{
            let operation = case.operation();
            $(if operation == <$one>::OPERATION.short_name() {
                return vec![<$one>::decode(case.response()).expect("a record").json()];
            })+
            $(if operation == <$many>::OPERATION.short_name() {
                return <$many>::decode(case.response()).expect("a page").iter().map(Shown::json).collect();
            })+
        }};
    }
    records! {
        one: GetApplication CreateApplication GetAddress LookUpAddress CreateAddress GetUser CreateUser CheckUsername
            GetPaymentMethod GetRecurrence GetBalance GetInvitation CreateInvitation GetWebhook CreateWebhook;
        many: ListApplications ListAddresses ListAllAddresses ListAvailable SearchUsers ListUserApplications ListCountries
            ListStates ListExchanges ListPartitions ListPlatforms ListFeatures ListPaymentTypes ListUserFeatures ListInvitations
            ListWhitelist ListWebhooks;
    }
    Vec::new()
}

#[test]
fn documented_records() {
    let mut text = String::new();
    for case in documented().into_iter().filter(|case| case.status == 200) {
        for record in records(&case) {
            let members = record.as_object().expect("an object");
            for (name, value) in members {
                assert!(
                    !name.contains(|c: char| c.is_ascii_uppercase()),
                    "{}: {name}",
                    case.name
                );
                assert!(!value.is_null(), "{}: {name} is null", case.name);
            }
            text += &format!("{}: {record}\n", case.name);
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn secrets_stay_out() {
    let json = r#"{"href":"https://a/applications/1/addresses/aim/kim","type":"aim","username":"kim","password":"planted"}"#;
    let address = GetAddress::decode(response(200, json))
        .expect("an address")
        .json();
    assert_eq!(address["username"], "kim");
    assert_eq!(address["kind"], "aim");
    assert!(!address.to_string().contains("planted"), "{address}");

    let json = r#"{"href":"https://a/users/1","confirmationKey":"planted"}"#;
    let user = CreateUser::decode(response(200, json)).expect("a user");
    assert!(user.confirmation_key.is_some());
    assert_eq!(
        user.json(),
        serde_json::json!({"id": "1", "href": "https://a/users/1", "confirmed_by": "reply"})
    );

    let json = r#"{"accountNumber":"4111111111111111"}"#;
    let method = GetPaymentMethod::decode(response(200, json)).expect("a method");
    assert_eq!(method.json(), serde_json::json!({"last_four": "1111"}));
}
