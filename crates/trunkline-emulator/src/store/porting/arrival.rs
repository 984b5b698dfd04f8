//! Numbers that have come here from another carrier.

use crate::money::DOLLAR;
use crate::number::{TOLL_FREE, Tn};
use crate::store::State;
use crate::store::numbers::Number;
use crate::store::places::AREAS;
use crate::store::stock::NumberKind;
use crate::time::Micros;

use super::{PortOrder, Presets};

impl State {
    /// Puts the numbers of an order on the account, with its presets. A preset that does not fit (a caller name that is not
    /// approved, say) is left out, and a comment says so.
    pub(super) fn land_port_order(&mut self, id: u64) {
        let Some(order) = self.porting.orders.get(&id).cloned() else {
            return;
        };
        for tn in &order.numbers {
            if self.numbers.contains_key(tn) {
                self.comment(id, &format!("+{tn} is on the account already."));
                continue;
            }
            self.counters.row += 1;
            let number = ported(*tn, &order, self.counters.row, self.now);
            self.numbers.insert(*tn, number);
            self.sold.insert(*tn);
            *self.porting.ported_in.entry(*tn).or_insert(0) += 1;
            self.apply_presets(id, *tn, &order.presets);
        }
    }

    fn apply_presets(&mut self, id: u64, tn: Tn, presets: &Presets) {
        let (primary, failover) = (presets.primary_route, presets.failover_route);
        let routes = &self.routes;
        let existing = |route: Option<u64>| route.filter(|id| routes.contains_key(id));
        let (primary, failover) = (existing(primary), existing(failover));
        if let Some(number) = self.numbers.get_mut(&tn) {
            number.primary_route = primary.or(Some(0));
            number.failover_route = failover;
            number.alias.clone_from(&presets.alias);
        }
        if presets
            .cnam
            .is_some_and(|cnam| self.associate_cnam(tn, cnam).is_err())
        {
            self.comment(id, &format!("The caller name could not be assigned to +{tn}."));
        }
        if presets
            .e911
            .is_some_and(|e911| self.associate_e911(tn, e911).is_err())
        {
            self.comment(
                id,
                &format!("The emergency address could not be assigned to +{tn}."),
            );
        }
    }
}

/// A number as it is when it arrives.
fn ported(tn: Tn, order: &PortOrder, row: u64, now: Micros) -> Number {
    let area = AREAS.iter().find(|area| Some(area.npa) == tn.area_code());
    let is_toll_free = tn.area_code().is_some_and(|area| TOLL_FREE.contains(&area));
    Number {
        kind: if is_toll_free {
            NumberKind::TollFree
        } else {
            NumberKind::Local
        },
        rate_center: area
            .and_then(|area| area.rate_centers.first())
            .map(|&name| name.to_owned()),
        state: area.map(|area| area.state.to_owned()),
        country: area.map_or("US", |area| area.country).to_owned(),
        monthly_cost: DOLLAR * 5 / 4,
        inbound_rate: DOLLAR * 12 / 1000,
        cnam_lookups_enabled: order.details.enable_cnam_lookups,
        ..Number::unassigned(row, now)
    }
}
