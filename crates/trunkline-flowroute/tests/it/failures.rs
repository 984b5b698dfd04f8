//! Every failure is one line that a person can act on.

use crate::support::emulated::{for_sale, in_process, over_tcp};
use insta::assert_snapshot;
use trunkline_core::{Applied, Country, Error, ErrorKind, PhoneNumber, Region};
use trunkline_emulator::{Emulator, Fault};
use trunkline_flowroute::e911::{Address, CreateE911};
use trunkline_flowroute::messages::SendMessage;
use trunkline_flowroute::numbers::SearchNumbers;
use trunkline_flowroute::routes::{CreateRoute, RouteTarget};
use trunkline_flowroute::{Credentials, Flowroute};

/// The line without what differs from run to run: ids and durations.
fn line(error: &Error) -> String {
    let text = error.to_string();
    assert_eq!(text.lines().count(), 1, "{text}");
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.split(' ').peekable();
    while let Some(word) = rest.next() {
        let previous = words.last().map(String::as_str);
        let id = previous == Some("id") && word.len() >= 8;
        let counts = ["attempt,", "attempts,", "look-up,", "look-ups,"];
        let took =
            previous.is_some_and(|p| counts.contains(&p)) && matches!(rest.peek(), Some(&("s" | "ms")));
        let kept = if id {
            word.replacen(|c: char| c.is_ascii_hexdigit(), "", 8)
        } else {
            word.to_owned()
        };
        words.push(if id {
            format!("ID{kept}")
        } else if took {
            "N".to_owned()
        } else {
            kept
        });
    }
    words.join(" ").replace("N s", "N ms")
}

async fn number(flowroute: &Flowroute) -> PhoneNumber {
    for_sale(flowroute).await
}

fn home() -> Address {
    Address::new("Home")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .city("Tacoma", Region::WA, "98407")
}

#[tokio::test]
async fn wrong_keys() {
    let emulator = Emulator::start().await.unwrap();
    let wrong = Credentials::new("11223344", "not the secret");
    let flowroute = Flowroute::builder(wrong)
        .base_url(emulator.flowroute_url())
        .build()
        .unwrap();
    let error = flowroute
        .numbers()
        .list(trunkline_flowroute::numbers::ListNumbers::new())
        .page()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_snapshot!("wrong_keys", line(&error));
}

#[tokio::test(start_paused = true)]
async fn no_money() {
    let (emulator, flowroute) = in_process();
    let search = flowroute
        .numbers()
        .search(SearchNumbers::new().area_code("206".parse().unwrap()).limit(200));
    for offer in search.page().await.unwrap() {
        let Err(error) = flowroute.numbers().purchase(offer.number).await else {
            continue;
        };
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::InsufficientFunds, Applied::No)
        );
        assert_snapshot!("no_money", line(&error.with_subject(Some("NUMBER"))));
        assert!(emulator.audit().violations().is_empty());
        return;
    }
    panic!("the money never ran out");
}

