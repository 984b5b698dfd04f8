//! `trunkline demo`: the life of a number against the built-in emulator, over TCP, each step checked and shown.

mod assignments;
mod audit;
mod exchange;
mod layout;
mod runner;
mod steps;

use clap::Args;
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline_emulator::{Emulator, Fault};

use self::runner::Runner;
use crate::failure::Failure;
use crate::output::Output;

/// The keys of the emulator that is started here. They protect nothing.
const ACCESS_KEY: &str = "trunkline-demo";
const SECRET_KEY: &str = "not-a-secret";

/// Options of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Seed of the emulator's generated data
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// Let the emulator refuse an operation, to test that the demo notices
    #[arg(long, value_name = "OPERATION", hide = true)]
    fail_operation: Option<String>,
}

/// Starts an emulator on a free port and runs the demo against it.
pub(crate) async fn start(args: &DemoArgs, output: &mut Output) -> Result<(), Failure> {
    let emulator = Emulator::builder()
        .seed(args.seed)
        .flowroute_credentials(ACCESS_KEY, SECRET_KEY)
        .start()
        .await
        .map_err(|error| Failure::failed(format!("demo: cannot start the emulator: {error}")))?;
    if let Some(operation) = &args.fail_operation {
        emulator.fault(Fault::on(operation).refuse(422));
    }
    run(&emulator, output).await
}

/// Runs the demo against an emulator with these keys.
///
/// # Errors
/// [`Failure::Failed`] at the first step with a failed check.
pub(crate) async fn run(emulator: &Emulator, output: &mut Output) -> Result<(), Failure> {
    let flowroute = Flowroute::builder(Credentials::new(ACCESS_KEY, SECRET_KEY))
        .base_url(emulator.flowroute_url())
        .build()?;
    steps::run(Runner::start(emulator, flowroute, output)?).await
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use trunkline_emulator::{Emulator, Fault};

    use super::{ACCESS_KEY, SECRET_KEY, run};
    use crate::failure::Failure;
    use crate::output::{Format, Output};

    /// Keeps what is written to it.
    #[derive(Clone, Default)]
    struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl Buffer {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    async fn run_with(disturb: impl FnOnce(&Emulator)) -> (Result<(), Failure>, String) {
        let emulator = Emulator::builder()
            .flowroute_credentials(ACCESS_KEY, SECRET_KEY)
            .start()
            .await
            .unwrap();
        disturb(&emulator);
        let out = Buffer::default();
        let mut output = Output::to(
            Box::new(out.clone()),
            Box::new(Buffer::default()),
            Format::Text,
            100,
        );
        let result = run(&emulator, &mut output).await;
        (result, out.text())
    }

    fn message(result: Result<(), Failure>) -> String {
        let Err(failure @ Failure::Failed(_)) = result else {
            panic!("expected a failure: {result:?}")
        };
        failure.message().unwrap().text.clone()
    }

    #[tokio::test]
    async fn it_succeeds() {
        let (result, text) = run_with(|_| ()).await;
        assert!(result.is_ok(), "{result:?}");
        assert!(text.contains("0 double purchases"), "{text}");
    }

    #[tokio::test]
    async fn a_response_of_another_status_is_noticed() {
        let (result, _) = run_with(|emulator| {
            emulator.fault(Fault::on("flowroute.v2.routes.delete").respond_after_commit(500));
        })
        .await;
        let message = message(result);
        assert!(message.contains("(drop routes) failed"), "{message}");
    }

    #[tokio::test]
    async fn an_unexpected_retry_is_noticed() {
        let (result, _) = run_with(|emulator| {
            emulator.fault(Fault::on("flowroute.v2.numbers.search").first().drop_before());
        })
        .await;
        let message = message(result);
        assert!(
            message.contains("expected the requests [GET /v2/numbers/available"),
            "{message}"
        );
        assert!(message.contains("no response"), "{message}");
    }

    #[tokio::test]
    async fn a_purchase_that_had_to_be_settled_is_noticed() {
        let (result, _) = run_with(|emulator| {
            emulator.fault(
                Fault::on("flowroute.v2.numbers.purchase")
                    .first()
                    .respond_after_commit(503),
            );
        })
        .await;
        let message = message(result);
        assert!(message.contains("(buy) failed"), "{message}");
        assert!(
            message.contains("saw [POST /v2/numbers/12064205780 -> 503, GET"),
            "{message}"
        );
    }
}
