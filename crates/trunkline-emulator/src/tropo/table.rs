//! The table of operations. One row per call; rows with literal segments stand before rows with variables.

use http::Method;

use super::answer::speak;
use super::{
    account, addresses, applications, catalog, features, invitations, payments, users, webhooks, whitelist,
};
use crate::api::Operation;

/// A row: every handler answers with a document, and what goes around it is the same for all.
macro_rules! row {
    ($kind:ident, $name:literal, $method:expr, $path:literal, $handler:path) => {
        Operation::$kind($name, $method, $path, |call| speak(call, $handler))
    };
}

/// In the order of the contract: U, P, C, F, A, B, I, W, then what is beyond the gem.
#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    row!(read, "tropo.v1.users.search", Method::GET, "/tropo/v1/users", users::search),
    row!(write, "tropo.v1.users.create", Method::POST, "/tropo/v1/users", users::create),
    row!(read, "tropo.v1.users.get", Method::GET, "/tropo/v1/users/{id}", users::get),
    row!(write, "tropo.v1.users.modify", Method::PUT, "/tropo/v1/users/{id}", users::modify),
    row!(write, "tropo.v1.users.confirm", Method::POST, "/tropo/v1/users/{id}/confirmations", users::confirm),
    row!(read, "tropo.v1.users.check_name", Method::GET, "/tropo/v1/usernames/{username}", users::check_name),
    row!(read, "tropo.v1.users.list_applications", Method::GET, "/tropo/v1/users/{id}/applications", users::list_applications),

    row!(read, "tropo.v1.payments.balance", Method::GET, "/tropo/v1/users/{id}/usage", payments::balance),
    row!(read, "tropo.v1.payments.method", Method::GET, "/tropo/v1/users/{id}/payment/method", payments::method),
    row!(write, "tropo.v1.payments.set_method", Method::PUT, "/tropo/v1/users/{id}/payment/method", payments::set_method),
    row!(read, "tropo.v1.payments.recurrence", Method::GET, "/tropo/v1/users/{id}/payment/recurrence", payments::recurrence),
    row!(write, "tropo.v1.payments.set_recurrence", Method::PUT, "/tropo/v1/users/{id}/payment/recurrence", payments::set_recurrence),
    row!(write, "tropo.v1.payments.make", Method::POST, "/tropo/v1/users/{id}/payments", payments::make),

    row!(read, "tropo.v1.catalog.list_payment_types", Method::GET, "/tropo/v1/types/payment", catalog::payment_types),
    row!(read, "tropo.v1.catalog.list_countries", Method::GET, "/tropo/v1/countries", catalog::countries),
    row!(read, "tropo.v1.catalog.list_states", Method::GET, "/tropo/v1/countries/{id}/states", catalog::states),
    row!(read, "tropo.v1.catalog.list_exchanges", Method::GET, "/tropo/v1/exchanges", catalog::exchanges),
    row!(read, "tropo.v1.catalog.list_partitions", Method::GET, "/tropo/v1/partitions", catalog::partitions),
    row!(read, "tropo.v1.catalog.list_platforms", Method::GET, "/tropo/v1/partitions/{partition}/platforms", catalog::platforms),
    row!(read, "tropo.v1.catalog.list_features", Method::GET, "/tropo/v1/features", catalog::features),

    row!(read, "tropo.v1.features.list", Method::GET, "/tropo/v1/users/{id}/features", features::list),
    row!(write, "tropo.v1.features.enable", Method::POST, "/tropo/v1/users/{id}/features", features::enable),
    row!(write, "tropo.v1.features.disable", Method::DELETE, "/tropo/v1/users/{id}/features/{feature}", features::disable),

    row!(read, "tropo.v1.applications.list", Method::GET, "/tropo/v1/applications", applications::list),
    row!(write, "tropo.v1.applications.create", Method::POST, "/tropo/v1/applications", applications::create),
    row!(read, "tropo.v1.applications.get", Method::GET, "/tropo/v1/applications/{id}", applications::get),
    row!(write, "tropo.v1.applications.update", Method::PUT, "/tropo/v1/applications/{id}", applications::update),
    row!(write, "tropo.v1.applications.delete", Method::DELETE, "/tropo/v1/applications/{id}", applications::delete),

    row!(read, "tropo.v1.addresses.list", Method::GET, "/tropo/v1/applications/{id}/addresses", addresses::list),
    row!(write, "tropo.v1.addresses.create", Method::POST, "/tropo/v1/applications/{id}/addresses", addresses::create),
    row!(read, "tropo.v1.addresses.list", Method::GET, "/tropo/v1/applications/{id}/addresses/{type}", addresses::list_of_type),
    row!(read, "tropo.v1.addresses.get", Method::GET, "/tropo/v1/applications/{id}/addresses/{type}/{number}", addresses::get),
    row!(write, "tropo.v1.addresses.attach", Method::POST, "/tropo/v1/applications/{id}/addresses/{type}/{number}", addresses::attach),
    row!(write, "tropo.v1.addresses.delete", Method::DELETE, "/tropo/v1/applications/{id}/addresses/{type}/{number}", addresses::delete),
    row!(read, "tropo.v1.addresses.list_available", Method::GET, "/tropo/v1/addresses?available", addresses::list_available),
    row!(read, "tropo.v1.addresses.list_all", Method::GET, "/tropo/v1/addresses", addresses::list_all),
    row!(read, "tropo.v1.addresses.look_up", Method::GET, "/tropo/v1/addresses/{type}/{number}", addresses::look_up),

    row!(read, "tropo.v1.invitations.list", Method::GET, "/tropo/v1/invitations", invitations::list),
    row!(write, "tropo.v1.invitations.create", Method::POST, "/tropo/v1/invitations", invitations::create),
    row!(read, "tropo.v1.invitations.get", Method::GET, "/tropo/v1/invitations/{code}", invitations::get),
    row!(write, "tropo.v1.invitations.update", Method::PUT, "/tropo/v1/invitations/{code}", invitations::update),
    row!(write, "tropo.v1.invitations.delete", Method::DELETE, "/tropo/v1/invitations/{code}", invitations::delete),
    row!(read, "tropo.v1.invitations.list", Method::GET, "/tropo/v1/users/{id}/invitations", invitations::list),
    row!(write, "tropo.v1.invitations.create", Method::POST, "/tropo/v1/users/{id}/invitations", invitations::create),
    row!(read, "tropo.v1.invitations.get", Method::GET, "/tropo/v1/users/{id}/invitations/{code}", invitations::get),
    row!(write, "tropo.v1.invitations.update", Method::PUT, "/tropo/v1/users/{id}/invitations/{code}", invitations::update),
    row!(write, "tropo.v1.invitations.delete", Method::DELETE, "/tropo/v1/users/{id}/invitations/{code}", invitations::delete),

    row!(read, "tropo.v1.whitelist.list", Method::GET, "/tropo/v1/users/partitions/production/platforms/sms/whitelist", whitelist::list),
    row!(write, "tropo.v1.whitelist.add", Method::POST, "/tropo/v1/users/partitions/production/platforms/sms/whitelist", whitelist::add),
    row!(write, "tropo.v1.whitelist.remove", Method::DELETE, "/tropo/v1/users/partitions/production/platforms/sms/whitelist/{number}", whitelist::remove),
    row!(read, "tropo.v1.whitelist.list", Method::GET, "/tropo/v1/users/{id}/partitions/production/platforms/sms/whitelist", whitelist::list),
    row!(write, "tropo.v1.whitelist.add", Method::POST, "/tropo/v1/users/{id}/partitions/production/platforms/sms/whitelist", whitelist::add),
    row!(write, "tropo.v1.whitelist.remove", Method::DELETE, "/tropo/v1/users/{id}/partitions/production/platforms/sms/whitelist/{number}", whitelist::remove),

    row!(read, "tropo.v1.webhooks.list", Method::GET, "/tropo/v1/webhooks", webhooks::list),
    row!(write, "tropo.v1.webhooks.create", Method::POST, "/tropo/v1/webhooks", webhooks::create),
    row!(write, "tropo.v1.webhooks.create", Method::POST, "/tropo/v1/applications/{application}/webhooks", webhooks::create),
    row!(read, "tropo.v1.webhooks.get", Method::GET, "/tropo/v1/webhooks/{id}", webhooks::get),
    row!(write, "tropo.v1.webhooks.update", Method::PUT, "/tropo/v1/webhooks/{id}", webhooks::update),
    row!(write, "tropo.v1.webhooks.delete", Method::DELETE, "/tropo/v1/webhooks/{id}", webhooks::delete),

    Operation::read("tropo.v1.account.get", Method::GET, "/api/account/get.jsp|authenticate.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::DELETE, "/api/account/get.jsp|authenticate.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::GET, "/api/account/accesstoken/get.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::DELETE, "/api/account/accesstoken/get.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::GET, "/tropo/api/account/get.jsp|authenticate.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::DELETE, "/tropo/api/account/get.jsp|authenticate.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::GET, "/tropo/api/account/accesstoken/get.jsp", account::sign_in),
    Operation::read("tropo.v1.account.get", Method::DELETE, "/tropo/api/account/accesstoken/get.jsp", account::sign_in),
];
