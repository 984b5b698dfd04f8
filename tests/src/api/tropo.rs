//! Tropo's lines, in an order in which each can be driven after the ones before it.

mod world;

use trunkline::tropo::addresses::{
    AddressType, AttachAddress, CreateAddress, DeleteAddress, GetAddress, ListAddresses, ListAllAddresses,
    ListAvailable, LookUpAddress, NewAddress,
};
use trunkline::tropo::applications::{
    CreateApplication, DeleteApplication, GetApplication, ListApplications, Partition, UpdateApplication,
};
use trunkline::tropo::catalog::{
    ListCountries, ListExchanges, ListFeatures, ListPartitions, ListPaymentTypes, ListPlatforms, ListStates,
};
use trunkline::tropo::features::{DisableFeature, EnableFeature, ListUserFeatures};
use trunkline::tropo::invitations::{
    CreateInvitation, DeleteInvitation, GetInvitation, ListInvitations, UpdateInvitation,
};
use trunkline::tropo::payments::{
    GetBalance, GetPaymentMethod, GetRecurrence, MakePayment, SetPaymentMethod, SetRecurrence,
};
use trunkline::tropo::users::{
    CheckUsername, ConfirmUser, CreateUser, GetUser, ListUserApplications, ModifyUser, SearchUsers,
};
use trunkline::tropo::webhooks::{
    CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook, WebhookEvent, WebhookResource,
};
use trunkline::tropo::whitelist::{AddToWhitelist, ListWhitelist, RemoveFromWhitelist};

pub use self::world::{SECRETS, World};
use self::world::{dollars, new_york};
use super::{Environment, Row, Table, contract, lines};

/// The table.
pub fn table() -> Table {
    Table {
        title: "Tropo Provisioning v1",
        folder: "tropo-v1",
        prefix: "tropo.v1.",
        mounts: &["/tropo/v1", "/tropo"],
        home: "https://api.tropo.com/v1",
        environment: Environment {
            user: "TROPO_USERNAME",
            secret: "TROPO_PASSWORD",
            url: "TRUNKLINE_TROPO_URL",
        },
        contract: contract::TROPO,
        webhooks: &[],
        lines: lines(&rows()),
        record: |source| Box::pin(world::record(source)),
    }
}

