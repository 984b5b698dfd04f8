//! SIP hosts and SIP URIs.

use proptest::prelude::*;
use trunkline_core::{ParseSipError, SipHost, SipParameters, SipRule, SipUri};

#[test]
fn hosts_have_a_name_and_perhaps_a_port() {
    for (text, name, port) in [
        ("sip.example.com", "sip.example.com", None),
        ("24.239.23.40:5060", "24.239.23.40", Some(5060)),
        ("localhost:65535", "localhost", Some(65535)),
        ("münchen.example:1", "münchen.example", Some(1)),
        ("a-1.b", "a-1.b", None),
    ] {
        let host: SipHost = text.parse().unwrap();
        assert_eq!((host.as_str(), host.name(), host.port()), (text, name, port));
    }
}

#[test]
fn uris_have_parts() {
    let uri: SipUri = "sips:josé@münchen.example:5061;transport=tls;weight=10"
        .parse()
        .unwrap();
    assert!(uri.is_secure());
    assert_eq!(uri.user(), "josé");
    assert_eq!(uri.host(), &SipHost::parse("münchen.example:5061").unwrap());
    let parameters: Vec<_> = uri.parameters().iter().collect();
    assert_eq!(parameters, [("transport", "tls"), ("weight", "10")]);
    assert_eq!(uri.parameters().get("weight"), Some("10"));
    assert_eq!(uri.parameters().get("maddr"), None);

    let plain: SipUri = "sip:alice@example.com".parse().unwrap();
    assert!(!plain.is_secure());
    assert_eq!(plain.parameters(), &SipParameters::default());
    assert_eq!(plain.parameters().iter().count(), 0);
}

#[test]
fn refusals_name_the_text_and_the_rule() {
    let hosts = [
        "",
        "a b",
        "host:",
        "host:0",
        "host:65536",
        "host:+5",
        "host:000080",
        "1.2.3",
        "256.1.1.1",
        "-a.com",
        "a-.com",
        "a..b",
        "[::1]",
        "sip:a@b",
        "a/b",
    ];
    let uris = [
        "alice@example.com",
        "SIP:alice@example.com",
        "sip:example.com",
        "sip:@example.com",
        "sip:a b@example.com",
        "sip:a;b@example.com",
        "sip:a@",
        "sip:a@b@c",
        "sip:a@example.com:0",
        "sip:a@example.com\r\n",
        "sip:a@example.com;",
        "sip:a@example.com;lr",
        "sip:a@example.com;Transport=tcp",
        "sip:a@example.com;transport=",
    ];
    let lines = hosts.map(|text| SipHost::parse(text).unwrap_err().to_string());
    let more = uris.map(|text| SipUri::parse(text).unwrap_err().to_string());
    let last = SipParameters::parse("transport=tcp").unwrap_err();
    assert_eq!(last.rule(), SipRule::Parameter);
    insta::assert_snapshot!([lines.join("\n"), more.join("\n"), last.to_string()].join("\n"));
}

#[test]
fn names_have_at_most_253_bytes() {
    let name = |bytes: usize| "a.".repeat(bytes / 2) + if bytes % 2 == 1 { "a" } else { "" };
    assert!(SipHost::parse(&name(253)).is_ok());
    assert_eq!(SipHost::parse(&name(255)).unwrap_err().rule(), SipRule::Host);
}

#[test]
fn errors_keep_the_beginning_of_the_text() {
    let error = SipHost::parse(&"x y".repeat(100)).unwrap_err().to_string();
    assert!(error.chars().count() < 100, "{error}");
}

#[test]
fn json_is_text() {
    let text = r#""sip:alice@example.com:5060;transport=tcp""#;
    let uri: SipUri = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&uri).unwrap(), text);
    let host: SipHost = serde_json::from_str(r#""sip.example.com""#).unwrap();
    assert_eq!(serde_json::to_string(&host).unwrap(), r#""sip.example.com""#);
    let error = serde_json::from_str::<SipHost>(r#""a b""#)
        .unwrap_err()
        .to_string();
    assert!(error.contains("must name a host"), "{error}");
}

#[test]
fn values_are_shown_as_they_are_written() {
    let uri: SipUri = "sip:a@b;x=y".parse().unwrap();
    assert_eq!(format!("{uri:?}"), "SipUri(sip:a@b;x=y)");
    assert_eq!(format!("{:>6}|", SipHost::parse("host").unwrap()), "  host|");
}

const HOST: &str = "[a-zé0-9]{1,5}(-[a-z0-9]{1,3})?(\\.[a-z]{1,5}){1,2}(:[1-9][0-9]{0,3})?";

/// Reading what was written yields the same value, and writing it the same text.
fn survives<T>(text: &str)
where
    T: std::str::FromStr<Err = ParseSipError> + std::fmt::Display + std::fmt::Debug + PartialEq,
{
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse::<T>().unwrap(), value);
    }
}

proptest! {
    #[test]
    fn hosts_are_kept(text in HOST) {
        let host = SipHost::parse(&text);
        prop_assert_eq!(host.map(|host| host.to_string()), Ok(text));
    }

    #[test]
    fn uris_are_kept(
        before in "sips?:[!-:<-?A-~é]{1,8}", host in HOST, parameters in "(;[a-z]{1,9}=[a-zA-Z0-9]{1,4}){0,3}",
    ) {
        let text = format!("{before}@{host}{parameters}");
        let uri = SipUri::parse(&text);
        prop_assert_eq!(uri.map(|uri| uri.to_string()), Ok(text));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(sips?:)?\\PC{0,12}[@:;=.]?\\PC{0,12}[:;=.]?\\PC{0,12}") {
        survives::<SipHost>(&text);
        survives::<SipUri>(&text);
        survives::<SipParameters>(&text);
    }
}
