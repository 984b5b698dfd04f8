//! The steps of the demo: the life of one number, then a purchase whose reply is lost.

use std::time::Duration;

use trunkline::flowroute::messages::{Message, MessageStatus, SendMessage, SentMessage};
use trunkline::flowroute::numbers::{Offer, OwnedNumber, Purchase, Purchased, SearchNumbers};
use trunkline::{ConfirmedBy, Money, PhoneNumber, Region};
use trunkline_emulator::Fault;

use super::assignments::{self, Assigned};
use super::exchange::{delete, get, lost_post, path, post};
use super::runner::{Report, Runner};
use crate::failure::Failure;

/// What the emulator charges for an SMS (docs/contracts/flowroute-v2.md §1.8), in nanodollars.
const SMS_FEE: i64 = 4_000_000;
/// How long the emulator takes to enable a number for messages.
const PROVISIONING: Duration = Duration::from_secs(1);
/// The time after which the emulator has delivered a message.
const DELIVERY: Duration = Duration::from_secs(5);
/// A number out of the block 555-01XX, which is reserved for fiction.
const RECIPIENT: u64 = 12_065_550_142;

/// Runs all steps, and checks the audit.
pub(crate) async fn run(mut runner: Runner<'_>) -> Result<(), Failure> {
    let (first, second) = search(&mut runner).await?;
    let number = buy(&mut runner, &first).await?;
    let assigned = assignments::all(&mut runner, number).await?;
    message(&mut runner, number).await?;
    details(&mut runner, number, &assigned).await?;
    assignments::undo(&mut runner, number, &assigned).await?;
    release(&mut runner, number).await?;
    lost_reply(&mut runner, &second).await?;
    release(&mut runner, second.number).await?;
    runner.finish(&[number, second.number])
}

async fn search(runner: &mut Runner<'_>) -> Result<(Offer, Offer), Failure> {
    let flowroute = runner.flowroute.clone();
    let query = SearchNumbers::new()
        .starts_with("1206420")
        .region(Region::WA)
        .limit(3);
    let expected = [get("/v2/numbers/available?starts_with=1206420&state=WA&limit=3")];
    let check = |offers: &Vec<Offer>| {
        let summary = offers.first().map_or_else(String::new, |offer| {
            let (count, number) = (offers.len(), offer.number.international());
            let (setup, monthly) = (offer.setup_cost, offer.monthly_cost);
            format!("{count} offers, cheapest {number}: {setup} + {monthly}/month")
        });
        let is_in_state = |offer: &Offer| offer.state == Some(Region::WA);
        Report::new(summary)
            .check(offers.len() == 3, "expected three offers")
            .check(
                offers.iter().all(is_in_state),
                "expected offers in Washington only",
            )
    };
    let call = async {
        let mut offers = flowroute.numbers().search(query).page().await?.items;
        offers.sort_by_key(|offer| (offer.setup_cost, offer.monthly_cost, offer.number));
        Ok(offers)
    };
    let mut offers = runner.step("search", &expected, call, check).await?.into_iter();
    match (offers.next(), offers.next()) {
        (Some(first), Some(second)) => Ok((first, second)),
        _ => Err(Failure::failed("demo: expected two offers")),
    }
}

async fn buy(runner: &mut Runner<'_>, offer: &Offer) -> Result<PhoneNumber, Failure> {
    let flowroute = runner.flowroute.clone();
    let number = offer.number;
    let check = |bought: &Purchased| {
        Report::new(format!("bought {}", bought.number.international()))
            .cost(offer.setup_cost)
            .check(bought.number == number, "another number was bought")
    };
    let expected = [post(path(number, ""), 201)];
    let call = flowroute.numbers();
    let call = call.purchase(Purchase::new(number).messaging(true));
    runner.step("buy", &expected, call, check).await?;
    runner.emulator.advance(PROVISIONING);
    Ok(number)
}

