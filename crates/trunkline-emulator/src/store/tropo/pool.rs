//! Numbers that exist, by exchange (docs/contracts/tropo.md §3.5, §3.6). Data: which of them are free is in the state.

use std::collections::BTreeMap;

/// A place with numbers.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) id: u32,
    /// Country code and area code.
    pub(crate) prefix: &'static str,
    pub(crate) city: Option<&'static str>,
    pub(crate) state: Option<&'static str>,
    pub(crate) country: &'static str,
    pub(crate) region: Option<&'static str>,
    pub(crate) description: &'static str,
    pub(crate) sms: bool,
    /// First numbers of runs of numbers, and how many each has. Not all begin with the prefix: Denver has an overlay.
    runs: &'static [(u64, u64)],
}

const LOCAL: &str = "Phone Number w/ SMS";
const TOLL_FREE: &str = "Toll Free Phone Number";
const INTERNATIONAL: &str = "International Phone Number";

const fn local(
    id: u32,
    prefix: &'static str,
    city: &'static str,
    state: &'static str,
    runs: &'static [(u64, u64)],
) -> Exchange {
    Exchange {
        id,
        prefix,
        city: Some(city),
        state: Some(state),
        country: "United States",
        region: None,
        description: LOCAL,
        sms: true,
        runs,
    }
}

const fn toll_free(id: u32, prefix: &'static str, runs: &'static [(u64, u64)]) -> Exchange {
    Exchange {
        city: None,
        state: None,
        description: TOLL_FREE,
        sms: false,
        ..local(id, prefix, "", "", runs)
    }
}

/// Every exchange, in the order of the carrier's list. Ajax-Pickering has three numbers only, so that running out of
/// them can be tried.
pub(crate) const EXCHANGES: [Exchange; 17] = [
    local(
        2101,
        "1407",
        "Orlando",
        "FL",
        &[(14_075_551_234, 1), (14_076_800_712, 500), (14_077_969_800, 100)],
    ),
    local(2102, "1312", "Chicago", "IL", &[(13_126_000_100, 500)]),
    local(2103, "1303", "Denver", "CO", &[(17_202_551_912, 500)]),
    local(2104, "1310", "Los Angeles", "CA", &[(13_106_010_100, 500)]),
    local(2105, "1412", "Pittsburgh", "PA", &[(14_122_070_100, 500)]),
    local(2106, "1415", "San Francisco", "CA", &[(14_153_000_100, 500)]),
    local(2107, "1206", "Seattle", "WA", &[(12_062_020_100, 500)]),
    local(2108, "1301", "Washington", "DC", &[(13_012_020_100, 500)]),
    local(2109, "1321", "Orlando", "FL", &[(13_212_220_100, 500)]),
    local(2142, "1443", "Aberdeen", "MD", &[(14_438_637_082, 500)]),
    local(2110, "1212", "New York", "NY", &[(12_122_020_100, 500)]),
    Exchange {
        state: None,
        country: "Canada",
        ..local(2111, "1289", "AJAX-PICKERING", "", &[(12_892_000_100, 3)])
    },
    toll_free(2112, "1888", &[(18_882_000_100, 100)]),
    toll_free(2113, "1866", &[(18_662_000_100, 100)]),
    Exchange {
        country: "Netherlands",
        description: INTERNATIONAL,
        ..toll_free(2114, "31", &[(31_202_000_100, 100)])
    },
    Exchange {
        country: "United Kingdom",
        description: INTERNATIONAL,
        ..toll_free(2115, "44", &[(442_030_000_100, 100)])
    },
    Exchange {
        city: Some("iNum US"),
        country: "",
        region: Some("I-US"),
        description: INTERNATIONAL,
        ..toll_free(2116, "008", &[(883_510_001_812_716, 100)])
    },
];