#[tokio::test(start_paused = true)]
async fn refusals_of_every_kind() {
    let (emulator, flowroute) = in_process();
    let mut lines = Vec::new();
    let mut note = |error: Error| lines.push(line(&error));

    let stranger: PhoneNumber = "+12065550100".parse().unwrap();
    note(flowroute.numbers().purchase(stranger).await.unwrap_err());
    note(flowroute.numbers().get(stranger).await.unwrap_err());
    note(flowroute.numbers().release(stranger).await.unwrap_err());
    note(
        flowroute
            .messages()
            .send(SendMessage::sms(stranger, stranger, "hi"))
            .await
            .unwrap_err(),
    );
    let nowhere = home().street("1", "Nowhere");
    note(flowroute.e911().validate(nowhere).await.unwrap_err());
    flowroute.e911().create(home()).await.unwrap();
    note(
        flowroute
            .e911()
            .create(CreateE911::new(home()))
            .await
            .unwrap_err(),
    );
    let host = RouteTarget::host("sip.example.net").unwrap();
    let route = flowroute
        .routes()
        .create(CreateRoute::new("main office", host.clone()))
        .await
        .unwrap();
    note(
        flowroute
            .routes()
            .create(CreateRoute::new("main office", host))
            .await
            .unwrap_err(),
    );
    let ours = number(&flowroute).await;
    flowroute.numbers().purchase(ours).await.unwrap();
    flowroute
        .routes()
        .set_primary(ours, route.id.clone())
        .await
        .unwrap();
    note(flowroute.routes().delete(route.id).await.unwrap_err());
    emulator.fault(Fault::on("numbers.get").first().html_body(502));
    emulator.fault(Fault::on("numbers.get").nth(2).empty_body());
    note(
        flowroute
            .numbers()
            .get(ours)
            .await
            .err()
            .unwrap_or_else(|| panic!("an empty body is no number")),
    );
    emulator.fault(Fault::on("numbers.list").malformed_body());
    note(
        flowroute
            .numbers()
            .list(trunkline_flowroute::numbers::ListNumbers::new())
            .page()
            .await
            .unwrap_err(),
    );
    assert_snapshot!("refusals", lines.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn a_message_is_never_sent_again() {
    let (emulator, flowroute) = in_process();
    let ours: PhoneNumber = "+12012673227".parse().unwrap();
    let theirs: PhoneNumber = "+12065550142".parse().unwrap();
    emulator.fault(Fault::on("messages.send").commit_then_drop());
    let error = flowroute
        .messages()
        .send(SendMessage::sms(ours, theirs, "hello"))
        .await
        .unwrap_err();
    assert_eq!((error.applied(), error.attempts()), (Applied::Unknown, 1));
    let sent = emulator
        .requests()
        .iter()
        .filter(|r| r.operation == Some("flowroute.v2.messages.send"))
        .count();
    assert_eq!(sent, 1);
    assert_snapshot!("message", line(&error));
}

#[tokio::test]
async fn nothing_is_sent_for_bad_input() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let ours: PhoneNumber = "+12012673227".parse().unwrap();
    let mut lines = Vec::new();
    lines.push("206555123".parse::<PhoneNumber>().unwrap_err().to_string());
    lines.push("banana".parse::<PhoneNumber>().unwrap_err().to_string());
    lines.push("+12061114444".parse::<PhoneNumber>().unwrap_err().to_string());
    let search = |request: SearchNumbers| {
        let flowroute = flowroute.clone();
        async move {
            flowroute
                .numbers()
                .search(request)
                .page()
                .await
                .unwrap_err()
                .to_string()
        }
    };
    lines.push(search(SearchNumbers::new().limit(0)).await);
    lines.push(search(SearchNumbers::new().limit(9999)).await);
    lines.push(search(SearchNumbers::new().region(Region::from("ZZ"))).await);
    lines.push(
        flowroute
            .messages()
            .send(SendMessage::mms(ours, ours))
            .await
            .unwrap_err()
            .to_string(),
    );
    lines.push(
        flowroute
            .messages()
            .send(SendMessage::sms(ours, ours, "x".repeat(3000)))
            .await
            .unwrap_err()
            .to_string(),
    );
    let no_house = Address::new("Home")
        .name("Janet", "Doe")
        .street("", "N Vassault")
        .city("Tacoma", Region::WA, "98407");
    lines.push(flowroute.e911().create(no_house).await.unwrap_err().to_string());
    let abroad = home().country(Country::CA);
    lines.push(flowroute.e911().validate(abroad).await.unwrap_err().to_string());
    assert_snapshot!("bad_input", lines.join("\n"));
    assert!(emulator.requests().is_empty(), "something was sent");
}

#[tokio::test]
async fn the_secret_key_appears_nowhere() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let wrong = Credentials::new("11223344", "planted-secret");
    let refused = Flowroute::builder(wrong.clone())
        .base_url(emulator.flowroute_url())
        .build()
        .unwrap();
    let error = refused
        .numbers()
        .get("+12065550100".parse::<PhoneNumber>().unwrap())
        .await
        .unwrap_err();
    let shown = format!(
        "{:?} {wrong:?} {:?} {flowroute:?} {:?} {error} {error:#?} {} {:?}",
        emulator.flowroute_credentials(),
        over_tcp(&emulator),
        Flowroute::builder(wrong.clone()),
        emulator.state(),
        emulator.requests(),
    );
    for secret in ["planted-secret", "emulator-secret"] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}

/// The contract says that a request which is answered with 429 was not executed: even a purchase is then sent again.
#[tokio::test(start_paused = true)]
async fn a_purchase_waits_for_the_rate_limit() {
    let (emulator, flowroute) = in_process();
    let number = for_sale(&flowroute).await;
    emulator.fault(Fault::on("numbers.purchase").times(6).too_many_requests(None));
    assert_eq!(flowroute.numbers().purchase(number).await.unwrap().number, number);
}

/// The carrier counts five SMS and one MMS a second, refused ones included; a client that waits is never refused.
#[tokio::test(start_paused = true)]
async fn messages_are_paced() {
    let emulator = Emulator::builder().rate_limits(None, None).build().unwrap();
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .service(emulator.service())
        .build()
        .unwrap();
    let (ours, theirs): (PhoneNumber, PhoneNumber) =
        ("+12012673227".parse().unwrap(), "+12065550142".parse().unwrap());
    let begun = tokio::time::Instant::now();
    for _ in 0..11 {
        flowroute
            .messages()
            .send(SendMessage::sms(ours, theirs, "hello"))
            .await
            .unwrap();
    }
    assert_eq!(begun.elapsed().as_secs(), 2, "eleven messages take two seconds");
    let begun = tokio::time::Instant::now();
    for _ in 0..3 {
        let picture = SendMessage::mms(ours, theirs).media("https://example.com/cat.png");
        flowroute.messages().send(picture).await.unwrap();
    }
    assert_eq!(begun.elapsed().as_secs(), 2, "an MMS a second, counted apart");
}
