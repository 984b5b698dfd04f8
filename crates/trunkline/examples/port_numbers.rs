//! Ports numbers of two carriers in: portability, order, signatures, and the way to the account. Runs against the emulator,
//! whose clock it advances: `cargo run -p trunkline --example port_numbers`.

#![allow(clippy::print_stdout, reason = "it shows what happens")]

use std::time::Duration;

use trunkline::flowroute::Flowroute;
use trunkline::flowroute::porting::{
    CheckPortability, CreatePortOrder, NextStep, PortGroupStatus, PortPresets, SignLoa, Subscriber,
    UpdatePortOrder,
};
use trunkline::{PhoneNumber, Region};
use trunkline_emulator::Emulator;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?; // with an account: your keys, and no base_url
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let porting = flowroute.porting();

    // The second one's carrier will not accept the PIN at first.
    let numbers: Vec<PhoneNumber> = vec!["+12064204444".parse()?, "+12066200401".parse()?];
    let answer = porting
        .check_portability(CheckPortability::new(numbers.clone()))
        .await?;
    assert_eq!(answer.nonportable, []);

    let subscriber = Subscriber::business("Leather Inc.", "John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101");
    let order = CreatePortOrder::new(numbers.clone(), subscriber)
        .alias("move 7") // no other order has it: a lost reply is settled by it
        .pin("9999")
        .presets(PortPresets::new().primary_route("83834"));
    let group = porting.create(order).await?;
    assert_eq!(group.orders.len(), 2, "one for each losing carrier");

    for order in &group.orders {
        let mut watch = porting.watch(&order.id).interval(Duration::from_millis(5));
        while let Some(change) = watch.try_next().await? {
            println!("{} {:?}", order.id, change.next);
            match change.next {
                NextStep::Sign => {
                    let loa = porting.loa(&order.id).await?;
                    porting
                        .sign_loa(SignLoa::new(&order.id, loa, "John Doe", "Owner"))
                        .await?;
                }
                NextStep::Correct(_) => {
                    porting
                        .update(UpdatePortOrder::new(&order.id).pin("0401"))
                        .await?;
                }
                // The carriers are at work: here a week passes at once.
                NextStep::WaitForCarrier | NextStep::WaitForLosingCarrier | NextStep::WaitForDay(_) => {
                    emulator.advance(7 * DAY);
                }
                NextStep::Done => {}
                other => return Err(format!("{other:?}").into()),
            }
        }
    }

    let group = porting.group(&group.id).await?;
    assert_eq!(group.status, Some(PortGroupStatus::Completed));
    for number in numbers {
        let owned = flowroute
            .numbers()
            .find(number)
            .await?
            .ok_or("it has not arrived")?;
        println!("{} is on the account", owned.number);
    }
    assert_eq!(emulator.audit().violations(), [""; 0]);
    Ok(())
}
