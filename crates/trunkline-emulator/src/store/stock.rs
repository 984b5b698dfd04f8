//! The inventory, computed from the seed: a million numbers need no million rows.
//!
//! An exchange (NPA-NXX) offers evenly spread lines: the `i`th is `i * stride` plus a seeded jitter below `stride`. That is
//! ascending, differs per exchange, and tells in O(1) whether a line is offered. Only what was sold is written down (in
//! the state, as a set); what is here is derived from seed and size alone.

use std::collections::BTreeSet;

use crate::hash::{Stream, mix};
use crate::money::DOLLAR;
use crate::number::{TOLL_FREE, Tn};
use crate::store::places::{AREAS, FIXED, FOREIGN, STATED_SETUP};

/// Local or toll-free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NumberKind {
    Local,
    TollFree,
}

/// A price list (docs/contracts/flowroute-v2.md §3.1.3: `id` is a display name used as key).
pub(crate) struct Tier {
    pub(crate) id: &'static str,
    pub(crate) setup: i64,
    pub(crate) monthly: i64,
    pub(crate) inbound: i64,
}

/// The tiers for sale, in the order N3 lists them. Assumed prices (docs/contracts/flowroute-v2.md A:11).
pub(crate) const TIERS: &[Tier] = &[
    Tier {
        id: "Standard",
        setup: DOLLAR,
        monthly: 1_250_000_000,
        inbound: 12_000_000,
    },
    Tier {
        id: "US Promo $0.0/$0.50/$0.005",
        setup: 0,
        monthly: 500_000_000,
        inbound: 5_000_000,
    },
];

const STANDARD: &Tier = &Tier {
    id: "Standard",
    setup: DOLLAR,
    monthly: 1_250_000_000,
    inbound: 12_000_000,
};

/// Country code 1 in front of area code and exchange.
const COUNTRY_CODE_1: u64 = 1_000_000;

/// Set-up cost of a number that is easy to remember.
const VANITY_SETUP: i64 = 3_990_000_000;

/// One exchange with numbers for sale, or as many numbers outside country code 1.
pub(crate) struct Block {
    /// All digits but the last four, with the country code.
    pub(crate) prefix: u64,
    /// Lower-case state or province; nothing for toll-free numbers.
    pub(crate) state: Option<&'static str>,
    /// Lower-case abbreviated rate center; nothing for toll-free numbers.
    pub(crate) rate_center: Option<&'static str>,
    pub(crate) country: &'static str,
    pub(crate) kind: NumberKind,
    pub(crate) tier: &'static Tier,
    fixed: &'static [u16],
    stride: u16,
    spread: u16,
    salt: u64,
}

/// Everything the carrier could sell, before anything is sold.
pub(crate) struct Stock {
    blocks: Vec<Block>,
    total: u64,
}

impl Stock {
    /// Derives the inventory from the seed and the wanted size; the result is at least that large.
    pub(crate) fn new(seed: u64, size: u64) -> Self {
        let plan = Plan::new(size);
        let mut blocks: Vec<Block> = FIXED.iter().map(|fixed| plan.fixed(seed, fixed)).collect();
        for (place, area) in AREAS.iter().enumerate() {
            for (index, nxx) in exchanges(seed, area.npa, area.first_nxx, plan.per_area)
                .into_iter()
                .enumerate()
            {
                let exchange = u32::from(area.npa) * 1000 + u32::from(nxx);
                let rate_center = area.rate_centers.get(index % area.rate_centers.len()).copied();
                // The last exchange of every tenth area is on promotion; elsewhere numbers cost what the documents say.
                let promoted = place % 10 == 9 && index + 1 == plan.per_area;
                let tier = if promoted {
                    TIERS.get(1).unwrap_or(STANDARD)
                } else {
                    STANDARD
                };
                blocks.push(plan.exchange(
                    seed,
                    exchange,
                    (Some(area.state), rate_center, area.country),
                    NumberKind::Local,
                    tier,
                ));
            }
        }
        for npa in TOLL_FREE {
            for nxx in exchanges(seed, npa, 220, plan.per_area) {
                let exchange = u32::from(npa) * 1000 + u32::from(nxx);
                let nowhere = (None, None, "US");
                blocks.push(plan.exchange(seed, exchange, nowhere, NumberKind::TollFree, STANDARD));
            }
        }
        blocks.extend(FOREIGN.iter().map(|foreign| Block {
            prefix: foreign.prefix,
            fixed: foreign.lines,
            spread: 0,
            ..plan.exchange(
                seed,
                0,
                (None, Some(foreign.rate_center), foreign.country),
                NumberKind::Local,
                STANDARD,
            )
        }));
        blocks.sort_by_key(|block| block.prefix);
        blocks.dedup_by_key(|block| block.prefix);
        let total = blocks.iter().map(|block| u64::from(block.count())).sum();
        Self { blocks, total }
    }

