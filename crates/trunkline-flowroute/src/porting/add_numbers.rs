//! Adding numbers to a group of port orders (docs/contracts/flowroute-v2.md §2.9, O10).

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::create::all_numbers;
use super::rules::{PLAIN_JSON, wrong_state};
use super::{GetPortGroup, PortGroup, PortGroupId, PortOrder};
use crate::prelude::*;

/// Where numbers were added: the carrier shows the order or the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PortNumbersAdded {
    /// The order that has them now.
    Order(Box<PortOrder>),
    /// The group that the order with them is in.
    Group(PortGroup),
}

impl<'de> Deserialize<'de> for PortNumbersAdded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let resource = Value::deserialize(deserializer)?;
        let is_group = resource.get("type").and_then(Value::as_str) == Some("portorder_group");
        let read = match is_group {
            true => PortGroup::deserialize(&resource).map(Self::Group),
            false => PortOrder::deserialize(&resource).map(|order| Self::Order(Box::new(order))),
        };
        read.map_err(serde::de::Error::custom)
    }
}

endpoint! {
    /// Adds numbers, at least one, to a group of port orders. If none of its pending orders is for their losing carrier, the
    /// group gets a further order.
    pub struct AddPortNumbers { group: PortGroupId, numbers: Vec<PhoneNumber> }

    // The numbers are in the group then. A repetition may be refused, so a lost outcome is looked up.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.add_numbers", "added")
        .confidential().refine(wrong_state);
    POST "/v2/portorders/{group}/numbers" -> PortNumbersAdded: one;
    subject "to group {group}";
    hint "check the orders of group {group}: if they have the numbers, they were added";

    fn body(&self) -> Body {
        JsonObject::new().with("add", &self.numbers).content(PLAIN_JSON)
    }

    fn validate(&self) -> Valid {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<PortNumbersAdded>> {
        let group = reader.send(GetPortGroup::new(&self.group)).await?;
        let there = all_numbers(&group, reader).await?;
        Ok(match self.numbers.iter().all(|number| there.contains(number)) {
            true => LookUp::Found(PortNumbersAdded::Group(group)),
            false => LookUp::NotFound,
        })
    }
}
