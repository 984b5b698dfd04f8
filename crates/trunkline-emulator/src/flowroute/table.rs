//! The table of operations. One row per call; rows with literal segments stand before rows with variables.

use super::{cnam, e911, messages, numbers, porting, provision, relationships, routes};
use crate::mount::Operation;
use crate::mount::Verb::{DELETE, GET, PATCH, POST, PUT};

/// In the order of the contract: N, R, E, C, M, P, O.
#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("flowroute.v2.numbers.list_area_codes", GET, "/flowroute/v2/numbers/available/areacodes", numbers::list_area_codes),
    Operation::read("flowroute.v2.numbers.list_exchanges", GET, "/flowroute/v2/numbers/available/exchanges", numbers::list_exchanges),
    Operation::read("flowroute.v2.numbers.list_tiers", GET, "/flowroute/v2/numbers/available/tiers", numbers::list_tiers),
    Operation::read("flowroute.v2.numbers.search", GET, "/flowroute/v2/numbers/available", numbers::search),
    Operation::read("flowroute.v2.numbers.details", POST, "/flowroute/v2/numbers/details", numbers::details),
    Operation::write("flowroute.v2.numbers.purchase", POST, "/flowroute/v2/numbers/{number}", numbers::purchase),
    Operation::read("flowroute.v2.numbers.list", GET, "/flowroute/v2/numbers", numbers::list),
    Operation::read("flowroute.v2.numbers.get", GET, "/flowroute/v2/numbers/{number}", numbers::get),
    Operation::write("flowroute.v2.numbers.update", PATCH, "/flowroute/v2/numbers/{number}", numbers::update),
    Operation::write("flowroute.v2.numbers.release", DELETE, "/flowroute/v2/numbers/{number}", numbers::release),

    Operation::write("flowroute.v2.routes.create", POST, "/flowroute/v2/routes", routes::create),
    Operation::read("flowroute.v2.routes.list", GET, "/flowroute/v2/routes", routes::list),
    Operation::read("flowroute.v2.routes.list_edge_strategies", GET, "/flowroute/v2/routes/edge_strategies", routes::list_edge_strategies),
    Operation::read("flowroute.v2.routes.get", GET, "/flowroute/v2/routes/{id}", routes::get),
    Operation::write("flowroute.v2.routes.update", PATCH, "/flowroute/v2/routes/{id}", routes::update),
    Operation::write("flowroute.v2.routes.delete", DELETE, "/flowroute/v2/routes/{id}", routes::delete),
    Operation::write("flowroute.v2.routes.set_primary", PATCH, "/flowroute/v2/numbers/{number}/relationships/primary_route", routes::set_primary),
    Operation::write("flowroute.v2.routes.clear_primary", DELETE, "/flowroute/v2/numbers/{number}/relationships/primary_route", routes::clear_primary),
    Operation::write("flowroute.v2.routes.set_failover", PATCH, "/flowroute/v2/numbers/{number}/relationships/failover_route", routes::set_failover),
    Operation::write("flowroute.v2.routes.clear_failover", DELETE, "/flowroute/v2/numbers/{number}/relationships/failover_route", routes::clear_failover),

    Operation::read("flowroute.v2.e911s.list", GET, "/flowroute/v2/e911s", e911::list),
    Operation::read("flowroute.v2.e911s.validate", POST, "/flowroute/v2/e911s/validate", e911::validate),
    Operation::write("flowroute.v2.e911s.create", POST, "/flowroute/v2/e911s", e911::create),
    Operation::read("flowroute.v2.e911s.get", GET, "/flowroute/v2/e911s/{id}", e911::get),
    Operation::write("flowroute.v2.e911s.update", PATCH, "/flowroute/v2/e911s/{id}", e911::update),
    Operation::write("flowroute.v2.e911s.delete", DELETE, "/flowroute/v2/e911s/{id}", e911::delete),
    Operation::read("flowroute.v2.e911s.list_numbers", GET, "/flowroute/v2/e911s/{id}/relationships/numbers", e911::list_numbers),
    Operation::write("flowroute.v2.e911s.associate", PATCH, "/flowroute/v2/numbers/{number}/relationships/e911s/{id}", e911::associate),
    Operation::write("flowroute.v2.e911s.unassociate", DELETE, "/flowroute/v2/numbers/{number}/relationships/e911s", e911::unassociate),

    Operation::read("flowroute.v2.cnams.list", GET, "/flowroute/v2/cnams", cnam::list),
    Operation::write("flowroute.v2.cnams.create", POST, "/flowroute/v2/cnams", cnam::create),
    Operation::read("flowroute.v2.cnams.get", GET, "/flowroute/v2/cnams/{id}", cnam::get),
    Operation::write("flowroute.v2.cnams.update", PATCH, "/flowroute/v2/cnams/{id}", cnam::update),
    Operation::write("flowroute.v2.cnams.delete", DELETE, "/flowroute/v2/cnams/{id}", cnam::delete),
    Operation::write("flowroute.v2.cnams.associate", PATCH, "/flowroute/v2/numbers/{number}/relationships/cnam|cnams/{id}", cnam::associate),
    Operation::write("flowroute.v2.cnams.unassociate", DELETE, "/flowroute/v2/numbers/{number}/relationships/cnam|cnams", cnam::unassociate),

    Operation::write("flowroute.v2.numbers.set_callback", POST, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::set_callback),
    Operation::read("flowroute.v2.numbers.get_callback", GET, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::get_callback),
    Operation::write("flowroute.v2.numbers.delete_callback", DELETE, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::delete_callback),

    Operation::write("flowroute.v2.messages.send", POST, "/flowroute/{version=v2.1|v2.2}/messages", messages::send),
    Operation::read("flowroute.v2.messages.list", GET, "/flowroute/{version=v2.1|v2.2}/messages", messages::list),
    Operation::read("flowroute.v2.messages.get_callback", GET, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", messages::get_callback),
    Operation::read("flowroute.v2.messages.get", GET, "/flowroute/{version=v2.1|v2.2}/messages/{id}", messages::get),
    Operation::write("flowroute.v2.messages.set_callback", PUT, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type}", messages::set_callback),
    Operation::write("flowroute.v2.messages.delete_callback", DELETE, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type}", messages::delete_callback),
    Operation::read("flowroute.v2.messages.get_media", GET, "/flowroute/{version=v2.1|v2.2}/media/{id}", messages::get_media),

    Operation::write("flowroute.v2.message_provision.create", POST, "/flowroute/v2/message-provision", provision::create),
    Operation::read("flowroute.v2.message_provision.get", GET, "/flowroute/v2/message-provision/status/{id}", provision::get),

    Operation::read("flowroute.v2.porting.check_portability", POST, "/flowroute/v2/portorders/portability", porting::check_portability),
];
