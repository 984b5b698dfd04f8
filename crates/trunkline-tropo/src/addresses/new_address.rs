//! An address to be created, with the fields that its type requires (docs/contracts/tropo.md §2.6.1).

use secrecy::{ExposeSecret, SecretString};

use super::{AddressType, Channel};
use crate::prelude::*;
use crate::rules::prefix;

/// What kind of address an application gets. Each constructor asks for what its kind needs.
#[derive(Clone, Debug)]
#[must_use]
pub struct NewAddress {
    kind: AddressType,
    wanted: Wanted,
    members: Members,
}

/// What goes with the type.
#[derive(Clone, Debug)]
enum Wanted {
    Nothing,
    Prefix(String),
    TollFree(String),
    Number(PhoneNumber),
    Name(String),
    Account {
        username: String,
        password: SecretString,
    },
    Channel(Channel),
}

/// The area codes of toll-free numbers, with their country code.
const TOLL_FREE: [&str; 8] = ["1800", "1888", "1877", "1866", "1855", "1844", "1833", "1822"];

/// The members that say which address is wanted.
const WHICH: [&str; 4] = ["prefix", "number", "username", "channel"];

impl NewAddress {
    /// Some free phone number of these first digits: country code and area code, `1407`, or the country code alone,
    /// `31`. The number that comes need not begin with them (an overlay area code), and it costs money.
    pub fn number_with_prefix(prefix: impl Into<String>) -> Self {
        Self::wanting(AddressType::Number, Wanted::Prefix(prefix.into()))
    }

    /// This phone number: a free one, or one of another application of the same account, which is moved.
    pub fn number(number: PhoneNumber) -> Self {
        Self::wanting(AddressType::Number, Wanted::Number(number))
    }

    /// Some free toll-free number of this prefix: `1866`. Meant for production accounts.
    pub fn toll_free(prefix: impl Into<String>) -> Self {
        Self::wanting(AddressType::Number, Wanted::TollFree(prefix.into()))
    }

    /// A new token, which starts calls or messages. An application may have several.
    pub fn token(channel: impl Into<Channel>) -> Self {
        Self::wanting(AddressType::Token, Wanted::Channel(channel.into()))
    }

    /// A Jabber name. The carrier makes names at `bot.im` itself (assumed).
    pub fn jabber(username: impl Into<String>) -> Self {
        Self::wanting(AddressType::Jabber, Wanted::Name(username.into()))
    }

    /// An account of AOL Instant Messenger.
    pub fn aim(username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::account(AddressType::Aim, username, password)
    }

    /// An account of Windows Live Messenger.
    pub fn msn(username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::account(AddressType::Msn, username, password)
    }

    /// An account of Yahoo! Messenger.
    pub fn yahoo(username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::account(AddressType::Yahoo, username, password)
    }

    /// An account of Google Talk.
    pub fn gtalk(username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::account(AddressType::Gtalk, username, password)
    }

    /// A SIP address. The carrier assigns it, and may refuse to be asked (assumed).
    pub fn sip() -> Self {
        Self::of_type(AddressType::Sip)
    }

    /// A Skype number. The carrier assigns it, and may refuse to be asked (assumed).
    pub fn skype() -> Self {
        Self::of_type(AddressType::Skype)
    }

    /// A PIN. The carrier assigns it, and may refuse to be asked (assumed).
    pub fn pin() -> Self {
        Self::of_type(AddressType::Pin)
    }

    /// An address of a type that needs nothing else. Types that do need something are refused before anything is sent.
    pub fn of_type(kind: impl Into<AddressType>) -> Self {
        Self::wanting(kind, Wanted::Nothing)
    }

    fn account(kind: AddressType, username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        let wanted = Wanted::Account {
            username: username.into(),
            password: password.into(),
        };
        Self::wanting(kind, wanted)
    }

    fn wanting(kind: impl Into<AddressType>, wanted: Wanted) -> Self {
        Self {
            kind: kind.into(),
            wanted,
            members: Members::default(),
        }
    }

