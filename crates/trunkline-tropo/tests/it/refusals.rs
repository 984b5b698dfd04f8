//! What refusals mean.

use http::{HeaderMap, StatusCode};
use trunkline_core::{Applied, Endpoint, Error, ErrorKind};
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::features::*;
use trunkline_tropo::invitations::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::webhooks::*;
use trunkline_tropo::whitelist::*;

use crate::support::response;

fn refused<E: Endpoint>(status: u16, body: &'static str) -> Error {
    match E::decode(response(status, body)) {
        Ok(_) => panic!("{status} must be a refusal"),
        Err(error) => error,
    }
}

const NO_NUMBERS: &str = r#"{ "error": "no numbers available for the parameters specified" }"#;

#[test]
fn no_number_is_no_outage() {
    for (error, kind) in [
        (refused::<CreateAddress>(503, NO_NUMBERS), ErrorKind::NoneLeft),
        // It names the number.
        (refused::<AttachAddress>(503, NO_NUMBERS), ErrorKind::NotForSale),
    ] {
        assert_eq!(error.kind(), kind);
        assert_eq!(error.applied(), Applied::No);
        assert!(error.to_string().contains("no numbers available"), "{error}");
    }
    // Any other 503, and that one of any other call, proves nothing.
    let outage = refused::<CreateAddress>(503, "<html>down for maintenance</html>");
    assert_eq!(
        (outage.kind(), outage.applied()),
        (ErrorKind::Server, Applied::Unknown)
    );
    assert_eq!(
        refused::<ListApplications>(503, NO_NUMBERS).kind(),
        ErrorKind::Server
    );
}

/// No contract says that it comes before any work.
#[test]
fn a_rate_limit_proves_nothing() {
    let limited = refused::<MakePayment>(429, "");
    assert_eq!(
        (limited.kind(), limited.applied()),
        (ErrorKind::RateLimited, Applied::Unknown)
    );
}

#[test]
fn kinds() {
    let taken = refused::<CreateUser>(400, r#"{"error":"username already exists"}"#);
    assert_eq!((taken.kind(), taken.applied()), (ErrorKind::Taken, Applied::No));
    assert!(taken.to_string().contains("the user name is taken"), "{taken}");

    let pending = refused::<MakePayment>(403, r#"{"error":"user is pending"}"#);
    assert_eq!(pending.kind(), ErrorKind::UserPending);
    assert!(pending.hint().is_some_and(|hint| hint.contains("users.confirm")));
    assert_eq!(
        refused::<MakePayment>(400, r#"{"errors":["user is not active"]}"#).kind(),
        ErrorKind::UserPending
    );

    let poor = refused::<CreateAddress>(400, r#"{"errors":[{"message":"Insufficient funds"}]}"#);
    assert_eq!(poor.kind(), ErrorKind::InsufficientFunds);
    assert_eq!(
        refused::<CreateAddress>(402, "").kind(),
        ErrorKind::InsufficientFunds
    );

    assert_eq!(
        refused::<CreateInvitation>(400, r#"{"error":"code in use"}"#).kind(),
        ErrorKind::Taken
    );
    assert_eq!(
        refused::<ConfirmUser>(400, r#"{"error":"already confirmed"}"#).kind(),
        ErrorKind::Conflict
    );
    assert_eq!(
        refused::<ConfirmUser>(400, r#"{"error":"wrong key"}"#).kind(),
        ErrorKind::Rejected
    );
    assert_eq!(refused::<GetApplication>(401, "").kind(), ErrorKind::Unauthorized);
    assert_eq!(refused::<GetApplication>(404, "").kind(), ErrorKind::NotFound);
    assert_eq!(refused::<GetApplication>(405, "").kind(), ErrorKind::Rejected);
    assert_eq!(refused::<GetApplication>(415, "").kind(), ErrorKind::Rejected);
    assert_eq!(refused::<GetApplication>(302, "").kind(), ErrorKind::Redirect);

    let other = refused::<GetUser>(403, "");
    assert_eq!(other.kind(), ErrorKind::Forbidden);
    assert!(other.to_string().contains("exists"), "{other}");
}

#[test]
fn the_carriers_words_are_kept_in_whatever_shape() {
    for body in [
        r#"{"error": "bad voiceUrl"}"#,
        r#"{"errors": ["bad voiceUrl"]}"#,
        r#"{"errors": [{"message": "bad voiceUrl"}]}"#,
        r#"{"account-accesstoken-get-response": {"accessToken": "", "statusMessage": "bad voiceUrl", "statusCode": 403}}"#,
    ] {
        let error = refused::<UpdateApplication>(400, body);
        assert_eq!(error.problems()[0].detail.as_deref(), Some("bad voiceUrl"));
    }
    let html = refused::<UpdateApplication>(500, "<html>oops</html>");
    assert_eq!(html.body_snippet(), Some("<html>oops</html>"));
    assert_eq!(html.applied(), Applied::Unknown);
    assert!(
        refused::<UpdateApplication>(400, "{\"error\": 7}")
            .problems()
            .is_empty()
    );
}

#[test]
fn a_repeated_deletion_that_finds_nothing_has_done_its_work() {
    fn repeated<E: Endpoint>() -> bool {
        let refusal = E::OPERATION.refusal(StatusCode::NOT_FOUND, &HeaderMap::new(), b"");
        assert!(
            E::decode(response(404, "")).is_err(),
            "the first one has found nothing"
        );
        E::already_applied(&refusal).is_some()
    }
    assert!(repeated::<DeleteApplication>());
    assert!(repeated::<DeleteAddress>());
    assert!(repeated::<DeleteInvitation>());
    assert!(repeated::<DeleteWebhook>());
    assert!(repeated::<DisableFeature>());
    assert!(repeated::<RemoveFromWhitelist>());
    assert!(!repeated::<AttachAddress>());
    assert!(!repeated::<ConfirmUser>());

    let forbidden = DeleteApplication::OPERATION.refusal(StatusCode::FORBIDDEN, &HeaderMap::new(), b"");
    assert!(DeleteApplication::already_applied(&forbidden).is_none());
}
