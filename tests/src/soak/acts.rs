//! What can go wrong with a request: the vocabulary of the schedules, one line each.

use std::time::Duration;

use fastrand::Rng;
use trunkline_emulator::{Fault, FaultBuilder};

/// One kind of fault.
#[derive(Clone, Copy, Debug)]
pub struct ActRow {
    /// How often it is drawn, compared with the others.
    pub weight: u32,
    /// The fault, with what is drawn for it.
    pub draw: fn(FaultBuilder, &mut Rng) -> Fault,
}

const fn act(weight: u32, draw: fn(FaultBuilder, &mut Rng) -> Fault) -> ActRow {
    ActRow { weight, draw }
}

/// All kinds. What a carrier *says* is true here, however late or broken it comes: a 4xx says that nothing was done, and
/// nothing was done.
pub const ACTS: &[ActRow] = &[
    act(6, |on, _| on.drop_before()),
    act(4, |on, _| on.reset_before()),
    act(3, |on, _| on.hang_before()),
    act(3, |on, dice| on.delay_before(up_to(dice, 40_000))),
    act(8, |on, _| on.commit_then_drop()),
    act(5, |on, _| on.commit_then_reset()),
    act(4, |on, _| on.commit_then_hang()),
    act(5, |on, dice| on.commit_then_cut_body(dice.u64(0..40))),
    act(8, |on, dice| {
        on.respond_after_commit(pick(dice, &[408, 500, 502, 503, 504, 520]))
    }),
    act(12, |on, dice| on.commit_late(late(dice))),
    act(4, |on, dice| on.commit_late_hang(late(dice))),
    act(6, |on, dice| {
        on.commit_late_status(pick(dice, &[408, 500, 502, 503, 504]), late(dice))
    }),
    act(3, |on, dice| on.delay(up_to(dice, 40_000))),
    act(4, |on, dice| on.refuse(pick(dice, &[400, 422]))),
    act(2, |on, dice| on.refuse(pick(dice, &[401, 403]))),
    act(6, |on, dice| on.refuse(pick(dice, &[500, 502, 503, 504]))),
    act(5, |on, dice| {
        on.too_many_requests(pick(
            dice,
            &[None, Some("0"), Some("1"), Some("20"), Some("3600")],
        ))
    }),
    act(4, |on, _| on.malformed_body()),
    act(4, |on, _| on.empty_body()),
    act(4, |on, dice| on.html_body(pick(dice, &[200, 500, 502, 503]))),
    act(3, |on, _| on.answer(200, "<html>Please log in.</html>")),
    act(3, |on, dice| on.answer(pick(dice, &[301, 302, 303, 307]), "")),
    act(3, |on, dice| {
        on.commit_then_answer(pick(dice, &[301, 302, 303, 307, 308]), "")
    }),
    act(2, |on, dice| {
        on.too_many_requests_until(pick(dice, &[-5, 1, 20, 3600]))
    }),
    act(3, |on, dice| on.stale(up_to(dice, 10_000))),
    act(3, |on, dice| on.wrong_length(pick(dice, &[-1, 1, 1000]))),
    act(2, |on, dice| on.slow_body(pick(dice, &[1, 20, 200]))),
    act(2, |on, dice| on.interim(pick(dice, &[1, 20, 1000]))),
    act(2, |on, dice| {
        on.large_headers(pick(dice, &[1_000, 100_000, 1_000_000]))
    }),
];

/// One of these acts, on `on`.
pub(super) fn draw(on: FaultBuilder, dice: &mut Rng) -> Fault {
    let total = ACTS.iter().map(|row| row.weight).sum();
    let mut at = dice.u32(0..total);
    let row = ACTS.iter().find(|row| match at.checked_sub(row.weight) {
        Some(rest) => {
            at = rest;
            false
        }
        None => true,
    });
    match row {
        Some(row) => (row.draw)(on, dice),
        None => on.drop_before(),
    }
}

/// A limit of requests that the carrier does not tell.
pub(super) fn limit(on: FaultBuilder, dice: &mut Rng) -> Fault {
    on.limit(
        pick(dice, &[1, 2, 20]),
        pick(dice, &[1, 10, 60]),
        pick(dice, &[1, 3]),
    )
}

fn up_to(dice: &mut Rng, millis: u64) -> Duration {
    Duration::from_millis(dice.u64(1..=millis))
}

/// Mostly within the settlement window of 30 s; one in ten is later, which the contracts assume never to happen.
fn late(dice: &mut Rng) -> Duration {
    match dice.u32(0..10) {
        0 => Duration::from_millis(dice.u64(30_000..=60_000)),
        1..=3 => up_to(dice, 1_000),
        _ => up_to(dice, 29_900),
    }
}

pub(super) fn pick<T: Copy + Default>(dice: &mut Rng, among: &[T]) -> T {
    dice.choice(among).copied().unwrap_or_default()
}
