//! Flowroute v2 behind the port of fleets.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::stream::{Stream, TryStreamExt, iter};
use trunkline_core::{Applied, PhoneNumber, Timestamp};
use trunkline_flowroute::cnam::{CnamId, ListCnams};
use trunkline_flowroute::e911::ListE911;
use trunkline_flowroute::numbers::Purchase as BuyNumber;
use trunkline_flowroute::numbers::{
    GetNumbers, ListNumbers, OwnedNumber, Relationships, SearchNumbers, UpdateNumber,
};
use trunkline_flowroute::routes::ListRoutes;
use trunkline_flowroute::{FLOWROUTE, Flowroute};
use trunkline_provision::{
    Attached, Capabilities, Carrier, Change, Failure, Holding, NamedId, Names, Offer, OrderRef, Purchase,
    Reference, Refused, Released, Search, Setting, Written,
};
use trunkline_transport::CallOptions;

use super::refusal::{failure, purchase, released, written};

/// The most that a list of the carrier gives at once.
const PAGE: u32 = 200;

/// A Flowroute account that a fleet is bought for.
#[derive(Clone, Debug)]
pub struct FlowrouteFleet {
    flowroute: Flowroute,
    account: String,
    call_limit: Duration,
    settlement_window: Duration,
}

impl FlowrouteFleet {
    /// The account of this client, by its access key: plans name it.
    pub fn new(flowroute: Flowroute, access_key: impl std::fmt::Display) -> Self {
        Self {
            flowroute,
            account: format!("{access_key} at Flowroute"),
            call_limit: Duration::from_secs(6),
            settlement_window: FLOWROUTE.settlement_window,
        }
    }

    /// How long a purchase or a look-up may take before the fleet goes on with other numbers and looks later; 6 seconds unless
    /// set.
    #[must_use]
    pub fn call_limit(mut self, limit: Duration) -> Self {
        self.call_limit = limit;
        self
    }

    /// How long after a lost reply the carrier may still act; half a minute unless set, as the contract assumes.
    #[must_use]
    pub fn settlement_window(mut self, window: Duration) -> Self {
        self.settlement_window = window;
        self
    }

    fn options(&self) -> CallOptions {
        CallOptions::new()
            .timeout(self.call_limit)
            .settlement_window(self.settlement_window)
    }

    /// Whether the number is on the account: nothing but that.
    async fn seen(&self, number: PhoneNumber) -> Purchase {
        match self.flowroute.numbers().find(number).await {
            Ok(Some(_)) => Purchase::Owned,
            Ok(None) => Purchase::Unknown("it is not on the account, or not shown yet".to_owned()),
            Err(error) => Purchase::Unknown(error.to_string()),
        }
    }

    /// After the window: on the account, still for sale, or neither. What is neither after twice the window was sold to somebody
    /// else (docs/contracts/flowroute-v2.md §1.9.1, A:92).
    async fn settled(&self, number: PhoneNumber, age: Duration) -> Purchase {
        let request = BuyNumber::new(number);
        let options = self.options().lost_ago(age);
        let error = match self.flowroute.with_options(options).settle(request).await {
            Ok(_) => return Purchase::Owned,
            Err(error) => error,
        };
        if error.applied() == Applied::No {
            return Purchase::Rejected(Refused::Busy("the carrier has not carried it out".to_owned()));
        }
        if age < self.settlement_window * 2 {
            return Purchase::Unknown(error.to_string());
        }
        match self.flowroute.numbers().find(number).await {
            Ok(Some(_)) => Purchase::Owned,
            Ok(None) if self.is_for_sale(number).await == Ok(false) => {
                let line = "it is neither on the account nor for sale any more: somebody else has it";
                Purchase::Rejected(Refused::NotForSale(line.to_owned()))
            }
            Ok(None) => Purchase::Unknown(error.to_string()),
            Err(error) => Purchase::Unknown(error.to_string()),
        }
    }

    async fn is_for_sale(&self, number: PhoneNumber) -> Result<bool, Failure> {
        let mut search = Search::default();
        search.number = Some(number);
        search.limit = 1;
        let offers = self.search(&search).await?;
        Ok(offers.iter().any(|offer| offer.number == number))
    }

