//! Flowroute v2's lines, in an order in which each can be driven after the ones before it.

mod world;

use trunkline::flowroute::cdrs::{CreateCdrExport, GetCdrExport, ListCdrExports};
use trunkline::flowroute::cnam::{
    AssociateCnam, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam, UpdateCnam,
};
use trunkline::flowroute::e911::{
    AssociateE911, CreateE911, DeleteE911, GetE911, ListE911, ListE911Numbers, UnassociateE911, UpdateE911,
    ValidateE911,
};
use trunkline::flowroute::messages::{
    CallbackType, DeleteCallback, GetCallback, GetMedia, GetMessage, GetProvisioning, ListMessages,
    ProvisionMessaging, SendMessage, SetCallback,
};
use trunkline::flowroute::numbers::{
    GetNumber, GetNumbers, ListAreaCodes, ListExchanges, ListNumbers, ListTiers, Purchase, Release,
    SearchNumbers, SetNumberCallback, UpdateNumber,
};
use trunkline::flowroute::porting::{
    AddPortNumbers, CancelPortOrder, ChangePortNumbers, CheckPortability, CreatePortOrder, CreateUpload,
    GetDocument, GetLoa, GetPortGroup, GetPortOrder, GetPortOrderStatus, ListPortOrders, RegisterDocument,
    SignLoa, UpdatePortOrder,
};
use trunkline::flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, GetRoute, ListEdgeStrategies,
    ListRoutes, RouteId, SetFailoverRoute, SetPrimaryRoute, UpdateRoute,
};
use trunkline::{Region, Timestamp};

pub use self::world::World;
use self::world::{address, another, friend, january, one_more, others, port_order, seattle, sip_host};
use super::{Environment, Row, Table, contract, lines, webhooks};

/// The table.
pub fn table() -> Table {
    Table {
        title: "Flowroute v2 and messages v2.1 and v2.2",
        folder: "flowroute-v2",
        prefix: "flowroute.v2.",
        mounts: &["/flowroute"],
        home: "https://api.flowroute.com",
        environment: Environment {
            user: "FR_ACCESS_KEY",
            secret: "FR_SECRET_KEY",
            url: "TRUNKLINE_FLOWROUTE_URL",
        },
        contract: contract::FLOWROUTE_V2,
        webhooks: webhooks::FLOWROUTE,
        lines: lines(&rows()),
        record: |source| Box::pin(world::record(source)),
    }
}

