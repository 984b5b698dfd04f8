//! What the account's owner can do with port orders.

use std::collections::{BTreeMap, BTreeSet};

use super::losing::{is_portable, losing_carrier};
use super::{Details, Document, PortOrder, Presets, Status};
use crate::number::Tn;
use crate::store::State;

/// Why an order was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PortRefused {
    /// No such order or group.
    NotFound,
    /// Where it stands it does not allow that (assumed 403, docs/contracts/flowroute-v2.md A:43).
    State(Status),
    /// Values that break rules: field and message.
    Fields(Vec<(&'static str, String)>),
}

/// Details and presets as an order will have them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) details: Details,
    pub(crate) presets: Presets,
    pub(crate) documents: Vec<Document>,
}

impl Draft {
    /// An order as it is, to be changed.
    pub(crate) fn of(order: &PortOrder) -> Self {
        Self {
            details: order.details.clone(),
            presets: order.presets.clone(),
            documents: order.documents.clone(),
        }
    }
}

fn field(name: &'static str, message: impl Into<String>) -> PortRefused {
    PortRefused::Fields(vec![(name, message.into())])
}

impl State {
    /// Creates the orders of a group, one for each losing carrier.
    pub(crate) fn create_port_orders(&mut self, numbers: &[Tn], draft: Draft) -> Result<u64, PortRefused> {
        self.check_portable(numbers)?;
        self.check_presets(&draft.presets)?;
        let group = self.porting.next_group;
        self.porting.next_group += 1;
        let mut by_carrier: BTreeMap<u32, BTreeSet<Tn>> = BTreeMap::new();
        for tn in numbers {
            by_carrier.entry(losing_carrier(*tn)).or_default().insert(*tn);
        }
        for numbers in by_carrier.into_values() {
            self.add_port_order(group, numbers, draft.clone());
        }
        Ok(group)
    }

    fn add_port_order(&mut self, group: u64, numbers: BTreeSet<Tn>, draft: Draft) -> u64 {
        let id = self.porting.next_order;
        self.porting.next_order += 1;
        let order = PortOrder {
            group,
            numbers,
            status: Status::Pending,
            status_updated_at: None,
            step: 0,
            created_at: self.now,
            modified_at: self.now,
            details: draft.details,
            presets: draft.presets,
            documents: draft.documents,
            comments: Vec::new(),
            signature: None,
            charged: false,
        };
        self.porting.orders.insert(id, order);
        self.plan_port_step(id);
        id
    }

    pub(crate) fn port_order(&self, id: u64) -> Result<&PortOrder, PortRefused> {
        self.porting.orders.get(&id).ok_or(PortRefused::NotFound)
    }

    /// Changes details, presets, or both. A rejected order whose details change is corrected: it waits for a signature again
    /// (assumed, docs/contracts/flowroute-v2.md A:84).
    pub(crate) fn update_port_order(&mut self, id: u64, draft: Draft) -> Result<(), PortRefused> {
        let order = self.port_order(id)?;
        let status = order.status;
        let details = order.details != draft.details || order.documents != draft.documents;
        if status.is_final() || (details && !status.is_editable()) {
            return Err(PortRefused::State(status));
        }
        self.check_presets(&draft.presets)?;
        let now = self.now;
        if let Some(order) = self.porting.orders.get_mut(&id) {
            order.details = draft.details;
            order.presets = draft.presets;
            order.documents = draft.documents;
            order.modified_at = now;
        }
        if details && status == Status::Rejected {
            self.set_port_status(id, Status::Pending);
        }
        Ok(())
    }

    /// Adds a document to an order that can be edited, which corrects a rejected one. Its place among the documents.
    pub(crate) fn add_port_document(&mut self, id: u64, document: Document) -> Result<usize, PortRefused> {
        let mut draft = Draft::of(self.port_order(id)?);
        let index = draft.documents.len();
        draft.documents.push(document);
        self.update_port_order(id, draft)?;
        Ok(index)
    }

    /// Signs the letter of agency of a pending order, which is on its way then. A number that another order has on its way
    /// already is not signed for twice (assumed, docs/contracts/flowroute-v2.md A:84).
    pub(crate) fn sign_port_order(&mut self, id: u64, name: &str, title: &str) -> Result<(), PortRefused> {
        let order = self.port_order(id)?;
        if order.status != Status::Pending {
            return Err(PortRefused::State(order.status));
        }
        let on_its_way = |other: &PortOrder| !other.status.is_final() && !other.status.is_editable();
        let others = self.porting.orders.values().filter(|other| on_its_way(other));
        let taken = others
            .flat_map(|other| &other.numbers)
            .find(|tn| order.numbers.contains(tn));
        if let Some(tn) = taken {
            return Err(field(
                "numbers",
                format!("+{tn} is in another port order that is on its way."),
            ));
        }
        self.check_portable(&order.numbers.iter().copied().collect::<Vec<_>>())?;
        if let Some(order) = self.porting.orders.get_mut(&id) {
            order.signature = Some((name.to_owned(), title.to_owned()));
        }
        self.set_port_status(id, Status::Processing);
        Ok(())
    }

