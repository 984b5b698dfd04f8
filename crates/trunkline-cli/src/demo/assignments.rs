//! Steps that assign routes, an emergency address and a caller name to a number, and that undo it.

use std::time::Duration;

use trunkline::flowroute::cnam::{Cnam, CnamId, CnamState, CreateCnam};
use trunkline::flowroute::e911::{Address, AddressType, E911, E911Id};
use trunkline::flowroute::routes::{CreateRoute, HostTarget, Route, RouteId};
use trunkline::{Money, PhoneNumber, Region};

use super::exchange::{delete, get, patch, path, post};
use super::runner::{Report, Runner};
use crate::failure::Failure;

/// What the emulator charges for the first assignment of an address (docs/contracts/flowroute-v2.md §1.8), in nanodollars.
const E911_FEE: i64 = 1_500_000_000;
/// What the emulator charges for assigning a caller name (docs/contracts/flowroute-v2.md A:111), in nanodollars.
const CNAM_FEE: i64 = 500_000_000;
/// The time within which a caller name is reviewed.
const REVIEW: Duration = Duration::from_secs(48 * 3600);

/// What is assigned to the first number.
pub(super) struct Assigned {
    pub(super) primary: RouteId,
    pub(super) failover: RouteId,
    pub(super) e911: E911Id,
    pub(super) cnam: CnamId,
}

/// Creates and assigns everything.
pub(super) async fn all(runner: &mut Runner<'_>, number: PhoneNumber) -> Result<Assigned, Failure> {
    let primary = route(runner, "route", "main office", "sip.example.net").await?;
    let failover = route(runner, "failover", "branch office", "203.0.113.7:5060").await?;
    assign_routes(runner, number, &primary, &failover).await?;
    let e911 = emergency_address(runner, number).await?;
    let cnam = caller_name(runner, number).await?;
    Ok(Assigned {
        primary,
        failover,
        e911,
        cnam,
    })
}

async fn route(
    runner: &mut Runner<'_>,
    name: &'static str,
    alias: &str,
    host: &str,
) -> Result<RouteId, Failure> {
    let routes = runner.flowroute.routes();
    let check = |route: &Route| {
        Report::new(format!("route {} \"{alias}\" to {host}", route.id))
            .check(route.alias.as_deref() == Some(alias), "the alias differs")
            .check(route.value.as_deref() == Some(host), "the target differs")
    };
    let call = routes.create(CreateRoute::new(alias, HostTarget::parse(host)?));
    let route = runner.step(name, &[post("/v2/routes", 201)], call, check).await?;
    Ok(route.id)
}

async fn assign_routes(
    runner: &mut Runner<'_>,
    number: PhoneNumber,
    primary: &RouteId,
    failover: &RouteId,
) -> Result<(), Failure> {
    let routes = runner.flowroute.routes();
    let expected = [
        patch(path(number, "/relationships/primary_route"), 204),
        patch(path(number, "/relationships/failover_route"), 204),
    ];
    let call = async {
        routes.set_primary(number, primary).await?;
        routes.set_failover(number, failover).await
    };
    let summary = format!("calls go to route {primary}, and to {failover} if that fails");
    runner
        .step("assign", &expected, call, |()| Report::new(summary))
        .await
}

async fn emergency_address(runner: &mut Runner<'_>, number: PhoneNumber) -> Result<E911Id, Failure> {
    let handle = runner.flowroute.e911();
    let address = Address::new("main office")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .unit(AddressType::Suite, "200")
        .city("Tacoma", Region::WA, "98407");

    let check = |(): &()| Report::new("3910 N Vassault, Suite 200, Tacoma: valid");
    let expected = [post("/v2/e911s/validate", 204)];
    runner
        .step("address", &expected, handle.validate(&address), check)
        .await?;

    let check = |record: &E911| {
        Report::new(format!("emergency address {} \"main office\"", record.id))
            .check(address.made(record), "the address differs")
    };
    let expected = [post("/v2/e911s", 201)];
    let id = runner
        .step("e911", &expected, handle.create(&address), check)
        .await?
        .id;

    let check = |(): &()| Report::new("911 calls show this address").cost(Money::from_nanodollars(E911_FEE));
    let expected = [patch(path(number, &format!("/relationships/e911s/{id}")), 204)];
    runner
        .step("assign e911", &expected, handle.associate(number, &id), check)
        .await?;
    Ok(id)
}

async fn caller_name(runner: &mut Runner<'_>, number: PhoneNumber) -> Result<CnamId, Failure> {
    let handle = runner.flowroute.cnam();
    let check = |cnam: &Cnam| {
        let name = cnam.value.as_deref().unwrap_or_default();
        Report::new(format!("caller name {} \"{name}\", pending review", cnam.id))
            .check(name == "TRUNKLINE INC", "the name differs")
            .check(cnam.state() == CnamState::Pending, "it is not pending")
    };
    let expected = [post("/v2/cnams", 201)];
    let call = handle.create(CreateCnam::new("Trunkline Inc"));
    let id = runner.step("caller name", &expected, call, check).await?.id;

    runner.emulator.advance(REVIEW);
    let check = |cnam: &Cnam| {
        Report::new("approved after two days (virtual clock)")
            .check(cnam.state() == CnamState::Approved, "it is not approved")
    };
    let expected = [get(format!("/v2/cnams/{id}"))];
    runner.step("review", &expected, handle.get(&id), check).await?;

    let summary = format!("{} calls as TRUNKLINE INC", number.international());
    let expected = [patch(path(number, &format!("/relationships/cnam/{id}")), 202)];
    runner
        .step("assign name", &expected, handle.associate(number, &id), |_| {
            Report::new(summary).cost(Money::from_nanodollars(CNAM_FEE))
        })
        .await?;
    Ok(id)
}

/// Removes everything from the number and deletes it.
pub(super) async fn undo(
    runner: &mut Runner<'_>,
    number: PhoneNumber,
    assigned: &Assigned,
) -> Result<(), Failure> {
    let Assigned {
        primary,
        failover,
        e911,
        cnam,
    } = assigned;
    let flowroute = runner.flowroute.clone();

    let expected = [
        delete(path(number, "/relationships/cnam"), 202),
        delete(format!("/v2/cnams/{cnam}"), 204),
    ];
    let call = async {
        flowroute.cnam().unassociate(number).await?;
        flowroute.cnam().delete(cnam).await
    };
    let check = |(): &()| Report::new("caller name removed and deleted");
    runner.step("drop name", &expected, call, check).await?;

    let expected = [
        delete(path(number, "/relationships/e911s"), 204),
        delete(format!("/v2/e911s/{e911}"), 204),
    ];
    let call = async {
        flowroute.e911().unassociate(number).await?;
        flowroute.e911().delete(e911).await
    };
    let check = |(): &()| Report::new("emergency address removed and deleted");
    runner.step("drop e911", &expected, call, check).await?;

    let expected = [
        delete(path(number, "/relationships/failover_route"), 204),
        delete(path(number, "/relationships/primary_route"), 204),
        delete(format!("/v2/routes/{failover}"), 204),
        delete(format!("/v2/routes/{primary}"), 204),
    ];
    let call = async {
        flowroute.routes().clear_failover(number).await?;
        flowroute.routes().clear_primary(number).await?;
        flowroute.routes().delete(failover).await?;
        flowroute.routes().delete(primary).await
    };
    let check = |(): &()| Report::new("both routes removed and deleted");
    runner.step("drop routes", &expected, call, check).await
}
