//! Addresses of applications: numbers out of a pool, messenger names, tokens (docs/contracts/tropo.md §2.6, §5.2).

use serde::{Deserialize, Serialize};

use super::{TropoRefused, TropoState, pool};
use crate::hash::{Stream, mix};

/// Deleted addresses that are remembered.
const GONE_LIMIT: usize = 1000;

/// What kind of address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AddressKind {
    Number,
    Sip,
    Skype,
    Pin,
    Token,
    Jabber,
    Aim,
    Msn,
    Yahoo,
    Gtalk,
}

/// Every kind with its word; `did` is the word of old for a number.
const KINDS: [(AddressKind, &str); 11] = [
    (AddressKind::Number, "number"),
    (AddressKind::Number, "did"),
    (AddressKind::Sip, "sip"),
    (AddressKind::Skype, "skype"),
    (AddressKind::Pin, "pin"),
    (AddressKind::Token, "token"),
    (AddressKind::Jabber, "jabber"),
    (AddressKind::Aim, "aim"),
    (AddressKind::Msn, "msn"),
    (AddressKind::Yahoo, "yahoo"),
    (AddressKind::Gtalk, "gtalk"),
];

/// One address. A messenger's password is taken and forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    pub(crate) kind: AddressKind,
    /// The last segment of its link.
    pub(crate) value: String,
    /// Tokens only: `voice` or `messaging`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) channel: Option<String>,
}

/// An address that was deleted, and whose it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gone {
    pub(crate) owner: u64,
    pub(crate) address: Address,
}

/// What somebody wants as an address.
#[derive(Debug, Default)]
pub(crate) struct NewAddress {
    pub(crate) kind: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) has_password: bool,
    pub(crate) channel: Option<String>,
}

impl AddressKind {
    /// Reads a type, whatever its case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let found = KINDS.iter().find(|(_, word)| word.eq_ignore_ascii_case(text));
        found.map(|(kind, _)| *kind)
    }

    pub(crate) fn word(self) -> &'static str {
        let found = KINDS.iter().find(|(kind, _)| *kind == self);
        found.map_or("", |(_, word)| word)
    }
}

impl Address {
    pub(crate) fn new(kind: AddressKind, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
            channel: None,
        }
    }

    pub(crate) fn token(value: impl Into<String>, channel: &str) -> Self {
        Self {
            channel: Some(channel.to_owned()),
            ..Self::new(AddressKind::Token, value)
        }
    }

    /// What every new application has: SIP and Skype on its PIN.
    pub(crate) fn of_pin(pin: &str) -> Vec<Self> {
        vec![
            Self::new(AddressKind::Sip, format!("{pin}@sip.tropo.com")),
            Self::new(AddressKind::Skype, format!("+99000936{pin}")),
        ]
    }

    /// Whether a path or request means this address: numbers by their digits, everything else to the letter.
    pub(crate) fn is(&self, kind: AddressKind, value: &str) -> bool {
        let same_digits = || {
            kind == AddressKind::Number
                && pool::digits(value).is_some_and(|digits| pool::digits(&self.value) == Some(digits))
        };
        self.kind == kind && (self.value == value || same_digits())
    }
}

fn required<'a>(value: Option<&'a String>, name: &str) -> Result<&'a str, TropoRefused> {
    let given = value.map(|value| value.trim()).filter(|value| !value.is_empty());
    given.ok_or_else(|| TropoRefused::invalid(format!("{name} is a required parameter")))
}

