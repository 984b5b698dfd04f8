//! A phone system that signs customers up, and heeds what errors say.

use std::net::Ipv4Addr;

use trunkline::tropo::addresses::{
    Address, AddressType, Channel, CreateAddress, DeleteAddress, MoveAddress, NewAddress,
};
use trunkline::tropo::applications::{ApplicationId, CreateApplication};
use trunkline::tropo::payments::{BillingAddress, Card, MakePayment, SetPaymentMethod};
use trunkline::tropo::users::{ConfirmUser, CreateUser, ModifyUser, UserId, UserStatus};
use trunkline::tropo::{Credentials, Tropo};
use trunkline::{Applied, Money, PhoneNumber, Result};
use trunkline_emulator::Emulator;

pub(crate) const NAME: &str = "frontdesk";
pub(crate) const PAYMENT: &str = "20.00";
const PASSWORD: &str = "a long pass phrase";

/// How the number gets to the second application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moving {
    /// In one request.
    AtOnce,
    /// In the four requests of the carrier's gem.
    StepByStep,
}

/// The carrier, and who signs customers up there.
pub(crate) struct System {
    pub(crate) emulator: Emulator,
    tropo: Tropo,
}

/// What a customer has; the applications run on the system's own account.
pub(crate) struct Customer {
    pub(crate) user: UserId,
    pub(crate) number: String,
    applications: [ApplicationId; 2],
}

/// How often something that went wrong is tried again.
const PATIENCE: usize = 40;

/// Asks until there is an answer.
async fn patiently<T>(mut ask: impl AsyncFnMut() -> Result<T>) -> T {
    let mut last = None;
    for _ in 0..PATIENCE {
        match ask().await {
            Ok(answer) => return answer,
            Err(error) => last = Some(error),
        }
    }
    panic!("{}", last.unwrap());
}

/// Does something once: again only if it was certainly not done, or if it cannot be found.
async fn once<T>(
    mut act: impl AsyncFnMut() -> Result<T>,
    mut find: impl AsyncFnMut() -> Result<Option<T>>,
) -> T {
    let mut last = None;
    for _ in 0..PATIENCE {
        let error = match act().await {
            Ok(done) => return done,
            Err(error) => error,
        };
        if error.applied() != Applied::No {
            let certain = error.applied() == Applied::Yes;
            assert!(
                certain || error.hint().is_some(),
                "no hint where to look: {error}"
            );
            let found = patiently(&mut find).await;
            assert!(found.is_some() || !certain, "it was not done: {error}");
            if let Some(found) = found {
                return found;
            }
        }
        last = Some(error);
    }
    panic!("{}", last.unwrap());
}

/// Makes something be gone; that it is gone already is fine if it was tried before.
async fn gone(mut delete: impl AsyncFnMut() -> Result<()>) {
    let mut last = None;
    for _ in 0..PATIENCE {
        match delete().await {
            Ok(()) => return,
            Err(error) if error.is_not_found() && last.is_some() => return,
            Err(error) => last = Some(error),
        }
    }
    panic!("{}", last.unwrap());
}

impl System {
    pub(crate) fn start() -> Self {
        let emulator = Emulator::builder().stock_size(0).build().unwrap();
        let login = Credentials::new("emulator", "emulator".to_owned());
        let tropo = Tropo::builder(login).service(emulator.service()).build();
        Self {
            tropo: tropo.unwrap(),
            emulator,
        }
    }

    /// User, confirmation, payment, applications, addresses, and the number's move.
    pub(crate) async fn sign_up(&self, moving: Moving) -> Customer {
        let tropo = &self.tropo;
        let user = self.confirmed_user().await;
        let login = Credentials::new(NAME, PASSWORD.to_owned());
        let signed_in = patiently(async || tropo.account(&login).await).await;
        assert_eq!(signed_in.id, user);
        pay(tropo, &user).await;
        let desk = application(tropo, "front desk").await;
        let number = address(tropo, &desk, AddressType::Number, || {
            NewAddress::number_with_prefix("1407")
        })
        .await;
        address(tropo, &desk, AddressType::Token, || {
            NewAddress::token(Channel::Voice)
        })
        .await;
        address(tropo, &desk, AddressType::Aim, || {
            NewAddress::aim("frontdeskbot", "aim pass phrase")
        })
        .await;
        let warehouse = application(tropo, "warehouse").await;
        match moving {
            Moving::AtOnce => move_at_once(tropo, &warehouse, &number).await,
            Moving::StepByStep => {
                let request = MoveAddress::new(&desk, &warehouse, number.as_str());
                patiently(async || tropo.addresses().move_address(request.clone()).await).await;
            }
        }
        Customer {
            user,
            number,
            applications: [desk, warehouse],
        }
    }

