//! The North American Numbering Plan: area codes, exchanges and rate centers.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::excerpt::excerpt;

/// A three-digit area code (NPA): first digit 2 to 9, not ending in 11.
///
/// ```
/// use trunkline_core::AreaCode;
///
/// let seattle: AreaCode = "206".parse()?;
/// assert!(!seattle.is_toll_free());
/// assert!("911".parse::<AreaCode>().is_err());
/// # Ok::<(), trunkline_core::ParseNanpError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaCode(u16);

impl AreaCode {
    /// The area code with these digits, such as `206`.
    ///
    /// # Errors
    /// When the number is no area code; the error names the rule.
    pub fn new(code: u16) -> Result<Self, ParseNanpError> {
        match area_code_rule(code) {
            None => Ok(Self(code)),
            Some(rule) => Err(ParseNanpError::number(code.into(), rule)),
        }
    }

    /// The digits as a number, 200 to 999.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whether the called party pays: 800, 833, 844, 855, 866, 877 and 888.
    #[must_use]
    pub const fn is_toll_free(self) -> bool {
        matches!(self.0, 800 | 833 | 844 | 855 | 866 | 877 | 888)
    }
}

/// An area code with the three digits that follow it (NPA-NXX): a block of ten thousand numbers.
///
/// The last three digits start with 2 to 9 and do not end in 11, except within toll-free area codes, where blocks such
/// as 800-911 exist.
///
/// ```
/// use trunkline_core::NpaNxx;
///
/// let block: NpaNxx = "206-555".parse()?;
/// assert_eq!(block.area_code().get(), 206);
/// assert_eq!(block.nxx(), 555);
/// assert_eq!(block.to_string(), "206555");
/// # Ok::<(), trunkline_core::ParseNanpError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NpaNxx(u32);

impl NpaNxx {
    /// The block with these six digits, such as `206555`.
    ///
    /// # Errors
    /// When the number is no block; the error names the rule.
    pub fn new(digits: u32) -> Result<Self, ParseNanpError> {
        match exchange_rule(digits) {
            None => Ok(Self(digits)),
            Some(rule) => Err(ParseNanpError::number(digits, rule)),
        }
    }

    /// All six digits as a number, 200200 to 999999.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The first three digits.
    #[must_use]
    pub const fn area_code(self) -> AreaCode {
        AreaCode((self.0 / 1000) as u16)
    }

    /// The last three digits, 200 to 999.
    #[must_use]
    pub const fn nxx(self) -> u16 {
        (self.0 % 1000) as u16
    }

    /// For callers that have checked the rule already.
    pub(crate) const fn checked(digits: u32) -> Self {
        Self(digits)
    }
}

/// Why text is no [`AreaCode`] or no [`NpaNxx`], in one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?}: {rule}")]
pub struct ParseNanpError {
    text: String,
    rule: NanpRule,
}

impl ParseNanpError {
    fn text(text: &str, rule: NanpRule) -> Self {
        Self {
            text: excerpt(text),
            rule,
        }
    }

    fn number(number: u32, rule: NanpRule) -> Self {
        Self {
            text: number.to_string(),
            rule,
        }
    }
}

/// The rules of the numbering plan, worded for the person who broke one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NanpRule {
    #[error("an area code is three digits")]
    AreaCodeLength,
    #[error("an area code and exchange are six digits")]
    ExchangeLength,
    #[error("area code {0:03} starts with 0 or 1; the first digit is 2 to 9")]
    AreaCodeStart(u16),
    #[error("{0:03} is a service code, not an area code")]
    AreaCodeService(u16),
    #[error("exchange {0:03} starts with 0 or 1; the first digit after the area code is 2 to 9")]
    ExchangeStart(u16),
    #[error("exchange {0:03} is a service code; only toll-free area codes have such an exchange")]
    ExchangeService(u16),
}

/// The rule that `code` breaks as an area code.
pub(crate) const fn area_code_rule(code: u16) -> Option<NanpRule> {
    match code {
        1000.. => Some(NanpRule::AreaCodeLength),
        ..200 => Some(NanpRule::AreaCodeStart(code)),
        _ if code % 100 == 11 => Some(NanpRule::AreaCodeService(code)),
        _ => None,
    }
}