    /// Its type.
    #[must_use]
    pub fn kind(&self) -> &AddressType {
        &self.kind
    }

    /// What the carrier will call it by, if that is known beforehand: it can be looked up after a lost reply.
    #[must_use]
    pub fn natural_key(&self) -> Option<String> {
        match &self.wanted {
            Wanted::Number(number) => Some(number.to_string()),
            Wanted::Name(username) | Wanted::Account { username, .. } => Some(username.to_string()),
            _ => None,
        }
    }

    pub(crate) fn validate(&self) -> Valid {
        required("type", self.kind.as_str())?;
        self.members.validate(&self.decided())?;
        match &self.wanted {
            Wanted::Nothing => self.validate_type_alone(),
            Wanted::Prefix(digits) if digits.is_empty() => Err(prefix_required()),
            Wanted::Prefix(digits) => prefix(digits),
            Wanted::TollFree(digits) if TOLL_FREE.contains(&digits.as_str()) => Ok(()),
            Wanted::TollFree(digits) => {
                Err(ValidationError::new("prefix", "must be a toll-free one, like 1866").got(digits))
            }
            Wanted::Number(_) => Ok(()),
            Wanted::Name(username) => required("username", username),
            Wanted::Account { username, password } => {
                required("username", username)?;
                required_secret("password", password)
            }
            Wanted::Channel(Channel::Other(word)) if word.trim().is_empty() => required("channel", word),
            Wanted::Channel(channel) => ensure(channel.is_known(), "channel", "must be voice or messaging"),
        }
    }

    fn validate_type_alone(&self) -> Valid {
        match self.kind {
            AddressType::Number => Err(prefix_required()),
            AddressType::Token => required("channel", ""),
            AddressType::Jabber
            | AddressType::Aim
            | AddressType::Msn
            | AddressType::Yahoo
            | AddressType::Gtalk => required("username", ""),
            _ => Ok(()),
        }
    }

    /// The members of the request.
    pub(crate) fn object(&self) -> JsonObject {
        self.members.write(self.known())
    }

    fn known(&self) -> JsonObject {
        let object = JsonObject::new().with("type", &self.kind);
        match &self.wanted {
            Wanted::Nothing => object,
            Wanted::Prefix(prefix) | Wanted::TollFree(prefix) => object.with("prefix", prefix),
            Wanted::Number(number) => object.with("number", number.to_string()),
            Wanted::Name(username) => object.with("username", username),
            Wanted::Account { username, password } => object
                .with("username", username)
                .with("password", password.expose_secret()),
            Wanted::Channel(channel) => object.with("channel", channel),
        }
    }

    /// What says which address it shall be, if anything does: otherwise the carrier might take another one than is looked up.
    fn decided(&self) -> JsonObject {
        match &self.wanted {
            Wanted::Nothing => self.known(),
            _ => WHICH
                .iter()
                .fold(self.known(), |known, name| known.with_some(*name, None::<&str>)),
        }
    }

    /// What an answer may not repeat.
    pub(crate) fn secrets(&self) -> Vec<SecretString> {
        let password = match &self.wanted {
            Wanted::Account { password, .. } => Some(password.clone()),
            _ => None,
        };
        password.into_iter().chain(self.members.secrets()).collect()
    }

    /// For the error line; without secrets.
    pub(crate) fn describe(&self) -> String {
        match &self.wanted {
            Wanted::Prefix(prefix) | Wanted::TollFree(prefix) => format!("{} {prefix}…", self.kind),
            Wanted::Channel(channel) => format!("{channel} token"),
            _ => match self.natural_key() {
                Some(key) => format!("{} {key}", self.kind),
                None => self.kind.to_string(),
            },
        }
    }
}

member_setter!(NewAddress);

fn prefix_required() -> ValidationError {
    ValidationError::new("prefix", "required to add a number address")
}

impl From<PhoneNumber> for NewAddress {
    fn from(number: PhoneNumber) -> Self {
        Self::number(number)
    }
}
