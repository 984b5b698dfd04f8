//! The calls of the account, computed from the seed: so many in every hour (constructed).

use serde::{Deserialize, Serialize};

use crate::hash::{Stream, mix};
use crate::money;
use crate::number::Tn;
use crate::time::{self, Micros, SECOND};

const HOUR: Micros = 3600 * SECOND;

/// The first line of an export (docs/contracts/flowroute-v2.md §3.8).
pub(super) const HEADER: &str = "direction,start_time,end_time,destination,number_alias,callerid,total_cost,destination_name,\
    callerid_country,line_information,result,call_fail_sip_code,call_fail_reason,duration,billed_duration,rate,\
    first_increment,subsequent_increment,cost_subtotal,connect_fee,usf_fee,ccrf,cnam_lookup_fee,custom_x_tag,customer_ip\n";

/// The account's numbers that are called and call, with their names.
const NUMBERS: [(u64, &str); 3] = [
    (12_012_673_227, "Office 221"),
    (12_014_845_220, "Office 888"),
    (12_062_011_682, "Home Phone"),
];
const TAGS: [&str; 3] = ["", "sales", "support"];
const ADDRESSES: [&str; 2] = ["53.186.152.52", "53.186.152.53"];

/// Which calls are wanted. Lists that are empty let everything through.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Filter {
    pub(crate) from: Micros,
    pub(crate) to: Micros,
    pub(crate) aliases: Vec<String>,
    pub(crate) aliases_contain: Vec<String>,
    pub(crate) destinations: Vec<Tn>,
    pub(crate) callers: Vec<Tn>,
    pub(crate) tags: Vec<String>,
    pub(crate) caller_ip: Option<String>,
    pub(crate) longer_than: Option<u64>,
}

/// One call.
pub(super) struct CallRecord {
    inbound: bool,
    start: Micros,
    duration: u64,
    own: Tn,
    other: Tn,
    alias: &'static str,
    tag: &'static str,
    address: &'static str,
}

impl Filter {
    /// The calls that fit, the earliest first.
    pub(super) fn calls(&self, seed: u64, per_hour: u32) -> impl Iterator<Item = CallRecord> {
        let hours = self.from.div_euclid(HOUR)..=self.to.div_euclid(HOUR);
        let all =
            hours.flat_map(move |hour| (0..per_hour).map(move |index| call(seed, hour, index, per_hour)));
        all.filter(|call| self.fits(call))
    }

    fn fits(&self, call: &CallRecord) -> bool {
        let any = |list: &[String], fits: &dyn Fn(&str) -> bool| {
            list.is_empty() || list.iter().any(|item| fits(item))
        };
        let (caller, called) = call.parties();
        (self.from..self.to).contains(&call.start)
            && any(&self.aliases, &|alias| alias == call.alias)
            && any(&self.aliases_contain, &|part| call.alias.contains(part))
            && any(&self.tags, &|tag| tag == call.tag)
            && (self.destinations.is_empty() || self.destinations.contains(&called))
            && (self.callers.is_empty() || self.callers.contains(&caller))
            && self
                .caller_ip
                .as_deref()
                .is_none_or(|address| address == call.address)
            && self.longer_than.is_none_or(|seconds| call.duration > seconds)
    }
}

/// The call at a place in an hour.
fn call(seed: u64, hour: i64, index: u32, per_hour: u32) -> CallRecord {
    let bits = mix(
        seed,
        (Stream::Call as u64) << 32 | u64::from(index),
        hour.unsigned_abs(),
    );
    let pick = |shift: u32, below: u64| (bits >> shift) % below;
    let number = NUMBERS.get(usize::try_from(pick(0, 3)).unwrap_or(0)).copied();
    let (own, alias) = number.unwrap_or((12_012_673_227, "Office 221"));
    let spread = HOUR / i64::from(per_hour.max(1)) * i64::from(index);
    CallRecord {
        inbound: pick(8, 2) == 0,
        start: hour * HOUR + spread / SECOND * SECOND,
        duration: pick(16, 600),
        own: Tn(own),
        other: Tn(12_060_000_000 + 2_000_000 + pick(24, 7_999_999)),
        alias,
        tag: TAGS
            .get(usize::try_from(pick(48, 3)).unwrap_or(0))
            .copied()
            .unwrap_or(""),
        address: ADDRESSES
            .get(usize::try_from(pick(52, 2)).unwrap_or(0))
            .copied()
            .unwrap_or(""),
    }
}

impl CallRecord {
    fn parties(&self) -> (Tn, Tn) {
        if self.inbound {
            (self.other, self.own)
        } else {
            (self.own, self.other)
        }
    }

    /// Billed in steps of six seconds.
    pub(super) fn billed(&self) -> u64 {
        self.duration.div_ceil(6) * 6
    }

    /// 1.2 cents a minute.
    pub(super) fn cost(&self) -> i64 {
        i64::try_from(self.billed()).unwrap_or(0) * 200_000
    }

    /// A line of the export.
    pub(super) fn row(&self) -> String {
        let (caller, called) = self.parties();
        let end = self.start + i64::try_from(self.duration).unwrap_or(0) * SECOND;
        let (direction, cost) = (
            if self.inbound { "Inbound" } else { "Outbound" },
            money::plain(self.cost(), 8),
        );
        format!(
            "{direction},{},{},{called},{},+{caller},{cost},UNITED STATES,UNITED STATES,,completed,200,OK,{},{},0.012000,6,6,\
             {cost},0.0000,0.00000000,0.00000000,0.00000000,{},{}\n",
            time::csv(self.start),
            time::csv(end),
            self.alias,
            self.duration,
            self.billed(),
            self.tag,
            self.address,
        )
    }
}