/// The lines.
#[rustfmt::skip]
pub fn rows() -> Vec<Row<World>> {
    vec![
        line!("C1" ListCountries: |w| catalog.countries().page() => |countries| w.saw_countries(&countries.items)),
        line!("C2" ListStates: |w| catalog.states(ListStates::new(w.country.any()?)).page()),
        line!("C3" ListExchanges: |w| catalog.exchanges(ListExchanges::new().area_code(new_york()?)).page()),
        line!("C4" ListPartitions: |w| catalog.partitions().page()),
        line!("C5" ListPlatforms: |w| catalog.platforms(ListPlatforms::new(Partition::Staging)).page()),
        line!("C6" ListFeatures: |w| catalog.features().page()
            => |features| w.feature.saw(features.first().map(|feature| feature.id.clone()))),
        line!("P3" ListPaymentTypes: |w| catalog.payment_types().page()
            => |types| w.payment_type.saw(types.first().map(|kind| kind.href.clone()))),

        line!("U6" CheckUsername: |w| users.check_name("foobar7474")),
        line!("U2" CreateUser: |w| users.create(w.new_user()?) => |user| w.signed_up(user)),
        line!("U3" ConfirmUser: |w| users.confirm(w.confirmation()?)),
        line!("U4" ModifyUser: |w| users.modify(w.new_password()?)),
        line!("U1" GetUser: |w| users.get(w.login())),
        line!("U5" SearchUsers: |w| users.search(SearchUsers::new().username("foobar5331")).page()),

        line!("P2" SetPaymentMethod: |w| payments.set_method(w.card()?)),
        line!("P1" GetPaymentMethod: |w| payments.method(w.payer())),
        line!("P5" SetRecurrence: |w| payments.set_recurrence(SetRecurrence::new(w.user.ours()?, dollars("13.50")?, 10))),
        line!("P4" GetRecurrence: |w| payments.recurrence(w.payer())),
        line!("P6" MakePayment: |w| payments.make(MakePayment::new(w.user.ours()?, dollars("3.00")?))),
        line!("U7" GetBalance: |w| payments.balance(w.payer())),

        line!("F2" EnableFeature: |w| features.enable(EnableFeature::new(w.user.ours()?, w.feature.any()?))),
        line!("F1" ListUserFeatures: |w| features.list(w.payer()).page()),
        line!("F3" DisableFeature: |w| features.disable(DisableFeature::new(w.user.ours()?, w.feature.any()?))),

        line!("A3" CreateApplication: |w| applications.create(CreateApplication::new("front desk").voice_url("http://example.com/voice.rb"))
            => |created| w.application.made(created.id)),
        line!("A4" UpdateApplication: |w| applications.update(UpdateApplication::new(w.application.ours()?).messaging_url("http://example.com/text.rb"))),
        line!("A1" ListApplications: |w| applications.list().page()
            => |all| w.application.saw(all.first().map(|application| application.id.clone()))),
        line!("A2" GetApplication: |w| applications.get(w.application.any()?)),
        line!("U8" ListUserApplications: |w| users.applications(w.login()).page()),

        line!("B8" ListAvailable: |w| addresses.list_available("1443863708").page()),
        line!("B2" CreateAddress: |w| addresses.create(CreateAddress::new(w.application.ours()?, NewAddress::number_with_prefix("1407")))
            => |created| w.number.made(created.value.as_str().to_owned())),
        line!("B1" ListAddresses: |w| addresses.list(w.application.any()?).page() => |all| w.saw_numbers(&all.items)),
        line!("B7" ListAllAddresses: |w| addresses.list_all().page() => |all| w.saw_numbers(&all.items)),
        line!("B5" GetAddress: |w| addresses.get(GetAddress::new(w.holder.any()?, AddressType::Number, w.number.any()?))),
        line!("B9" LookUpAddress: |w| addresses.look_up(LookUpAddress::new(AddressType::Number, w.number.any()?))),
        line!("B3" DeleteAddress: |w| addresses.delete(DeleteAddress::new(w.application.ours()?, AddressType::Number, w.number.ours()?))),
        line!("B4" AttachAddress: |w| addresses.attach(AttachAddress::new(w.application.ours()?, AddressType::Number, w.number.ours()?))),

        line!("I3" CreateInvitation: |w| invitations.create(CreateInvitation::with_code("ABC457").count(100).credit(dollars("10.00")?))
            => |created| w.invitation.made(created.code)),
        line!("I4" UpdateInvitation: |w| invitations.update(UpdateInvitation::new(w.invitation.ours()?).count(200))),
        line!("I1" ListInvitations: |w| invitations.list(ListInvitations::new()).page()
            => |all| w.invitation.saw(all.first().map(|invitation| invitation.code.clone()))),
        line!("I2" GetInvitation: |w| invitations.get(w.invitation.any()?)),
        line!("I5" DeleteInvitation: |w| invitations.delete(w.invitation.ours()?)),

        line!("W2" AddToWhitelist: |w| whitelist.add("14075550142") => |_added| w.listed.made("14075550142")),
        line!("W1" ListWhitelist: |w| whitelist.list(ListWhitelist::new()).page()),
        line!("W3" RemoveFromWhitelist: |w| whitelist.remove(w.listed.ours()?)),

        line!("§2.10 c" CreateWebhook: |w| webhooks.create(CreateWebhook::new(WebhookEvent::CdrCreated, WebhookResource::Call, "http://example.com/records")
            .of_application(w.application.ours()?).name("records")) => |created| w.webhook.made(created.id)),
        line!("§2.10 d" UpdateWebhook: |w| webhooks.update(UpdateWebhook::new(w.webhook.ours()?).enabled(false))),
        line!("§2.10 a" ListWebhooks: |w| webhooks.list(ListWebhooks::new()).page()
            => |all| w.webhook.saw(all.first().map(|webhook| webhook.id.clone()))),
        line!("§2.10 b" GetWebhook: |w| webhooks.get(w.webhook.any()?)),
        line!("§2.10 e" DeleteWebhook: |w| webhooks.delete(w.webhook.ours()?)),

        line!("A5" DeleteApplication: |w| applications.delete(w.application.ours()?)),
    ]
}
