//! A call that trunkline does not offer, through all layers. Runs against the emulator:
//! `cargo run -p trunkline --example own_endpoint`.

use bytes::Bytes;
use http::Response;
use trunkline::flowroute::{FLOWROUTE, Flowroute};
use trunkline::{DecodeError, Operation, endpoint};
use trunkline_emulator::Emulator;

endpoint! {
    /// How long the carrier's answer about a number is, in bytes.
    struct AnswerLength { number: trunkline::PhoneNumber }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.answer_length");
    GET "/v2/numbers/{number}" -> usize: length;
    subject "{number}";
}

fn length(response: &Response<Bytes>) -> Result<usize, DecodeError> {
    Ok(response.body().len())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let number: trunkline::PhoneNumber = "+12012673227".parse()?;
    assert!(flowroute.send(AnswerLength::new(number)).await? > 100);
    Ok(())
}
