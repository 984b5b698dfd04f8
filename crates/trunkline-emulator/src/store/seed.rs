//! The initial account: the data of the SDK READMEs (docs/contracts/flowroute-v2.md §6.9).

use std::collections::{BTreeMap, VecDeque};

use crate::number::Tn;
use crate::store::account::Account;
use crate::store::cdrs::Cdrs;
use crate::store::cnam::{Cnam, Review};
use crate::store::e911::E911;
use crate::store::messages::{FinalStatus, Message, Receipt};
use crate::store::numbers::Number;
use crate::store::porting::Porting;
use crate::store::routes::{Route, RouteKind};
use crate::store::stock::{NumberKind, Stock};
use crate::store::switches::Switches;
use crate::store::tropo::TropoState;
use crate::store::webhooks::Webhooks;
use crate::store::{Counters, State};
use crate::time::{Micros, SECOND};

const OWNED: [Tn; 3] = [Tn(12_012_673_227), Tn(12_014_845_220), Tn(12_062_011_682)];

/// A fresh state for a seed, at an instant.
pub(crate) fn state(seed: u64, stock_size: u64, now: Micros) -> State {
    let stock = Stock::new(seed, stock_size);
    let mut state = State {
        version: 1,
        seed,
        stock_size,
        now,
        started: now,
        switches: Switches::default(),
        account: Account::fresh(),
        sold: OWNED.into_iter().collect(),
        numbers: BTreeMap::new(),
        routes: routes(),
        e911s: BTreeMap::new(),
        cnams: BTreeMap::new(),
        messages: BTreeMap::new(),
        tasks: BTreeMap::new(),
        events: VecDeque::new(),
        counters: Counters {
            route: 98_396,
            e911: 21_907,
            cnam: 24_169,
            message: 0,
            task: 0,
            row: 682_704,
            order: 0,
            event: 0,
            notice: 0,
        },
        webhooks: Webhooks::default(),
        porting: Porting::default(),
        cdrs: Cdrs::default(),
        tropo: TropoState::default(),
    };
    add_numbers(&mut state, &stock);
    add_e911s(&mut state);
    add_cnams(&mut state);
    add_messages(&mut state);
    state
}

impl State {
    /// Takes everything off the account but what cannot be taken off: route 0, and Tropo's user of the start.
    pub(crate) fn empty(&mut self) {
        self.sold.clear();
        self.numbers.clear();
        self.account.initial.clear();
        self.events.clear();
        self.routes.retain(|id, _| *id == 0);
        self.e911s.clear();
        self.cnams.clear();
        self.messages.clear();
        self.tropo.empty();
    }
}

fn add_numbers(state: &mut State, stock: &Stock) {
    for tn in OWNED {
        let Some(block) = stock.find(tn) else { continue };
        state.counters.row += 1;
        let mut number = Number::bought(tn, block, state.counters.row, state.now);
        number.messaging_enabled = true;
        state.begin_month(tn, number.row);
        state.numbers.insert(tn, number);
        state.account.initial.insert(tn);
    }
}

fn routes() -> BTreeMap<u64, Route> {
    let route = |kind, value: Option<&str>, alias: &str| Route {
        kind,
        value: value.map(str::to_owned),
        alias: alias.to_owned(),
        edge_strategy: None,
    };
    BTreeMap::from([
        (0, route(RouteKind::SipReg, None, "sip-reg")),
        (
            83_834,
            route(RouteKind::Number, Some("12065551212"), "PSTNroute1"),
        ),
        (
            83_835,
            route(RouteKind::Host, Some("24.239.23.40:5060"), "HOSTroute1"),
        ),
        (
            83_836,
            route(
                RouteKind::Uri,
                Some("sip:16476998778@215.122.69.152:5060"),
                "URIroute1",
            ),
        ),
    ])
}