/// The lines.
#[rustfmt::skip]
pub fn rows() -> Vec<Row<World>> {
    vec![
        line!("N1" ListAreaCodes: |w| numbers.area_codes(ListAreaCodes::new().limit(3)).page()),
        line!("N2" ListExchanges: |w| numbers.exchanges(ListExchanges::new().area_code(seattle()?).limit(3)).page()),
        line!("N3" ListTiers: |w| numbers.tiers(ListTiers::new().limit(2)).page()),
        line!("N4" SearchNumbers: |w| numbers.search(SearchNumbers::new().starts_with("1206").region(Region::WA).limit(3)).page()
            => |offers| w.offer.saw(offers.iter().map(|offer| offer.number).next())),
        line!("N5" Purchase: |w| numbers.purchase(Purchase::new(w.offer.any()?).messaging(true)) => |owned| w.number.made(owned.number)),
        line!("N6" ListNumbers: |w| numbers.list(ListNumbers::new().limit(2)).page()
            => |owned| w.number.saw(owned.iter().map(|owned| owned.number).next())),
        line!("N8" GetNumbers: |w| numbers.details([w.number.any()?])),
        line!("N9" UpdateNumber: |w| numbers.update(UpdateNumber::new(w.number.ours()?).alias("front desk"))),

        line!("N11–N15" SetNumberCallback: |w| numbers.set_callback(w.number.ours()?, CallbackType::Sms, "https://example.com/sms")),

        line!("R1" CreateRoute: |w| routes.create(CreateRoute::new("main office", sip_host()?)) => |route| w.route.made(route.id)),
        line!("R2" ListRoutes: |w| routes.list(ListRoutes::new().limit(2)).page()
            => |routes| w.route.saw(routes.iter().map(|route| route.id.clone()).next())),
        line!("R3" GetRoute: |w| routes.get(w.route.any()?)),
        line!("R4" UpdateRoute: |w| routes.update(UpdateRoute::new(w.route.ours()?).alias("head office"))),
        line!("R6" ListEdgeStrategies: |w| routes.edge_strategies()),
        line!("R7" SetPrimaryRoute: |w| routes.set_primary(w.number.ours()?, w.route.ours()?)),
        line!("R9" SetFailoverRoute: |w| routes.set_failover(w.number.ours()?, RouteId::SIP_REG)),

        line!("E3" ValidateE911: |w| e911.validate(address())),
        line!("E4" CreateE911: |w| e911.create(address()) => |record| w.e911.made(record.id)),
        line!("E1" ListE911: |w| e911.list(ListE911::new().state(Region::WA).limit(2)).page()
            => |records| w.e911.saw(records.iter().map(|record| record.id.clone()).next())),
        line!("E2" GetE911: |w| e911.get(w.e911.any()?)),
        line!("E5" UpdateE911: |w| e911.update(UpdateE911::new(w.e911.ours()?).last_name("Wiley"))),
        line!("E8" AssociateE911: |w| e911.associate(w.number.ours()?, w.e911.ours()?)),
        line!("E7" ListE911Numbers: |w| e911.numbers(w.e911.any()?).page()),

        line!("C3" CreateCnam: |w| cnam.create("Acme Tool") => |record| w.cnam.made(record.id)),
        line!("C4" UpdateCnam: |w| cnam.update(UpdateCnam::new(w.cnam.ours()?, "Acme Tools"))),
        line!("C1" ListCnams: |w| cnam.list(ListCnams::new().approved(true).limit(2)).page()
            => |records| w.cnam.saw(records.iter().map(|record| record.id.clone()).next())),
        line!("C6" AssociateCnam: |w| cnam.associate(w.number.ours()?, w.reviewed_cnam()?)),
        line!("C2" GetCnam: |w| cnam.get(w.cnam.any()?)),
        line!("N7" GetNumber: |w| numbers.get(w.number.any()?)),

        line!("M1" SendMessage: |w| messages.send(SendMessage::sms(w.number.ours()?, friend()?, "hello there"))
            => |sent| w.message.made(sent.id)),
        line!("M2" ListMessages: |w| messages.list(ListMessages::since(Timestamp::from("2017-12-01T00:00:00Z")).limit(2)).page()
            => |messages| w.message.saw(messages.iter().map(|message| message.id.clone()).next())),
        line!("M3" GetMessage: |w| messages.get(w.delivered_message()?)),
        line!("M7" GetMedia: |w| messages.media(GetMedia::new(w.media().await?))),
        line!("M4" SetCallback: |w| messages.set_callback(SetCallback::new(CallbackType::Sms, "https://example.com/sms"))),
        line!("M5" GetCallback: |w| messages.callback(GetCallback::new(CallbackType::Sms))),
        line!("M6" DeleteCallback: |w| messages.delete_callback(DeleteCallback::new(CallbackType::Sms))),
        line!("P1" ProvisionMessaging: |w| messages.provision(ProvisionMessaging::enable([w.number.ours()?])) => |task| w.task.made(task.id)),
        line!("P2" GetProvisioning: |w| messages.provisioning(w.task.ours()?)),
        line!("O1" CheckPortability: |w| porting.check_portability(CheckPortability::new(others()?))),
        line!("O2" CreatePortOrder: |w| porting.create(port_order()?) => |group| w.ported(group)),
        line!("O3" ListPortOrders: |w| porting.list(ListPortOrders::new().limit(2)).page()
            => |orders| w.port_order.saw(orders.iter().map(|order| order.id.clone()).next())),
        line!("O4" GetPortGroup: |w| porting.group(w.port_group.ours()?)),
        line!("O5" GetPortOrder: |w| porting.get(w.port_order.any()?)),
        line!("O7" UpdatePortOrder: |w| porting.update(UpdatePortOrder::new(w.port_order.ours()?).billing_name("Jane Doe"))),
        line!("O9" ChangePortNumbers: |w| porting.change_numbers(ChangePortNumbers::new(w.port_order.ours()?).add(another()?))),
        line!("O10" AddPortNumbers: |w| porting.add_numbers(w.port_group.ours()?, one_more()?)),
        line!("O11" GetLoa: |w| porting.loa(w.port_order.any()?) => |loa| w.loa.made(loa)),
        line!("O13" CreateUpload: |w| porting.create_upload(w.port_order.ours()?, "bill.pdf")),
        line!("O15" RegisterDocument: |w| porting.register_document(w.port_order.ours()?, "https://example.com/bill.pdf")
            => |document| w.made_document(document.id)),
        line!("O16" GetDocument: |w| porting.document(w.port_order.ours()?, w.document.ours()?)),
        line!("O12" SignLoa: |w| porting.sign_loa(SignLoa::new(w.port_order.ours()?, w.loa.ours()?, "Sam User", "Agent"))),
        line!("O6" GetPortOrderStatus: |w| porting.status(w.port_order.any()?)),
        line!("O8" CancelPortOrder: |w| porting.cancel(w.other_port_order.ours()?)),

        line!("D1" CreateCdrExport: |w| cdrs.create(january()) => |export| w.export.made(export.id)),
        line!("D3" GetCdrExport: |w| cdrs.get(w.made_export()?)),
        line!("D2" ListCdrExports: |w| cdrs.list(ListCdrExports::new().limit(2)).page()),

        line!("C7" UnassociateCnam: |w| cnam.unassociate(w.number.ours()?)),
        line!("C5" DeleteCnam: |w| cnam.delete(w.cnam.ours()?)),
        line!("E9" UnassociateE911: |w| e911.unassociate(w.number.ours()?)),
        line!("E6" DeleteE911: |w| e911.delete(w.e911.ours()?)),
        line!("R10" ClearFailoverRoute: |w| routes.clear_failover(w.number.ours()?)),
        line!("R8" ClearPrimaryRoute: |w| routes.clear_primary(w.number.ours()?)),
        line!("R5" DeleteRoute: |w| routes.delete(w.route.ours()?)),
        line!("N10" Release: |w| numbers.release(w.number.ours()?)),
    ]
}
