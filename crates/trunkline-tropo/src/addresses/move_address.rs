//! Moving an address: four requests that are not atomic (docs/contracts/tropo.md §2.6, §5.2).

use std::fmt;

use trunkline_core::{Applied, Error, ErrorKind, Operation, PhoneNumber, Result, ValidationError, ensure};

use super::address_path::DisplayAddress;
use super::{Address, AddressType, AddressValue, Addresses, AttachAddress, DeleteAddress};
use crate::TROPO;
use crate::applications::ApplicationId;
use crate::rules::required;

/// Moving, while nothing is done yet. The end state is the same however often it is done.
const MOVE: Operation = Operation::repeatable(&TROPO, "tropo.v1.addresses.move", "moved");
/// Moving, once the address may be off its old application.
const HALF_MOVED: Operation =
    Operation::repeatable(&TROPO, "tropo.v1.addresses.move", "taken off its application");

/// Moves an address from one application to another.
///
/// A move can stop half-way: taken off the one, not yet attached to the other. Doing it again then finds the address at
/// neither, and attaches it to the new application: that is what finishes it. It also means that **a number which
/// neither application ever had is taken, and paid for, if it is free**; [`must_be_held`](Self::must_be_held) refuses
/// that, and with it the finishing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct MoveAddress {
    from: ApplicationId,
    to: ApplicationId,
    address: AddressValue,
    kind: Option<AddressType>,
    must_be_held: bool,
}

