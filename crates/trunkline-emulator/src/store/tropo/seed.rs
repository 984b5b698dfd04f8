//! The initial Tropo account: enough for the examples of the carrier's gem and its documents to work.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::addresses::{Address, AddressKind};
use super::applications::Application;
use super::invitations::Invitation;
use super::password::Password;
use super::payments::{Money, PaymentMethod, Recurrence};
use super::users::{ACTIVE, User};
use super::{Books, Counters, TropoState};
use crate::money::DOLLAR;
use crate::time::Micros;

/// The user of the start-up credentials.
const LOGIN_USER: u64 = 12_345;

/// A number that application 108000 has from the beginning.
const INUM: u64 = 883_510_001_812_716;

/// A fresh account. It is the same for every seed.
pub(crate) fn state() -> TropoState {
    TropoState {
        login_user: LOGIN_USER,
        counters: Counters {
            user: 138_100,
            application: 108_015,
            pin: 9_991_436_320,
            token: 0,
            invitation: 1,
            webhook: 11,
        },
        users: users(),
        applications: applications(),
        numbers: BTreeMap::from([(INUM, 108_000)]),
        gone: VecDeque::new(),
        invitations: BTreeMap::from([(
            "ABC456".to_owned(),
            Invitation {
                order: 1,
                count: 100,
                credit: 10 * DOLLAR,
                partition: None,
                owner: None,
            },
        )]),
        webhooks: BTreeMap::new(),
        books: Books {
            initial: BTreeSet::from([INUM]),
            ..Books::default()
        },
    }
}

impl TropoState {
    /// Takes everything off but the user of the start.
    pub(crate) fn empty(&mut self) {
        let own = self.login_user;
        self.users.retain(|id, _| *id == own);
        self.applications.clear();
        self.numbers.clear();
        self.books.initial.clear();
        self.invitations.clear();
    }
}

impl Default for TropoState {
    fn default() -> Self {
        state()
    }
}

fn users() -> BTreeMap<u64, User> {
    // 2010-11-15T21:13:23.837, 2010-11-15T21:17:24.473 and so on, as docs/contracts/tropo.md §3.1 has them.
    let stranger = |name: &str, created_by, joined: Micros| User {
        username: Some(name.to_owned()),
        password: Password::Nothing,
        status: ACTIVE.to_owned(),
        confirmation_key: None,
        created_by,
        joined,
        profile: profile(&json!({
            "firstName": "Empty FirstName", "lastName": "Empty LastName", "phoneNumber": "Empty Phone",
            "email": "someone@example.com", "marketingOptIn": true,
        })),
        money: Money::default(),
        features: BTreeSet::new(),
        whitelist: Vec::new(),
    };
    BTreeMap::from([
        (LOGIN_USER, login_user(stranger("", None, 1_274_120_767_217_000))),
        (
            53_209,
            stranger("foobar5331", Some(LOGIN_USER), 1_289_855_603_837_000),
        ),
        (
            53_211,
            stranger("foobar1197", Some(LOGIN_USER), 1_289_855_844_473_000),
        ),
        // Nobody's but their own.
        (98_001, stranger("jsgoecke", None, 1_289_855_603_837_000)),
        (138_100, stranger("kim", None, 1_333_238_400_000_000)),
    ])
}

fn login_user(blank: User) -> User {
    User {
        username: None,
        password: Password::StartUp,
        profile: profile(&json!({
            "firstName": "Tropo", "lastName": "User", "email": "support@tropo.com", "organization": "Voxeo",
            "jobTitle": "Technical Writer", "address": "1234 Anywhere St", "address2": "Unit 1337", "city": "Orlando",
            "postalCode": "32801", "country": "USA", "phoneNumber": "4075551212",
        })),
        money: Money {
            method: Some(PaymentMethod {
                ends_in: "5555".to_owned(),
                payment_type: 1,
                recharge_amount: 0,
                recharge_threshold: 0,
            }),
            recurrence: Recurrence {
                amount: DOLLAR * 27 / 2,
                threshold: 10 * DOLLAR,
            },
            ..Money::opened_with(3 * DOLLAR)
        },
        features: BTreeSet::from([7]),
        whitelist: vec!["14075551212".to_owned()],
        ..blank
    }
}

fn profile(members: &Value) -> BTreeMap<String, Value> {
    let members = members.as_object().into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn applications() -> BTreeMap<u64, Application> {
    let application = |name: &str, pin: &str, voice: &str, messaging: Option<&str>| Application {
        voice_url: Some(voice.to_owned()),
        messaging_url: messaging.map(str::to_owned),
        addresses: Address::of_pin(pin),
        ..Application::named(LOGIN_USER, name, pin.to_owned())
    };
    let simple = "http://webhosting.voxeo.net/1234/www/simple.js";
    let simon = "http://hosting.tropo.com/1234/www/simon.rb";
    let mut test = application(
        "API Test",
        "9991436300",
        simple,
        Some("http://example1.com/messaging.rb"),
    );
    test.addresses.extend([
        Address::new(AddressKind::Number, INUM.to_string()),
        Address::new(AddressKind::Pin, "9991436300"),
        Address::new(AddressKind::Jabber, "xyz123"),
        Address::token("a1b2c3d4", "voice"),
    ]);
    BTreeMap::from([
        (
            105_838,
            application("Simon Game", "9991436310", simon, Some(simon)),
        ),
        (108_000, test),
        (108_001, application("Messenger", "9991436311", simple, None)),
        (108_002, application("Foobar", "9991436312", simple, None)),
    ])
}