/// The digits of a number however it is written; ten digits are a number of country code 1.
pub(crate) fn digits(text: &str) -> Option<u64> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || "+-.() ".contains(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !text.chars().all(plain) || !(7..=15).contains(&digits.len()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    if digits.len() == 10 && !text.starts_with('+') {
        return number.checked_add(10_000_000_000);
    }
    Some(number)
}

/// A number as links and answers write it: with `+`, except for an iNum.
pub(crate) fn written(number: u64) -> String {
    match exchange_of(number) {
        Some(exchange) if exchange.region.is_some() => number.to_string(),
        _ => format!("+{number}"),
    }
}

/// The exchange a number belongs to; nothing for numbers there are not.
pub(crate) fn exchange_of(number: u64) -> Option<&'static Exchange> {
    EXCHANGES.iter().find(|exchange| {
        let mut runs = exchange.runs.iter();
        runs.any(|(first, count)| (*first..first + count).contains(&number))
    })
}

/// The part of an exchange's numbers that a prefix means: all of them if it is the exchange's own.
fn meant(exchange: &'static Exchange, prefix: &str) -> impl Iterator<Item = (u64, u64)> {
    let whole = exchange.prefix == prefix;
    let wanted: Option<u64> = prefix.parse().ok();
    let length = prefix.len();
    exchange.runs.iter().filter_map(move |(first, count)| {
        let last = first + count - 1;
        if whole || length == 0 {
            return Some((*first, last));
        }
        let rest = u32::try_from(first.to_string().len().checked_sub(length)?).ok()?;
        let scale = 10u64.checked_pow(rest)?;
        let floor = wanted?.checked_mul(scale)?;
        let (low, high) = ((*first).max(floor), last.min(floor + (scale - 1)));
        (low <= high).then_some((low, high))
    })
}

/// The lowest free number of a prefix; `taken` has numbers that are not free.
pub(crate) fn lowest_free(prefix: &str, taken: &BTreeMap<u64, u64>) -> Option<u64> {
    let runs = EXCHANGES.iter().flat_map(|exchange| meant(exchange, prefix));
    runs.filter_map(|(low, high)| (low..=high).find(|number| !taken.contains_key(number)))
        .min()
}

/// Every free number of a prefix, exchange by exchange.
pub(crate) fn all_free<'a>(
    prefix: &'a str,
    taken: &'a BTreeMap<u64, u64>,
) -> impl Iterator<Item = (u64, &'static Exchange)> + 'a {
    EXCHANGES.iter().flat_map(move |exchange| {
        let numbers = meant(exchange, prefix).flat_map(|(low, high)| low..=high);
        numbers
            .filter(|number| !taken.contains_key(number))
            .map(move |number| (number, exchange))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_written() {
        for text in [
            "4075551234",
            "14075551234",
            "+14075551234",
            "(407) 555-1234",
            "+1 407-555-1234",
        ] {
            assert_eq!(digits(text), Some(14_075_551_234), "{text}");
        }
        assert_eq!(digits("883510001812716"), Some(883_510_001_812_716));
        assert_eq!(digits("+31202000100"), Some(31_202_000_100));
        for text in ["", "abc", "123", "1234567890123456", "4075551234x"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }

    #[test]
    fn a_prefix_means_its_exchange_or_its_digits() {
        let none = BTreeMap::new();
        assert_eq!(lowest_free("1303", &none), Some(17_202_551_912));
        assert_eq!(lowest_free("1720", &none), Some(17_202_551_912));
        assert_eq!(lowest_free("14076800800", &none), Some(14_076_800_800));
        assert_eq!(lowest_free("31", &none), Some(31_202_000_100));
        assert_eq!(lowest_free("008", &none), Some(883_510_001_812_716));
        assert_eq!(lowest_free("1999", &none), None);
        assert_eq!(lowest_free("99999999999999999999999", &none), None);
        let taken = (12_892_000_100..12_892_000_103)
            .map(|number| (number, 1))
            .collect();
        assert_eq!(lowest_free("1289", &taken), None);
        assert_eq!(all_free("1289", &none).count(), 3);
    }

    #[test]
    fn no_number_belongs_to_two_exchanges() {
        let mut runs: Vec<(u64, u64)> = EXCHANGES.iter().flat_map(|e| e.runs.iter().copied()).collect();
        runs.sort_unstable();
        for pair in runs.windows(2) {
            assert!(pair[0].0 + pair[0].1 <= pair[1].0, "{pair:?}");
        }
    }
}
