//! Look-ups: searching a list, and the purchase of a number.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::Response;
use trunkline_core::{
    Carrier, DecodeError, Endpoint, Error, Links, ListEndpoint, LookUp, Match, Operation, Page, Reader,
    Refusal, SinglePage, Unreadable, endpoint, json, look_up_purchase,
};

static CARRIER: Carrier = Carrier::new("acme", "acme.", "*/*", |status, _, _| {
    Refusal::from_status(status)
});

endpoint! {
    /// An owned thing.
    struct GetThing { id: u32 }

    OPERATION = Operation::read(&CARRIER, "acme.things.get");
    GET "/things/{id}" -> u32: |response: &Response<Bytes>| json(response.body());
}

endpoint! {
    /// Things for sale; one that is no number cannot be read.
    #[derive(Default)]
    struct ListThings {}
    optional in paging: Counter {}

    OPERATION = Operation::read(&CARRIER, "acme.things.list");
    GET "/things" -> Page<u32>: page;
    list(paging: Counter) u32, key u32 = |thing| Some(*thing);
}

endpoint! {
    /// The same of things that are nobody's business.
    #[derive(Default)]
    struct ListSecrets {}
    optional in paging: Counter {}

    OPERATION = Operation::read(&CARRIER, "acme.secrets.list").confidential();
    GET "/secrets" -> Page<u32>: page;
    list(paging: Counter) u32, key u32 = |thing| Some(*thing);
}

#[test]
fn of_a_confidential_list_no_text_is_kept() {
    let response = || Response::new(Bytes::from("1 planted 2"));
    let open = ListThings::decode(response()).unwrap();
    assert_eq!(open.unreadable[0].json, "planted");
    let kept = ListSecrets::decode(response()).unwrap();
    assert_eq!(kept.items, [1, 2]);
    let item = &kept.unreadable[0];
    assert_eq!((item.index, item.json.as_str()), (1, ""));
    assert_eq!(item.reason.to_string(), "no number");
}

/// A way of paging that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counter(u64);

impl trunkline_core::Paging for Counter {
    fn cursor(&self) -> trunkline_core::Cursor {
        self.0.to_string().into()
    }

    fn go_to(&mut self, _: &trunkline_core::Cursor) -> Result<(), trunkline_core::ValidationError> {
        Ok(())
    }

    fn advance(&mut self, _: usize, links: &Links) -> bool {
        self.0 += 1;
        links.next.is_some()
    }
}

/// `1 2 x >`: two things, one that cannot be read, and more to come.
fn page(response: &Response<Bytes>) -> Result<Page<u32>, DecodeError> {
    let text = std::str::from_utf8(response.body()).map_err(|e| DecodeError::new(e.to_string()))?;
    let mut page = Page::new(Vec::new(), Links::default());
    for (index, word) in text.split_whitespace().enumerate() {
        match word.parse() {
            Ok(thing) => page.items.push(thing),
            Err(_) if word == ">" => page.links.next = Some("more".to_owned()),
            Err(_) => page
                .unreadable
                .push(Unreadable::new(index, word, DecodeError::new("no number"))),
        }
    }
    Ok(page)
}

/// Answers with these bodies, one after the other; `404` is that status.
struct Script {
    bodies: Mutex<VecDeque<&'static str>>,
    is_last: bool,
}

impl Reader for Script {
    async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        endpoint.request()?;
        let body = self
            .bodies
            .lock()
            .unwrap()
            .pop_front()
            .expect("one more request than expected");
        let status = if body == "404" { 404 } else { 200 };
        E::decode(
            Response::builder()
                .status(status)
                .body(Bytes::from(body))
                .unwrap(),
        )
    }

    fn is_last(&self) -> bool {
        self.is_last
    }
}

fn script(bodies: &[&'static str]) -> Script {
    Script {
        bodies: Mutex::new(bodies.iter().copied().collect()),
        is_last: true,
    }
}

/// Runs a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

fn find(bodies: &[&'static str], wanted: u32) -> LookUp<u32> {
    let script = script(bodies);
    let found = now(script.find(ListThings::new(), |thing| match *thing {
        thing if thing == wanted => Match::Yes,
        13 => Match::Conflict("13 is in its place".to_owned()),
        _ => Match::No,
    }));
    assert!(script.bodies.lock().unwrap().is_empty(), "pages were left unread");
    found.unwrap()
}

#[test]
fn a_list_is_searched_to_its_end() {
    assert_eq!(find(&["1 2 >", "3 >", "4"], 4), LookUp::Found(4));
    assert_eq!(find(&["1 2 >", "3"], 3), LookUp::Found(3));
    assert_eq!(find(&["1 >", "",], 3), LookUp::NotFound);
}

#[test]
fn an_item_that_cannot_be_read_might_have_been_it() {
    assert!(matches!(find(&["1 x >", "2"], 3), LookUp::Inconclusive(_)));
    assert_eq!(find(&["1 x >", "3"], 3), LookUp::Found(3));
}

#[test]
fn another_one_in_its_place_is_a_conflict_unless_it_is_there_as_well() {
    assert_eq!(
        find(&["13"], 3),
        LookUp::Conflict("13 is in its place".to_owned())
    );
    assert_eq!(find(&["13 >", "3"], 3), LookUp::Found(3));
}

#[test]
fn a_list_without_end_settles_nothing() {
    let repeating = ["1 >"; 26];
    assert!(matches!(find(&repeating, 3), LookUp::Inconclusive(_)));
    let endless: Vec<&'static str> = (10..1010).map(|n| &*format!("{n} >").leak()).collect();
    assert!(matches!(find(&endless, 3), LookUp::Inconclusive(_)));
}

fn purchase(bodies: &[&'static str], is_last: bool) -> LookUp<u32> {
    let script = Script {
        is_last,
        ..script(bodies)
    };
    let looked = now(look_up_purchase(
        &script,
        GetThing::new(7_u32),
        |thing| *thing == 7,
        ListThings::new(),
        |thing| *thing == 7,
    ));
    assert!(script.bodies.lock().unwrap().is_empty());
    looked.unwrap()
}

#[test]
fn what_is_on_the_account_was_bought_if_it_is_the_thing_asked_for() {
    assert_eq!(purchase(&["7"], true), LookUp::Found(7));
    assert!(matches!(purchase(&["8"], true), LookUp::Inconclusive(_)));
}

#[test]
fn only_what_is_still_for_sale_was_certainly_not_bought() {
    assert_eq!(purchase(&["404", "7"], true), LookUp::NotFound);
    assert!(matches!(purchase(&["404", "8"], true), LookUp::Inconclusive(_)));
    assert!(matches!(purchase(&["404", ""], true), LookUp::Inconclusive(_)));
    // Before it counts as proof, the offers are not asked for.
    assert_eq!(purchase(&["404"], false), LookUp::NotFound);
}

#[test]
fn a_list_that_comes_whole_has_one_place() {
    use trunkline_core::Paging;
    let mut paging = SinglePage::default();
    let cursor = paging.cursor();
    assert!(paging.go_to(&cursor).is_ok());
    assert!(paging.go_to(&"elsewhere".into()).is_err());
    assert!(!paging.advance(5, &Links::default()));
    assert_eq!(ListThings::new().paging().cursor().as_str(), "0");
}
