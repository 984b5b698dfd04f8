//! What is attached to a number: routes, an emergency address, a caller name; and how all of it is undone.

use std::time::Duration;

use trunkline::flowroute::cnam::{AssociateCnam, Cnam, CnamId, CnamState, CreateCnam, UnassociateCnam};
use trunkline::flowroute::e911::{Address, AddressType, AssociateE911, E911, E911Id, UnassociateE911};
use trunkline::flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, HostTarget, Route, RouteId, SetFailoverRoute,
    SetPrimaryRoute,
};
use trunkline::{Money, PhoneNumber, Region};

use super::stage::{Outcome, Stage, get, path};
use crate::failure::Failure;

/// What the emulated carrier charges for the first assignment (docs/contracts/flowroute-v2.md §1.8), in nanodollars.
const E911_FEE: i64 = 1_500_000_000;
/// A caller name is reviewed within 48 hours.
const REVIEW: Duration = Duration::from_secs(48 * 3600);

/// What is attached to the first number.
pub(super) struct Attached {
    pub(super) primary: RouteId,
    pub(super) failover: RouteId,
    pub(super) e911: E911Id,
    pub(super) cnam: CnamId,
}

/// Attaches everything.
pub(super) async fn all(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<Attached, Failure> {
    let (primary, failover) = routes(stage, number).await?;
    let e911 = emergency_address(stage, number).await?;
    let cnam = caller_name(stage, number).await?;
    Ok(Attached {
        primary,
        failover,
        e911,
        cnam,
    })
}

async fn routes(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<(RouteId, RouteId), Failure> {
    let primary = route(stage, "route", "main office", "sip.example.net").await?;
    let failover = route(stage, "failover", "branch office", "203.0.113.7:5060").await?;

    let flowroute = stage.flowroute.clone();
    let wanted = [
        ("PATCH", path(number, "/relationships/primary_route"), Some(204)),
        ("PATCH", path(number, "/relationships/failover_route"), Some(204)),
    ];
    let call = async {
        flowroute
            .routes()
            .set_primary(SetPrimaryRoute::new(number, &primary))
            .await?;
        flowroute
            .routes()
            .set_failover(SetFailoverRoute::new(number, &failover))
            .await
    };
    let words = format!("calls go to route {primary}, and to {failover} if that fails");
    stage
        .step("assign", &wanted, call, |()| Outcome::new(words))
        .await?;
    Ok((primary, failover))
}

async fn route(
    stage: &mut Stage<'_>,
    name: &'static str,
    alias: &str,
    host: &str,
) -> Result<RouteId, Failure> {
    let flowroute = stage.flowroute.clone();
    let target = HostTarget::parse(host)?;
    let wanted = [("POST", "/v2/routes".to_owned(), Some(201))];
    let judge = |route: &Route| {
        Outcome::new(format!("route {} \"{alias}\" to {host}", route.id))
            .expect(
                route.alias.as_deref() == Some(alias),
                format!("its alias should be {alias:?}"),
            )
            .expect(
                route.value.as_deref() == Some(host),
                format!("it should lead to {host}"),
            )
    };
    let call = async { flowroute.routes().create(CreateRoute::new(alias, target)).await };
    Ok(stage.step(name, &wanted, call, judge).await?.id)
}

async fn emergency_address(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<E911Id, Failure> {
    let flowroute = stage.flowroute.clone();
    let address = Address::new("main office")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .unit(AddressType::Suite, "200")
        .city("Tacoma", Region::WA, "98407");

    let wanted = [("POST", "/v2/e911s/validate".to_owned(), Some(204))];
    let words = "3910 N Vassault, Suite 200, Tacoma: can be found";
    stage
        .step("address", &wanted, flowroute.e911().validate(&address), |()| {
            Outcome::new(words)
        })
        .await?;

    let wanted = [("POST", "/v2/e911s".to_owned(), Some(201))];
    let judge = |record: &E911| {
        Outcome::new(format!("emergency address {} \"main office\"", record.id)).expect(
            address.made(record),
            "the record should hold the address as it was given",
        )
    };
    let e911 = stage
        .step("e911", &wanted, flowroute.e911().create(&address), judge)
        .await?
        .id;

    let wanted = [(
        "PATCH",
        path(number, &format!("/relationships/e911s/{e911}")),
        Some(204),
    )];
    let judge =
        |(): &()| Outcome::new("a call to 911 shows this address").cost(Money::from_nanodollars(E911_FEE));
    let call = async {
        flowroute
            .e911()
            .associate(AssociateE911::new(number, &e911))
            .await
    };
    stage.step("attach e911", &wanted, call, judge).await?;
    Ok(e911)
}

async fn caller_name(stage: &mut Stage<'_>, number: PhoneNumber) -> Result<CnamId, Failure> {
    let flowroute = stage.flowroute.clone();
    let wanted = [("POST", "/v2/cnams".to_owned(), Some(201))];
    let judge = |cnam: &Cnam| {
        Outcome::new(format!(
            "caller name {} \"{}\" waits for review",
            cnam.id,
            named(cnam)
        ))
        .expect(named(cnam) == "TRUNKLINE INC", "the name should be TRUNKLINE INC")
        .expect(
            cnam.state() == CnamState::Pending,
            "it should wait for its review",
        )
    };
    let call = async { flowroute.cnam().create(CreateCnam::new("Trunkline Inc")).await };
    let cnam = stage.step("caller name", &wanted, call, judge).await?.id;

    stage.emulator.advance(REVIEW);
    let wanted = [get(&format!("/v2/cnams/{cnam}"))];
    let judge = |cnam: &Cnam| {
        Outcome::new("two days later (virtual clock): approved").expect(
            cnam.state() == CnamState::Approved,
            "it should be approved after 48 hours",
        )
    };
    stage
        .step("review", &wanted, flowroute.cnam().get(&cnam), judge)
        .await?;

    let wanted = [(
        "PATCH",
        path(number, &format!("/relationships/cnam/{cnam}")),
        Some(202),
    )];
    let words = format!("{} calls as TRUNKLINE INC", number.international());
    let call = async {
        flowroute
            .cnam()
            .associate(AssociateCnam::new(number, &cnam))
            .await
    };
    stage
        .step("attach name", &wanted, call, |_| Outcome::new(words))
        .await?;
    Ok(cnam)
}

/// Takes everything off and deletes it.
pub(super) async fn undo(
    stage: &mut Stage<'_>,
    number: PhoneNumber,
    attached: &Attached,
) -> Result<(), Failure> {
    let Attached {
        primary,
        failover,
        e911,
        cnam,
    } = attached;
    let flowroute = stage.flowroute.clone();

    let wanted = [
        ("DELETE", path(number, "/relationships/cnam"), Some(202)),
        ("DELETE", format!("/v2/cnams/{cnam}"), Some(204)),
    ];
    let call = async {
        flowroute.cnam().unassociate(UnassociateCnam::new(number)).await?;
        flowroute.cnam().delete(cnam).await
    };
    stage
        .step("drop name", &wanted, call, |()| {
            Outcome::new("caller name taken off and deleted")
        })
        .await?;

    let wanted = [
        ("DELETE", path(number, "/relationships/e911s"), Some(204)),
        ("DELETE", format!("/v2/e911s/{e911}"), Some(204)),
    ];
    let call = async {
        flowroute.e911().unassociate(UnassociateE911::new(number)).await?;
        flowroute.e911().delete(e911).await
    };
    stage
        .step("drop e911", &wanted, call, |()| {
            Outcome::new("emergency address taken off and deleted")
        })
        .await?;

    let wanted = [
        ("DELETE", path(number, "/relationships/failover_route"), Some(204)),
        ("DELETE", path(number, "/relationships/primary_route"), Some(204)),
        ("DELETE", format!("/v2/routes/{failover}"), Some(204)),
        ("DELETE", format!("/v2/routes/{primary}"), Some(204)),
    ];
    let call = async {
        flowroute
            .routes()
            .clear_failover(ClearFailoverRoute::new(number))
            .await?;
        flowroute
            .routes()
            .clear_primary(ClearPrimaryRoute::new(number))
            .await?;
        flowroute.routes().delete(failover).await?;
        flowroute.routes().delete(primary).await
    };
    stage
        .step("drop routes", &wanted, call, |()| {
            Outcome::new("both routes taken off and deleted")
        })
        .await
}

fn named(cnam: &Cnam) -> &str {
    cnam.value.as_deref().unwrap_or_default()
}
