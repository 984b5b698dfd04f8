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

/// The end of a link is what paths call a record by; an id of its own counts where there is none.
#[test]
fn records_are_named_by_their_link_or_else_by_their_own_id() {
    fn name(operation: &str, json: &str) -> String {
        let json = match operation.contains("list") {
            true => format!("[{json}]"),
            false => json.to_owned(),
        };
        let shown = decode(operation, response(200, json)).expect(operation);
        shown.unwrap_or_else(|error| panic!("{operation}: {error}"))
    }
    for (operation, own, rest) in [
        ("applications.get", "id", r#""name":"x""#),
        ("applications.list", "id", r#""name":"x""#),
        ("catalog.list_countries", "id", r#""name":"x""#),
        ("catalog.list_states", "id", r#""name":"x""#),
        ("catalog.list_features", "id", r#""name":"x""#),
        ("catalog.list_payment_types", "id", r#""name":"x""#),
        ("invitations.get", "code", r#""count":1"#),
        ("whitelist.list", "value", r#""x":1"#),
    ] {
        for (own_id, href, id) in [
            (
                r#""7""#,
                "https://elsewhere:8080/rest/v1/things/108000/",
                "108000",
            ),
            ("null", "things/108000", "108000"),
            ("7", "", "7"),
        ] {
            let shown = name(
                operation,
                &format!(r#"{{"{own}":{own_id},"href":"{href}",{rest}}}"#),
            );
            assert!(
                shown.contains(&format!("\"{id}\",\n")),
                "{operation} {id}: {shown}"
            );
        }
        let nameless = format!(r#"{{"href":"",{rest}}}"#);
        let nameless = if operation.contains("list") {
            format!("[{nameless}]")
        } else {
            nameless
        };
        let shown = decode(operation, response(200, nameless)).expect(operation);
        let shown = shown.unwrap_or_else(|error| error.to_string());
        assert!(
            shown.contains("neither its id nor its href names the record"),
            "{operation}: {shown}"
        );
    }
    // Most records have a link. Some may come without.
    let bare = || response(200, r#"[{"id":7,"value":"7","name":"x"}]"#);
    let countries = ListCountries::decode(bare()).expect("a page");
    assert!(
        countries.unreadable[0].reason.to_string().contains("href"),
        "{countries:?}"
    );
    assert_eq!(ListWhitelist::decode(bare()).expect("a page").items[0].value, "7");
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
