//! Exports of call detail records: exact requests, documented answers, rules.

#[cfg(feature = "client")]
mod download;

use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{Applied, Endpoint, PhoneNumber};
use trunkline_flowroute::cdrs::{CdrExportStatus, CreateCdrExport, GetCdrExport, ListCdrExports};

use crate::support::{decoded, error, refused, request, response};

fn january() -> CreateCdrExport {
    CreateCdrExport::new("2019-01-01 00:00:00", "2019-02-01T00:00:00Z")
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("create", request(&january()));
    let numbers: Vec<PhoneNumber> = vec!["+12065554444".parse().unwrap()];
    assert_snapshot!(
        "create_all_parameters",
        request(
            &january()
                .number_aliases(["Office 221".to_owned()])
                .number_aliases_contains(["Office".to_owned()])
                .destination_numbers(numbers.clone())
                .callerid_numbers(numbers)
                .custom_x_tags(["sales".to_owned()])
                .caller_ip("203.0.113.7")
                .duration_greater_than(60_u64)
                .callback_url("https://myserver.com/cdrs")
                .filter("toll_free_only", true)
        )
    );
    assert_snapshot!("list", request(&ListCdrExports::new()));
    let all = ListCdrExports::new()
        .status(CdrExportStatus::Completed)
        .limit(200)
        .offset(2);
    assert_snapshot!("list_all_parameters", request(&all));
    assert_snapshot!("get", request(&GetCdrExport::new("38647")));
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("created", decoded::<CreateCdrExport>("cdrs.create"));
    assert_debug_snapshot!("listed", decoded::<ListCdrExports>("cdrs.list"));
    let export = decoded::<GetCdrExport>("cdrs.get");
    assert!(
        export
            .download_url
            .as_ref()
            .unwrap()
            .expose()
            .contains("X-Amz-Signature=abc")
    );
    assert!(!format!("{export:?}{}", serde_json::to_string(&export).unwrap()).contains("Signature"));
    assert_debug_snapshot!("completed", export);
}

#[test]
fn items_may_be_wrapped_or_not_and_one_that_cannot_be_read_hides_no_other() {
    let body = r#"{"data":[{"data":{"id":1,"attributes":{}}},{"id":"2","attributes":{"status":"queued"}},{"data":7}]}"#;
    let page = ListCdrExports::decode(response(200, body)).unwrap();
    let ids: Vec<&str> = page.iter().map(|export| export.id.as_str()).collect();
    assert_eq!((ids, page.unreadable.len()), (vec!["1", "2"], 1));
    assert_eq!(page.items[1].status, Some(CdrExportStatus::from("queued")));
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let lines = [
        refused(&CreateCdrExport::new("yesterday", "2019-02-01")),
        refused(&CreateCdrExport::new(
            "2019-02-01T00:00:00Z",
            "2019-01-01T00:00:00Z",
        )),
        refused(&CreateCdrExport::new(
            "2019-01-01T00:00:00Z",
            "2019-04-04T00:00:00Z",
        )),
        refused(&january().callback_url("example.com")),
        refused(&ListCdrExports::new().limit(201)),
        refused(&ListCdrExports::new().status(CdrExportStatus::from("queued"))),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn only_a_creation_is_left_unknown() {
    assert_eq!(error::<CreateCdrExport>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<ListCdrExports>(500, "").applied(), Applied::No);
}
