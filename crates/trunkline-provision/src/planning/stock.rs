//! What is for sale.

use std::collections::HashSet;

use trunkline_core::{Money, PhoneNumber};

use crate::fleet::Ceilings;
use crate::{Carrier, Failure, Offer, Search};

/// The most pages of one search that are read; a carrier that repeats itself for ever is no stock.
const MOST_PAGES: u32 = 5000;

/// A number for sale whose whole price is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Priced {
    pub(crate) number: PhoneNumber,
    pub(crate) setup: Money,
    pub(crate) monthly: Money,
}

/// The stock of a carrier, and the numbers in it that somebody has already.
pub(crate) struct Stock {
    taken: HashSet<PhoneNumber>,
}

/// What searches found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) offers: Vec<Priced>,
    /// How many are too dear.
    pub(crate) dear: u64,
    /// How many have no price.
    pub(crate) unpriced: u64,
}

impl Stock {
    pub(crate) fn new(taken: HashSet<PhoneNumber>) -> Self {
        Self { taken }
    }

    /// Up to `count` numbers within the ceilings, by the searches in their order. None is ever found twice.
    pub(crate) async fn find(
        &mut self,
        carrier: &impl Carrier,
        searches: &[Search],
        ceilings: &Ceilings,
        count: usize,
    ) -> Result<Found, Failure> {
        let mut found = Found::default();
        let limit = carrier.capabilities().search_cap.max(1);
        for search in searches {
            for page in 0..MOST_PAGES {
                if found.offers.len() >= count {
                    return Ok(found);
                }
                let search = Search {
                    limit,
                    offset: page.saturating_mul(limit),
                    ..search.clone()
                };
                let offers = carrier.search(&search).await?;
                let is_last = u32::try_from(offers.len()).is_ok_and(|length| length < limit);
                self.choose(offers, ceilings, count, &mut found);
                if is_last {
                    break;
                }
            }
        }
        Ok(found)
    }

    fn choose(&mut self, offers: Vec<Offer>, ceilings: &Ceilings, count: usize, found: &mut Found) {
        for offer in offers {
            if found.offers.len() >= count || self.taken.contains(&offer.number) {
                continue;
            }
            match priced(&offer, ceilings) {
                Ok(priced) => {
                    self.taken.insert(offer.number);
                    found.offers.push(priced);
                }
                Err(Unfit::Dear) => found.dear += 1,
                Err(Unfit::Unpriced) => found.unpriced += 1,
            }
        }
    }
}

/// Why a number is not bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    Dear,
    Unpriced,
}

/// The price of an offer, if it is told and within the ceilings.
pub(crate) fn priced(offer: &Offer, ceilings: &Ceilings) -> Result<Priced, Unfit> {
    let (Some(setup), Some(monthly)) = (offer.setup, offer.monthly) else {
        return Err(Unfit::Unpriced);
    };
    let is_over = |cost: Money, ceiling: &Option<crate::fleet::Located<Money>>| {
        ceiling.as_ref().is_some_and(|ceiling| cost > ceiling.value)
    };
    if is_over(setup, &ceilings.max_setup) || is_over(monthly, &ceilings.max_monthly) {
        return Err(Unfit::Dear);
    }
    Ok(Priced {
        number: offer.number,
        setup,
        monthly,
    })
}
