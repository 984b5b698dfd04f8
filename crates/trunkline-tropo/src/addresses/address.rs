//! An address of an application (docs/contracts/tropo.md §3.6).

use secrecy::SecretString;
use trunkline_core::open_enum;

use super::AddressValue;
use crate::applications::ApplicationId;
use crate::prelude::*;
use crate::users::UserId;

open_enum! {
    /// What kind of address it is.
    pub enum AddressType {
        /// A phone number, toll-free ones included. Until 2011 the carrier called it `did`.
        Number = "number" | "did",
        /// A SIP address on the application's PIN; the carrier assigns it.
        Sip = "sip",
        /// A Skype number on the application's PIN; the carrier assigns it.
        Skype = "skype",
        /// A PIN; the carrier assigns it.
        Pin = "pin",
        /// What starts the application from outside. Whoever has it can do so, and needs no password.
        Token = "token",
        /// A Jabber name.
        Jabber = "jabber",
        /// An AOL Instant Messenger account.
        Aim = "aim",
        /// A Windows Live Messenger account.
        Msn = "msn",
        /// A Yahoo! Messenger account.
        Yahoo = "yahoo",
        /// A Google Talk account.
        Gtalk = "gtalk",
    }

    /// What a token starts.
    pub enum Channel {
        /// A call.
        Voice = "voice",
        /// A message.
        Messaging = "messaging",
    }
}

impl trunkline_core::PathSegment for AddressType {
    fn write_segment(&self, to: &mut dyn std::fmt::Write) -> std::fmt::Result {
        to.write_str(self.as_str())
    }
}

record! {
    /// An address. Which members it has depends on its type and on the call: only numbers have a city, only free numbers
    /// and looked-up ones tell about themselves rather than about their application.
    pub struct Address {
        /// Its link. The last segment is what paths call it by: see [`value`](Self::value).
        href: Href,
        /// What kind of address it is.
        #[serde(rename(deserialize = "type"))]
        kind: AddressType,
        /// The application that has it, as a link.
        application: Option<Href> = "lenient::text",
        /// The number of a phone, Skype or PIN address, with or without `+` and country code.
        number: Option<String> = "lenient::text",
        /// The number as people write it.
        display_number: Option<String> = "lenient::text",
        /// Country code and area code by which the number was asked for; it need not begin with them.
        prefix: Option<String> = "lenient::text",
        /// The city.
        city: Option<String> = "lenient::text",
        /// The state or province.
        state: Option<String> = "lenient::text",
        /// The country, by its English name.
        country: Option<String> = "lenient::text",
        /// The region of an iNum: `I-US`.
        region: Option<String> = "lenient::text",
        /// The SIP address.
        address: Option<String> = "lenient::text",
        /// The name of a messenger account.
        username: Option<String> = "lenient::text",
        /// The password of a messenger account. It is not serialized.
        #[serde(skip_serializing)]
        password: Option<SecretString> = "lenient::text",
        /// The name that a messenger account shows.
        nickname: Option<String> = "lenient::text",
        /// The PIN: ten digits that begin with 999.
        pin: Option<String> = "lenient::text",
        /// The token: 88 hexadecimal digits.
        token: Option<AddressValue> = "lenient::text",
        /// What the token starts.
        channel: Option<Channel> = "lenient::text",
        /// Whether the number can send and receive SMS.
        sms_enabled: Option<bool> = "lenient::bool_or_text",
        /// Whether somebody subscribed to the free number.
        subscriber: Option<bool> = "lenient::bool_or_text",
        /// Looked up: the application that has it.
        #[serde(rename(deserialize = "applicationId"))]
        holder: Option<ApplicationId> = "lenient::id_text",
        /// Looked up: the service it belongs to.
        service_id: Option<String> = "lenient::text",
        /// Looked up: who provides it to the carrier.
        provider_name: Option<String> = "lenient::text",
        /// Looked up: whether its use is free.
        exclude_from_billing: Option<bool> = "lenient::bool_or_text",
        /// Looked up: how many SMS it may send in the carrier's unit of time.
        sms_rate_limit: Option<u32> = "lenient::u32",
        /// Looked up: the exchange it comes from.
        exchange_id: Option<String> = "lenient::text",
        /// Looked up: whether its user must be verified.
        require_verification: Option<bool> = "lenient::bool_or_text",
        /// Looked up: whose it is.
        owner_id: Option<UserId> = "lenient::id_text",
        /// Looked up: whose it is, by name or link.
        owner: Option<String> = "lenient::text",
    }
}

impl Address {
    /// What paths and requests call it by: the last segment of its link, decoded.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        self.href.last()
    }

    /// The application that has it, if the response tells.
    #[must_use]
    pub fn application_id(&self) -> Option<ApplicationId> {
        let linked = || self.application.as_ref().and_then(Href::id);
        let in_path = || {
            let is_of_application = self.href.segment(4).as_deref() == Some("applications");
            if is_of_application {
                self.href.segment(3).map(ApplicationId::from)
            } else {
                None
            }
        };
        self.holder.clone().or_else(linked).or_else(in_path)
    }

    /// The phone number, if it is one.
    #[must_use]
    pub fn phone_number(&self) -> Option<PhoneNumber> {
        if self.kind != AddressType::Number {
            return None;
        }
        let written =
            |text: &str| PhoneNumber::parse(text).or_else(|_| PhoneNumber::parse(&format!("+{text}")));
        // The link is the better source: the number may lack its country code.
        let linked = self.value().and_then(|value| written(&value).ok());
        linked.or_else(|| self.number.as_deref().and_then(|number| written(number).ok()))
    }

    /// Whether `value` means this address, in any of the ways that the carrier writes one: as its number, user name,
    /// PIN, token, SIP address or the end of its link; numbers also by their digits, with or without a leading 1
    /// (docs/contracts/tropo.md §4, item 4).
    #[must_use]
    pub fn is(&self, value: &str) -> bool {
        let digits = dialed(value);
        self.is_exactly(value) || (digits.is_some() && self.any_name(|name| dialed(name) == digits))
    }

    /// [`is`](Self::is) without comparing digits.
    fn is_exactly(&self, value: &str) -> bool {
        self.any_name(|name| name == value.trim())
    }

    fn any_name(&self, matches: impl Fn(&str) -> bool) -> bool {
        let members = [&self.number, &self.username, &self.pin, &self.address];
        members.into_iter().flatten().any(|name| matches(name))
            || self.token.as_deref().is_some_and(&matches)
            || self.value().is_some_and(|value| matches(&value))
    }

    /// The address that `value` means: one that is called exactly so, or else one with the same digits.
    #[cfg(feature = "client")]
    pub(crate) fn find<'a>(addresses: &'a [Self], value: &str) -> Option<&'a Self> {
        let exact = addresses.iter().find(|address| address.is_exactly(value));
        exact.or_else(|| addresses.iter().find(|address| address.is(value)))
    }
}

/// The digits of what looks like a number, without a leading 1; `None` if it does not look like one.
fn dialed(text: &str) -> Option<String> {
    let separator = |c: char| matches!(c, '+' | '-' | '.' | ' ' | '(' | ')');
    let digits: String = text.chars().filter(|c| !separator(*c)).collect();
    let is_number = digits.len() >= 7 && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| match digits.strip_prefix('1') {
        Some(national) if digits.len() == 11 => national.to_owned(),
        _ => digits,
    })
}
