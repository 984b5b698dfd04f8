//! What to type next after a failure that the carrier only names.

use trunkline::{Error, ErrorKind};

/// An operation, without carrier and version; what went wrong with it; and what to do about that.
const HINTS: [(&str, ErrorKind, &str); 22] = [
    (
        "numbers.get",
        ErrorKind::NotFound,
        "list yours with: trunkline numbers list",
    ),
    (
        "numbers.update",
        ErrorKind::NotFound,
        "list yours with: trunkline numbers list",
    ),
    (
        "numbers.release",
        ErrorKind::NotFound,
        "list yours with: trunkline numbers list",
    ),
    (
        "numbers.purchase",
        ErrorKind::NotForSale,
        "find another with: trunkline numbers search --area-code NPA",
    ),
    (
        "numbers.purchase",
        ErrorKind::InsufficientFunds,
        "add money in the customer portal",
    ),
    (
        "routes.get",
        ErrorKind::NotFound,
        "list them with: trunkline routes list",
    ),
    (
        "routes.update",
        ErrorKind::NotFound,
        "list them with: trunkline routes list",
    ),
    (
        "routes.delete",
        ErrorKind::NotFound,
        "list them with: trunkline routes list",
    ),
    ("routes.delete", ErrorKind::Conflict, ROUTE_IN_USE),
    ("routes.delete", ErrorKind::Forbidden, ROUTE_IN_USE),
    (
        "routes.set_primary",
        ErrorKind::NotFound,
        "see: trunkline routes list, trunkline numbers list",
    ),
    (
        "routes.set_failover",
        ErrorKind::NotFound,
        "see: trunkline routes list, trunkline numbers list",
    ),
    (
        "e911s.get",
        ErrorKind::NotFound,
        "list them with: trunkline e911 list",
    ),
    (
        "e911s.update",
        ErrorKind::NotFound,
        "list them with: trunkline e911 list",
    ),
    (
        "e911s.delete",
        ErrorKind::NotFound,
        "list them with: trunkline e911 list",
    ),
    (
        "e911s.delete",
        ErrorKind::Conflict,
        "see which numbers use it with: trunkline e911 numbers ID",
    ),
    (
        "e911s.delete",
        ErrorKind::Forbidden,
        "see which numbers use it with: trunkline e911 numbers ID",
    ),
    (
        "cnams.get",
        ErrorKind::NotFound,
        "list them with: trunkline cnam list",
    ),
    (
        "cnams.update",
        ErrorKind::NotFound,
        "list them with: trunkline cnam list",
    ),
    (
        "cnams.delete",
        ErrorKind::NotFound,
        "list them with: trunkline cnam list",
    ),
    (
        "messages.get",
        ErrorKind::NotFound,
        "list them with: trunkline messages list --since 7d",
    ),
    (
        "messages.send",
        ErrorKind::Forbidden,
        "enable the sender with: trunkline numbers update NUMBER --messaging on",
    ),
];

/// The carrier cannot be asked which numbers use a route.
const ROUTE_IN_USE: &str = "see which numbers use it with: trunkline numbers list --all --details --fields number,primary_route,failover_route";

/// What to do about an error, if there is anything that its line does not say.
pub(crate) fn of(error: &Error) -> Option<String> {
    let kind = error.kind();
    let special = HINTS
        .iter()
        .find(|(operation, of, _)| *of == kind && is_operation(error.operation(), operation))
        .map(|(_, _, hint)| (*hint).to_owned());
    special.or_else(|| general(error).map(str::to_owned))
}

/// The hints name commands of Flowroute v2; other APIs have operations of the same names.
fn is_operation(full: &str, short: &str) -> bool {
    full.strip_prefix("flowroute.v2.") == Some(short)
}

fn general(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Unauthorized => Some("check the access key and the secret key with: trunkline doctor"),
        // A carrier that knows a resource says so in its own words; a server that has never heard of the path does not.
        ErrorKind::NotFound
            if error.request_id().is_none() && error.operation().starts_with("flowroute.v2") =>
        {
            Some(
                "if the base URL is that of an emulator, it ends with /flowroute; check it with: trunkline doctor",
            )
        }
        ErrorKind::Configuration
            if error.operation() == "client.build" || error.operation().ends_with(".client.build") =>
        {
            Some("a base URL begins with https://, or with http:// on this machine")
        }
        ErrorKind::ConnectFailed | ErrorKind::Redirect => Some("check the way there with: trunkline doctor"),
        _ => None,
    }
}
