//! Tropo Provisioning v1. Paths are relative to the base URL.

use super::{Known, missing, offered};

const LEGACY: &str = "a temporary host that is gone; see users.get";
const OWN_WHITELIST: &str = "/users/partitions/production/platforms/sms/whitelist";
const WHITELIST: &str = "/users/{id}/partitions/production/platforms/sms/whitelist";
const RUNTIME: &str = "sessions and signals belong to the run-time API, not to provisioning";

/// Tropo Provisioning v1 (docs/contracts/tropo.md §2). A call that is also made for one user, one type or one
/// application is one operation here.
pub const TROPO: &[Known] = &[
    offered("U1", "GET", "/users/{id}"),
    offered("U2", "POST", "/users"),
    offered("U3", "POST", "/users/{id}/confirmations"),
    offered("U4", "PUT", "/users/{id}"),
    offered("U5", "GET", "/users/"),
    offered("U6", "GET", "/usernames/{username}"),
    offered("U7", "GET", "/users/{id}/usage"),
    offered("U8", "GET", "/users/{id}/applications"),
    offered("P1", "GET", "/users/{id}/payment/method"),
    offered("P2", "PUT", "/users/{id}/payment/method"),
    offered("P3", "GET", "/types/payment"),
    offered("P4", "GET", "/users/{id}/payment/recurrence"),
    offered("P5", "PUT", "/users/{id}/payment/recurrence"),
    offered("P6", "POST", "/users/{id}/payments"),
    offered("C1", "GET", "/countries"),
    offered("C2", "GET", "/countries/{id}/states"),
    offered("C3", "GET", "/exchanges"),
    offered("C4", "GET", "/partitions"),
    offered("C5", "GET", "/partitions/{partition}/platforms"),
    offered("C6", "GET", "/features"),
    offered("F1", "GET", "/users/{id}/features"),
    offered("F2", "POST", "/users/{id}/features"),
    offered("F3", "DELETE", "/users/{id}/features/{number}"),
    offered("A1", "GET", "/applications"),
    offered("A2", "GET", "/applications/{id}"),
    offered("A3", "POST", "/applications"),
    offered("A4", "PUT", "/applications/{id}"),
    offered("A5", "DELETE", "/applications/{id}"),
    offered("B1", "GET", "/applications/{id}/addresses").also(&["/applications/{id}/addresses/{type}"]),
    offered("B2", "POST", "/applications/{id}/addresses"),
    offered("B3", "DELETE", "/applications/{id}/addresses/{type}/{value}"),
    offered("B4", "POST", "/applications/{id}/addresses/{type}/{value}"),
    offered("B5", "GET", "/applications/{id}/addresses/{type}/{value}"),
    offered("B7", "GET", "/addresses"),
    offered("B8", "GET", "/addresses?available=true"),
    offered("B9", "GET", "/addresses/{type}/{value}"),
    offered("I1", "GET", "/invitations").also(&["/users/{id}/invitations"]),
    offered("I2", "GET", "/invitations/{code}").also(&["/users/{id}/invitations/{code}"]),
    offered("I3", "POST", "/invitations").also(&["/users/{id}/invitations"]),
    offered("I4", "PUT", "/invitations/{code}").also(&["/users/{id}/invitations/{code}"]),
    offered("I5", "DELETE", "/invitations/{code}").also(&["/users/{id}/invitations/{code}"]),
    offered("W1", "GET", OWN_WHITELIST).also(&[WHITELIST]),
    offered("W2", "POST", OWN_WHITELIST).also(&[WHITELIST]),
    offered(
        "W3",
        "DELETE",
        "/users/partitions/production/platforms/sms/whitelist/{value}",
    )
    .also(&["/users/{id}/partitions/production/platforms/sms/whitelist/{value}"]),
    offered("§2.10 a", "GET", "/webhooks/"),
    offered("§2.10 b", "GET", "/webhooks/{id}"),
    offered("§2.10 c", "POST", "/webhooks/").also(&["/applications/{id}/webhooks"]),
    offered("§2.10 d", "PUT", "/webhooks/{id}"),
    offered("§2.10 e", "DELETE", "/webhooks/{id}"),
    missing("§2.9", "GET", "/api/account/get.jsp", LEGACY),
    missing("§2.9", "DELETE", "/api/account/get.jsp", LEGACY),
    missing("§2.9", "GET", "/api/account/authenticate.jsp", LEGACY),
    missing("§2.9", "DELETE", "/api/account/authenticate.jsp", LEGACY),
    missing("§2.9", "GET", "/api/account/accesstoken/get.jsp", LEGACY),
    missing("§2.9", "DELETE", "/api/account/accesstoken/get.jsp", LEGACY),
    missing("§2.10 f", "POST", "https://api.tropo.com/1.0/sessions", RUNTIME),
    missing(
        "§2.10 g",
        "POST",
        "https://api.tropo.com/1.0/sessions/{id}/signals",
        RUNTIME,
    ),
];
