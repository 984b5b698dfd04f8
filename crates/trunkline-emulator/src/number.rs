//! A telephone number as the emulator keeps it: its digits in one integer.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Digits of a telephone number with country code, without `+`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tn(pub(crate) u64);

/// The toll-free area codes (docs/contracts/flowroute-v2.md §5.1).
pub(crate) const TOLL_FREE: [u16; 7] = [800, 833, 844, 855, 866, 877, 888];

impl Tn {
    /// Reads 10 to 15 digits with at most one leading `+`; anything else is no number (docs/contracts/flowroute-v2.md §5.1, A:19, A:60).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let plain = (10..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain || digits.starts_with('0') {
            return None;
        }
        digits.parse().ok().map(Tn)
    }

    /// Reads a number the way messages want it: 11 to 15 digits (docs/contracts/flowroute-v2.md §2.7).
    pub(crate) fn parse_e164(text: &str) -> Option<Self> {
        Self::parse(text).filter(|tn| tn.0 >= 10_000_000_000)
    }

    /// Builds a number of its first digits and the last four.
    pub(crate) fn with_line(prefix: u64, line: u16) -> Self {
        Tn(prefix * 10_000 + u64::from(line))
    }

    /// All digits but the last four.
    pub(crate) fn prefix(self) -> u64 {
        self.0 / 10_000
    }

    /// Area code and exchange, six digits, of a number of country code 1.
    pub(crate) fn exchange(self) -> Option<u32> {
        self.nanp_part().and_then(|ten| u32::try_from(ten / 10_000).ok())
    }

    /// The three digit area code of a number of country code 1.
    pub(crate) fn area_code(self) -> Option<u16> {
        self.nanp_part()
            .and_then(|ten| u16::try_from(ten / 10_000_000).ok())
    }

    /// The last four digits.
    pub(crate) fn line(self) -> u16 {
        u16::try_from(self.0 % 10_000).unwrap_or(0)
    }

    fn nanp_part(self) -> Option<u64> {
        (self.0 / 10_000_000_000 == 1).then_some(self.0 % 10_000_000_000)
    }

    /// Whether the digits contain `pattern` anywhere.
    pub(crate) fn contains(self, pattern: Digits) -> bool {
        let mut rest = self.0;
        while rest >= pattern.floor {
            if rest % pattern.modulus == pattern.value {
                return true;
            }
            rest /= 10;
        }
        pattern.len == 1 && pattern.value == rest
    }

    /// Whether the digits end with `pattern`.
    pub(crate) fn ends_with(self, pattern: Digits) -> bool {
        self.0 >= pattern.floor && self.0 % pattern.modulus == pattern.value
    }
}

/// A run of 1 to 15 digits to look for; leading zeros count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) value: u64,
    pub(crate) len: u32,
    modulus: u64,
    floor: u64,
}

impl Digits {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = (1..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if !fits {
            return None;
        }
        let len = u32::try_from(text.len()).ok()?;
        let modulus = 10u64.checked_pow(len)?;
        Some(Self {
            value: text.parse().ok()?,
            len,
            modulus,
            floor: modulus / 10,
        })
    }

    /// First and last number of so many digits that begins with these; nothing if these are more.
    pub(crate) fn range(self, digits: u32) -> Option<(u64, u64)> {
        let scale = 10u64.checked_pow(digits.checked_sub(self.len)?)?;
        Some((self.value * scale, (self.value + 1) * scale - 1))
    }
}

impl fmt::Display for Tn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Tn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Tn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Tn::parse(&text).ok_or_else(|| de::Error::custom(format_args!("{text:?} is not 10 to 15 digits")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_for_digits_like_text_search_does() {
        for number in [12_064_205_780u64, 16_463_439_507, 10_000_000_000, 18_005_550_100] {
            let text = number.to_string();
            for pattern in [
                "0",
                "1",
                "3",
                "00",
                "64",
                "206",
                "5780",
                "0100",
                "12064205780",
                "9999",
                "000",
            ] {
                let digits = Digits::parse(pattern).unwrap();
                assert_eq!(
                    Tn(number).contains(digits),
                    text.contains(pattern),
                    "{text} contains {pattern}"
                );
                assert_eq!(
                    Tn(number).ends_with(digits),
                    text.ends_with(pattern),
                    "{text} ends {pattern}"
                );
            }
        }
    }

    #[test]
    fn reads_only_ten_to_fifteen_digits() {
        assert_eq!(Tn::parse("+12064205780"), Some(Tn(12_064_205_780)));
        assert_eq!(Tn::parse("12064205780").and_then(Tn::exchange), Some(206_420));
        assert_eq!(Tn::parse("206420"), None);
        assert_eq!(Tn::parse("1206420578x"), None);
        assert_eq!(Tn::parse("1234567890123456"), None);
    }
}
