//! How a number's relationships look on the wire, and how they find their resources in `included`.

use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::value::RawValue;
use trunkline_core::{DecodeError, json, json_if_it_fits, lenient};

use super::{OwnedNumber, Relationships};
use crate::envelope::{One, Related};
use crate::record::Record;

/// `{"data": null}` or `{"data": {"type": ..., "id": ...}}`.
#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    data: Option<Identifier>,
}

#[derive(Deserialize)]
struct Identifier {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<String>,
}

/// Reads a relationship: the id of what is attached, or nothing.
///
/// # Errors
/// If it is neither a link nor `null`.
pub(super) fn link<'de, D, I, T>(deserializer: D) -> Result<Option<Related<I, T>>, D::Error>
where
    D: Deserializer<'de>,
    I: From<String>,
{
    let link = Option::<Link>::deserialize(deserializer)?;
    let id = link.and_then(|link| link.data?.id);
    Ok(id.map(|id| Related {
        id: I::from(id),
        record: None,
    }))
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

    /// The resource, whose id is `id`.
    fn record<T: Record<Id: Clone>>(&self, id: &T::Id) -> Option<T> {
        match self.relationships {
            None => T::from_attributes(id.clone(), self.attributes?.get()).ok(),
            Some(_) => self.whole(),
        }
    }

    #[cold]
    fn whole<T: DeserializeOwned>(&self) -> Option<T> {
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
            related.record = task.and_then(|task| json_if_it_fits(task.attributes?.get().as_bytes()));
        }
    }
}

fn find<T: Record<Id: AsRef<str> + Clone>>(
    related: &mut Option<Related<T::Id, T>>,
    kind: &str,
    all: &[Included<'_>],
) {
    if let Some(Related { id, record }) = related {
        let same = |i: &&Included<'_>| i.is_a(kind) && i.has_id(id.as_ref());
        *record = all.iter().find(same).and_then(|i| i.record(id));
    }
}
