//! The table of operations. One row per call; rows with literal segments stand before rows with variables.

use http::Method;

use super::{cdrs, cnam, e911, messages, numbers, porting, provision, relationships, routes};
use crate::api::Operation;

/// In the order of the contract: N, R, E, C, M, P, O, D.
#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("flowroute.v2.numbers.list_area_codes", Method::GET, "/flowroute/v2/numbers/available/areacodes", numbers::list_area_codes),
    Operation::read("flowroute.v2.numbers.list_exchanges", Method::GET, "/flowroute/v2/numbers/available/exchanges", numbers::list_exchanges),
    Operation::read("flowroute.v2.numbers.list_tiers", Method::GET, "/flowroute/v2/numbers/available/tiers", numbers::list_tiers),
    Operation::read("flowroute.v2.numbers.search", Method::GET, "/flowroute/v2/numbers/available", numbers::search),
    Operation::read("flowroute.v2.numbers.details", Method::POST, "/flowroute/v2/numbers/details", numbers::details),
    Operation::write("flowroute.v2.numbers.purchase", Method::POST, "/flowroute/v2/numbers/{number}", numbers::purchase),
    Operation::read("flowroute.v2.numbers.list", Method::GET, "/flowroute/v2/numbers", numbers::list),
    Operation::read("flowroute.v2.numbers.get", Method::GET, "/flowroute/v2/numbers/{number}", numbers::get),
    Operation::write("flowroute.v2.numbers.update", Method::PATCH, "/flowroute/v2/numbers/{number}", numbers::update),
    Operation::write("flowroute.v2.numbers.release", Method::DELETE, "/flowroute/v2/numbers/{number}", numbers::release),

    Operation::write("flowroute.v2.routes.create", Method::POST, "/flowroute/v2/routes", routes::create),
    Operation::read("flowroute.v2.routes.list", Method::GET, "/flowroute/v2/routes", routes::list),
    Operation::read("flowroute.v2.routes.list_edge_strategies", Method::GET, "/flowroute/v2/routes/edge_strategies", routes::list_edge_strategies),
    Operation::read("flowroute.v2.routes.get", Method::GET, "/flowroute/v2/routes/{id}", routes::get),
    Operation::write("flowroute.v2.routes.update", Method::PATCH, "/flowroute/v2/routes/{id}", routes::update),
    Operation::write("flowroute.v2.routes.delete", Method::DELETE, "/flowroute/v2/routes/{id}", routes::delete),
    Operation::write("flowroute.v2.routes.set_primary", Method::PATCH, "/flowroute/v2/numbers/{number}/relationships/primary_route", routes::set_primary),
    Operation::write("flowroute.v2.routes.clear_primary", Method::DELETE, "/flowroute/v2/numbers/{number}/relationships/primary_route", routes::clear_primary),
    Operation::write("flowroute.v2.routes.set_failover", Method::PATCH, "/flowroute/v2/numbers/{number}/relationships/failover_route", routes::set_failover),
    Operation::write("flowroute.v2.routes.clear_failover", Method::DELETE, "/flowroute/v2/numbers/{number}/relationships/failover_route", routes::clear_failover),

    Operation::read("flowroute.v2.e911s.list", Method::GET, "/flowroute/v2/e911s", e911::list),
    Operation::read("flowroute.v2.e911s.validate", Method::POST, "/flowroute/v2/e911s/validate", e911::validate),
    Operation::write("flowroute.v2.e911s.create", Method::POST, "/flowroute/v2/e911s", e911::create),
    Operation::read("flowroute.v2.e911s.get", Method::GET, "/flowroute/v2/e911s/{id}", e911::get),
    Operation::write("flowroute.v2.e911s.update", Method::PATCH, "/flowroute/v2/e911s/{id}", e911::update),
    Operation::write("flowroute.v2.e911s.delete", Method::DELETE, "/flowroute/v2/e911s/{id}", e911::delete),
    Operation::read("flowroute.v2.e911s.list_numbers", Method::GET, "/flowroute/v2/e911s/{id}/relationships/numbers", e911::list_numbers),
    Operation::write("flowroute.v2.e911s.associate", Method::PATCH, "/flowroute/v2/numbers/{number}/relationships/e911s/{id}", e911::associate),
    Operation::write("flowroute.v2.e911s.unassociate", Method::DELETE, "/flowroute/v2/numbers/{number}/relationships/e911s", e911::unassociate),

    Operation::read("flowroute.v2.cnams.list", Method::GET, "/flowroute/v2/cnams", cnam::list),
    Operation::write("flowroute.v2.cnams.create", Method::POST, "/flowroute/v2/cnams", cnam::create),
    Operation::read("flowroute.v2.cnams.get", Method::GET, "/flowroute/v2/cnams/{id}", cnam::get),
    Operation::write("flowroute.v2.cnams.update", Method::PATCH, "/flowroute/v2/cnams/{id}", cnam::update),
    Operation::write("flowroute.v2.cnams.delete", Method::DELETE, "/flowroute/v2/cnams/{id}", cnam::delete),
    Operation::write("flowroute.v2.cnams.associate", Method::PATCH, "/flowroute/v2/numbers/{number}/relationships/cnam|cnams/{id}", cnam::associate),
    Operation::write("flowroute.v2.cnams.unassociate", Method::DELETE, "/flowroute/v2/numbers/{number}/relationships/cnam|cnams", cnam::unassociate),

    Operation::write("flowroute.v2.numbers.set_callback", Method::POST, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::set_callback),
    Operation::read("flowroute.v2.numbers.get_callback", Method::GET, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::get_callback),
    Operation::write("flowroute.v2.numbers.delete_callback", Method::DELETE, "/flowroute/v2/numbers/{number}/relationships/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", relationships::delete_callback),

    Operation::write("flowroute.v2.messages.send", Method::POST, "/flowroute/{version=v2.1|v2.2}/messages", messages::send),
    Operation::read("flowroute.v2.messages.list", Method::GET, "/flowroute/{version=v2.1|v2.2}/messages", messages::list),
    Operation::read("flowroute.v2.messages.get_callback", Method::GET, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type=sms_callback|mms_callback|sms_dlr_callback|mms_dlr_callback|dlr_callback}", messages::get_callback),
    Operation::read("flowroute.v2.messages.get", Method::GET, "/flowroute/{version=v2.1|v2.2}/messages/{id}", messages::get),
    Operation::write("flowroute.v2.messages.set_callback", Method::PUT, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type}", messages::set_callback),
    Operation::write("flowroute.v2.messages.delete_callback", Method::DELETE, "/flowroute/{version=v2.1|v2.2}/messages/{callback_type}", messages::delete_callback),
    Operation::read("flowroute.v2.messages.get_media", Method::GET, "/flowroute/{version=v2.1|v2.2}/media/{id}", messages::get_media),

    Operation::write("flowroute.v2.messages.send_v2_0", Method::POST, "/flowroute/v2/messages", messages::send_v2_0),
    Operation::read("flowroute.v2.messages.get_v2_0", Method::GET, "/flowroute/v2/messages/{id}", messages::get_v2_0),

    Operation::write("flowroute.v2.message_provision.create", Method::POST, "/flowroute/v2/message-provision", provision::create),
    Operation::read("flowroute.v2.message_provision.get", Method::GET, "/flowroute/v2/message-provision/status/{id}", provision::get),

    Operation::read("flowroute.v2.porting.check_portability", Method::POST, "/flowroute/v2/portorders/portability", porting::check_portability),
    Operation::write("flowroute.v2.porting.create", Method::POST, "/flowroute/v2/portorders", porting::create),
    Operation::read("flowroute.v2.porting.get_group", Method::GET, "/flowroute/v2/portorders?group_id", porting::get_group),
    Operation::read("flowroute.v2.porting.list", Method::GET, "/flowroute/v2/portorders", porting::list),
    Operation::read("flowroute.v2.porting.get", Method::GET, "/flowroute/v2/portorders/{id}", porting::get),
    Operation::read("flowroute.v2.porting.get_status", Method::GET, "/flowroute/v2/portorders/{id}/status", porting::get_status),
    Operation::write("flowroute.v2.porting.update", Method::PATCH, "/flowroute/v2/portorders/{id}", porting::update),
    Operation::write("flowroute.v2.porting.cancel", Method::PATCH, "/flowroute/v2/portorders/{id}/status", porting::cancel),
    Operation::write("flowroute.v2.porting.change_numbers", Method::PATCH, "/flowroute/v2/portorders/{id}/relationships/numbers", porting::change_numbers),
    Operation::write("flowroute.v2.porting.add_numbers", Method::POST, "/flowroute/v2/portorders/{id}/numbers", porting::add_numbers),
    Operation::read("flowroute.v2.porting.get_loa", Method::GET, "/flowroute/v2/portorders/{id}/loa", porting::get_loa),
    Operation::write("flowroute.v2.porting.sign_loa", Method::POST, "/flowroute/v2/portorders/{id}/loa", porting::sign_loa),
    Operation::read("flowroute.v2.porting.create_upload", Method::POST, "/flowroute/v2/portorders/{id}/upload_file", porting::create_upload),
    Operation::write("flowroute.v2.porting.register_document", Method::POST, "/flowroute/v2/portorders/{id}/files", porting::register_document),
    Operation::read("flowroute.v2.porting.get_document", Method::GET, "/flowroute/v2/portorders/{id}/files/{file_id}", porting::get_document),

    Operation::write("flowroute.v2.cdrs.create", Method::POST, "/flowroute/v2/cdrs/exports", cdrs::create),
    Operation::read("flowroute.v2.cdrs.list", Method::GET, "/flowroute/v2/cdrs/exports", cdrs::list),
    Operation::read("flowroute.v2.cdrs.get", Method::GET, "/flowroute/v2/cdrs/exports/{id}", cdrs::get),
];