    async fn attach(&self, number: PhoneNumber, what: Attached, id: &str) -> Written {
        let done = match what {
            Attached::PrimaryRoute => self.flowroute.routes().set_primary(number, id).await,
            Attached::FailoverRoute => self.flowroute.routes().set_failover(number, id).await,
            Attached::EmergencyAddress => self.flowroute.e911().associate(number, id).await,
            Attached::CallerName => return self.attach_caller_name(number, id).await,
            other => return Written::Refused(Refused::Other(format!("Flowroute attaches no {other:?}"))),
        };
        done.map_or_else(|error| written(&error), |()| Written::Done)
    }

    /// Unlike the others, this is billed each time.
    async fn attach_caller_name(&self, number: PhoneNumber, id: &str) -> Written {
        let id = CnamId::from(id);
        match self.flowroute.numbers().find(number).await {
            Ok(Some(owned)) if caller_name(&owned) == Some(&id) => return Written::Done,
            Ok(_) => {}
            Err(error) => return written(&error.with_applied(Applied::No)),
        }
        match self.flowroute.cnam().associate(number, id).await {
            Ok(_) => Written::Done,
            // The carrier may take days to show it: sent again meanwhile, it would be billed again.
            Err(error) if error.applied() != Applied::No => {
                Written::Refused(Refused::Other(error.to_string()))
            }
            Err(error) => written(&error),
        }
    }

    async fn holdings_of(&self, numbers: Vec<PhoneNumber>) -> Result<Vec<Holding>, Failure> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let request = GetNumbers::new(numbers);
        let page = self
            .flowroute
            .numbers()
            .details(request)
            .await
            .map_err(|error| failure(&error))?;
        Ok(page.items.iter().map(holding).collect())
    }
}

impl Carrier for FlowrouteFleet {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::new("Flowroute");
        capabilities.search_cap = PAGE;
        capabilities.settlement_window = self.settlement_window;
        capabilities
    }

    fn account(&self) -> String {
        self.account.clone()
    }

    async fn search(&self, search: &Search) -> Result<Vec<Offer>, Failure> {
        let request = request(search);
        let page = self.flowroute.numbers().search(request).page().await;
        let page = page.map_err(|error| failure(&error))?;
        let offers = page.items.into_iter().map(|offer| Offer {
            number: offer.number,
            setup: Some(offer.setup_cost),
            monthly: Some(offer.monthly_cost),
            rate_center: offer.rate_center.map(|center| center.to_string()),
        });
        Ok(offers.collect())
    }

    async fn buy(&self, number: PhoneNumber, _: &Reference) -> Purchase {
        let bought = self
            .flowroute
            .with_options(self.options())
            .send(BuyNumber::new(number))
            .await;
        bought.map_or_else(|error| purchase(&error), |_| Purchase::Owned)
    }

    async fn poll(&self, _: &OrderRef) -> Purchase {
        let line = "Flowroute has no orders that take time: was this journal written for another carrier?";
        Purchase::Unknown(line.to_owned())
    }

    async fn settle(&self, number: PhoneNumber, _: &Reference, since: Timestamp) -> Purchase {
        let age = age(&since);
        match age < self.settlement_window {
            true => self.seen(number).await,
            false => self.settled(number, age).await,
        }
    }

    async fn holding(&self, number: PhoneNumber) -> Result<Option<Holding>, Failure> {
        let found = self.flowroute.numbers().find(number).await;
        let found = found.map_err(|error| failure(&error))?;
        Ok(found.as_ref().map(holding))
    }

    fn holdings(&self) -> impl Stream<Item = Result<Holding, Failure>> + Send {
        let pages = self
            .flowroute
            .numbers()
            .list(ListNumbers::new().limit(PAGE))
            .pages();
        pages
            .map_err(|error| failure(&error))
            .and_then(|page| {
                let numbers = page.items.iter().map(|owned| owned.number).collect();
                self.holdings_of(numbers)
            })
            .map_ok(|holdings| iter(holdings.into_iter().map(Ok)))
            .try_flatten()
    }

    async fn names(&self) -> Result<Names, Failure> {
        let mut names = Names::default();
        let mut routes = self
            .flowroute
            .routes()
            .list(ListRoutes::new().limit(PAGE))
            .items();
        while let Some(route) = routes.try_next().await.map_err(|error| failure(&error))? {
            names.routes.extend(named(route.alias.or(route.value), &route.id));
        }
        let mut addresses = self.flowroute.e911().list(ListE911::new().limit(PAGE)).items();
        while let Some(address) = addresses.try_next().await.map_err(|error| failure(&error))? {
            names
                .emergency_addresses
                .extend(named(address.label, &address.id));
        }
        let approved = ListCnams::new().approved(true).limit(PAGE);
        let mut caller_names = self.flowroute.cnam().list(approved).items();
        while let Some(name) = caller_names.try_next().await.map_err(|error| failure(&error))? {
            names.caller_names.extend(named(name.value, &name.id));
        }
        Ok(names)
    }

    async fn write(&self, number: PhoneNumber, change: &Change) -> Written {
        let update = UpdateNumber::new(number);
        let update = match change {
            Change::Alias(alias) => update.alias(alias),
            Change::Messaging(on) => update.messaging(*on),
            Change::Attach(what, named) => return self.attach(number, *what, &named.id).await,
            other => return Written::Refused(Refused::Other(format!("Flowroute cannot set {other:?}"))),
        };
        match self.flowroute.numbers().update(update).await {
            Ok(updated) if updated.messaging_failed => {
                let line = "the carrier could not arrange its use for messages";
                Written::Refused(Refused::Busy(line.to_owned()))
            }
            Ok(_) => Written::Done,
            Err(error) => written(&error),
        }
    }

    async fn release(&self, number: PhoneNumber) -> Released {
        let done = self.flowroute.numbers().release(number).await;
        done.map_or_else(|error| released(&error), |_| Released::Released)
    }
}