async fn message(runner: &mut Runner<'_>, number: PhoneNumber) -> Result<(), Failure> {
    let messages = runner.flowroute.messages();
    let recipient = PhoneNumber::from_digits(RECIPIENT).map_err(|e| Failure::failed(e.to_string()))?;
    let sms = SendMessage::sms(number, recipient, "Hello from trunkline");
    let check = |sent: &SentMessage| {
        let beginning: String = sent.id.as_str().chars().take(9).collect();
        let recipient = recipient.international();
        Report::new(format!("sent {beginning}… to {recipient}")).cost(Money::from_nanodollars(SMS_FEE))
    };
    let expected = [post("/v2.1/messages", 202)];
    let id = runner
        .step("message", &expected, messages.send(sms), check)
        .await?
        .id;

    runner.emulator.advance(DELIVERY);
    let check = |message: &Message| {
        let status = message.status.as_ref().map_or("no status", MessageStatus::as_str);
        let receipts = message.delivery_receipts.len();
        Report::new(format!("{status} after 5 s (virtual clock), {receipts} receipts"))
            .check(
                message.status == Some(MessageStatus::Delivered),
                "it is not delivered",
            )
            .check(message.from.number() == Some(number), "it is from another number")
            .check(message.to.number() == Some(recipient), "it is to another number")
    };
    let expected = [get(format!("/v2.1/messages/{id}"))];
    runner.step("receipt", &expected, messages.get(id), check).await?;
    Ok(())
}

async fn details(runner: &mut Runner<'_>, number: PhoneNumber, assigned: &Assigned) -> Result<(), Failure> {
    let numbers = runner.flowroute.numbers();
    let check = |owned: &OwnedNumber| {
        let of = owned.relationships.clone().unwrap_or_default();
        let (primary, failover) = (of.primary_route.map(|r| r.id), of.failover_route.map(|r| r.id));
        let (e911, cnam) = (of.e911_address.map(|r| r.id), of.cnam_preset.map(|r| r.id));
        Report::new("routes, address and caller name assigned; messaging enabled")
            .check(owned.messaging_enabled == Some(true), "messaging is not enabled")
            .check(
                primary.as_ref() == Some(&assigned.primary),
                "the primary route differs",
            )
            .check(
                failover.as_ref() == Some(&assigned.failover),
                "the failover route differs",
            )
            .check(
                e911.as_ref() == Some(&assigned.e911),
                "the emergency address differs",
            )
            .check(cnam.as_ref() == Some(&assigned.cnam), "the caller name differs")
    };
    let expected = [get(path(number, ""))];
    runner
        .step("details", &expected, numbers.get(number), check)
        .await?;
    Ok(())
}

async fn release(runner: &mut Runner<'_>, number: PhoneNumber) -> Result<(), Failure> {
    let numbers = runner.flowroute.numbers();
    let emulator = runner.emulator;
    let check = |by: &ConfirmedBy| {
        Report::new(format!("released {}", number.international()))
            .check(*by == ConfirmedBy::Reply, "the reply was lost")
            .check(
                emulator.audit().releases(number) == 1,
                "the audit does not show one release",
            )
    };
    let expected = [delete(path(number, ""), 204)];
    runner
        .step("release", &expected, numbers.release(number), check)
        .await?;
    Ok(())
}

/// The purchase succeeds, but its reply is lost. A look-up settles it; a second purchase would have been charged again.
async fn lost_reply(runner: &mut Runner<'_>, offer: &Offer) -> Result<(), Failure> {
    let numbers = runner.flowroute.numbers();
    let emulator = runner.emulator;
    let number = offer.number;
    let fault = Fault::on("flowroute.v2.numbers.purchase").number(number).first();
    emulator.fault(fault.commit_then_drop());
    let check = |bought: &Purchased| {
        let shown = number.international();
        Report::new(format!("reply dropped; looked up: {shown} was bought, once"))
            .cost(offer.setup_cost)
            .check(bought.number == number, "another number was bought")
            .check(
                bought.confirmed_by == ConfirmedBy::LookUp,
                "the reply was not lost",
            )
            .check(
                emulator.audit().purchases(number) == 1,
                "the audit does not show one purchase",
            )
    };
    let expected = [lost_post(path(number, "")), get(path(number, ""))];
    runner
        .step("lost reply", &expected, numbers.purchase(number), check)
        .await?;
    Ok(())
}