    /// Everything that can be deleted is: addresses one by one, then what had them.
    pub(crate) async fn leave(&self, customer: &Customer) {
        let tropo = &self.tropo;
        for application in &customer.applications {
            for address in own_addresses(tropo, application).await {
                let request = DeleteAddress::of(application, &address);
                gone(async || tropo.addresses().delete(request.clone()).await).await;
            }
            gone(async || tropo.applications().delete(application).await).await;
        }
    }

    async fn confirmed_user(&self) -> UserId {
        let users = self.tropo.users();
        let request = CreateUser::new(NAME, PASSWORD, "Pat", "Example", "pat@example.com");
        let create = async || {
            let created = users.create(request.clone()).await?;
            Ok((created.id, created.confirmation_key))
        };
        let find = async || {
            if users.check_name(NAME).await?.available {
                return Ok(None);
            }
            Ok(Some((users.get(NAME).await?.id, None)))
        };
        let (id, key) = once(create, find).await;
        match key {
            Some(key) => {
                let request = ConfirmUser::new(&id, key, Ipv4Addr::LOCALHOST);
                let find =
                    async || Ok((users.get(&id).await?.status == Some(UserStatus::Active)).then_some(()));
                once(async || users.confirm(request.clone()).await, find).await;
            }
            // The key came with the lost answer and cannot be read again.
            None => {
                let request = ModifyUser::new(&id).status(UserStatus::Active);
                patiently(async || users.modify(request.clone()).await).await;
            }
        }
        id
    }
}

async fn pay(tropo: &Tropo, user: &UserId) {
    let payments = tropo.payments();
    let types = patiently(async || tropo.catalog().payment_types().page().await).await;
    let visa = types.first().unwrap().href.clone();
    let card = Card::new(visa, "4111111111111111", "123", "Pat Example", "2031-12-10");
    let billing = BillingAddress::new("1 Example Street", "Orlando", "FL", "32801", "USA");
    let method = SetPaymentMethod::new(user, card, billing);
    patiently(async || payments.set_method(method.clone()).await).await;

    let before = patiently(async || payments.balance(user).await).await.balance;
    let amount = Money::parse(PAYMENT).unwrap();
    let find = async || Ok((payments.balance(user).await?.balance != before).then_some(()));
    once(async || payments.make(MakePayment::new(user, amount)).await, find).await;
}

/// A new application. Names need not be unique, so that a lost one is what was not there before.
async fn application(tropo: &Tropo, name: &str) -> ApplicationId {
    let applications = tropo.applications();
    let list = async || {
        let page = applications.list().page().await?;
        Ok(page
            .iter()
            .map(|application| application.id.clone())
            .collect::<Vec<_>>())
    };
    let before = patiently(list).await;
    let find = async || Ok(list().await?.into_iter().find(|id| !before.contains(id)));
    let create = async || Ok(applications.create(CreateApplication::new(name)).await?.id);
    once(create, find).await
}

/// A new address; a lost one is what was not there before.
async fn address(
    tropo: &Tropo,
    application: &ApplicationId,
    kind: AddressType,
    new: impl Fn() -> NewAddress,
) -> String {
    let addresses = tropo.addresses();
    let list = async || {
        let page = addresses.list(application).page().await?;
        let values = page
            .iter()
            .filter(|address| address.kind == kind)
            .filter_map(Address::value);
        Ok(values.collect::<Vec<_>>())
    };
    let before = patiently(list).await;
    let find = async || Ok(list().await?.into_iter().find(|value| !before.contains(value)));
    let create = async || {
        let created = addresses.create(CreateAddress::new(application, new())).await?;
        Ok(created.value.as_str().to_owned())
    };
    once(create, find).await
}

async fn move_at_once(tropo: &Tropo, to: &ApplicationId, number: &str) {
    let addresses = tropo.addresses();
    let number: PhoneNumber = number.parse().unwrap();
    let find = async || Ok(addresses.find(to, &number.to_string()).await?.map(drop));
    once(async || addresses.move_number(to, number).await.map(drop), find).await;
}

/// What is not the platform's own.
async fn own_addresses(tropo: &Tropo, application: &ApplicationId) -> Vec<Address> {
    let page = patiently(async || tropo.addresses().list(application).page().await).await;
    let of_platform = [AddressType::Sip, AddressType::Skype];
    page.iter()
        .filter(|address| !of_platform.contains(&address.kind))
        .cloned()
        .collect()
}
