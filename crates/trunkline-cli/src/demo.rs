//! `trunkline demo`: a number's whole life against the built-in emulator, over real TCP, each exchange shown and checked.

mod attach;
mod books;
mod layout;
mod observe;
mod script;
mod stage;

use clap::Args;
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline_emulator::{Emulator, Fault};

use self::observe::Observer;
use self::stage::Stage;
use crate::failure::Failure;
use crate::output::Output;

/// The account of the emulator that is started here. It is no secret: the emulator's documentation prints it.
const ACCESS_KEY: &str = "trunkline-demo";
const SECRET_KEY: &str = "not-a-secret";

/// Options of the demonstration.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// What everything random in the emulator comes from
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// Makes the emulator refuse an operation, to see that the demonstration notices
    #[arg(long, value_name = "OPERATION", hide = true)]
    sabotage: Option<String>,
}

/// Starts an emulator on a free port and plays the demonstration against it.
pub(crate) async fn start(args: &DemoArgs, output: &mut Output) -> Result<(), Failure> {
    let emulator = Emulator::builder()
        .seed(args.seed)
        .flowroute_credentials(ACCESS_KEY, SECRET_KEY)
        .start()
        .await
        .map_err(|error| Failure::failed(format!("demo: the emulator does not start: {error}")))?;
    if let Some(operation) = &args.sabotage {
        emulator.fault(Fault::on(operation).refuse(422));
    }
    run(&emulator, output).await
}

/// Plays the demonstration against an emulator of this account.
///
/// # Errors
/// [`Failure::Failed`] with what was expected, at the first step that is not as it should be.
pub(crate) async fn run(emulator: &Emulator, output: &mut Output) -> Result<(), Failure> {
    let url = emulator.flowroute_url();
    let prefix = url
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let observer = Observer::new(prefix.unwrap_or_default());
    let flowroute = Flowroute::builder(Credentials::new(ACCESS_KEY, SECRET_KEY.to_owned()))
        .base_url(url)
        .attempt_layer(observer.clone())
        .build()?;
    script::play(Stage::open(emulator, flowroute, observer, output)?).await
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use trunkline_emulator::{Emulator, Fault};

    use super::{ACCESS_KEY, SECRET_KEY, run};
    use crate::failure::Failure;
    use crate::output::Output;

    /// What was written, kept.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Page {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    async fn played(disturb: impl FnOnce(&Emulator)) -> (Result<(), Failure>, String) {
        let emulator = Emulator::builder()
            .flowroute_credentials(ACCESS_KEY, SECRET_KEY)
            .start()
            .await
            .unwrap();
        disturb(&emulator);
        let out = Page::default();
        let mut output = Output::to(Box::new(out.clone()), Box::new(Page::default()), false, 100);
        let result = run(&emulator, &mut output).await;
        (result, out.text())
    }

    fn complaint(result: Result<(), Failure>) -> String {
        let Err(failure @ Failure::Failed(_)) = result else {
            panic!("it should have failed: {result:?}")
        };
        failure.said().unwrap().0.to_owned()
    }

    #[tokio::test]
    async fn it_plays() {
        let (result, text) = played(|_| ()).await;
        assert!(result.is_ok(), "{result:?}");
        assert!(text.contains("0 double purchases"), "{text}");
    }

    #[tokio::test]
    async fn an_answer_of_another_status_is_noticed() {
        let (result, _) = played(|emulator| {
            emulator.fault(Fault::on("flowroute.v2.routes.delete").respond_after_commit(500));
        })
        .await;
        let complaint = complaint(result);
        assert!(
            complaint.contains("drop routes, is not as it should be"),
            "{complaint}"
        );
    }

    #[tokio::test]
    async fn a_retry_that_nobody_asked_for_is_noticed() {
        let (result, _) = played(|emulator| {
            emulator.fault(Fault::on("flowroute.v2.numbers.search").first().drop_before());
        })
        .await;
        let complaint = complaint(result);
        assert!(
            complaint.contains("the wire should have seen [GET /v2/numbers/available"),
            "{complaint}"
        );
        assert!(complaint.contains("no answer"), "{complaint}");
    }

    #[tokio::test]
    async fn a_purchase_that_had_to_be_settled_is_told_from_a_plain_one() {
        let (result, _) = played(|emulator| {
            emulator.fault(
                Fault::on("flowroute.v2.numbers.purchase")
                    .first()
                    .respond_after_commit(503),
            );
        })
        .await;
        let complaint = complaint(result);
        assert!(complaint.contains("buy, is not as it should be"), "{complaint}");
        assert!(
            complaint.contains("it saw [POST /v2/numbers/12064205780 503, GET"),
            "{complaint}"
        );
    }
}
