//! Port orders: exact requests, documented answers, rules.

use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{
    Applied, Country, Effect, Endpoint, ErrorKind, ListEndpoint, Paging, PhoneNumber, Region,
};
use trunkline_flowroute::porting::{
    AddPortNumbers, CancelPortOrder, ChangePortNumbers, CreatePortOrder, GetLoa, GetPortGroup, GetPortOrder,
    GetPortOrderStatus, ListPortOrders, LoaDetails, PortGroupStatus, PortPresets, PortStatus, SignLoa,
    Subscriber, UpdatePortOrder, UsageType,
};

use crate::support::{decoded, documented_error, error, refused, refused_whole, request, response};

fn numbers() -> Vec<PhoneNumber> {
    ["+12065554444", "+12065554445"]
        .map(|text| text.parse().unwrap())
        .to_vec()
}

fn subscriber() -> Subscriber {
    Subscriber::residential("John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101")
}

fn create() -> CreatePortOrder {
    CreatePortOrder::new(numbers(), subscriber())
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("create", request(&create()));
    let company = Subscriber::business("Leather Inc.", "John Doe", "ATT")
        .street("1218 3rd Ave")
        .street2("Suite 7")
        .city("Vancouver", Region::from("BC"), "V6B 1A1");
    assert_snapshot!(
        "create_all_parameters",
        request(
            &CreatePortOrder::new(numbers(), company)
                .provider_account("123456")
                .billing_number("+12065554444".parse::<PhoneNumber>().unwrap())
                .pin("4321")
                .last_4_ssn("6789")
                .alias("Port Order 6/12/2018")
                .desired_completion_date("2018-07-12")
                .enable_cnam_lookups(true)
                .loa_details(LoaDetails::new("john@example.com").cc("jane@example.com"))
                .presets(PortPresets::new().alias("desk").primary_route("0"))
                .status_url("https://example.com/port-status")
                .business_documents(["https://example.com/bill.pdf".to_owned()])
        )
    );
    assert_snapshot!("list", request(&ListPortOrders::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(
            &ListPortOrders::new()
                .number(numbers()[0])
                .status(PortStatus::Pending)
                .alias("Port Order 6/12/2018")
                .completion_date("2018-07-12")
                .created_before("2018-07-01")
                .created_after("2018-06-01")
                .modified_before("2018-07-02")
                .modified_after("2018-06-02")
                .completed_before("2018-07-03")
                .completed_after("2018-06-03")
                .order_by("created")
                .limit(200)
                .offset(10)
        )
    );
    assert_snapshot!("get_group", request(&GetPortGroup::new(38697)));
    assert_snapshot!("get", request(&GetPortOrder::new("42361")));
    assert_snapshot!("get_status", request(&GetPortOrderStatus::new("42361")));
    assert_snapshot!(
        "update",
        request(&UpdatePortOrder::new("42361").billing_name("Jane Doe").pin("9876"))
    );
    let presets = PortPresets::new()
        .primary_route("83834")
        .failover_route("0")
        .cnam("22790")
        .e911("21907");
    assert_snapshot!(
        "update_presets",
        request(&UpdatePortOrder::new("42361").presets(presets))
    );
    assert_snapshot!("cancel", request(&CancelPortOrder::new("42361")));
    assert_snapshot!(
        "change_numbers",
        request(
            &ChangePortNumbers::new("42361")
                .add(numbers()[..1].to_vec())
                .remove(numbers()[1..].to_vec())
        )
    );
    assert_snapshot!("add_numbers", request(&AddPortNumbers::new("38697", numbers())));
    assert_snapshot!("get_loa", request(&GetLoa::new("42361")));
    let loa = decoded::<GetLoa>("porting.get_loa");
    assert_snapshot!(
        "sign_loa",
        request(&SignLoa::new("42361", loa, "Sam User", "Agent"))
    );
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("created", decoded::<CreatePortOrder>("porting.create"));
    assert_debug_snapshot!("listed", decoded::<ListPortOrders>("porting.list"));
    assert_debug_snapshot!("group", decoded::<GetPortGroup>("porting.get_group"));
    assert_debug_snapshot!("order", decoded::<GetPortOrder>("porting.get"));
    assert_debug_snapshot!(
        "nested_documents",
        decoded::<GetPortOrder>("porting.get.nested_documents").business_documents
    );
    assert_debug_snapshot!("state", decoded::<GetPortOrderStatus>("porting.get_status"));
    assert_debug_snapshot!("letter", decoded::<GetLoa>("porting.get_loa"));
    decoded::<SignLoa>("porting.sign_loa");
    assert_eq!(
        decoded::<CancelPortOrder>("porting.cancel").status,
        Some(PortStatus::Cancelled)
    );
}

#[test]
fn the_misspelt_member_is_read_too() {
    let order = decoded::<GetPortOrder>("porting.get.nested_documents");
    assert_eq!(
        order.status_updated_at.unwrap().to_rfc3339(),
        "2018-07-31T21:34:17Z"
    );
}

#[test]
fn pins_and_account_numbers_are_shown_nowhere() {
    let order = decoded::<GetPortOrder>("porting.get");
    assert_eq!(order.pin.as_ref().unwrap().expose(), "4321");
    let change = UpdatePortOrder::new("42361")
        .pin("4321")
        .provider_account("123456")
        .last_4_ssn("6789");
    let new = create().pin("4321").provider_account("123456").last_4_ssn("6789");
    let shown = [
        format!("{order:?}{change:?}{new:?}"),
        serde_json::to_string(&order).unwrap(),
        refused(&create().last_4_ssn("67890")),
        format!(
            "{:?}",
            error::<GetPortOrder>(200, r#"{"data":{"attributes":{"pin":"4321"}}}"#)
        ),
    ];
    for secret in ["\"4321", "123456", "6789"] {
        assert!(!shown.concat().contains(secret), "{secret} is in {shown:?}");
    }
}

#[test]
fn an_empty_list_is_a_404_and_no_other_404_is() {
    let empty =
        ListPortOrders::decode(crate::support::documented("errors/404-no-port-orders").response()).unwrap();
    assert!(empty.is_empty());
    let no_such_path = documented_error::<ListPortOrders>("errors/404-path-that-does-not-exist");
    assert_eq!(no_such_path.kind(), ErrorKind::NotFound);
    assert_eq!(error::<ListPortOrders>(404, "").kind(), ErrorKind::NotFound);
    assert_eq!(
        documented_error::<GetPortOrder>("errors/404-port-order").kind(),
        ErrorKind::NotFound
    );
}

#[test]
fn a_list_without_links_goes_on_until_a_page_comes_empty() {
    let list = ListPortOrders::new();
    // A page may hide some of what it counts, so the step is what was asked for; the walk goes back to what came last.
    for (mut list, sent, offset, more) in [
        (list.clone(), 10, 10, true),
        (list.clone(), 9, 9, true),
        (list.clone(), 0, 0, false),
        (list.clone().limit(3), 2, 3, true),
        (list.limit(3), 0, 3, false),
    ] {
        let links = trunkline_core::Links::default();
        assert_eq!(list.paging_mut().advance(sent, &links), more);
        assert_eq!(list.paging().cursor().as_str(), format!("offset={offset}"));
    }
}

#[test]
fn an_order_that_cannot_be_read_does_not_hide_the_others() {
    let body = r#"{"data":{"attributes":{"orders":{"data":[
        {"attributes":{"status":"pending"}}, {"id":42362,"attributes":{"status":"paused","new":1}}]}}}}"#;
    let page = ListPortOrders::decode(response(200, body)).unwrap();
    assert_eq!((page.unreadable.len(), page.sent()), (1, 2));
    assert_eq!(page.items[0].status, Some(PortStatus::from("paused")));
}