/// The rule that six digits break as area code and exchange.
pub(crate) const fn exchange_rule(digits: u32) -> Option<NanpRule> {
    if digits > 999_999 {
        return Some(NanpRule::ExchangeLength);
    }
    let (area_code, nxx) = ((digits / 1000) as u16, (digits % 1000) as u16);
    match nxx {
        _ if area_code_rule(area_code).is_some() => area_code_rule(area_code),
        ..200 => Some(NanpRule::ExchangeStart(nxx)),
        _ if nxx % 100 == 11 && !AreaCode(area_code).is_toll_free() => Some(NanpRule::ExchangeService(nxx)),
        _ => None,
    }
}

/// Exactly `count` ASCII digits, with the separators people put between them.
fn digits(text: &str, count: u32) -> Option<u32> {
    let mut value = 0;
    let mut seen = 0;
    for c in text.trim().chars() {
        match c.to_digit(10) {
            Some(digit) if seen < count => {
                value = value * 10 + digit;
                seen += 1;
            }
            Some(_) => return None,
            None if matches!(c, '-' | '.' | ' ' | '(' | ')') => {}
            None => return None,
        }
    }
    (seen == count).then_some(value)
}

impl FromStr for AreaCode {
    type Err = ParseNanpError;

    /// Reads `206` or `(206)`.
    fn from_str(text: &str) -> Result<Self, ParseNanpError> {
        let code = digits(text, 3).and_then(|code| u16::try_from(code).ok());
        let code = code.ok_or_else(|| ParseNanpError::text(text, NanpRule::AreaCodeLength))?;
        area_code_rule(code).map_or(Ok(Self(code)), |rule| Err(ParseNanpError::text(text, rule)))
    }
}

impl FromStr for NpaNxx {
    type Err = ParseNanpError;

    /// Reads `206555`, `206-555`, `206.555` or `(206) 555`.
    fn from_str(text: &str) -> Result<Self, ParseNanpError> {
        let code = digits(text, 6).ok_or_else(|| ParseNanpError::text(text, NanpRule::ExchangeLength))?;
        exchange_rule(code).map_or(Ok(Self(code)), |rule| Err(ParseNanpError::text(text, rule)))
    }
}

impl From<NpaNxx> for AreaCode {
    fn from(exchange: NpaNxx) -> Self {
        exchange.area_code()
    }
}

macro_rules! digits_as_text {
    ($name:ident, $number:ty, $width:literal, $expected:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!("{:0width$}", self.0, width = $width))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl TryFrom<$number> for $name {
            type Error = ParseNanpError;

            fn try_from(digits: $number) -> Result<Self, ParseNanpError> {
                Self::new(digits)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = ParseNanpError;

            fn try_from(text: &str) -> Result<Self, ParseNanpError> {
                text.parse()
            }
        }

        /// As a string of digits.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        /// From a string or an integer: both are seen where carriers write area codes and exchanges.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Digits;

                impl Visitor<'_> for Digits {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }

                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<$name, E> {
                        let digits = <$number>::try_from(number).map_err(E::custom)?;
                        $name::new(digits).map_err(E::custom)
                    }

                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<$name, E> {
                        let digits = <$number>::try_from(number).map_err(E::custom)?;
                        $name::new(digits).map_err(E::custom)
                    }
                }

                deserializer.deserialize_any(Digits)
            }
        }
    };
}

digits_as_text!(AreaCode, u16, 3, "an area code, three digits");
digits_as_text!(NpaNxx, u32, 6, "an area code and exchange, six digits");

/// The abbreviated name of a rate center, such as `nwyrcyzn01`: the place that decides what a call is billed as.
///
/// Kept without surrounding white space and in lower case, as the carrier writes it; the carrier compares it without
/// regard to case (docs/contracts/flowroute-v2.md §2.3 and §3.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RateCenter(String);

impl RateCenter {
    /// The abbreviation in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RateCenter {
    fn from(text: &str) -> Self {
        Self(text.trim().to_ascii_lowercase())
    }
}

impl From<String> for RateCenter {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for RateCenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for RateCenter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RateCenter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match crate::lenient::text(deserializer)? {
            Some(name) => Ok(name),
            None => Err(D::Error::custom("an empty rate center")),
        }
    }
}
