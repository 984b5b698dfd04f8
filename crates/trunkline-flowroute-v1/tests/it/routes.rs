//! Routes: exact requests, documented answers, the grammar of targets.

use crate::support::{decoded, documented, error, number, refused, request, response};
use insta::{assert_debug_snapshot, assert_json_snapshot, assert_snapshot};
use trunkline_core::{Applied, Effect, Endpoint, ErrorKind, SipHost, SipUri};
use trunkline_flowroute_v1::routes::{CreateRoute, ListRoutes, RouteName, RouteTarget, RouteType};

fn host() -> RouteTarget {
    RouteTarget::host("24.239.23.40:5060").unwrap()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("list", request(&ListRoutes::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(&ListRoutes::new().limit(10).page(1))
    );
    assert_snapshot!("create_host", request(&CreateRoute::new("HOSTroute1", host())));
    assert_snapshot!(
        "create_pstn",
        request(&CreateRoute::new(
            "My Host+1",
            RouteTarget::pstn("12065551212").unwrap()
        ))
    );
    let uri = RouteTarget::uri("sip:josé@münchen.example").unwrap();
    assert_snapshot!("create_uri", request(&CreateRoute::new("URIroute1", uri)));
}

#[test]
fn a_name_stays_one_segment() {
    let sent = request(&CreateRoute::new("a/../b?c#d%", number()));
    assert!(
        sent.starts_with("PUT /v1/routes/a%2F..%2Fb%3Fc%23d%25\n"),
        "{sent}"
    );
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("routes", decoded::<ListRoutes>("routes.list"));
    assert!(decoded::<ListRoutes>("routes.list.more").links.next.is_some());
    decoded::<CreateRoute>("routes.create");
}

#[test]
fn records_are_written_in_a_shape_of_their_own() {
    assert_json_snapshot!("routes_as_json", decoded::<ListRoutes>("routes.list").items);
}

#[test]
fn a_success_that_is_no_list_is_not_an_empty_one() {
    for body in [
        "[]",
        "null",
        "",
        r#"{"errors":[]}"#,
        r#"{"routes":null,"error":"later"}"#,
        r#"[{"a":{}},null]"#,
    ] {
        let error = error::<ListRoutes>(response(200, body));
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn old_values_and_new_types_are_kept_as_they_came() {
    let routes = decoded::<ListRoutes>("routes.list");
    assert_eq!(routes.items[1].value.as_deref(), Some("178"));
    assert!(routes.items[3].name.is_sip_reg() && routes.items[3].value.is_none());
    assert_eq!(routes.items[3].route_type, Some(RouteType::SipReg));

    let body = r#"{"routes":{" x ":{"type":"PRIVACY-PSTN","value":12065551212}}}"#;
    let page = ListRoutes::decode(response(200, body)).unwrap();
    assert_eq!(page.items[0].name.as_str(), " x ");
    assert_eq!(
        page.items[0].route_type.as_ref().map(RouteType::as_str),
        Some("PRIVACY-PSTN")
    );
    assert_eq!(page.items[0].value.as_deref(), Some("12065551212"));
}

#[test]
fn a_creation_is_never_sent_twice() {
    assert_eq!(CreateRoute::OPERATION.effect, Effect::Once);
}

#[test]
fn a_route_leads_somewhere() {
    let routes = decoded::<ListRoutes>("routes.list");
    assert!(routes.items[0].leads_to(&host()));
    assert!(!routes.items[0].leads_to(&RouteTarget::host("24.239.23.40").unwrap()));
    assert!(!routes.items[3].leads_to(&host()));
}

#[test]
fn targets_that_the_contract_names_are_taken() {
    for text in [
        "24.239.23.40:5060",
        "myphone.com",
        "sip.example.com:65535",
        "localhost",
    ] {
        assert_eq!(RouteTarget::host(text).unwrap().to_string(), text);
    }
    for text in [
        "sip:alice@seattle.com",
        "sip:12065551212@215.122.69.152:5060;transport=tcp",
        "sips:securecall@securedserver.com",
        "sip:16476998778@215.122.69.152:5060;transport=udp",
    ] {
        assert_eq!(RouteTarget::uri(text).unwrap().to_string(), text);
    }
    assert_eq!(
        RouteTarget::pstn("(206) 555-1212").unwrap().to_string(),
        "12065551212"
    );
    assert_eq!(RouteTarget::from(number()).route_type(), RouteType::Pstn);
}

/// The values are shared with other carriers; a restriction of this one holds for any of them.
#[test]
fn a_shared_value_is_held_to_the_rules_of_this_carrier() {
    let tls: SipUri = "sip:a@seattle.com;transport=tls".parse().unwrap();
    assert_snapshot!(
        refused(&CreateRoute::new("x", tls)),
        @"flowroute-v1 routes.create x: value must have no parameter but ;transport=tcp or ;transport=udp, got sip:a@seattle.com;transport=tls; nothing was sent"
    );
    let host: SipHost = "sip.example.com:5060".parse().unwrap();
    assert_eq!(RouteTarget::from(host).route_type(), RouteType::Host);
}

#[test]
fn wrong_values_are_named_before_anything_is_sent() {
    let mut lines = vec![
        refused(&CreateRoute::new("", host())),
        refused(&CreateRoute::new(RouteName::SIP_REG, host())),
        refused(&CreateRoute::new(
            "x",
            RouteTarget::Pstn("+442079460958".parse().unwrap()),
        )),
        refused(&ListRoutes::new().limit(0)),
        refused(&ListRoutes::new().limit(201)),
        refused(&ListRoutes::new().page(0)),
    ];
    let hosts = [
        "",
        "a b",
        "host:",
        "host:0",
        "host:65536",
        "1.2.3",
        "256.1.1.1",
        "-a.com",
        "a..b",
        "sip:a@b",
        "h:+5",
    ];
    lines.extend(hosts.map(|text| RouteTarget::host(text).unwrap_err().to_string()));
    let numbers = ["178", "+442079460958", "1206555121"];
    lines.extend(numbers.map(|text| RouteTarget::pstn(text).unwrap_err().to_string()));
    let uris = [
        "alice@seattle.com",
        "SIP:alice@seattle.com",
        "sip:seattle.com",
        "sip:@seattle.com",
        "sip:a b@seattle.com",
        "sip:a@seattle.com:0",
        "sip:a@seattle.com;transport=tls",
        "sip:a@seattle.com;transport=tcp;x=y",
        "sip:a@seattle.com;lr",
        "sip:a@",
    ];
    lines.extend(uris.map(|text| RouteTarget::uri(text).unwrap_err().to_string()));
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn refusals_are_read() {
    let error_400 = error::<CreateRoute>(documented("errors/400-wrong-digit-count"));
    assert_eq!(
        (error_400.kind(), error_400.applied()),
        (ErrorKind::Rejected, Applied::No)
    );
    let taken = error::<CreateRoute>(response(
        422,
        r#"{"error":"A route of that name already exists."}"#,
    ));
    assert_eq!(taken.kind(), ErrorKind::Conflict);
}