    /// Pending becomes canceled, rejected abandoned; nothing else can be canceled.
    pub(crate) fn cancel_port_order(&mut self, id: u64) -> Result<(), PortRefused> {
        let canceled = match self.port_order(id)?.status {
            Status::Pending => Status::Cancelled,
            Status::Rejected => Status::Abandoned,
            status => return Err(PortRefused::State(status)),
        };
        self.set_port_status(id, canceled);
        Ok(())
    }

    /// Adds numbers of the order's carrier and takes numbers out.
    pub(crate) fn change_port_numbers(
        &mut self,
        id: u64,
        add: &[Tn],
        remove: &[Tn],
    ) -> Result<(), PortRefused> {
        let order = self.port_order(id)?;
        if order.status != Status::Pending {
            return Err(PortRefused::State(order.status));
        }
        self.check_portable(add)?;
        let carrier = order.numbers.first().copied().map(losing_carrier);
        if add.iter().any(|tn| Some(losing_carrier(*tn)) != carrier) {
            // Assumed, docs/contracts/flowroute-v2.md A:44.
            return Err(field("add", "The numbers belong to another carrier."));
        }
        let mut numbers = order.numbers.clone();
        numbers.extend(add);
        numbers.retain(|tn| !remove.contains(tn));
        if numbers.is_empty() {
            return Err(field("remove", "A port order must have at least one number."));
        }
        let now = self.now;
        if let Some(order) = self.porting.orders.get_mut(&id) {
            order.numbers = numbers;
            order.modified_at = now;
        }
        Ok(())
    }

    /// Adds numbers to the pending orders of a group, and orders for carriers that have none yet. The id of the order that has
    /// the first of them.
    pub(crate) fn add_port_numbers(&mut self, group: u64, add: &[Tn]) -> Result<u64, PortRefused> {
        let template = self.porting.group(group).next().ok_or(PortRefused::NotFound)?.1;
        let draft = Draft::of(template);
        self.check_portable(add)?;
        let mut first = None;
        for tn in add {
            let has = |order: &PortOrder| order.numbers.contains(tn) && !order.status.is_canceled();
            let takes = |order: &PortOrder| {
                let carrier = order.numbers.first().copied().map(losing_carrier);
                order.status == Status::Pending && carrier == Some(losing_carrier(*tn))
            };
            let find = |fits: &dyn Fn(&PortOrder) -> bool| {
                self.porting
                    .group(group)
                    .find(|(_, order)| fits(order))
                    .map(|(id, _)| id)
            };
            let id = match find(&has).or_else(|| find(&takes)) {
                Some(id) => id,
                None => self.add_port_order(group, BTreeSet::from([*tn]), draft.clone()),
            };
            let now = self.now;
            if let Some(order) = self.porting.orders.get_mut(&id) {
                order.numbers.insert(*tn);
                order.modified_at = now;
            }
            first = first.or(Some(id));
        }
        first.ok_or(field("add", "Must be a list of at least one phone number."))
    }

    /// Numbers of the account do not come from elsewhere (assumed 422, docs/contracts/flowroute-v2.md A:42).
    fn check_portable(&self, numbers: &[Tn]) -> Result<(), PortRefused> {
        let cannot = |tn: &&Tn| !is_portable(**tn) || self.numbers.contains_key(tn);
        match numbers.iter().find(cannot) {
            Some(tn) => Err(field("numbers", format!("+{tn} is not portable."))),
            None => Ok(()),
        }
    }

    fn check_presets(&self, presets: &Presets) -> Result<(), PortRefused> {
        let missing = |id: Option<u64>, exists: bool| id.is_some() && !exists;
        let has_route = |id: Option<u64>| id.is_some_and(|id| self.routes.contains_key(&id));
        let has_cnam = presets.cnam.is_some_and(|id| self.cnams.contains_key(&id));
        let has_e911 = presets.e911.is_some_and(|id| self.e911s.contains_key(&id));
        let checks = [
            ("cnam_id", missing(presets.cnam, has_cnam)),
            ("e911_id", missing(presets.e911, has_e911)),
            (
                "primary_route_id",
                missing(presets.primary_route, has_route(presets.primary_route)),
            ),
            (
                "failover_route_id",
                missing(presets.failover_route, has_route(presets.failover_route)),
            ),
        ];
        match checks.iter().find(|(_, is_missing)| *is_missing) {
            Some((name, _)) => Err(field(name, "There is no such record.")),
            None => Ok(()),
        }
    }
}