impl MoveAddress {
    /// Moves the address with this number, user name, token or PIN, in any way to write it.
    pub fn new(
        from: impl Into<ApplicationId>,
        to: impl Into<ApplicationId>,
        address: impl Into<AddressValue>,
    ) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            address: address.into(),
            kind: None,
            must_be_held: false,
        }
    }

    /// Its type. Only needed to finish moving an address that is no phone number: while an application has the address,
    /// the carrier tells.
    pub fn of_type(mut self, kind: impl Into<AddressType>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Refuses an address that neither application holds, instead of attaching it.
    pub fn must_be_held(mut self) -> Self {
        self.must_be_held = true;
        self
    }

    pub(super) async fn run(&self, addresses: &Addresses) -> Result<()> {
        self.validate().map_err(|e| Error::invalid(&MOVE, e))?;
        let source = self.held_by(addresses, &self.from).await?;
        // Before anything is taken off: it may be there already, and there must be such an application.
        let target = self.held_by(addresses, &self.to).await?;
        match (source, target) {
            (_, Some(_)) => Ok(()),
            (Some(address), None) => self.carry(addresses, &address).await,
            (None, None) => self.finish(addresses).await,
        }
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("from", self.from.as_str())?;
        required("to", self.to.as_str())?;
        required("address", &self.address)?;
        ensure(
            self.from != self.to,
            "to",
            "must be another application than from",
        )
    }

    /// What an application has of it, before anything is done.
    async fn held_by(&self, addresses: &Addresses, application: &ApplicationId) -> Result<Option<Address>> {
        addresses.find(application, &self.address).await.map_err(|cause| {
            let what = format!("the addresses of application {application} cannot be read ({cause})");
            Error::new(&MOVE, cause.kind(), what).with_subject(Some(self.subject()))
        })
    }

    /// Takes it off and attaches it.
    async fn carry(&self, addresses: &Addresses, address: &Address) -> Result<()> {
        let off = addresses.delete(DeleteAddress::of(&self.from, address)).await;
        if let Err(cause) = off {
            let refused = cause.applied() == Applied::No && !cause.is_not_found();
            let holder = match refused {
                true => Holder::Source,
                false => match addresses.find(&self.from, &self.address).await {
                    Ok(Some(_)) => Holder::Source,
                    Ok(None) => Holder::Nobody,
                    Err(_) => Holder::Unknown,
                },
            };
            if holder != Holder::Nobody {
                let value = address.value().unwrap_or_default();
                return Err(self.stopped(&HALF_MOVED, holder, &address.kind, &value, &cause));
            }
        }
        let value = address.value().unwrap_or_default();
        self.attach(addresses, &HALF_MOVED, &address.kind, &value).await
    }

    /// Neither application has it: attaches what an earlier move took off.
    async fn finish(&self, addresses: &Addresses) -> Result<()> {
        let number = PhoneNumber::parse(&self.address).ok();
        let kind = self.kind.clone().or_else(|| number.map(|_| AddressType::Number));
        let missing = || {
            Error::new(&MOVE, ErrorKind::NotFound, "neither application holds it")
                .with_subject(Some(self.subject()))
        };
        match kind {
            _ if self.must_be_held => Err(missing()),
            None => Err(missing().with_hint("if a move of it stopped half-way, say its type to finish it")),
            Some(kind) => {
                let value = match (&kind, number) {
                    (AddressType::Number, Some(number)) => number.to_string(),
                    _ => self.address.as_str().to_owned(),
                };
                self.attach(addresses, &MOVE, &kind, &value).await
            }
        }
    }

    /// `stage` is what the address has been through: only looked for, or taken off.
    async fn attach(
        &self,
        addresses: &Addresses,
        stage: &Operation,
        kind: &AddressType,
        value: &str,
    ) -> Result<()> {
        let Err(cause) = addresses
            .attach(AttachAddress::new(&self.to, kind.clone(), value))
            .await
        else {
            return Ok(());
        };
        let holder = match addresses.find(&self.to, value).await {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => Holder::Nobody,
            Err(_) if cause.applied() == Applied::No => Holder::Nobody,
            Err(_) => Holder::Unknown,
        };
        Err(self.stopped(stage, holder, kind, value, &cause))
    }

    fn stopped(
        &self,
        stage: &Operation,
        holder: Holder,
        kind: &AddressType,
        value: &str,
        cause: &Error,
    ) -> Error {
        let (what, advice) = self.words(holder, kind, value, cause.kind());
        let (operation, applied) = match holder {
            Holder::Source => (&MOVE, Applied::No),
            Holder::Nobody if stage.done == MOVE.done => (stage, Applied::No),
            Holder::Nobody => (stage, Applied::Yes),
            Holder::Unknown => (stage, Applied::Unknown),
        };
        Error::new(operation, cause.kind(), format!("{what} ({cause})"))
            .with_subject(Some(self.subject()))
            .with_applied(applied)
            .with_hint(advice)
            .caused_by(MoveStopped {
                holder,
                kind: kind.clone(),
                address: value.into(),
            })
    }

    /// Which application holds it now, and how to finish.
    fn words(&self, holder: Holder, kind: &AddressType, value: &str, why: ErrorKind) -> (String, String) {
        let Self { from, to, .. } = self;
        match holder {
            Holder::Source => (
                format!("application {from} still holds it"),
                "call again to move it".into(),
            ),
            Holder::Nobody if why == ErrorKind::NotForSale => (
                format!(
                    "application {from} does not hold it, and {to} cannot have it: it may be somebody else's now"
                ),
                format!("call again later, or give application {to} another one"),
            ),
            Holder::Nobody => {
                let named = DisplayAddress(kind, value);
                (
                    format!("no application holds it: {from} no more, {to} not yet"),
                    format!("call again, or addresses.attach {named} to {to}, before somebody else takes it"),
                )
            }
            Holder::Unknown => (
                format!("it cannot be told whether application {from}, {to} or none holds it"),
                format!("call again, or check addresses.list of {from} and {to}"),
            ),
        }
    }

    fn subject(&self) -> String {
        let kind = match &self.kind {
            None if self.address.len() == TOKEN => &AddressType::Token,
            None => &AddressType::Number,
            Some(kind) => kind,
        };
        match kind {
            AddressType::Token => format!(
                "{} from {} to {}",
                DisplayAddress(kind, &self.address),
                self.from,
                self.to
            ),
            _ => format!("{} from {} to {}", self.address.as_str(), self.from, self.to),
        }
    }
}

/// How long a token is.
const TOKEN: usize = 88;

/// Who holds an address whose move has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Holder {
    /// The application that it was to be moved from.
    Source,
    /// None: it was taken off, and is not attached yet.
    Nobody,
    /// It cannot be told, because nobody could be asked.
    Unknown,
}

/// Where a move has stopped: the source of the error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MoveStopped {
    /// Who holds the address now.
    pub holder: Holder,
    /// Its type, for [`AttachAddress`].
    pub kind: AddressType,
    /// What it is called, for [`AttachAddress`].
    pub address: AddressValue,
}

impl fmt::Display for MoveStopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holder = match self.holder {
            Holder::Source => "the old application holds",
            Holder::Nobody => "no application holds",
            Holder::Unknown => "it cannot be told who holds",
        };
        write!(f, "{holder} {}", DisplayAddress(&self.kind, &self.address))
    }
}

impl std::error::Error for MoveStopped {}
