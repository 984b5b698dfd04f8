//! Searches the inventory block by block, so that a million numbers take milliseconds.

use std::collections::BTreeSet;

use crate::number::{Digits, Tn};
use crate::store::stock::{Block, NumberKind, Stock};

/// What a number for sale must satisfy; everything given must hold.
#[derive(Default)]
pub(crate) struct Criteria {
    /// Prefix with country code; a prefix longer than a number matches nothing.
    pub(crate) starts_with: Option<Digits>,
    pub(crate) contains: Option<Digits>,
    pub(crate) ends_with: Option<Digits>,
    pub(crate) rate_center: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) kind: Option<NumberKind>,
    pub(crate) country: Option<String>,
    pub(crate) tier: Option<String>,
    pub(crate) max_setup_cost: Option<i64>,
    pub(crate) area_code: Option<u16>,
    /// Digits that the area code contains (Flowroute v1).
    pub(crate) in_area_code: Option<Digits>,
    /// Digits that the exchange without its area code contains (Flowroute v1).
    pub(crate) in_exchange: Option<Digits>,
    /// Only numbers of country code 1 (Flowroute v1).
    pub(crate) country_code_1: bool,
}

/// What to sort numbers by; equal keys stay ascending by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderBy {
    Number,
    MonthlyCost,
    Country,
    NumberKind,
    State,
    RateCenter,
}

/// Numbers of the inventory that are not sold.
pub(crate) struct ForSale<'a> {
    pub(crate) stock: &'a Stock,
    pub(crate) sold: &'a BTreeSet<Tn>,
}

/// A number together with the exchange it comes from.
pub(crate) type Offer<'a> = (Tn, &'a Block);

impl<'a> ForSale<'a> {
    /// A number that can be bought now.
    pub(crate) fn find(&self, tn: Tn) -> Option<&'a Block> {
        self.stock.find(tn).filter(|_| !self.sold.contains(&tn))
    }

    /// How many numbers of an exchange are left.
    pub(crate) fn left(&self, block: &Block) -> u64 {
        let (first, last) = block.range();
        u64::from(block.count()).saturating_sub(self.sold.range(first..=last).count() as u64)
    }

    /// Area codes with at least one matching number left, ascending.
    pub(crate) fn area_codes(&self, wanted: &Criteria) -> Vec<u16> {
        let mut found: Vec<u16> = Vec::new();
        for block in self.stock.blocks() {
            let Some(area) = block.area_code() else { continue };
            if found.last() != Some(&area) && self.any(block, wanted) {
                found.push(area);
            }
        }
        found
    }

    /// Exchanges with at least one matching number left, ascending.
    pub(crate) fn exchanges(&self, wanted: &Criteria) -> Vec<u32> {
        let blocks = self.stock.blocks().iter();
        blocks
            .filter(|block| self.any(block, wanted))
            .filter_map(Block::exchange)
            .collect()
    }

    /// One page of matching numbers, and whether more follow.
    pub(crate) fn page(
        &self,
        wanted: &Criteria,
        (order, descending): (OrderBy, bool),
        offset: u64,
        limit: usize,
    ) -> (Vec<Offer<'a>>, bool) {
        let mut blocks: Vec<&'a Block> = self
            .stock
            .blocks()
            .iter()
            .filter(|block| wanted.fits_block(block))
            .collect();
        sort(&mut blocks, order, descending);
        let backwards = descending && order == OrderBy::Number;
        let whole = wanted.takes_whole_blocks();
        let mut skip = offset;
        let mut page = Vec::with_capacity(limit.min(400));
        for block in blocks {
            // Skipping by count is what makes a far offset cheap.
            if whole && skip > 0 {
                let left = self.left(block);
                if left <= skip {
                    skip -= left;
                    continue;
                }
            }
            for tn in block.numbers(backwards) {
                if self.sold.contains(&tn) || !wanted.fits(tn, block) {
                    continue;
                }
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                if page.len() == limit {
                    return (page, true);
                }
                page.push((tn, block));
            }
        }
        (page, false)
    }

    fn any(&self, block: &Block, wanted: &Criteria) -> bool {
        if !wanted.fits_block(block) {
            return false;
        }
        if wanted.takes_whole_blocks() {
            return self.left(block) > 0;
        }
        block
            .numbers(false)
            .any(|tn| !self.sold.contains(&tn) && wanted.fits(tn, block))
    }
}

fn sort(blocks: &mut [&Block], order: OrderBy, descending: bool) {
    // Every key but the number itself is the same all over an exchange, so sorting exchanges sorts numbers.
    blocks.sort_by(|a, b| {
        let by_key = match order {
            OrderBy::Number => a.prefix.cmp(&b.prefix),
            OrderBy::MonthlyCost => a.tier.monthly.cmp(&b.tier.monthly),
            OrderBy::Country => a.country.cmp(b.country),
            OrderBy::NumberKind => a.kind.cmp(&b.kind),
            OrderBy::State => a.state.cmp(&b.state),
            OrderBy::RateCenter => a.rate_center.cmp(&b.rate_center),
        };
        let by_key = if descending { by_key.reverse() } else { by_key };
        by_key.then(a.prefix.cmp(&b.prefix))
    });
}

/// Whether a part of an exchange contains digits; there is none outside country code 1.
fn contains(code: Option<u32>, digits: Option<Digits>) -> bool {
    digits.is_none_or(|digits| code.is_some_and(|code| Tn(u64::from(code)).contains(digits)))
}

/// Whether a number from `first` to `last`, which are of one length, begins with these digits.
fn begins(prefix: Option<Digits>, first: Tn, last: Tn) -> bool {
    prefix.is_none_or(|prefix| {
        let range = prefix.range(first.0.checked_ilog10().map_or(0, |log| log + 1));
        range.is_some_and(|(low, high)| low <= last.0 && first.0 <= high)
    })
}

impl Criteria {
    /// Whether every unsold number of a fitting exchange fits too.
    fn takes_whole_blocks(&self) -> bool {
        let long_prefix = self.starts_with.is_some_and(|prefix| prefix.len > 7);
        !long_prefix && self.contains.is_none() && self.ends_with.is_none() && self.max_setup_cost.is_none()
    }

    fn fits_block(&self, block: &Block) -> bool {
        let (first, last) = block.range();
        let text = |wanted: &Option<String>, have: Option<&str>| {
            wanted
                .as_deref()
                .is_none_or(|wanted| have.is_some_and(|have| have.eq_ignore_ascii_case(wanted)))
        };
        begins(self.starts_with, first, last)
            && (!self.country_code_1 || block.exchange().is_some())
            && text(&self.state, block.state)
            && text(&self.rate_center, block.rate_center)
            && text(&self.country, Some(block.country))
            && self.kind.is_none_or(|kind| kind == block.kind)
            && self.tier.as_deref().is_none_or(|tier| tier == block.tier.id)
            && self.area_code.is_none_or(|area| block.area_code() == Some(area))
            && contains(block.exchange().map(|six| six / 1000), self.in_area_code)
            && contains(block.exchange().map(|six| six % 1000), self.in_exchange)
            && self
                .max_setup_cost
                .is_none_or(|most| block.least_setup_cost() <= most)
    }

    fn fits(&self, tn: Tn, block: &Block) -> bool {
        begins(self.starts_with, tn, tn)
            && self.ends_with.is_none_or(|digits| tn.ends_with(digits))
            && self.contains.is_none_or(|digits| tn.contains(digits))
            && self
                .max_setup_cost
                .is_none_or(|most| block.setup_cost(tn) <= most)
    }
}