#[test]
fn comments_of_any_form_are_kept() {
    let body = r#"{"data":{"id":1,"attributes":{"comments":["call us",{"comment":"no","created_at":"2018-07-31T21:34:17Z"},
        {"said":"yes"}],"business_documents":[{"status":"failed"},7],"presets":null,"numbers":null}}}"#;
    let order = GetPortOrder::decode(response(200, body)).unwrap();
    let texts: Vec<&str> = order
        .comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect();
    assert_eq!(texts, ["call us", "no", r#"{"said":"yes"}"#]);
    assert!(order.comments[1].created_at.is_some());
    assert_eq!(order.business_documents.len(), 1);
}

#[test]
fn groups_may_have_integers_for_ids_and_no_orders() {
    let group = CreatePortOrder::decode(response(200, r#"{"data":{"id":38697}}"#)).unwrap();
    assert_eq!((group.id.as_str(), group.status), ("38697", None));
    let group = r#"{"data":{"type":"portorder_group","id":1,"attributes":{"status":"Cancelled"}}}"#;
    let group = GetPortGroup::decode(response(200, group)).unwrap();
    assert_eq!(group.status, Some(PortGroupStatus::Canceled));
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let number = numbers()[0];
    let lines = [
        refused(&CreatePortOrder::new([], subscriber())),
        refused(&CreatePortOrder::new(
            [number],
            Subscriber::residential("John Doe", "ATT"),
        )),
        refused(&CreatePortOrder::new(
            [number],
            Subscriber::residential(" ", "ATT")
                .street("1")
                .city("a", Region::WA, "1"),
        )),
        refused(&create().desired_completion_date("7/12/2018")),
        refused(&create().desired_completion_date("2018-13-12")),
        refused(&create().status_url("example.com")),
        refused(&create().business_documents(["bill.pdf".to_owned()])),
        refused_whole(&UpdatePortOrder::new("1")),
        refused(&UpdatePortOrder::new("1").country(Country::from("MX"))),
        refused(&UpdatePortOrder::new("1").usage_type(UsageType::from("fax"))),
        refused(&UpdatePortOrder::new("1").state(Region::from("XX"))),
        refused(&ListPortOrders::new().limit(201)),
        refused(&ListPortOrders::new().created_after("yesterday")),
        refused_whole(&ChangePortNumbers::new("1").add(Vec::new())),
        refused(&ChangePortNumbers::new("1").add([number]).remove([number])),
        refused(&AddPortNumbers::new("1", Vec::new())),
        refused(&SignLoa::new(
            "1",
            decoded::<GetLoa>("porting.get_loa"),
            " ",
            "Agent",
        )),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn a_wrong_state_is_a_conflict_and_only_what_starts_something_is_left_unknown() {
    let wrong =
        r#"{"errors":[{"detail":"This is not possible while the port order is processing.","status":403}]}"#;
    assert_eq!(error::<CancelPortOrder>(403, wrong).kind(), ErrorKind::Conflict);
    assert_eq!(error::<UpdatePortOrder>(403, wrong).kind(), ErrorKind::Conflict);
    assert_eq!(error::<SignLoa>(403, wrong).applied(), Applied::No);
    assert_eq!(error::<CreatePortOrder>(500, "").applied(), Applied::Unknown);
    assert_eq!(CreatePortOrder::OPERATION.effect, Effect::Once);
    assert_eq!(SignLoa::OPERATION.effect, Effect::Once);
    assert_eq!(UpdatePortOrder::OPERATION.effect, Effect::Repeatable);
}
