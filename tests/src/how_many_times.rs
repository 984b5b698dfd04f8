//! How many times a number is bought, and a message sent, when something goes wrong on the way: a table of requests that
//! arrived, of what the carrier did, and of what the caller was told.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::Instant;
use trunkline::flowroute::messages::SendMessage;
use trunkline::flowroute::numbers::Purchase;
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::{Applied, Endpoint, PhoneNumber};
use trunkline_emulator::{Emulator, Fault, FaultBuilder};

/// Something that goes wrong with the first request.
#[derive(Clone, Copy, Debug)]
pub struct Mishap {
    /// In words.
    pub name: &'static str,
    fault: Option<fn(FaultBuilder) -> Fault>,
}

const fn mishap(name: &'static str, fault: fn(FaultBuilder) -> Fault) -> Mishap {
    Mishap {
        name,
        fault: Some(fault),
    }
}

const LATE: Duration = Duration::from_secs(8);

/// All of them. "Done" is what the carrier did with the request.
pub const MISHAPS: &[Mishap] = &[
    Mishap {
        name: "nothing goes wrong",
        fault: None,
    },
    mishap("done, then the connection closes", FaultBuilder::commit_then_drop),
    mishap(
        "done, then the connection is reset",
        FaultBuilder::commit_then_reset,
    ),
    mishap("done, then silence", FaultBuilder::commit_then_hang),
    mishap("done, but the answer is cut off", |on| {
        on.commit_then_cut_body(20)
    }),
    mishap("done, but answered with 500", |on| on.respond_after_commit(500)),
    mishap("done, but answered with a page of HTML", |on| on.html_body(200)),
    mishap("closed, done 8 s later", |on| on.commit_late(LATE)),
    mishap("answered with 504, done 8 s later", |on| {
        on.commit_late_status(504, LATE)
    }),
    mishap("closed, never done", FaultBuilder::drop_before),
    mishap("silence, never done", FaultBuilder::hang_before),
    mishap("refused with 503, not done", |on| on.refuse(503)),
    mishap("refused with 429, not done", |on| on.too_many_requests(Some("1"))),
];

/// How often a call was sent and carried out, and what the caller was told.
#[derive(Clone, Debug)]
pub struct Count {
    /// Requests that arrived.
    pub arrived: usize,
    /// Requests that the carrier carried out, later ones included.
    pub done: usize,
    /// What the caller was told, and when.
    pub told: String,
}

/// The rows of trunkline's own table, as Markdown.
///
/// # Errors
/// If the emulator or the client cannot be built.
pub fn table() -> Result<String, String> {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build();
    runtime.map_err(|e| e.to_string())?.block_on(async {
        let mut text = String::from(
            "| what happens to the first request | buy one number: POSTs, bought, told | send one message: POSTs, sent, told |\n\
             |---|---|---|\n",
        );
        for mishap in MISHAPS {
            let buying = count(mishap, Purchase::new(number("+12064205780")?)).await?;
            let message = SendMessage::sms(number("+12012673227")?, number("+12065550142")?, "hello");
            let sending = count(mishap, message).await?;
            let cell = |count: Count| format!("{}, {}, {}", count.arrived, count.done, count.told);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "| {} | {} | {} |", mishap.name, cell(buying), cell(sending));
        }
        Ok(text)
    })
}

fn number(text: &str) -> Result<PhoneNumber, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

/// Makes the call once, with all defaults, on an account of its own.
async fn count<E: Endpoint>(mishap: &Mishap, request: E) -> Result<Count, String> {
    let emulator = Emulator::builder()
        .stock_size(1_000)
        .build()
        .map_err(|e| e.to_string())?;
    if let Some(fault) = mishap.fault {
        emulator.fault(fault(Fault::on(E::OPERATION.name).first()));
    }
    let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    let builder = Flowroute::builder(keys).service(emulator.service());
    // The longest waits, so that the table is always the same.
    let client = builder
        .jitter(|longest| longest)
        .build()
        .map_err(|e| e.to_string())?;
    let begun = Instant::now();
    let result = client.send(request).await;
    let after = begun.elapsed().as_secs();
    let verb = E::OPERATION.done;
    let told = match result {
        Ok(_) => verb.to_owned(),
        Err(error) => match error.applied() {
            Applied::Yes => format!("{verb}, answer unreadable"),
            Applied::No => format!("not {verb}"),
            _ => "unknown".to_owned(),
        },
    };
    tokio::time::sleep(Duration::from_secs(60)).await;
    // Everything late has happened once somebody looks.
    drop(emulator.audit());
    let requests = emulator.requests();
    let arrived = requests
        .iter()
        .filter(|request| request.operation == Some(E::OPERATION.name));
    Ok(Count {
        arrived: arrived.clone().count(),
        done: arrived.filter(|request| request.committed).count(),
        told: match after {
            0 => told,
            seconds => format!("{told} (after {seconds} s)"),
        },
    })
}
