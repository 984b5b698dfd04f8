//! Every list of every carrier, read from carriers that lose items in every way: each item that is there all the time comes
//! exactly once, or the list ends with an error that says it is incomplete.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;
use std::ops::Range;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::{Arc, LazyLock, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use trunkline::flowroute::{cdrs, cnam, e911, messages, numbers, porting, routes};
use trunkline::flowroute_v1 as v1;
use trunkline::transport::Listing;
use trunkline::tropo::{addresses, applications, catalog, features, invitations, users, webhooks, whitelist};
use trunkline::{
    AreaCode, Client, Error, ErrorKind, ListEndpoint, LookUp, Match, NpaNxx, RetryPolicy, Timestamp,
};
use trunkline_testkit::lists::{ITEMS, List, Manner, Part, Places};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_tests::api::tables;

/// A list endpoint, and how it is checked against a carrier of some manner.
struct Row {
    operation: &'static str,
    check: Box<dyn Fn(Manner) -> Checking>,
}

type Checking = Pin<Box<dyn Future<Output = ()>>>;

/// The JSON text of an item.
type Item = fn(usize) -> String;

fn row<E: ListEndpoint<Item: Debug>>(
    endpoint: E,
    places: Places,
    write: fn(&[String], &Part) -> Response<Bytes>,
    item: Item,
) -> Row {
    let check = move |manner| -> Checking {
        let carrier = Checked {
            endpoint: endpoint.clone(),
            places,
            write,
            item,
            manner,
        };
        Box::pin(carrier.check())
    };
    Row {
        operation: E::OPERATION.name,
        check: Box::new(check),
    }
}

struct Checked<E> {
    endpoint: E,
    places: Places,
    write: fn(&[String], &Part) -> Response<Bytes>,
    item: Item,
    manner: Manner,
}

impl<E: ListEndpoint<Item: Debug>> Checked<E> {
    async fn check(self) {
        // A whole list that is cut without a word cannot be told from a short one.
        if (self.manner, self.places) == (Manner::ClampsUnsaid, Places::Whole) {
            return;
        }
        // Neither can an empty page from the end.
        if (self.manner, self.places) == (Manner::HidesTheMiddle, Places::Unlinked) {
            return;
        }
        // Reading one page for ever takes its time; once is enough.
        let ahead = if self.manner == Manner::Repeats {
            0..1
        } else {
            0..5
        };
        for read_ahead in ahead.step_by(4) {
            let (list, listing) = self.listing();
            let (seen, error) = read(listing.read_ahead(read_ahead)).await;
            self.judge(&list.lock().unwrap(), &seen, error.as_ref());
        }
        self.search().await;
    }

    /// A carrier with a new list.
    fn listing(&self) -> (Arc<Mutex<List>>, Listing<E>) {
        let list = Arc::new(Mutex::new(List::new(self.manner, self.places)));
        let (served, write, item) = (Arc::clone(&list), self.write, self.item);
        let carrier = Carrier::by(move |_, request: &Request<Bytes>| {
            let part = served
                .lock()
                .unwrap()
                .answer(request.uri().query().unwrap_or_default());
            let items: Vec<_> = part.items.iter().map(|n| item(*n)).collect();
            Answer::Is(write(&items, &part))
        });
        let client = Client::builder("https://carrier.example")
            .service(carrier)
            .retry(RetryPolicy::none());
        let listing = client.build().unwrap().list(self.endpoint.clone());
        let endless = self.manner == Manner::Endless;
        (list, if endless { listing.max_pages(4) } else { listing })
    }

    /// How items look that were read from these.
    fn looks(&self, items: impl Iterator<Item = usize>) -> Vec<String> {
        let mut list = List::new(Manner::Plain, Places::Whole);
        let mut part = list.answer("");
        part.next = None;
        let texts: Vec<_> = items.map(self.item).collect();
        let page = E::parse(&(self.write)(&texts, &part)).unwrap();
        page.iter().map(|item| format!("{item:?}")).collect()
    }

    fn judge(&self, list: &List, seen: &[String], error: Option<&Error>) {
        let name = format!("{} {:?}", E::OPERATION.name, self.manner);
        match error {
            None => assert!(self.can_be_whole(), "{name}: ended without a word"),
            Some(error) => {
                assert!(!self.must_be_whole(), "{name}: {error}");
                assert_eq!(error.kind(), ErrorKind::Incomplete, "{name}: {error}");
            }
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        seen.iter().for_each(|item| *times.entry(item).or_default() += 1);
        let twice = times.iter().find(|(_, times)| **times > 1);
        assert_eq!(twice, None, "{name}");
        if error.is_none() {
            let missing = self.looks(list.constant().into_iter());
            let missing: Vec<_> = missing
                .iter()
                .filter(|item| !times.contains_key(item.as_str()))
                .collect();
            assert!(
                missing.is_empty(),
                "{name}: {} are missing: {missing:?}",
                missing.len()
            );
        }
    }

    /// Whether there is a way to all of the list.
    fn can_be_whole(&self) -> bool {
        match self.places {
            Places::Whole => matches!(self.manner, Manner::Plain | Manner::Shrinks | Manner::Grows),
            _ => self.manner.ends(),
        }
    }

    /// Where a page begins depends on its limit: a carrier that says another one than it applies cannot be followed.
    fn must_be_whole(&self) -> bool {
        self.can_be_whole() && (self.manner, self.places) != (Manner::ClampsUnsaid, Places::Pages)
    }

    /// What is there is found; that something is not there is only said of a list that was read to its end.
    async fn search(&self) {
        let wanted = self.looks([ITEMS - 1].into_iter()).concat();
        let is_wanted = |item: &E::Item| Match::from(format!("{item:?}") == wanted);
        let name = format!("{} {:?}", E::OPERATION.name, self.manner);
        let found = self.listing().1.find(is_wanted).await.unwrap();
        let is_shown = List::new(self.manner, self.places)
            .constant()
            .contains(&(ITEMS - 1));
        assert!(is_shown, "{name}");
        assert!(!matches!(found, LookUp::NotFound), "{name}: not found");
        if self.must_be_whole() {
            assert!(matches!(found, LookUp::Found(_)), "{name}: {found:?}");
        }
    }
}

async fn read<E: ListEndpoint<Item: Debug>>(listing: Listing<E>) -> (Vec<String>, Option<Error>) {
    let (mut items, mut seen) = (listing.items(), Vec::new());
    loop {
        match items.try_next().await {
            Ok(Some(item)) => seen.push(format!("{item:?}")),
            Ok(None) => return (seen, None),
            Err(error) => {
                assert!(items.try_next().await.unwrap().is_none(), "behind {error}");
                return (seen, Some(error));
            }
        }
    }
}

fn answer(link: Option<&str>, body: String) -> Response<Bytes> {
    let mut response = Response::builder().status(200);
    if let Some(link) = link {
        response = response.header(
            "link",
            format!(r#"<https://carrier.example/?{link}>; rel="next""#),
        );
    }
    response.body(Bytes::from(body)).unwrap()
}

/// `{"data": [...], "links": {...}}`.
fn data(items: &[String], part: &Part) -> Response<Bytes> {
    let next = part
        .next
        .as_ref()
        .map(|next| format!(r#","next":"http://elsewhere/?{next}""#));
    let links = format!(
        r#"{{"self":"http://elsewhere/?{}"{}}}"#,
        part.this,
        next.unwrap_or_default()
    );
    answer(
        None,
        format!(r#"{{"data":[{}],"links":{links}}}"#, items.join(",")),
    )
}

/// As [`data`], with the link to the next page only: messages have no other.
fn data_without_self(items: &[String], part: &Part) -> Response<Bytes> {
    let next = part
        .next
        .as_ref()
        .map(|next| format!(r#","links":{{"next":"http://elsewhere/?{next}"}}"#));
    answer(
        None,
        format!(r#"{{"data":[{}]{}}}"#, items.join(","), next.unwrap_or_default()),
    )
}

/// Port orders, without links; none is a refusal.
fn orders(items: &[String], _: &Part) -> Response<Bytes> {
    let detail = r#"{"errors":[{"status":404,"title":"Resource not found","detail":"No Port Orders match this query."}]}"#;
    let (status, body) = match items {
        [] => (404, detail.to_owned()),
        _ => {
            let orders = items.join(",");
            let data =
                format!(r#"{{"type":"portorder_list","attributes":{{"orders":{{"data":[{orders}]}}}}}}"#);
            (200, format!(r#"{{"data":{data}}}"#))
        }
    };
    Response::builder()
        .status(status)
        .body(Bytes::from(body))
        .unwrap()
}

/// `{"tns": {...}, "links": {...}}`.
macro_rules! entries {
    ($member:literal) => {
        |items: &[String], part: &Part| {
            let next = part
                .next
                .as_ref()
                .map(|next| format!(r#","links":{{"next":"/v1/?{next}"}}"#));
            let next = next.unwrap_or_default();
            answer(
                None,
                format!(r#"{{"{}":{{{}}}{next}}}"#, $member, items.join(",")),
            )
        }
    };
}

/// `[...]`.
fn array(items: &[String], part: &Part) -> Response<Bytes> {
    answer(part.next.as_deref(), format!("[{}]", items.join(",")))
}

/// Those of these codes that are valid.
fn valid<T: FromStr>(all: Range<u32>) -> Vec<String> {
    let all = all.map(|code| code.to_string());
    all.filter(|code| code.parse::<T>().is_ok()).collect()
}

fn area_code(n: usize) -> &'static str {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| valid::<AreaCode>(200..1000));
    CODES.iter().cycle().nth(n).unwrap()
}

fn exchange(n: usize) -> &'static str {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| valid::<NpaNxx>(206_200..207_000));
    CODES.iter().cycle().nth(n).unwrap()
}

/// A resource of v2 with these attributes.
fn resource(kind: &str, id: impl std::fmt::Display, attributes: &str) -> String {
    format!(r#"{{"type":"{kind}","id":"{id}","attributes":{{{attributes}}}}}"#)
}

fn flowroute() -> Vec<Row> {
    use Places::Offsets;
    vec![
        row(numbers::ListAreaCodes::new(), Offsets, data, |n| {
            resource("areacode", area_code(n), "")
        }),
        row(numbers::ListExchanges::new(), Offsets, data, |n| {
            resource("exchange", exchange(n), "")
        }),
        row(numbers::ListTiers::new(), Offsets, data, |n| {
            resource("tier", format!("Tier {n}"), "")
        }),
        row(numbers::SearchNumbers::new(), Offsets, data, |n| {
            let cost = r#""setup_cost":1,"monthly_cost":1.25"#;
            resource(
                "number",
                12_064_200_000 + n,
                &format!(r#""value":"{}",{cost}"#, 12_064_200_000 + n),
            )
        }),
        row(numbers::ListNumbers::new(), Offsets, data, |n| {
            resource(
                "number",
                12_064_200_000 + n,
                &format!(r#""value":"{}""#, 12_064_200_000 + n),
            )
        }),
        row(routes::ListRoutes::new(), Offsets, data, |n| {
            resource(
                "route",
                n,
                r#""alias":"main","route_type":"host","value":"sip.example.net""#,
            )
        }),
        row(routes::ListEdgeStrategies::new(), Places::Whole, data, |n| {
            resource("edge_strategy", n, "")
        }),
        row(e911::ListE911::new(), Offsets, data, |n| {
            resource("e911", n, r#""city":"Seattle""#)
        }),
        row(e911::ListE911Numbers::new("21907"), Offsets, data, |n| {
            resource(
                "number",
                12_064_200_000 + n,
                &format!(r#""value":"{}""#, 12_064_200_000 + n),
            )
        }),
        row(cdrs::ListCdrExports::new(), Offsets, data, |n| {
            let export = resource("cdrexport", n, r#""status":"completed""#);
            format!(r#"{{"data":{export}}}"#)
        }),
        row(porting::ListPortOrders::new(), Places::Unlinked, orders, |n| {
            resource("portorder", n, r#""alias":"move","status":"pending""#)
        }),
        row(cnam::ListCnams::new(), Offsets, data, |n| {
            resource("cnam", n, r#""value":"ACME""#)
        }),
        row(
            messages::ListMessages::since(Timestamp::from("2017-12-01T00:00:00Z")),
            Offsets,
            data_without_self,
            |n| {
                resource(
                    "message",
                    format!("mdr2-{n}"),
                    r#""body":"hello","status":"delivered","direction":"inbound","from":"12061231234","to":"12012673227""#,
                )
            },
        ),
    ]
}

fn flowroute_v1() -> Vec<Row> {
    use Places::Pages;
    vec![
        row(
            v1::inventory::ListAreaCodes::new(),
            Pages,
            entries!("npas"),
            |n| format!(r#""{}":{{}}"#, area_code(n)),
        ),
        row(
            v1::inventory::ListExchanges::new(),
            Pages,
            entries!("npanxxs"),
            |n| format!(r#""{}":{{}}"#, exchange(n)),
        ),
        row(v1::inventory::SearchNumbers::new(), Pages, entries!("tns"), |n| {
            format!(
                r#""{}":{{"initial_cost":"1.00","monthly_cost":"1.25"}}"#,
                12_064_200_000 + n
            )
        }),
        row(v1::numbers::ListNumbers::new(), Pages, entries!("tns"), |n| {
            format!(
                r#""{}":{{"billing_method":"METERED","routes":[]}}"#,
                12_064_200_000 + n
            )
        }),
        row(v1::routes::ListRoutes::new(), Pages, entries!("routes"), |n| {
            format!(r#""route{n}":{{"type":"HOST","value":"sip.example.net"}}"#)
        }),
    ]
}

/// A record of Tropo's with these members.
fn record(path: &str, n: usize, members: &str) -> String {
    format!(r#"{{"id":"{n}","href":"https://api.tropo.com/v1/{path}/{n}"{members}}}"#)
}

fn tropo() -> Vec<Row> {
    use Places::Whole;
    let application: Item = |n| record("applications", n, r#","name":"API Test""#);
    let address: Item = |n| {
        format!(
            r#"{{"type":"number","number":"+{0}","href":"https://api.tropo.com/v1/applications/1/addresses/number/+{0}"}}"#,
            12_064_200_000 + n
        )
    };
    vec![
        row(catalog::ListCountries::new(), Whole, array, |n| {
            record("countries", n, r#","name":"Here""#)
        }),
        row(catalog::ListStates::new("36"), Whole, array, |n| {
            record("countries/36/states", n, r#","name":"Here""#)
        }),
        row(catalog::ListExchanges::new(), Whole, array, |n| {
            format!(r#"{{"prefix":"1{n}","city":"Orlando"}}"#)
        }),
        row(catalog::ListPartitions::new(), Whole, array, |n| {
            record("partitions", n, &format!(r#","name":"p{n}""#))
        }),
        row(catalog::ListPlatforms::new("staging"), Whole, array, |n| {
            record("platforms", n, &format!(r#","name":"p{n}""#))
        }),
        row(catalog::ListFeatures::new(), Whole, array, |n| {
            record("features", n, r#","name":"Outbound""#)
        }),
        row(catalog::ListPaymentTypes::new(), Whole, array, |n| {
            record("types/payment", n, r#","name":"visa""#)
        }),
        row(users::SearchUsers::new().username("foo"), Whole, array, |n| {
            record("users", n, &format!(r#","username":"u{n}""#))
        }),
        row(users::ListUserApplications::new("7"), Whole, array, application),
        row(features::ListUserFeatures::new("7"), Whole, array, |n| {
            format!(
                r#"{{"feature":"https://api.tropo.com/v1/features/{n}","href":"https://api.tropo.com/v1/users/7/features/{n}","featureName":"Out","featureFlag":"t"}}"#
            )
        }),
        row(applications::ListApplications::new(), Whole, array, application),
        row(addresses::ListAvailable::new("1206"), Whole, array, address),
        row(addresses::ListAddresses::new("1"), Whole, array, address),
        row(addresses::ListAllAddresses::new(), Whole, array, address),
        row(invitations::ListInvitations::new(), Whole, array, |n| {
            format!(
                r#"{{"code":"A{n}","count":1,"credit":"10.00","href":"https://api.tropo.com/v1/invitations/A{n}"}}"#
            )
        }),
        row(whitelist::ListWhitelist::new(), Whole, array, |n| {
            format!(r#"{{"value":"{}"}}"#, 12_064_200_000 + n)
        }),
        row(webhooks::ListWebhooks::new(), Whole, array, |n| {
            record(
                "webhooks",
                n,
                r#","event":"smsdlr","name":"receipts","targetUrl":"http://example.com/","resource":"sms","enabled":true"#,
            )
        }),
    ]
}

/// Those that are pages of no list as these are.
const ELSEWHERE: [&str; 1] = [
    // Answers for the numbers that it is asked about, all at once.
    "flowroute.v2.numbers.details",
];

#[test]
fn no_list_is_missing_here() {
    let all: Vec<Row> = [flowroute(), flowroute_v1(), tropo()]
        .into_iter()
        .flatten()
        .collect();
    let checked: BTreeSet<_> = all.iter().map(|row| row.operation).collect();
    let tables = tables();
    let lines = tables.iter().flat_map(|table| &table.lines);
    let offered: BTreeSet<_> = lines
        .filter(|line| line.is_list)
        .map(|line| line.operation.name)
        .filter(|name| !ELSEWHERE.contains(name))
        .collect();
    assert!(offered.len() >= 35, "{offered:?}");
    assert_eq!(checked, offered);
}

async fn check(rows: Vec<Row>) {
    for row in rows {
        for manner in Manner::ALL {
            (row.check)(manner).await;
        }
    }
}

#[tokio::test]
async fn flowroutes_lists_are_complete_or_say_that_they_are_not() {
    check(flowroute()).await;
}

#[tokio::test]
async fn flowroutes_v1_lists_are_complete_or_say_that_they_are_not() {
    check(flowroute_v1()).await;
}

#[tokio::test]
async fn tropos_lists_are_complete_or_say_that_they_are_not() {
    check(tropo()).await;
}