impl TropoState {
    /// Creates an address of an application and returns it. Bookings come after every check.
    pub(crate) fn create_address(
        &mut self,
        (seed, fee): (u64, i64),
        application: u64,
        wanted: &NewAddress,
    ) -> Result<Address, TropoRefused> {
        let word = required(wanted.kind.as_ref(), "type")?;
        let kind = AddressKind::parse(word);
        let kind =
            kind.ok_or_else(|| TropoRefused::invalid(format!("type {word} is not a type of address")))?;
        let address = match kind {
            AddressKind::Number => return self.create_number(application, wanted, fee),
            AddressKind::Aim
            | AddressKind::Msn
            | AddressKind::Yahoo
            | AddressKind::Gtalk
            | AddressKind::Jabber => self.messenger(kind, wanted)?,
            AddressKind::Token => self.new_token(seed, wanted)?,
            // Only the platform assigns these (assumed).
            AddressKind::Sip | AddressKind::Skype | AddressKind::Pin => {
                return Err(TropoRefused::invalid(format!(
                    "an address of type {word} cannot be added"
                )));
            }
        };
        self.put(application, address)
    }

    fn create_number(
        &mut self,
        application: u64,
        wanted: &NewAddress,
        fee: i64,
    ) -> Result<Address, TropoRefused> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        if let Some(number) = given(&wanted.number) {
            return self.take_number(application, &number, fee);
        }
        // A request with neither means any number at all.
        let prefix = given(&wanted.prefix).unwrap_or_default();
        let digits = prefix.trim().trim_start_matches('+');
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TropoRefused::invalid("prefix must be digits"));
        }
        let number = pool::lowest_free(digits, &self.numbers).ok_or(TropoRefused::NoNumber)?;
        self.bind(application, number, fee)
    }

    /// Binds a free number, or moves one of another application of the same user.
    fn take_number(&mut self, application: u64, number: &str, fee: i64) -> Result<Address, TropoRefused> {
        let digits = pool::digits(number).ok_or(TropoRefused::NoNumber)?;
        match self.numbers.get(&digits).copied() {
            Some(holder) => self.move_here(
                application,
                holder,
                AddressKind::Number,
                number,
                TropoRefused::NoNumber,
            ),
            None if pool::exchange_of(digits).is_some() => self.bind(application, digits, fee),
            None => Err(TropoRefused::NoNumber),
        }
    }

    /// Books a free number to an application; its user pays for it.
    fn bind(&mut self, application: u64, number: u64, fee: i64) -> Result<Address, TropoRefused> {
        let (user, price) = (
            self.application(application)?.owner,
            self.price_on(application, fee)?,
        );
        self.check_funds(user, price)?;
        let address = self.put(
            application,
            Address::new(AddressKind::Number, pool::written(number)),
        )?;
        self.numbers.insert(number, application);
        *self.books.taken.entry(number).or_default() += 1;
        self.spend(user, price)?;
        Ok(address)
    }

    /// Moves an address between two applications of one user; `foreign` is the refusal for somebody else's.
    fn move_here(
        &mut self,
        to: u64,
        from: u64,
        kind: AddressKind,
        value: &str,
        foreign: TropoRefused,
    ) -> Result<Address, TropoRefused> {
        if self.application(from)?.owner != self.application(to)?.owner {
            return Err(foreign);
        }
        let source = self.applications.get_mut(&from);
        let place = source.and_then(|app| {
            let at = app.addresses.iter().position(|address| address.is(kind, value));
            at.map(|at| (app, at))
        });
        let Some((source, at)) = place else {
            return Err(no_address(kind, value));
        };
        if from == to {
            return source
                .addresses
                .get(at)
                .cloned()
                .ok_or_else(|| no_address(kind, value));
        }
        let address = source.addresses.remove(at);
        if let Some(digits) = number_of(&address) {
            self.numbers.insert(digits, to);
        }
        self.put(to, address)
    }

    fn messenger(&self, kind: AddressKind, wanted: &NewAddress) -> Result<Address, TropoRefused> {
        let username = required(wanted.username.as_ref(), "username")?;
        if kind != AddressKind::Jabber && !wanted.has_password {
            return Err(TropoRefused::invalid("password is a required parameter"));
        }
        if self.holder_of(kind, username).is_some() {
            return Err(TropoRefused::invalid(format!(
                "{} {username} is already in use",
                kind.word()
            )));
        }
        Ok(Address::new(kind, username))
    }

    fn new_token(&mut self, seed: u64, wanted: &NewAddress) -> Result<Address, TropoRefused> {
        let channel = required(wanted.channel.as_ref(), "channel")?;
        let known = ["voice", "messaging"]
            .into_iter()
            .find(|word| word.eq_ignore_ascii_case(channel));
        let channel = known.ok_or_else(|| TropoRefused::invalid("channel must be voice or messaging"))?;
        self.counters.token += 1;
        let part = |part: u64| mix(seed, Stream::TropoToken as u64 | part << 8, self.counters.token);
        let hex: String = (0..6).map(|n| format!("{:016x}", part(n))).collect();
        Ok(Address::token(hex.chars().take(88).collect::<String>(), channel))
    }

    fn put(&mut self, application: u64, address: Address) -> Result<Address, TropoRefused> {
        let found = self.applications.get_mut(&application);
        let found =
            found.ok_or_else(|| TropoRefused::NotFound(format!("there is no application {application}")))?;
        found.addresses.push(address.clone());
        Ok(address)
    }

    /// The application that has an address.
    pub(crate) fn holder_of(&self, kind: AddressKind, value: &str) -> Option<u64> {
        if kind == AddressKind::Number {
            return self.numbers.get(&pool::digits(value)?).copied();
        }
        let has = |addresses: &[Address]| addresses.iter().any(|address| address.is(kind, value));
        self.applications
            .iter()
            .find(|(_, app)| has(&app.addresses))
            .map(|(id, _)| *id)
    }

    pub(crate) fn address(
        &self,
        application: u64,
        kind: AddressKind,
        value: &str,
    ) -> Result<&Address, TropoRefused> {
        let mut addresses = self.application(application)?.addresses.iter();
        addresses
            .find(|address| address.is(kind, value))
            .ok_or_else(|| no_address(kind, value))
    }

    /// Takes an address off; a number goes back to the pool, where anybody may take it.
    pub(crate) fn delete_address(
        &mut self,
        application: u64,
        kind: AddressKind,
        value: &str,
    ) -> Result<(), TropoRefused> {
        let address = self.address(application, kind, value)?.clone();
        let owner = self.application(application)?.owner;
        if let Some(app) = self.applications.get_mut(&application) {
            app.addresses.retain(|other| *other != address);
        }
        self.free(&address);
        if address.kind != AddressKind::Number {
            if self.gone.len() >= GONE_LIMIT {
                self.gone.pop_front();
            }
            self.gone.push_back(Gone { owner, address });
        }
        Ok(())
    }

    /// Gives the number of an address that is gone back to the pool.
    pub(super) fn free(&mut self, address: &Address) {
        if let Some(number) = number_of(address)
            && self.numbers.remove(&number).is_some()
        {
            *self.books.released.entry(number).or_default() += 1;
        }
    }

    /// Puts a known address onto an application: a free number, what was just deleted elsewhere, or what another
    /// application of the same user has. What is there already stays there.
    pub(crate) fn attach_address(
        &mut self,
        application: u64,
        kind: AddressKind,
        value: &str,
        fee: i64,
    ) -> Result<Address, TropoRefused> {
        if kind == AddressKind::Number {
            return self.take_number(application, value, fee);
        }
        if let Some(holder) = self.holder_of(kind, value) {
            return self.move_here(application, holder, kind, value, no_address(kind, value));
        }
        let owner = self.application(application)?.owner;
        let known = |gone: &Gone| gone.owner == owner && gone.address.is(kind, value);
        let at = self.gone.iter().rposition(known);
        let back = at.and_then(|at| self.gone.remove(at));
        let back = back.ok_or_else(|| no_address(kind, value))?;
        self.put(application, back.address)
    }
}

/// The digits of a number's address.
pub(super) fn number_of(address: &Address) -> Option<u64> {
    (address.kind == AddressKind::Number)
        .then(|| pool::digits(&address.value))
        .flatten()
}

fn no_address(kind: AddressKind, value: &str) -> TropoRefused {
    TropoRefused::NotFound(format!("there is no {} {value}", kind.word()))
}