    /// All exchanges, ascending.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many numbers there are, sold ones included.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The exchange a number belongs to, if the number is one of those the carrier has.
    pub(crate) fn find(&self, tn: Tn) -> Option<&Block> {
        let index = self
            .blocks
            .binary_search_by_key(&tn.prefix(), |block| block.prefix)
            .ok()?;
        self.blocks.get(index).filter(|block| block.offers(tn.line()))
    }
}

/// How many exchanges per area, and how densely filled, for a wanted size.
struct Plan {
    per_area: usize,
    stride: u16,
    spread: u16,
}

impl Plan {
    fn new(size: u64) -> Self {
        let areas = (AREAS.len() + TOLL_FREE.len()) as u64;
        let per_area = (size / (areas * 100))
            .clamp(4, 24)
            .max(size.div_ceil(areas * 5000))
            .min(500);
        let wanted = size.div_ceil(areas * per_area).clamp(1, 10_000);
        let stride = (10_000 / wanted).max(1);
        let narrow = |value: u64| u16::try_from(value).unwrap_or(10_000);
        Self {
            per_area: per_area as usize,
            stride: narrow(stride),
            spread: narrow(wanted),
        }
    }

    fn exchange(
        &self,
        seed: u64,
        exchange: u32,
        (state, rate_center, country): (Option<&'static str>, Option<&'static str>, &'static str),
        kind: NumberKind,
        tier: &'static Tier,
    ) -> Block {
        let salt = mix(seed, Stream::Stock as u64, u64::from(exchange));
        let (stride, spread) = (self.stride, self.spread);
        Block {
            prefix: COUNTRY_CODE_1 + u64::from(exchange),
            state,
            rate_center,
            country,
            kind,
            tier,
            fixed: &[],
            stride,
            spread,
            salt,
        }
    }

    fn fixed(&self, seed: u64, fixed: &'static crate::store::places::FixedBlock) -> Block {
        let place = (Some(fixed.state), Some(fixed.rate_center), "US");
        let mut block = self.exchange(seed, fixed.exchange, place, NumberKind::Local, STANDARD);
        block.fixed = fixed.lines;
        if !fixed.grows {
            block.spread = 0;
        }
        block
    }
}

/// `count` exchange codes of an area, ascending; no N11 codes, no 555 (the fictional exchange).
fn exchanges(seed: u64, npa: u16, first: u16, count: usize) -> BTreeSet<u16> {
    let span = u64::from(1000 - first);
    let mut found = BTreeSet::new();
    let taken = |nxx: u16| {
        FIXED
            .iter()
            .any(|fixed| fixed.exchange == u32::from(npa) * 1000 + u32::from(nxx))
    };
    for attempt in 0..20_000u64 {
        if found.len() >= count {
            break;
        }
        let offset = mix(seed, u64::from(npa) << 8 | Stream::Stock as u64, attempt) % span;
        let nxx = first + u16::try_from(offset).unwrap_or(0);
        if nxx % 100 != 11 && nxx != 555 && !taken(nxx) {
            found.insert(nxx);
        }
    }
    found
}

impl Block {
    fn jitter(&self, index: u16) -> u16 {
        let stride = u64::from(self.stride);
        u16::try_from(mix(self.salt, u64::from(index), 0) % stride).unwrap_or(0)
    }

    fn spread_line(&self, index: u16) -> u16 {
        index * self.stride + self.jitter(index)
    }

    fn in_spread(&self, line: u16) -> bool {
        let index = line / self.stride.max(1);
        index < self.spread && self.spread_line(index) == line
    }

    /// Whether the carrier has this line at all.
    pub(crate) fn offers(&self, line: u16) -> bool {
        self.fixed.binary_search(&line).is_ok() || self.in_spread(line)
    }