fn add_e911s(state: &mut State) {
    let person = |label: &str, first: &str, last: &str| E911 {
        order: 0,
        label: label.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        street_number: "123".to_owned(),
        street_name: "Smith St".to_owned(),
        address_type: String::new(),
        address_type_number: String::new(),
        city: "Seattle".to_owned(),
        state: "WA".to_owned(),
        country: "US".to_owned(),
        zip: "98101".to_owned(),
    };
    // A record of old, with the country as old records spell it.
    let old = E911 {
        street_number: "7742".to_owned(),
        street_name: "20th Ave SW".to_owned(),
        address_type: "Lobby".to_owned(),
        address_type_number: "12".to_owned(),
        country: "USA".to_owned(),
        zip: "98106".to_owned(),
        ..person("Example E911", "Maria", "Bermudez")
    };
    let records = [
        (20_930, old),
        (22_120, person("First e911 record", "Bob", "Law")),
        (22_124, person("Smith Tower", "Jim", "Law")),
        (22_127, person("Funeral Homes", "Death", "Crow")),
    ];
    for (id, mut record) in records {
        record.order = state.next_order();
        state.e911s.insert(id, record);
    }
}

fn add_cnams(state: &mut State) {
    let approved = |value: &str, created_at, approved_at| Cnam {
        order: 0,
        value: value.to_owned(),
        review: Review::Approved,
        created_at,
        approved_at,
        rejection_reason: None,
    };
    let old = Cnam {
        rejection_reason: Some(String::new()),
        ..approved("TEST, MARIA", None, None)
    };
    // 2018-04-19 21:03:04.932192 and so on, as docs/contracts/flowroute-v2.md §3.4 has them.
    let spring = Some(1_524_503_070_829_341);
    let may = Some(1_527_101_926_052_602);
    let records = [
        (22_790, approved("BROWN BAG", Some(1_524_171_784_932_192), spring)),
        (
            23_221,
            approved("LEATHER REBEL", Some(1_527_032_307_794_911), may),
        ),
        (23_224, approved("MORBO", Some(1_527_032_520_786_818), may)),
        (23_228, approved("FRONT DESK", Some(1_527_032_700_000_000), may)),
        (17_604, old),
    ];
    for (id, mut record) in records {
        record.order = state.next_order();
        state.cnams.insert(id, record);
    }
}

fn add_messages(state: &mut State) {
    let own = Tn(12_012_673_227);
    let outbound_at: Micros = 1_513_874_674_930_000;
    let receipt = |level, status: &str, code, description: &str| Receipt {
        level,
        status: status.to_owned(),
        code,
        description: description.to_owned(),
        timestamp: 1_513_874_675 * SECOND,
    };
    let message = |timestamp, inbound, from, to, body: &str, status: &str| Message {
        order: 0,
        timestamp,
        visible_at: timestamp,
        inbound,
        from,
        to,
        body: Some(body.to_owned()),
        is_mms: false,
        encoding: 0,
        kind: NumberKind::Local,
        amount: 4_000_000,
        segments: 1,
        status: status.to_owned(),
        receipts: Vec::new(),
        media: Vec::new(),
        callback: None,
        fate: FinalStatus::Final,
    };
    let mut sent = message(
        outbound_at,
        false,
        own,
        Tn(12_061_232_634),
        "test sms on v2",
        "message buffered",
    );
    sent.receipts = vec![
        receipt(2, "message buffered", Some(1003), "Message accepted by Carrier"),
        receipt(1, "smsc submit", None, "Message has been sent"),
    ];
    let first = message(
        1_513_702_800_000_000,
        true,
        Tn(12_061_231_234),
        own,
        "Hi",
        "delivered",
    );
    let second = message(
        1_513_907_559_390_000,
        true,
        Tn(12_061_231_234),
        own,
        "Hello are you there? ",
        "delivered",
    );
    // One for those who look up the first half of 2018, one for those who look up the last 30 days.
    let spring = message(
        1_520_600_400_000_000,
        true,
        Tn(12_061_231_234),
        own,
        "See you in spring",
        "delivered",
    );
    let lately = message(
        state.now - 3 * 86_400 * SECOND,
        true,
        Tn(12_061_231_234),
        own,
        "Happy new year",
        "delivered",
    );
    let records = [
        ("mdr2-7d0c4e5223a211e89cf90242ac110002", spring),
        ("mdr2-c0f5a3d0f0a911f0a1b20242ac110002", lately),
        ("mdr2-5a1f0c3ee4a911e7b0c2da4df24b8a11", first),
        ("mdr2-39cadeace66e11e7aff806cd7f24ba2d", sent),
        ("mdr2-ca82be46e6ba11e79d08862d092cf73d", second),
    ];
    for (id, mut record) in records {
        record.order = state.next_order();
        state.messages.insert(id.to_owned(), record);
    }
}
