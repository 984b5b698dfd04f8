//! Creating a port order (docs/contracts/flowroute-v2.md §2.9, O2).

use std::collections::BTreeSet;

use super::details::Details;
use super::rules::{plain_document, some_of};
use super::{
    GetPortGroup, GetPortOrder, ListPortOrders, LoaDetails, PortGroup, PortOrder, PortOrderSummary,
    PortPresets, PortStatus, Private, Subscriber,
};
use crate::prelude::*;

endpoint! {
    /// Creates a port order for numbers, at least one. The carrier splits it: one order for each losing carrier, all in one
    /// group. Nothing begins and nothing is charged before an order is [signed](super::SignLoa).
    ///
    /// Give it an [`alias`](Self::alias) that no other order has: if the reply is lost, that is what the order is recognized
    /// by.
    pub struct CreatePortOrder { numbers: Vec<PhoneNumber>, subscriber: Subscriber }
    optional in details: Details {
        /// The subscriber's account at the losing carrier, which may require it.
        provider_account(impl Into<Private>),
        /// The billing number of that account.
        billing_number(impl Into<PhoneNumber>),
        /// The PIN of that account, which the losing carrier may require.
        pin(impl Into<Private>),
        /// The last four digits of the subscriber's social security number, which the losing carrier may require.
        last_4_ssn(impl Into<Private>),
        /// The name of the order; by default "Port Order" and the day.
        alias(impl Into<String>),
        /// The day on which the numbers should move, within 30 days: `2018-07-12`.
        desired_completion_date(impl Into<String>),
        /// Whether to look up the names of callers once the numbers are here, billed per call.
        enable_cnam_lookups(bool),
        /// Who gets mail about the letter of agency.
        loa_details(LoaDetails),
        /// What the numbers get once they are here.
        presets(PortPresets),
        /// Posts changes of the status to this URL.
        status_url(impl Into<String>),
        /// Documents that the carrier shall fetch, by URLs that anyone can read.
        business_documents(impl Into<Vec<String>>),
    }

    // There is no idempotency key, and a second one is a second order.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.porting.create", "created");
    POST "/v2/portorders" -> PortGroup: one;

    fn subject(&self) -> Option<String> {
        Some(format!("of {}", some_of(&self.numbers)))
    }

    fn recovery_hint(&self) -> Option<String> {
        let numbers = some_of(&self.numbers);
        Some(format!("check porting.list for {numbers}: if a pending order has them, it was created"))
    }

    fn body(&self) -> Body {
        let attributes = JsonObject::new().with("numbers", &self.numbers);
        plain_document(self.details.write(self.subscriber.details.write(attributes)))
    }

    fn validate(&self) -> Valid {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")?;
        self.subscriber.validate()?;
        self.details.validate()
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<PortGroup>> {
        self.find(reader).await
    }
}

/// More orders than this are not read one by one to find one of them.
const MAX_CANDIDATES: usize = 20;

impl CreatePortOrder {
    /// Looks for a pending order of the first number. Only one with our alias, name and carrier, whose group has exactly our
    /// numbers, is the one that this request makes: the carrier takes the same order twice.
    async fn find<R: Reader>(&self, reader: &R) -> Result<LookUp<PortGroup>> {
        let wanted: BTreeSet<PhoneNumber> = self.numbers.iter().copied().collect();
        let Some(first) = wanted.first() else {
            return Ok(LookUp::NotFound);
        };
        let pending = ListPortOrders::new()
            .number(*first)
            .status(PortStatus::Pending)
            .limit(200);
        let page = reader.send(pending).await?;
        let ours: Vec<&PortOrderSummary> = page.iter().filter(|order| self.may_be(order)).collect();
        if ours.len() > MAX_CANDIDATES || page.sent() >= 200 || !page.unreadable.is_empty() {
            let what = "there are too many pending orders to tell, or one cannot be read";
            return Ok(LookUp::Inconclusive(what.to_owned()));
        }
        let mut otherwise = LookUp::NotFound;
        for summary in ours {
            let Some(order) = reader.get(GetPortOrder::new(&summary.id)).await? else {
                continue;
            };
            if !order.numbers.contains(first) || !self.made(&order) {
                continue;
            }
            let group = match &order.group_id {
                Some(id) => reader.get(GetPortGroup::new(id)).await?,
                None => None,
            };
            match group {
                Some(group)
                    if self.details.alias.is_some() && all_numbers(&group, reader).await? == wanted =>
                {
                    return Ok(LookUp::Found(group));
                }
                _ => otherwise = LookUp::Inconclusive(doubt(&order)),
            }
        }
        Ok(otherwise)
    }

    fn may_be(&self, order: &PortOrderSummary) -> bool {
        let aliases = self.details.alias.as_ref().zip(order.alias.as_ref());
        aliases.is_none_or(|(ours, theirs)| ours == theirs)
    }

    fn made(&self, order: &PortOrder) -> bool {
        let subscriber = &self.subscriber.details;
        order.billing_name == subscriber.billing_name
            && order.provider == subscriber.provider
            && self
                .details
                .alias
                .as_ref()
                .is_none_or(|alias| order.alias.as_ref() == Some(alias))
    }
}

fn doubt(order: &PortOrder) -> String {
    format!(
        "order {} has the number; whether this request made it cannot be told",
        order.id
    )
}

/// The numbers of all orders of a group, as their details say.
pub(super) async fn all_numbers<R: Reader>(group: &PortGroup, reader: &R) -> Result<BTreeSet<PhoneNumber>> {
    let mut numbers = BTreeSet::new();
    for order in group.orders.iter().take(MAX_CANDIDATES) {
        let order = reader.get(GetPortOrder::new(&order.id)).await?;
        numbers.extend(order.into_iter().flat_map(|order| order.numbers));
    }
    Ok(numbers)
}
