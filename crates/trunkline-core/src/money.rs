//! Amounts of money.

mod parse;

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::excerpt::excerpt;

const NANODOLLAR_SCALE: u32 = 9;

/// An amount of United States dollars, exact to the last decimal.
///
/// Carriers write amounts as JSON numbers, decimal strings, display strings and integer nanodollars (contract:
/// docs/contracts/flowroute-v2.md §1.8); all four become a `Money`, and none passes through binary arithmetic. A JSON number that was
/// decoded as a float is taken as its shortest decimal text, which is what the sender wrote if that had at most
/// 15 digits.
///
/// Up to 28 digits are kept. The operators and `sum()` saturate at about ±7.9 × 10²⁸ dollars and never panic; the
/// `checked_` methods return `None` there. `1.5` equals `1.50`; the decimals that were written are kept for display.
///
/// ```
/// use trunkline_core::Money;
///
/// let setup: Money = "$1.00".parse()?;
/// let segment: Money = "0.0040".parse()?;
/// assert_eq!(segment, Money::from_nanodollars(4_000_000));
/// assert_eq!((setup + segment * 2).to_string(), "$1.0080");
/// # Ok::<(), trunkline_core::ParseMoneyError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(Decimal);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads `1.25`, `$0.0040`, `7.5`, `-$1.00` or `$1,000.00`.
    ///
    /// # Errors
    /// When the text is no amount; the error names the text and the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ParseMoneyError> {
        parse::amount(text).map(Self).map_err(|rule| ParseMoneyError {
            text: excerpt(text),
            rule,
        })
    }

    /// An amount in whole cents: `125` is $1.25.
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// An amount in nanodollars, a thousand-millionth of a dollar each: `4_000_000` is $0.004.
    #[must_use]
    pub fn from_nanodollars(nanodollars: i64) -> Self {
        Self(Decimal::new(nanodollars, NANODOLLAR_SCALE).normalize())
    }

    /// The amount in nanodollars, or `None` if it is no whole number of them or beyond ±9.2 thousand million dollars.
    #[must_use]
    pub fn to_nanodollars(self) -> Option<i64> {
        let amount = self.0.normalize();
        let missing = NANODOLLAR_SCALE.checked_sub(amount.scale())?;
        let nanodollars = amount.mantissa().checked_mul(10_i128.pow(missing))?;
        i64::try_from(nanodollars).ok()
    }

    /// Writes the bare decimal, as requests carry it: `1.25`.
    #[must_use]
    pub fn amount(self) -> impl fmt::Display + fmt::Debug + Copy {
        Amount(self)
    }

    /// Whether this is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is less than nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// The sum, or `None` beyond the range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` beyond the range.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, or `None` beyond the range.
    #[must_use]
    pub fn checked_mul(self, factor: u32) -> Option<Self> {
        self.0.checked_mul(Decimal::from(factor)).map(Self)
    }

    /// The largest or smallest amount, for a result that lies beyond it.
    fn limit(negative: bool) -> Self {
        Self(if negative { Decimal::MIN } else { Decimal::MAX })
    }

    fn decimal_text(self) -> String {
        // A zero keeps the sign of what it was computed from; nobody owes minus nothing.
        let decimal = if self.0.is_zero() { self.0.abs() } else { self.0 };
        decimal.to_string()
    }

    fn display_text(self) -> String {
        let size = self.0.abs();
        let sign = if self.is_negative() { "-" } else { "" };
        let zeros = match size.scale() {
            0 => ".00",
            1 => "0",
            _ => "",
        };
        format!("{sign}${size}{zeros}")
    }
}

#[derive(Clone, Copy)]
struct Amount(Money);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.decimal_text())
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.decimal_text())
    }
}

/// Writes `$1.00`, with at least two decimals and as many as were written or computed: `$0.0040`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.display_text())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

impl FromStr for Money {
    type Err = ParseMoneyError;

    fn from_str(text: &str) -> Result<Self, ParseMoneyError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Money {
    type Error = ParseMoneyError;

    fn try_from(text: &str) -> Result<Self, ParseMoneyError> {
        Self::parse(text)
    }
}

/// Text that is no [`Money`], and the rule it breaks, in one line. At most 40 characters of the text are kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?}: {rule}")]
pub struct ParseMoneyError {
    text: String,
    rule: parse::Rule,
}

/// Saturates; see [`Money::checked_add`].
impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.checked_add(other)
            .unwrap_or_else(|| Self::limit(other.is_negative()))
    }
}

/// Saturates; see [`Money::checked_sub`].
impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.checked_sub(other)
            .unwrap_or_else(|| Self::limit(!other.is_negative()))
    }
}

/// Saturates; see [`Money::checked_mul`].
impl Mul<u32> for Money {
    type Output = Self;

    fn mul(self, factor: u32) -> Self {
        self.checked_mul(factor)
            .unwrap_or_else(|| Self::limit(self.is_negative()))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

/// Saturates, as `+` does.
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Money> for Money {
    fn sum<I: Iterator<Item = &'a Money>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

/// As a decimal string: `"1.25"`.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.decimal_text())
    }
}

/// From a JSON number or any text that [`Money::parse`] takes (docs/contracts/flowroute-v2.md §7, items 1 and 2; docs/contracts/tropo.md §4,
/// item 6).
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Dollars)
    }
}

struct Dollars;

impl Visitor<'_> for Dollars {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount of dollars, as a number or as text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
        Money::parse(text).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, dollars: u64) -> Result<Money, E> {
        Ok(Money(Decimal::from(dollars)))
    }

    fn visit_i64<E: Error>(self, dollars: i64) -> Result<Money, E> {
        Ok(Money(Decimal::from(dollars)))
    }

    fn visit_f64<E: Error>(self, dollars: f64) -> Result<Money, E> {
        let text = crate::lenient::float_text::<E>(dollars)?;
        Money::parse(&text).map_err(E::custom)
    }
}
