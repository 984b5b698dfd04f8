//! Telephone numbers.

mod error;
mod parse;
mod wire;

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use crate::nanp::{AreaCode, NpaNxx};

pub use error::ParsePhoneNumberError;
pub use wire::e164_digits;

/// A telephone number in E.164: a country code and the digits after it, 7 to 15 digits in all.
///
/// Numbers of country code 1 (the North American Numbering Plan, NANP) are held to that plan: ten digits after the 1,
/// a valid [`AreaCode`] and a valid [`NpaNxx`]. No other country's plan is checked.
///
/// A `PhoneNumber` is eight bytes and `Copy`. It is ordered by its digits read as one number.
///
/// # Reading
/// [`parse`](Self::parse) (and `FromStr`, `TryFrom<&str>`) takes what people and carriers write:
///
/// | written | meaning |
/// |---|---|
/// | `+12065551234`, `+44 20 7946 0958`, `+44 (0)20 7946 0958` | country code after the `+` |
/// | `0044 20 7946 0958`, `011 44 20 7946 0958` | the same behind an international prefix |
/// | `12065551234`, `1-206-555-1234` | eleven digits: NANP with its 1 |
/// | `2065551234`, `(206) 555-1234`, `206.555.1234` | ten digits: NANP |
/// | `1-800-FLOWERS` | NANP with a word at the end, at most seven letters, as on the keys of a telephone |
/// | `tel:+1-206-555-1234` | a `tel:` URI (RFC 3966) without parameters |
///
/// Spaces of every kind, dashes of every kind, dots, slashes and parentheses may separate digits. Extensions, SIP
/// addresses, masks such as `206-555-XXXX`, and digits without `+` that are no NANP number are refused.
///
/// # Writing
/// `Display` writes `+12065551234`. [`digits`](Self::digits), [`national`](Self::national) and
/// [`international`](Self::international) write the other forms.
///
/// ```
/// use trunkline_core::PhoneNumber;
///
/// let number: PhoneNumber = "(206) 555-0142".parse()?;
/// assert_eq!(number.to_string(), "+12065550142");
/// assert_eq!(number.digits().to_string(), "12065550142");
/// assert_eq!(number.national().to_string(), "2065550142");
/// assert_eq!(number.international().to_string(), "+1 206 555 0142");
/// # Ok::<(), trunkline_core::ParsePhoneNumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(NonZeroU64);

impl PhoneNumber {
    /// Reads any written form; see the type for the list.
    ///
    /// # Errors
    /// When the text is no telephone number; the error names the text and the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ParsePhoneNumberError> {
        parse::written(text).map_err(|rule| ParsePhoneNumberError::new(text, rule))
    }

    /// The number with these E.164 digits, **country code included**: `12065551234`.
    ///
    /// The inverse of [`digits`](Self::digits). Nothing is assumed: ten digits are not taken for a NANP number.
    ///
    /// # Errors
    /// When the digits are no telephone number.
    pub fn from_digits(digits: u64) -> Result<Self, ParsePhoneNumberError> {
        parse::e164(digits, parse::count_digits(digits))
            .map_err(|rule| ParsePhoneNumberError::new(&digits.to_string(), rule))
    }

    /// Writes the digits without `+`: `12065551234`. What request paths carry.
    #[must_use]
    pub fn digits(self) -> String {
        self.get().to_string()
    }

    /// Writes the ten digits of a NANP number: `2065551234`. Other numbers have no checked national form and are
    /// written with their country code, without `+`.
    #[must_use]
    pub fn national(self) -> String {
        match self.is_nanp() {
            true => format!("{:010}", self.get() % 10_000_000_000),
            false => self.digits(),
        }
    }

    /// Writes the number for people: `+1 206 555 1234`. Numbers outside the NANP are written as `+` and digits, since
    /// where their spaces go differs from place to place.
    #[must_use]
    pub fn international(self) -> String {
        let digits = self.get();
        match self.is_nanp() {
            true => format!(
                "+1 {:03} {:03} {:04}",
                digits / 10_000_000 % 1000,
                digits / 10_000 % 1000,
                digits % 10_000
            ),
            false => format!("+{digits}"),
        }
    }

    /// The E.164 digits as one number: `12065551234`.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// Whether the number belongs to the North American Numbering Plan (country code 1).
    #[must_use]
    pub const fn is_nanp(self) -> bool {
        // Every other number of eleven digits starts with 2 to 9.
        matches!(self.get(), 10_000_000_000..=19_999_999_999)
    }

    /// The area code of a NANP number.
    #[must_use]
    pub fn area_code(self) -> Option<AreaCode> {
        self.exchange().map(NpaNxx::area_code)
    }

    /// The area code and exchange of a NANP number.
    #[must_use]
    pub fn exchange(self) -> Option<NpaNxx> {
        let digits = u32::try_from(self.get() / 10_000 % 1_000_000).ok()?;
        self.is_nanp().then_some(NpaNxx::checked(digits))
    }

    /// Whether the called party pays: a NANP number in one of the toll-free area codes.
    #[must_use]
    pub fn is_toll_free(self) -> bool {
        self.area_code().is_some_and(AreaCode::is_toll_free)
    }
}

/// Writes E.164: `+12065551234`. Width and alignment are honored.
impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("+{}", self.get()))
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({self})")
    }
}

impl FromStr for PhoneNumber {
    type Err = ParsePhoneNumberError;

    fn from_str(text: &str) -> Result<Self, ParsePhoneNumberError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for PhoneNumber {
    type Error = ParsePhoneNumberError;

    fn try_from(text: &str) -> Result<Self, ParsePhoneNumberError> {
        Self::parse(text)
    }
}

/// So that a call taking `impl Into<PhoneNumber>` also takes `&offer.number`.
impl From<&PhoneNumber> for PhoneNumber {
    fn from(number: &PhoneNumber) -> Self {
        *number
    }
}
