//! Tropo Provisioning v1: an account of its own.
//!
//! Everything here follows the wire contract "Tropo"; what it marks as assumed is marked so here too. Requests may be JSON,
//! XML or forms; answers are JSON whatever `Accept` says.

mod account;
mod addresses;
mod answer;
mod applications;
mod body;
mod caller;
mod catalog;
mod features;
mod invitations;
mod payments;
mod table;
mod users;
mod view;
mod webhooks;
mod whitelist;

use crate::api::Api;
use crate::wire::answer::JSON;

/// The Tropo paths, and those of the account service of old, which had a host of its own.
pub(crate) const API: Api = Api {
    prefixes: &["/tropo/v1", "/tropo/api/account", "/api/account"],
    host: "api.tropo.com",
    root: "/tropo",
    media_type: JSON,
    operations: table::OPERATIONS,
    authorize: caller::authorize,
    usual: answer::usual,
    render: answer::render,
};