    /// How many lines the carrier has here.
    pub(crate) fn count(&self) -> u32 {
        let extra = self.fixed.iter().filter(|line| !self.in_spread(**line)).count();
        u32::from(self.spread) + u32::try_from(extra).unwrap_or(0)
    }

    /// Area code and exchange, six digits; nothing outside country code 1.
    pub(crate) fn exchange(&self) -> Option<u32> {
        let six = self.prefix.checked_sub(COUNTRY_CODE_1)?;
        u32::try_from(six).ok().filter(|six| *six < 1_000_000)
    }

    /// The area code; nothing outside country code 1.
    pub(crate) fn area_code(&self) -> Option<u16> {
        self.exchange().and_then(|six| u16::try_from(six / 1000).ok())
    }

    /// First and last number an exchange can hold.
    pub(crate) fn range(&self) -> (Tn, Tn) {
        (Tn::with_line(self.prefix, 0), Tn::with_line(self.prefix, 9999))
    }

    /// All numbers, ascending or descending, sold ones included.
    pub(crate) fn numbers(&self, descending: bool) -> Box<dyn Iterator<Item = Tn> + '_> {
        let tn = move |line| Tn::with_line(self.prefix, line);
        if self.spread == 0 {
            let fixed = self.fixed.iter().copied().map(tn);
            return if descending {
                Box::new(fixed.rev())
            } else {
                Box::new(fixed)
            };
        }
        // Fixed lines and spread lines never share an exchange (see `Plan::fixed`): no merge is needed.
        let spread = (0..self.spread).map(move |index| tn(self.spread_line(index)));
        if descending {
            Box::new(spread.rev())
        } else {
            Box::new(spread)
        }
    }

    /// One-time price of a number of this exchange, in nanodollars.
    pub(crate) fn setup_cost(&self, tn: Tn) -> i64 {
        if let Some((_, cost)) = STATED_SETUP.iter().find(|(number, _)| *number == tn.0) {
            return *cost;
        }
        let line = tn.line();
        let (high, low) = (line / 100, line % 100);
        let vanity = high == low || (line % 1000).is_multiple_of(111);
        if vanity {
            self.tier.setup.max(VANITY_SETUP)
        } else {
            self.tier.setup
        }
    }

    /// The lowest set-up cost an exchange can have without looking at its numbers.
    pub(crate) fn least_setup_cost(&self) -> i64 {
        self.tier.setup
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_find_and_iteration_agree() {
        let stock = Stock::new(1, 25_000);
        let mut last = Tn(0);
        let mut counted = 0;
        for block in stock.blocks() {
            let numbers: Vec<Tn> = block.numbers(false).collect();
            assert_eq!(numbers.len() as u32, block.count(), "{}", block.prefix);
            let mut back: Vec<Tn> = block.numbers(true).collect();
            back.reverse();
            assert_eq!(numbers, back);
            for tn in numbers {
                assert!(tn > last, "{tn} after {last}");
                assert!(stock.find(tn).is_some());
                last = tn;
                counted += 1;
            }
        }
        assert_eq!(counted, stock.total());
        assert!(counted >= 20_000, "{counted}");
        assert!(stock.find(Tn(12_065_550_100)).is_none());
    }

    #[test]
    fn covers_many_states_and_every_documented_number() {
        let stock = Stock::new(42, 25_000);
        let states: BTreeSet<_> = stock.blocks().iter().filter_map(|block| block.state).collect();
        assert!(states.len() >= 15, "{states:?}");
        for number in [
            12_064_205_780,
            12_062_011_204,
            16_463_439_507,
            16_502_390_214,
            12_012_673_227,
            12_066_417_744,
            12_066_417_848,
            442_079_460_012,
        ] {
            assert!(stock.find(Tn(number)).is_some(), "{number}");
        }
        assert!(
            stock
                .blocks()
                .iter()
                .any(|block| block.kind == NumberKind::TollFree)
        );
    }

    #[test]
    fn grows_to_the_wanted_size() {
        for size in [1, 25_000, 100_000, 1_000_000, 3_000_000] {
            let total = Stock::new(3, size).total();
            assert!(total >= size, "{total} for {size}");
        }
    }
}
