//! What proves that a write was done: the carrier's own JSON, and neither a page nor a redirect.

use trunkline_core::{Applied, ErrorKind, Money};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_tropo::payments::MakePayment;
use trunkline_tropo::{Credentials, Tropo};

fn client(answer: &Answer) -> (Tropo, Carrier) {
    let carrier = Carrier::new([answer.clone()]);
    let builder = Tropo::builder(Credentials::new("kim", "secret")).service(carrier.clone());
    (builder.build().expect("a client"), carrier)
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_never_taken_for_made_because_of_a_page() {
    let payment = || MakePayment::new("12345", Money::from_cents(300));
    for answer in [
        Answer::new(200, "<html>Please log in</html>"),
        Answer::new(200, "OK"),
        Answer::new(200, r#"{"error":"try again"}"#),
        Answer::with(302, &[("location", "/login")], ""),
    ] {
        let (tropo, carrier) = client(&answer);
        let error = tropo.payments().make(payment()).await.expect_err("no proof");
        assert_eq!(error.applied(), Applied::Unknown, "{error}");
        assert_eq!(carrier.count("POST"), 1, "it is never sent again");
    }
    for body in ["", r#"{"message":"successfully posted"}"#] {
        let (tropo, _) = client(&Answer::new(200, body));
        tropo.payments().make(payment()).await.expect("a payment");
    }
    let (tropo, _) = client(&Answer::new(200, "<html>"));
    let error = tropo.applications().get("1").await.expect_err("a page");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotTheCarrier, Applied::No)
    );
}
