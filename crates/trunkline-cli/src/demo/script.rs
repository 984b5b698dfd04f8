//! What is played: one number's whole life, then a purchase whose reply is lost.

use std::time::Duration;

use trunkline::flowroute::messages::{Message, MessageId, MessageStatus, SendMessage, SentMessage};
use trunkline::flowroute::numbers::{Offer, OwnedNumber, Purchase, SearchNumbers};
use trunkline::{Money, PhoneNumber, Region};
use trunkline_emulator::Fault;

use super::attach::{self, Attached};
use super::stage::{Outcome, Stage, get, path};
use crate::failure::Failure;

/// What the emulated carrier charges for an SMS (docs/contracts/flowroute-v2.md §1.8), in nanodollars.
const SMS_FEE: i64 = 4_000_000;
/// Enabling a number for messages takes the emulated carrier a second.
const PROVISIONING: Duration = Duration::from_secs(1);
/// A message is delivered within a few seconds.
const DELIVERY: Duration = Duration::from_secs(5);
/// A number that nobody has: the block 555-01XX is kept free for fiction.
const RECIPIENT: u64 = 12_065_550_142;

/// Plays everything and closes the books.
pub(crate) async fn play(mut stage: Stage<'_>) -> Result<(), Failure> {
    let (first, second) = search(&mut stage).await?;
    let number = buy(&mut stage, &first).await?;
    let attached = attach::all(&mut stage, number).await?;
    message(&mut stage, number).await?;
    details(&mut stage, number, &attached).await?;
    attach::undo(&mut stage, number, &attached).await?;
    release(&mut stage, number).await?;
    lost_reply(&mut stage, &second).await?;
    release(&mut stage, second.number).await?;
    stage.close(&[number, second.number])
}

async fn search(stage: &mut Stage<'_>) -> Result<(Offer, Offer), Failure> {
    let flowroute = stage.flowroute.clone();
    let query = SearchNumbers::new()
        .starts_with("1206420")
        .region(Region::WA)
        .limit(3);
    let wanted = [get("/v2/numbers/available?starts_with=1206420&state=WA&limit=3")];
    let judge = |offers: &Vec<Offer>| {
        let words = offers.first().map_or_else(String::new, |offer| {
            let (now, monthly) = (offer.setup_cost, offer.monthly_cost);
            format!(
                "{} offers, cheapest {}: {now} + {monthly}/month",
                offers.len(),
                offer.number.international()
            )
        });
        Outcome::new(words)
            .expect(offers.len() == 3, "three numbers should be for sale")
            .expect(
                offers.iter().all(|o| o.state == Some(Region::WA)),
                "all should be in Washington",
            )
    };
    let call = async {
        let mut offers = flowroute.numbers().search(query).page().await?.items;
        offers.sort_by_key(|offer| (offer.setup_cost, offer.monthly_cost, offer.number));
        Ok(offers)
    };
    let mut offers = stage.step("search", &wanted, call, judge).await?.into_iter();
    match (offers.next(), offers.next()) {
        (Some(first), Some(second)) => Ok((first, second)),
        _ => Err(Failure::failed("demo: two numbers should be for sale")),
    }
}

async fn buy(stage: &mut Stage<'_>, offer: &Offer) -> Result<PhoneNumber, Failure> {
    let flowroute = stage.flowroute.clone();
    let number = offer.number;
    let wanted = [("POST", path(number, ""), Some(201))];
    let judge = |owned: &OwnedNumber| {
        Outcome::new(format!("{} is ours", owned.number.international()))
            .cost(offer.setup_cost)
            .expect(
                owned.number == number,
                format!("{number} should be ours, not {}", owned.number),
            )
    };
    let call = async {
        flowroute
            .numbers()
            .purchase(Purchase::new(number).messaging(true))
            .await
    };
    stage.step("buy", &wanted, call, judge).await?;
    stage.emulator.advance(PROVISIONING);
    Ok(number)
}

