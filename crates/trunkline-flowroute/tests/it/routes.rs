//! Routes: exact requests, documented answers, rules.

use crate::support::{
    Lists, decoded, documented_error, error, refusal, refused, refused_whole, request, response,
};
use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{Applied, Endpoint, ErrorKind, LookUp, PhoneNumber, ValidationError};
use trunkline_flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, EdgeStrategyId, GetRoute, HostTarget,
    ListEdgeStrategies, ListRoutes, RouteId, RouteTarget, RouteType, SetFailoverRoute, SetPrimaryRoute,
    UpdateRoute, UriTarget,
};

fn number() -> PhoneNumber {
    "+12064205780".parse().unwrap()
}

fn host() -> RouteTarget {
    RouteTarget::host("il775u.sonsofodin.com").unwrap()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("create_host", request(&CreateRoute::new("new route", host())));
    assert_snapshot!(
        "create_number",
        request(&CreateRoute::new("PSTNroute1", number()))
    );
    assert_snapshot!(
        "create_uri_all_parameters",
        request(
            &CreateRoute::new(
                "alice",
                RouteTarget::uri("sip:alice@atlanta.com;transport=tcp").unwrap()
            )
            .edge_strategy(EdgeStrategyId::from(4))
        )
    );
    assert_snapshot!("list", request(&ListRoutes::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(
            &ListRoutes::new()
                .route_type(RouteType::SipReg)
                .limit(200)
                .offset(2)
        )
    );
    assert_snapshot!("get", request(&GetRoute::new("83834")));
    assert_snapshot!(
        "update_alias",
        request(&UpdateRoute::new("83834").alias("main office"))
    );
    assert_snapshot!(
        "update_all_parameters",
        request(
            &UpdateRoute::new("83834")
                .alias("PSTNroute1")
                .target(number())
                .edge_strategy("4")
        )
    );
    assert_snapshot!(
        "update_default_edge_strategy",
        request(&UpdateRoute::new("83834").default_edge_strategy())
    );
    assert_snapshot!("delete", request(&DeleteRoute::new("83834")));
    assert_snapshot!("list_edge_strategies", request(&ListEdgeStrategies::new()));
    assert_snapshot!("set_primary", request(&SetPrimaryRoute::new(number(), "83834")));
    assert_snapshot!("clear_primary", request(&ClearPrimaryRoute::new(number())));
    assert_snapshot!(
        "set_failover",
        request(&SetFailoverRoute::new(number(), RouteId::default()))
    );
    assert_snapshot!("clear_failover", request(&ClearFailoverRoute::new(number())));
}

#[test]
fn an_edge_strategy_that_is_no_integer_is_sent_as_it_came() {
    let sent = request(&CreateRoute::new("a", host()).edge_strategy("us-west"));
    assert!(sent.contains(r#""edge_strategy_id":"us-west""#), "{sent}");
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("created", decoded::<CreateRoute>("routes.create"));
    assert_debug_snapshot!("listed", decoded::<ListRoutes>("routes.list"));
    assert_debug_snapshot!("updated", decoded::<UpdateRoute>("routes.update"));
    assert_debug_snapshot!(
        "edge_strategies",
        decoded::<ListEdgeStrategies>("routes.list_edge_strategies")
    );
}

#[test]
fn answers_without_a_body_are_successes() {
    DeleteRoute::decode(response(204, "")).unwrap();
    SetPrimaryRoute::decode(response(204, "")).unwrap();
    ClearPrimaryRoute::decode(response(204, "")).unwrap();
    SetFailoverRoute::decode(response(204, "")).unwrap();
    ClearFailoverRoute::decode(response(204, "")).unwrap();
}

#[test]
fn firewall_rules_may_be_one_text() {
    let body = r#"{"data":[{"id":4,"type":"edge_strategy","attributes":{"firewall_rules":"34.226.36.32/28, 10.0.0.1"}}]}"#;
    let page = ListEdgeStrategies::decode(response(200, body)).unwrap();
    assert_eq!(page.items[0].firewall_rules, ["34.226.36.32/28", "10.0.0.1"]);
    assert_eq!(page.items[0].id, EdgeStrategyId::from(4));
    assert_eq!(page.items[0].name, None);
}

#[test]
fn unknown_words_and_missing_attributes_do_not_hide_a_route() {
    let body =
        r#"{"data":{"type":"route","id":7,"attributes":{"route_type":"WEBHOOK","alias":null,"new":[1]}}}"#;
    let route = GetRoute::decode(response(200, body)).unwrap();
    assert_eq!(route.id.as_str(), "7");
    assert_eq!(route.route_type, Some(RouteType::from("WEBHOOK")));
    assert_eq!(
        (route.alias, route.value, route.edge_strategy_id),
        (None, None, None)
    );
}

#[test]
fn the_built_in_route_is_the_default_one() {
    assert_eq!(RouteId::default().as_str(), RouteId::SIP_REG);
    assert!(RouteId::from(0).is_sip_reg());
    assert!(!RouteId::from("83834").is_sip_reg());
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let london: PhoneNumber = "+442079460958".parse().unwrap();
    let lines = [
        refused(&CreateRoute::new("", host())),
        refused(&CreateRoute::new("x".repeat(256), host())),
        refused(&CreateRoute::new("London", london)),
        refused(&ListRoutes::new().limit(0)),
        refused(&ListRoutes::new().limit(201)),
        refused(&ListRoutes::new().route_type(RouteType::from("webhook"))),
        refused_whole(&UpdateRoute::new("83834")),
        refused(&UpdateRoute::new("83834").alias("")),
        refused(&UpdateRoute::new("83834").target(london)),
        refused(&SetPrimaryRoute::new(number(), "")),
        refused(&SetFailoverRoute::new(number(), "")),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn documented_targets_are_accepted_as_they_are() {
    for text in [
        "il775u.sonsofodin.com",
        "215.122.69.152",
        "215.122.69.152:5060",
        "sip.example.com;transport=tls",
        "sips:sip.example.com",
        "sip.example.com:5061;transport=tls;weight=1000",
        "localhost",
    ] {
        assert_eq!(
            HostTarget::parse(text).map(|host| host.to_string()),
            Ok(text.to_owned())
        );
    }
    for text in [
        "sip:alice@atlanta.com",
        "sip:16476998778@215.122.69.152:5060;transport=tcp",
        "sips:securecall@securedserver.com",
        "sip:alice@atlanta.com;weight=0",
    ] {
        assert_eq!(
            UriTarget::parse(text).map(|uri| uri.to_string()),
            Ok(text.to_owned())
        );
    }
}

#[test]
fn targets_that_lead_nowhere_are_refused() {
    let hosts = [
        "",
        "sip.example.com:",
        "sip.example.com:0",
        "sip.example.com:65536",
        "sip.example.com:+5060",
        "-example.com",
        "example-.com",
        "example..com",
        "exa mple.com",
        "exämple.com",
        "256.1.1.1",
        "1.2.3",
        "[::1]",
        "sip:alice@atlanta.com",
        "example.com/path",
        "example.com;transport",
        "example.com;transport=sctp",
        "example.com;weight=1001",
        "example.com;weight=-1",
        "example.com;weight=",
        "example.com;Transport=tls",
        "example.com;",
    ];
    let uris = [
        "",
        "alice@atlanta.com",
        "http:alice@atlanta.com",
        "sip:atlanta.com",
        "sip:@atlanta.com",
        "sip:al ice@atlanta.com",
        "sip:alice;x=y@atlanta.com",
        "sip:alice@",
        "sip:alice@bob@atlanta.com",
        "sip:alice@atlanta.com:99999",
        "sip:alice@atlanta.com;transport=ws",
        "sip:alice@atlanta.com\r\n",
    ];
    let mut lines: Vec<String> = Vec::new();
    lines.extend(
        hosts
            .iter()
            .map(|text| HostTarget::parse(text).unwrap_err().to_string()),
    );
    lines.extend(
        uris.iter()
            .map(|text| UriTarget::parse(text).unwrap_err().to_string()),
    );
    assert_snapshot!("refused_targets", lines.join("\n"));
}

#[test]
fn a_weight_replaces_the_one_before() {
    let weighted = |target: Result<RouteTarget, ValidationError>, weight| {
        target
            .and_then(|target| target.weight(weight))
            .map(|target| target.to_string())
    };
    let host = || RouteTarget::host("sip.example.com;weight=7;transport=tls");
    assert_eq!(
        weighted(host(), 10),
        Ok("sip.example.com;transport=tls;weight=10".into())
    );
    assert_eq!(
        weighted(RouteTarget::uri("sip:a@b.com"), 1000),
        Ok("sip:a@b.com;weight=1000".into())
    );
    assert_eq!(
        weighted(host(), 1001).unwrap_err().to_string(),
        "weight must be 0 to 1000, got 1001"
    );
    assert_eq!(
        weighted(Ok(number().into()), 1).unwrap_err().to_string(),
        "weight is for hosts and SIP addresses only"
    );
}

#[tokio::test]
async fn a_made_route_is_recognized() {
    let lists = Lists::documented("routes.create");
    let seen = async |request: CreateRoute| request.look_up(&lists).await.unwrap();
    let conflict = || LookUp::Conflict("route 98396 has the alias and leads elsewhere".to_owned());
    let target = |host| RouteTarget::host(host).unwrap();
    assert_eq!(
        seen(CreateRoute::new("new route", target("IL775U.sonsofodin.com"))).await,
        LookUp::Found(decoded::<CreateRoute>("routes.create"))
    );
    assert_eq!(
        seen(CreateRoute::new("old route", host())).await,
        LookUp::NotFound
    );
    assert_eq!(seen(CreateRoute::new("new route", number())).await, conflict());
    assert_eq!(
        seen(CreateRoute::new("new route", target("example.com"))).await,
        conflict()
    );
}

#[tokio::test]
async fn a_made_route_has_the_edge_strategy_that_was_asked_for() {
    let lists = Lists::documented("routes.update");
    let number: PhoneNumber = "+12065551213".parse().unwrap();
    let seen = async |edge_strategy: &str| {
        let request = CreateRoute::new("PSTNroute1", number).edge_strategy(edge_strategy);
        request.look_up(&lists).await.unwrap()
    };
    assert_eq!(
        seen("4").await,
        LookUp::Found(decoded::<UpdateRoute>("routes.update"))
    );
    assert!(matches!(seen("5").await, LookUp::Conflict(_)));
}

#[test]
fn gone_after_a_lost_reply_means_deleted() {
    let gone = r#"{"errors":[{"detail":"Invalid Route Id","status":404}]}"#;
    assert_eq!(error::<DeleteRoute>(404, gone).kind(), ErrorKind::NotFound);
    let gone = refusal::<DeleteRoute>(404, gone);
    assert_eq!(DeleteRoute::already_applied(&gone), Some(()));
    assert_eq!(
        DeleteRoute::already_applied(&refusal::<DeleteRoute>(403, "")),
        None
    );
    // A missing number is no cleared route, and a missing route is no assigned one.
    assert_eq!(ClearPrimaryRoute::already_applied(&gone), None);
    assert_eq!(ClearFailoverRoute::already_applied(&gone), None);
    assert_eq!(SetPrimaryRoute::already_applied(&gone), None);
    assert_eq!(SetFailoverRoute::already_applied(&gone), None);
}

#[test]
fn a_route_in_use_is_a_conflict() {
    let error = documented_error::<DeleteRoute>("errors/403-deleting-a-route-that-numbers-still-use");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
}

#[test]
fn only_a_creation_is_left_unknown() {
    assert_eq!(error::<CreateRoute>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<CreateRoute>(201, "").applied(), Applied::Unknown);
    assert_eq!(error::<CreateRoute>(201, "{}").applied(), Applied::Yes);
    assert_eq!(error::<ListRoutes>(500, "").applied(), Applied::No);
    assert_eq!(
        CreateRoute::new("main \"office\"", host())
            .recovery_hint()
            .unwrap(),
        r#"check routes.list for the alias "main \"office\"": if it is there, it was created"#
    );
}
