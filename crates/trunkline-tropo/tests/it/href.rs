//! Links to ids: one function, many odd links.

use proptest::prelude::*;
use trunkline_tropo::Href;

#[test]
fn the_last_segment() {
    for (link, last) in [
        ("http://api.tropo.com/v1/applications/108016", Some("108016")),
        ("https://api-smsified-eng.voxeo.net/v1/users/12345", Some("12345")),
        (
            "http://api-eng.voxeo.net:8080/provisioning/users/kim/",
            Some("kim"),
        ),
        (
            "https://api.tropo.com/rest/v1/addresses/number/+14438637082",
            Some("+14438637082"),
        ),
        (
            "https://api.tropo.com/v1/applications/1/addresses/number/%2B14075551234",
            Some("+14075551234"),
        ),
        (
            "https://api.tropo.com/v1/applications/1/addresses/sip/9990123456@sip.tropo.com",
            Some("9990123456@sip.tropo.com"),
        ),
        (
            "https://api.tropo.com/v1/applications/1/addresses/jabber/a%2Fb%40bot.im?x=/y#/z",
            Some("a/b@bot.im"),
        ),
        ("https://api.tropo.com/1.0/sessions/abc\r\n", Some("abc")),
        ("applications/108000", Some("108000")),
        ("/v1/applications/108000//", Some("108000")),
        ("108000", Some("108000")),
        ("https://api.tropo.com", None),
        ("https://api.tropo.com/", None),
        ("https://api.tropo.com/v1/%FF", None),
        ("", None),
    ] {
        assert_eq!(Href::from(link).last().as_deref(), last, "{link:?}");
    }
}

#[test]
fn segments_from_the_end() {
    let href = Href::from("https://api.tropo.com/v1/applications/123456/addresses/number/+14075551234");
    let found: Vec<_> = (0..6).map(|n| href.segment(n)).collect();
    let expected = [
        "+14075551234",
        "number",
        "addresses",
        "123456",
        "applications",
        "v1",
    ];
    assert_eq!(found, expected.map(|s| Some(s.to_owned())));
    assert_eq!(href.segment(6), None);
}

proptest! {
    #[test]
    fn the_value_survives_any_base(
        value in "[a-zA-Z0-9+@._~/%# ?-]{0,20}[a-zA-Z0-9]",
        base in prop::sample::select(vec![
            "https://api.tropo.com/v1/", "http://lab.voxeo.net:8080/provisioning/", "https://api.tropo.com/rest/v1/", "/v1/", "",
        ]),
        slash in any::<bool>(),
    ) {
        let encoded = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
        let link = format!("{base}things/{encoded}{}", if slash { "/" } else { "" });
        prop_assert_eq!(Href::from(link).last(), Some(value.trim().to_owned()));
    }

    #[test]
    fn no_link_panics(link in any::<String>(), n in 0usize..9) {
        let _ = Href::from(link).segment(n);
    }
}
