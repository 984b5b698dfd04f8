//! The sketches of use, as they were written before the code.

use futures_util::TryStreamExt;
use trunkline::flowroute::Flowroute;
use trunkline::flowroute::numbers::{ListNumbers, Purchase, SearchNumbers};
use trunkline::{Applied, Endpoint, ErrorKind, PhoneNumber, Region};
use trunkline_emulator::{Emulator, Fault};

#[tokio::test]
async fn survives_a_lost_reply() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    emulator.fault(
        Fault::on("flowroute.v2.numbers.purchase")
            .first()
            .commit_then_drop(),
    );

    let offers = flowroute
        .numbers()
        .search(SearchNumbers::new().region(Region::WA))
        .page()
        .await?;
    let owned = flowroute.numbers().purchase(&offers.items[0].number).await?; // the reply was lost; the number is ours

    assert_eq!(emulator.audit().purchases(owned.number), 1);
    Ok(())
}

#[tokio::test]
async fn two_questions_have_two_answers() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let nobodys: PhoneNumber = "+12065550100".parse().unwrap_or_else(|e| panic!("{e}"));
    match flowroute
        .numbers()
        .purchase(Purchase::new(nobodys).messaging(true))
        .await
    {
        Err(e) if e.kind() == ErrorKind::NotForSale => assert_eq!(e.applied(), Applied::No),
        other => panic!("{other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn lists_are_streams_and_can_be_taken_up_again() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let all: Vec<_> = flowroute
        .numbers()
        .list(ListNumbers::new())
        .items()
        .try_collect()
        .await?;
    assert_eq!(all.len(), 3);

    let mut pages = flowroute.numbers().list(ListNumbers::new().limit(2)).pages();
    assert_eq!(pages.next_page().await?.map(|page| page.len()), Some(2));
    let cursor = pages.cursor().unwrap();
    let again = flowroute
        .numbers()
        .list(ListNumbers::new().limit(2))
        .resume(cursor)
        .read_ahead(4)
        .items();
    let rest: Vec<_> = again.try_collect().await?;
    assert_eq!(rest, all[2..]);
    Ok(())
}

/// No client: requests and answers as data.
#[test]
fn a_call_is_data() -> trunkline::Result<()> {
    let number = "12064205780".parse().unwrap_or_else(|e| panic!("{e}"));
    let request: http::Request<bytes::Bytes> = Purchase::new(number).request()?;
    assert_eq!(request.uri(), "/v2/numbers/12064205780");
    let body = r#"{"data":{"type":"number","id":"12064205780","attributes":{"value":"12064205780"}}}"#;
    let response = http::Response::builder().status(201).body(body.into()).unwrap();
    assert_eq!(Purchase::decode(response)?.number, number);
    Ok(())
}