async fn message(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<(), Failure> {
    let flowroute = stage.flowroute.clone();
    let recipient = PhoneNumber::from_digits(RECIPIENT).map_err(|e| Failure::failed(e.to_string()))?;
    let sms = SendMessage::sms(number, recipient, "Hello from trunkline");
    let wanted = [("POST", "/v2.1/messages".to_owned(), Some(202))];
    let judge = |sent: &SentMessage| {
        Outcome::new(format!(
            "{}… goes to {}",
            beginning(&sent.id),
            recipient.international()
        ))
        .cost(Money::from_nanodollars(SMS_FEE))
    };
    let id = stage
        .step("message", &wanted, flowroute.messages().send(sms), judge)
        .await?
        .id;

    stage.emulator.advance(DELIVERY);
    let wanted = [get(&format!("/v2.1/messages/{id}"))];
    let judge = |message: &Message| {
        let status = message
            .status
            .as_ref()
            .map_or("no status", |status| status.as_str());
        Outcome::new(format!(
            "{status} 5 s later (virtual clock), {} receipts",
            message.delivery_receipts.len()
        ))
        .expect(
            message.status == Some(MessageStatus::Delivered),
            "it should be delivered",
        )
        .expect(
            message.from.number() == Some(number),
            "it should come from our number",
        )
        .expect(
            message.to.number() == Some(recipient),
            "it should go to the recipient",
        )
    };
    stage
        .step("receipt", &wanted, flowroute.messages().get(id), judge)
        .await?;
    Ok(())
}

async fn details(stage: &mut Stage<'_>, number: PhoneNumber, attached: &Attached) -> Result<(), Failure> {
    let flowroute = stage.flowroute.clone();
    let judge = |owned: &OwnedNumber| {
        let of = owned.relationships.clone().unwrap_or_default();
        let is = |id: Option<&str>, wanted: &str| id == Some(wanted);
        Outcome::new("routes, address and name attached; messages enabled")
            .expect(
                owned.messaging_enabled == Some(true),
                "it should be enabled for messages",
            )
            .expect(
                is(
                    of.primary_route.as_ref().map(|r| r.id.as_str()),
                    attached.primary.as_str(),
                ),
                "primary route",
            )
            .expect(
                is(
                    of.failover_route.as_ref().map(|r| r.id.as_str()),
                    attached.failover.as_str(),
                ),
                "failover route",
            )
            .expect(
                is(
                    of.e911_address.as_ref().map(|r| r.id.as_str()),
                    attached.e911.as_str(),
                ),
                "emergency address",
            )
            .expect(
                is(
                    of.cnam_preset.as_ref().map(|r| r.id.as_str()),
                    attached.cnam.as_str(),
                ),
                "caller name",
            )
    };
    stage
        .step(
            "details",
            &[get(&path(number, ""))],
            flowroute.numbers().get(number),
            judge,
        )
        .await?;
    Ok(())
}

async fn release(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<(), Failure> {
    let flowroute = stage.flowroute.clone();
    let emulator = stage.emulator;
    let wanted = [("DELETE", path(number, ""), Some(204))];
    let judge = |(): &()| {
        Outcome::new(format!("{} is given back", number.international())).expect(
            emulator.audit().releases(number) == 1,
            "the carrier's books should show one release",
        )
    };
    stage
        .step("release", &wanted, flowroute.numbers().release(number), judge)
        .await
}

/// The purchase happens, and nobody tells us. Asking settles it; buying again would have cost a second time.
async fn lost_reply(stage: &mut Stage<'_>, offer: &Offer) -> Result<(), Failure> {
    let flowroute = stage.flowroute.clone();
    let emulator = stage.emulator;
    let number = offer.number;
    emulator.fault(
        Fault::on("flowroute.v2.numbers.purchase")
            .number(number)
            .first()
            .commit_then_drop(),
    );
    let wanted = [("POST", path(number, ""), None), get(&path(number, ""))];
    let judge = |owned: &OwnedNumber| {
        let bought = emulator.audit().purchases(number);
        let words = format!(
            "reply lost on purpose; asked: {} is ours, bought once",
            number.international()
        );
        Outcome::new(words)
            .cost(offer.setup_cost)
            .expect(
                owned.number == number,
                format!("{number} should be ours, not {}", owned.number),
            )
            .expect(
                bought == 1,
                format!("it should be bought once, the carrier's books say {bought} times"),
            )
    };
    stage
        .step("lost reply", &wanted, flowroute.numbers().purchase(number), judge)
        .await?;
    Ok(())
}

/// Enough of a message's id to find it again.
fn beginning(id: &MessageId) -> String {
    id.as_str().chars().take(9).collect()
}