fn request(search: &Search) -> SearchNumbers {
    let mut request = match search.number {
        Some(number) => SearchNumbers::new().exactly(number),
        None => SearchNumbers::new(),
    };
    if let Some(area_code) = search.area_code {
        request = request.area_code(area_code);
    }
    if let Some(rate_center) = &search.rate_center {
        request = request.rate_center(rate_center.as_str().into());
    }
    if let Some(region) = &search.region {
        request = request.region(region.clone());
    }
    if let Some(digits) = &search.contains {
        request = request.contains(digits);
    }
    request
        .limit(search.limit.clamp(1, PAGE))
        .offset(u64::from(search.offset))
}

/// How long ago that was; at least nothing.
fn age(since: &Timestamp) -> Duration {
    let since = since
        .unix_millis()
        .and_then(|millis| u64::try_from(millis).ok())
        .map(Duration::from_millis);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    match (now, since) {
        (Some(now), Some(since)) => now.saturating_sub(since),
        _ => Duration::ZERO,
    }
}

fn caller_name(owned: &OwnedNumber) -> Option<&CnamId> {
    Some(&owned.relationships.as_ref()?.cnam_preset.as_ref()?.id)
}

fn holding(owned: &OwnedNumber) -> Holding {
    let attached = owned.relationships.as_deref();
    let id = |id: fn(&Relationships) -> Option<String>| attached.map_or(Setting::Untold, |all| told(id(all)));
    Holding {
        number: owned.number,
        monthly: owned.monthly_cost,
        alias: told(owned.alias.clone().filter(|alias| !alias.is_empty())),
        primary_route: id(|all| all.primary_route.as_ref().map(|route| route.id.to_string())),
        failover_route: id(|all| all.failover_route.as_ref().map(|route| route.id.to_string())),
        emergency_address: id(|all| all.e911_address.as_ref().map(|address| address.id.to_string())),
        caller_name: id(|all| all.cnam_preset.as_ref().map(|name| name.id.to_string())),
        messaging: owned.messaging_enabled.map_or(Setting::Untold, Setting::Is),
    }
}

fn told<T>(value: Option<T>) -> Setting<T> {
    value.map_or(Setting::Nothing, Setting::Is)
}

fn named(name: Option<String>, id: &impl ToString) -> Option<NamedId> {
    let id = id.to_string();
    name.map(|name| NamedId { name, id })
}
