//! How a number looks on the wire, and how its relationships find their resources in `included`.

use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;
use trunkline_core::{Country, DecodeError, Money, RateCenter, Region, json, json_if_it_fits, lenient};

use super::super::NumberType;
use super::{NumberStatus, OwnedNumber, ProvisionId, Relationships};
use crate::cnam::CnamId;
use crate::e911::E911Id;
use crate::envelope::{Digits, One, Related};
use crate::routes::RouteId;

#[derive(Deserialize)]
pub(crate) struct Number {
    id: Digits,
    attributes: Attributes,
    #[serde(default)]
    relationships: Option<WireRelationships>,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default)]
    value: Option<Digits>,
    #[serde(default, deserialize_with = "lenient::text")]
    alias: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    cnam_lookups_enabled: Option<bool>,
    #[serde(default)]
    number_type: Option<NumberType>,
    #[serde(default)]
    rate_center: Option<RateCenter>,
    #[serde(default)]
    state: Option<Region>,
    #[serde(default)]
    iso_country: Option<Country>,
    #[serde(default)]
    status: Option<NumberStatus>,
    #[serde(default, deserialize_with = "lenient::text")]
    tier: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    note: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    rate_type: Option<Box<str>>,
    #[serde(default)]
    setup_cost: Option<Money>,
    #[serde(default)]
    monthly_cost: Option<Money>,
    #[serde(default)]
    inbound_rate: Option<Money>,
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    messaging_enabled: Option<bool>,
}

/// The v2.1 tree of the documentation calls the routes `voice_…` (docs/contracts/flowroute-v2.md §3.1.9).
#[derive(Deserialize)]
struct WireRelationships {
    #[serde(default, alias = "voice_primary_route")]
    primary_route: Option<Link<RouteId>>,
    #[serde(default, alias = "voice_failover_route")]
    failover_route: Option<Link<RouteId>>,
    #[serde(default)]
    e911_address: Option<Link<E911Id>>,
    #[serde(default)]
    cnam_preset: Option<Link<CnamId>>,
    #[serde(default)]
    message_provision: Option<Link<ProvisionId>>,
}

/// `{"data": null}` or `{"data": {"type": ..., "id": ...}}`.
#[derive(Deserialize)]
#[serde(bound(deserialize = "I: for<'a> From<&'a str>"))]
struct Link<I> {
    #[serde(default)]
    data: Option<Identifier<I>>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "I: for<'a> From<&'a str>"))]
struct Identifier<I> {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<I>,
}

fn related<I, T>(link: Option<Link<I>>) -> Option<Related<I, T>> {
    Some(Related {
        id: link?.data?.id?,
        record: None,
    })
}

impl From<Number> for OwnedNumber {
    fn from(
        Number {
            id,
            attributes: a,
            relationships,
        }: Number,
    ) -> Self {
        Self {
            number: a.value.unwrap_or(id).0,
            alias: a.alias,
            cnam_lookups_enabled: a.cnam_lookups_enabled,
            number_type: a.number_type,
            rate_center: a.rate_center,
            state: a.state,
            iso_country: a.iso_country,
            status: a.status,
            tier: a.tier,
            note: a.note,
            rate_type: a.rate_type,
            setup_cost: a.setup_cost,
            monthly_cost: a.monthly_cost,
            inbound_rate: a.inbound_rate,
            messaging_enabled: a.messaging_enabled,
            relationships: relationships.map(Relationships::from),
        }
    }
}

impl From<WireRelationships> for Relationships {
    fn from(wire: WireRelationships) -> Self {
        Self {
            primary_route: related(wire.primary_route),
            failover_route: related(wire.failover_route),
            e911_address: related(wire.e911_address),
            cnam_preset: related(wire.cnam_preset),
            message_provision: related(wire.message_provision),
        }
    }
}

/// A number and the resources that came along.
#[derive(Deserialize)]
struct Body<'a> {
    data: OwnedNumber,
    #[serde(borrow, default)]
    included: Vec<Included<'a>>,
}

/// A resource that came along. Which kind it is may be told at its end only, so its members are kept as their JSON.
#[derive(Deserialize)]
struct Included<'a> {
    #[serde(borrow, default, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    relationships: Option<&'a RawValue>,
}

/// A resource of which only the attributes count.
#[derive(Deserialize)]
struct Described<A> {
    attributes: A,
}

/// Reads one number together with what is included, also if the whole is wrapped once more.
pub(crate) fn number(response: &Response<Bytes>) -> Result<OwnedNumber, DecodeError> {
    let body = response.body();
    let wrapped = || json_if_it_fits::<One<Body<'_>>>(body).map(|one| one.data);
    let Some(Body {
        data: mut number,
        included,
    }) = json_if_it_fits(body).or_else(wrapped)
    else {
        // Read once more for the message, which names the place; or without what is included, if that is at fault.
        return json::<One<OwnedNumber>>(body).map(|one| one.data);
    };
    if let Some(relationships) = &mut number.relationships {
        relationships.fill(&included);
    }
    Ok(number)
}

impl Included<'_> {
    fn is_a(&self, kind: &str) -> bool {
        self.kind.is_some_and(|json| bare(json) == kind)
    }

    fn has_id(&self, id: &str) -> bool {
        self.id.is_some_and(|json| bare(json) == id)
    }

    fn record<T: DeserializeOwned>(&self) -> Option<T> {
        let members = [
            ("id", self.id),
            ("attributes", self.attributes),
            ("relationships", self.relationships),
        ];
        let members = members.into_iter().filter_map(|(name, json)| Some((name, json?)));
        T::deserialize(MapDeserializer::<_, serde_json::Error>::new(members)).ok()
    }
}

/// A word or a number without the quotes it may have.
fn bare(json: &RawValue) -> &str {
    let text = json.get();
    let word = text.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
    word.unwrap_or(text)
}

impl Relationships {
    /// Looks every related resource up among the included ones. Unknown types and resources that cannot be read are
    /// passed over: the id is known, and the resource can be asked for.
    fn fill(&mut self, included: &[Included<'_>]) {
        find(&mut self.primary_route, "route", included);
        find(&mut self.failover_route, "route", included);
        find(&mut self.e911_address, "e911", included);
        find(&mut self.cnam_preset, "cnam", included);
        if let Some(related) = &mut self.message_provision {
            let task = included.iter().find(|i| i.has_id(related.id.as_str()));
            related.record = task
                .and_then(Included::record)
                .map(|Described { attributes }| attributes);
        }
    }
}

fn find<I: AsRef<str>, T: DeserializeOwned>(
    related: &mut Option<Related<I, T>>,
    kind: &str,
    all: &[Included<'_>],
) {
    if let Some(related) = related {
        let same = |i: &&Included<'_>| i.is_a(kind) && i.has_id(related.id.as_ref());
        related.record = all.iter().find(same).and_then(Included::record);
    }
}
