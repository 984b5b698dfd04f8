//! Resources as JSON (docs/contracts/tropo.md §3).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Number, Value, json};

use crate::api::Call;
use crate::money;
use crate::store::tropo::addresses::{Address, AddressKind};
use crate::store::tropo::applications::Application;
use crate::store::tropo::catalog::Feature;
use crate::store::tropo::invitations::Invitation;
use crate::store::tropo::pool::{self, Exchange};
use crate::store::tropo::users::User;
use crate::store::tropo::webhooks::Webhook;
use crate::time::Micros;

/// What may stand in a link as it is: `+` and `@` do, as the carrier wrote them.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'+')
    .remove(b'@')
    .remove(b'*');

/// Makes links, below the base that the client called or the one that is switched on.
pub(super) struct Links {
    base: String,
}

impl Links {
    pub(super) fn of(call: &Call<'_>) -> Self {
        let foreign = call.store.state.switches.tropo.foreign_base.as_ref();
        let base = foreign.map_or_else(|| below_tropo(call), |base| base.trim_end_matches('/').to_owned());
        Self { base }
    }

    /// A link to segments that need no escaping.
    pub(super) fn to(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    pub(super) fn user(&self, id: u64) -> String {
        self.to(&format!("users/{id}"))
    }

    pub(super) fn application(&self, id: u64) -> String {
        self.to(&format!("applications/{id}"))
    }

    pub(super) fn address(&self, application: u64, address: &Address) -> String {
        let value = utf8_percent_encode(&address.value, SEGMENT);
        self.to(&format!(
            "applications/{application}/addresses/{}/{value}",
            address.kind.word()
        ))
    }

    pub(super) fn username(&self, name: &str) -> String {
        self.to(&format!("usernames/{}", utf8_percent_encode(name, SEGMENT)))
    }

    pub(super) fn invitation(&self, code: &str) -> String {
        self.to(&format!("invitations/{}", utf8_percent_encode(code, SEGMENT)))
    }
}

/// The base that the client called. The account service of old is beside the API, not below it.
fn below_tropo(call: &Call<'_>) -> String {
    if call.request.path.starts_with("/api/account") {
        format!("{}/tropo/v1", call.request.origin)
    } else {
        call.request.link("/v1")
    }
}

/// `{"href": …}`: what writes answer.
pub(super) fn href(link: String) -> Value {
    json!({"href": link})
}

/// An amount as a JSON number with at least one decimal: `10.0`, `13.5`.
pub(super) fn decimal(nanos: i64) -> Value {
    let number = money::plain(nanos, 1).parse().ok().and_then(Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

/// `2010-05-17T18:26:07.217+0000`: an offset without colon.
fn join_date(at: Micros) -> String {
    let stamp = jiff::Timestamp::from_microsecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let millis = at.rem_euclid(crate::time::SECOND) / 1000;
    format!("{}.{millis:03}+0000", stamp.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// A user; members without value are not there, and a password never is.
pub(super) fn user(links: &Links, id: u64, user: &User, start_up: &str) -> Value {
    let mut members: Map<String, Value> = user
        .profile
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in [
        ("id", id.to_string()),
        ("href", links.user(id)),
        ("username", user.name(start_up).to_owned()),
        ("status", user.status.clone()),
        ("joinDate", join_date(user.joined)),
    ] {
        members.insert(name.to_owned(), Value::from(value));
    }
    Value::Object(members)
}

/// Adds the members that have a value.
fn with<'a>(mut document: Value, members: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Value {
    if let Value::Object(map) = &mut document {
        for (name, value) in members {
            if let Some(value) = value {
                map.insert(name.to_owned(), Value::from(value));
            }
        }
    }
    document
}

pub(super) fn application(links: &Links, id: u64, application: &Application) -> Value {
    let document = json!({
        "id": id.to_string(),
        "href": links.application(id),
        "name": application.name,
        "platform": application.platform,
        "partition": application.partition,
    });
    with(
        document,
        [
            ("voiceUrl", application.voice_url.as_deref()),
            ("messagingUrl", application.messaging_url.as_deref()),
            ("environment", application.environment.as_deref()),
            ("apiType", application.api_type.as_deref()),
        ],
    )
}

/// An address of an application. The value is in the member where the carrier's gem looks for it.
pub(super) fn address(links: &Links, application: u64, address: &Address) -> Value {
    let document = json!({
        "href": links.address(application, address),
        "type": address.kind.word(),
        "application": links.application(application),
    });
    let value = Some(address.value.as_str());
    match address.kind {
        AddressKind::Number => {
            let number = pool::digits(&address.value);
            let document = with(document, [("number", value)]);
            placed(document, number.and_then(pool::exchange_of))
        }
        AddressKind::Sip => with(document, [("address", value)]),
        AddressKind::Skype => with(document, [("number", value)]),
        AddressKind::Pin => with(document, [("number", value), ("pin", value)]),
        AddressKind::Token => with(
            document,
            [("token", value), ("channel", address.channel.as_deref())],
        ),
        AddressKind::Jabber
        | AddressKind::Aim
        | AddressKind::Msn
        | AddressKind::Yahoo
        | AddressKind::Gtalk => with(document, [("username", value), ("nickname", Some(""))]),
    }
}

/// Adds where a number is from.
fn placed(document: Value, exchange: Option<&'static Exchange>) -> Value {
    let Some(exchange) = exchange else { return document };
    let country = Some(exchange.country).filter(|country| !country.is_empty());
    let members = [
        ("prefix", Some(exchange.prefix)),
        ("city", exchange.city),
        ("state", exchange.state),
        ("country", country),
        ("region", exchange.region),
    ];
    with(document, members)
}

/// A free number.
pub(super) fn free_number(links: &Links, number: u64, exchange: &'static Exchange) -> Value {
    let written = pool::written(number);
    let document = json!({
        "type": "number",
        "number": written,
        "displayNumber": displayed(number),
        "smsEnabled": exchange.sms,
        "subscriber": false,
        "href": links.to(&format!("addresses/number/{written}")),
    });
    placed(document, Some(exchange))
}

/// `+1 443-863-7082`; numbers of other countries have no groups.
fn displayed(number: u64) -> String {
    let (country, rest) = (number / 10_000_000_000, number % 10_000_000_000);
    if country == 1 {
        let (area, rest) = (rest / 10_000_000, rest % 10_000_000);
        format!("+1 {area:03}-{:03}-{:04}", rest / 10_000, rest % 10_000)
    } else {
        pool::written(number)
    }
}

pub(super) fn exchange(exchange: &Exchange) -> Value {
    let country = Some(exchange.country).filter(|country| !country.is_empty());
    let document = json!({
        "prefix": exchange.prefix,
        "description": exchange.description,
        "smsEnabled": exchange.sms,
    });
    let members = [
        ("city", exchange.city),
        ("state", exchange.state),
        ("country", country),
        ("region", exchange.region),
    ];
    with(document, members)
}

pub(super) fn user_feature(links: &Links, user: u64, feature: &Feature) -> Value {
    json!({
        "feature": links.to(&format!("features/{}", feature.id)),
        "href": links.to(&format!("users/{user}/features/{}", feature.id)),
        "featureName": feature.name,
        "featureFlag": feature.flag,
    })
}

pub(super) fn invitation(links: &Links, code: &str, invitation: &Invitation) -> Value {
    let document = json!({
        "code": code,
        "count": invitation.count,
        "credit": money::plain(invitation.credit, 2),
        "href": links.invitation(code),
    });
    let owner = invitation.owner.map(|owner| links.user(owner));
    with(
        document,
        [
            ("partition", invitation.partition.as_deref()),
            ("owner", owner.as_deref()),
        ],
    )
}

pub(super) fn webhook(links: &Links, id: u64, webhook: &Webhook) -> Value {
    let mut document = json!({
        "id": id,
        "accountId": webhook.owner.to_string(),
        "event": webhook.event,
        "resource": webhook.resource,
        "targetUrl": webhook.target_url,
        "enabled": webhook.enabled,
        "href": links.to(&format!("webhooks/{id}")),
    });
    if let (Some(application), Value::Object(members)) = (webhook.application, &mut document) {
        members.insert("applicationId".to_owned(), Value::from(application));
    }
    with(
        document,
        [
            ("name", webhook.name.as_deref()),
            ("payload", webhook.payload.as_deref()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_as_the_carrier_wrote_them() {
        assert_eq!(join_date(1_274_120_767_217_000), "2010-05-17T18:26:07.217+0000");
        assert_eq!(displayed(14_438_637_082), "+1 443-863-7082");
        assert_eq!(displayed(31_202_000_100), "+31202000100");
        assert_eq!(decimal(10_000_000_000).to_string(), "10.0");
        assert_eq!(decimal(13_500_000_000).to_string(), "13.5");
    }
}
