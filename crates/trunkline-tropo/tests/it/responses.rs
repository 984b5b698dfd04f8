//! What every documented response decodes to.

use std::collections::BTreeMap;
use std::fmt::Debug;

use bytes::Bytes;
use http::Response;
use trunkline_core::{Endpoint, Result};
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::catalog::*;
use trunkline_tropo::features::*;
use trunkline_tropo::invitations::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::webhooks::*;
use trunkline_tropo::whitelist::*;

use crate::support::{documented, response};

/// Decodes a response of the operation `resource.verb` and shows the result; `None` if there is no such operation.
pub(crate) fn decode(operation: &str, response: Response<Bytes>) -> Option<Result<String>> {
    fn shown<E: Endpoint<Output: Debug>>(response: Response<Bytes>) -> Result<String> {
        E::decode(response).map(|output| format!("{output:#?}"))
    }
    macro_rules! operations {
        ($($endpoint:ty),+ $(,)?) => {
            $(if operation == <$endpoint>::OPERATION.short_name() {
                return Some(shown::<$endpoint>(response));
            })+
        };
    }
    operations![
        ListApplications,
        GetApplication,
        CreateApplication,
        UpdateApplication,
        DeleteApplication,
        ListAddresses,
        ListAllAddresses,
        ListAvailable,
        GetAddress,
        LookUpAddress,
        CreateAddress,
        DeleteAddress,
        AttachAddress,
        GetUser,
        CreateUser,
        ConfirmUser,
        ModifyUser,
        SearchUsers,
        CheckUsername,
        ListUserApplications,
        GetPaymentMethod,
        SetPaymentMethod,
        GetRecurrence,
        SetRecurrence,
        MakePayment,
        GetBalance,
        ListCountries,
        ListStates,
        ListExchanges,
        ListPartitions,
        ListPlatforms,
        ListFeatures,
        ListPaymentTypes,
        ListUserFeatures,
        EnableFeature,
        DisableFeature,
        ListInvitations,
        GetInvitation,
        CreateInvitation,
        UpdateInvitation,
        DeleteInvitation,
        ListWhitelist,
        AddToWhitelist,
        RemoveFromWhitelist,
        ListWebhooks,
        GetWebhook,
        CreateWebhook,
        UpdateWebhook,
        DeleteWebhook,
    ];
    None
}

#[test]
fn documented_responses() {
    let mut resources = BTreeMap::<String, String>::new();
    for case in documented() {
        let result = decode(&case.operation(), case.response())
            .unwrap_or_else(|| panic!("no such call: {}", case.name));
        let shown = result.unwrap_or_else(|error| error.to_string());
        let resource = case.name.split('.').next().expect("a resource");
        *resources.entry(resource.to_owned()).or_default() += &format!("{}: {shown}\n\n", case.name);
    }
    for (resource, text) in resources {
        insta::assert_snapshot!(format!("responses_{resource}"), text);
    }
}

#[test]
fn success_without_body_is_success_where_nothing_is_read() {
    for status in [200, 201, 204] {
        for operation in [
            "applications.update",
            "applications.delete",
            "addresses.delete",
            "addresses.attach",
            "users.confirm",
            "users.modify",
            "payments.make",
            "payments.set_method",
            "payments.set_recurrence",
            "features.enable",
            "features.disable",
            "invitations.update",
            "invitations.delete",
            "whitelist.add",
            "whitelist.remove",
            "webhooks.update",
            "webhooks.delete",
        ] {
            assert!(
                decode(operation, response(status, "")).expect(operation).is_ok(),
                "{operation} {status}"
            );
        }
    }
}

#[test]
fn an_address_that_was_created_is_told_by_its_link_alone() {
    let created = CreateAddress::decode(response(
        200,
        r#"{"href":"http://lab:8080/provisioning/applications/1/addresses/number/%2B14076800712"}"#,
    ));
    let created = created.expect("an address");
    assert_eq!(created.value, "+14076800712");
    assert_eq!(created.kind, Some(AddressType::Number));

    let lost = CreateAddress::decode(response(200, r#"{"href":"http://lab"}"#)).expect_err("no value");
    assert_eq!(lost.applied(), trunkline_core::Applied::Yes);
    assert_eq!(lost.body_snippet(), None);
}

#[test]
fn an_application_takes_its_id_from_the_link() {
    let json = r#"{"id":"7","href":"https://elsewhere:8080/rest/v1/applications/108000/","name":"x"}"#;
    assert_eq!(
        GetApplication::decode(response(200, json))
            .expect("one")
            .id
            .as_str(),
        "108000"
    );
    let json = r#"{"id":7,"href":"","name":"x"}"#;
    assert_eq!(
        GetApplication::decode(response(200, json))
            .expect("one")
            .id
            .as_str(),
        "7"
    );
}

#[test]
fn one_odd_item_hides_no_other() {
    let json = r#"[{"href":"https://a/applications/1","name":"x"},{"type":"number","name":"z"},{"href":"https://a/applications/2","name":"y"}]"#;
    let page = ListApplications::decode(response(200, json)).expect("a page");
    assert_eq!(page.len(), 2);
    assert_eq!(page.unreadable[0].index, 1);
    assert!(
        page.unreadable[0].reason.to_string().contains("href"),
        "{}",
        page.unreadable[0].reason
    );
    assert!(
        ListApplications::decode(response(200, "[]"))
            .expect("a page")
            .is_empty()
    );
}

#[test]
fn addresses_are_recognized_however_they_are_written() {
    let case = documented()
        .into_iter()
        .find(|case| case.name == "addresses.list")
        .expect("a fixture");
    let page = ListAddresses::decode(case.response()).expect("a page");
    let number = &page.items[2];
    for written in [
        "4075551234",
        "+14075551234",
        "14075551234",
        "+1 (407) 555-1234",
        " 407.555.1234 ",
    ] {
        assert!(number.is(written), "{written}");
    }
    for other in ["", "5551234", "14075551235", "+444075551234", "1407"] {
        assert!(!number.is(other), "{other}");
    }
    assert_eq!(
        number.phone_number().expect("a number").to_string(),
        "+14075551234"
    );
    assert_eq!(number.application_id().expect("an id").as_str(), "123456");
    assert!(page.items[0].is("9990123456@sip.tropo.com") && !page.items[0].is("9990123456"));
    assert!(page.items[1].is("+990009369990123456") && page.items[1].phone_number().is_none());
    assert!(page.items[3].is("tropocloud") && !page.items[3].is("tropo"));
    assert!(page.items[4].is("a1b2c3d4"));
}

#[test]
fn only_the_end_of_an_account_number_is_kept() {
    let json = r#"{"accountNumber":4111111111111111,"paymentType":"https://a/types/payment/2","rechargeAmount":1.5}"#;
    let method = GetPaymentMethod::decode(response(200, json)).expect("a method");
    assert_eq!(method.last_four.as_deref(), Some("1111"));
    assert_eq!(method.id.expect("an id").as_str(), "2");
    assert_eq!(method.recharge_amount.expect("an amount").to_string(), "$1.50");
}

#[test]
fn a_name_that_is_not_available_exists() {
    let json = r#"{"available":false,"valid":true}"#;
    assert!(
        CheckUsername::decode(response(200, json))
            .expect("a check")
            .exists()
    );
}
