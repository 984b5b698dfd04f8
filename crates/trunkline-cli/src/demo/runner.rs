//! Runs the steps of the demo: makes a call, checks the result, the HTTP exchanges and the balance, and shows them.

use std::collections::BTreeMap;
use std::time::Instant;

use serde::Serialize;
use trunkline::flowroute::Flowroute;
use trunkline::{Money, PhoneNumber};
use trunkline_emulator::Emulator;

use super::audit::{Totals, balance};
use super::exchange::{HttpExchange, seen};
use super::layout::{Row, lines};
use crate::failure::Failure;
use crate::output::Output;

/// The emulator, a client of it, and the state after the last step.
pub(crate) struct Runner<'a> {
    pub(crate) emulator: &'a Emulator,
    pub(crate) flowroute: Flowroute,
    output: &'a mut Output,
    steps: u32,
    exchanges: usize,
    balance: Money,
    started: Instant,
}

/// What a step found: a summary, the cost it should have had, and the checks that failed.
#[derive(Debug)]
pub(crate) struct Report {
    summary: String,
    cost: Money,
    problems: Vec<String>,
}

impl Report {
    /// A step that was free, without problems so far.
    pub(crate) fn new(summary: impl Into<String>) -> Self {
        Self {
            summary: summary.into(),
            cost: Money::ZERO,
            problems: Vec::new(),
        }
    }

    /// The cost that the step should have.
    pub(crate) fn cost(mut self, cost: Money) -> Self {
        self.cost = cost;
        self
    }

    /// Notes a problem unless the check has passed.
    pub(crate) fn check(mut self, passed: bool, problem: impl Into<String>) -> Self {
        if !passed {
            self.problems.push(problem.into());
        }
        self
    }
}

/// The first line, for programs.
#[derive(Serialize)]
struct StartObject<'a> {
    emulator: &'a str,
    balance: Money,
}

/// A step, for programs.
#[derive(Serialize)]
struct StepObject<'a> {
    step: u32,
    name: &'a str,
    method: Option<&'a str>,
    target: Option<&'a str>,
    status: Option<u16>,
    exchanges: &'a [HttpExchange],
    summary: &'a str,
    balance: Money,
}

/// The last line, for programs.
#[derive(Serialize)]
struct EndObject<'a> {
    done: bool,
    steps: u32,
    numbers_bought: u32,
    numbers_released: u32,
    spent: Money,
    spent_on: &'a BTreeMap<String, Money>,
    balance: Money,
    double_purchases: u32,
    millis: u128,
}

impl<'a> Runner<'a> {
    /// Shows the address of the emulator and the balance.
    pub(crate) fn start(
        emulator: &'a Emulator,
        flowroute: Flowroute,
        output: &'a mut Output,
    ) -> Result<Self, Failure> {
        let (balance, url) = (balance(emulator), emulator.flowroute_url());
        if output.is_json() {
            output.object(&StartObject {
                emulator: &url,
                balance,
            })?;
        } else {
            let heading = format!("emulator     {}   balance {balance}", output.style().bold(&url));
            output.wrapped("    ", &heading)?;
            output.line("")?;
        }
        Ok(Self {
            emulator,
            flowroute,
            output,
            steps: 0,
            exchanges: 0,
            balance,
            started: Instant::now(),
        })
    }

    /// Runs one step: makes the call, checks its result with `check`, the HTTP exchanges and the cost, and shows them. Fails
    /// if a check does.
    pub(crate) async fn step<T>(
        &mut self,
        name: &'static str,
        expected: &[HttpExchange],
        call: impl Future<Output = trunkline::Result<T>>,
        check: impl FnOnce(&T) -> Report,
    ) -> Result<T, Failure> {
        self.steps += 1;
        let result = call.await;
        let exchanges = seen(self.emulator, self.exchanges);
        self.exchanges += exchanges.len();
        let before = std::mem::replace(&mut self.balance, balance(self.emulator));
        let report = match &result {
            Ok(value) => check(value),
            Err(error) => Report::new("failed")
                .cost(before - self.balance)
                .check(false, error.to_string()),
        };
        self.show(name, &exchanges, &report.summary, before)?;
        let mut problems = report.problems;
        if result.is_ok() && exchanges != expected {
            let listed = |exchanges: &[HttpExchange]| {
                let texts: Vec<_> = exchanges.iter().map(HttpExchange::to_string).collect();
                texts.join(", ")
            };
            let (expected, seen) = (listed(expected), listed(&exchanges));
            problems.push(format!("expected the requests [{expected}], saw [{seen}]"));
        }
        let (cost, charged) = (report.cost, before - self.balance);
        if charged != cost {
            problems.push(format!("expected a charge of {cost}, was charged {charged}"));
        }
        match result {
            Ok(value) if problems.is_empty() => Ok(value),
            _ => Err(Failure::failed(format!(
                "demo: step {} ({name}) failed: {}",
                self.steps,
                problems.join("; ")
            ))),
        }
    }

    fn show(
        &mut self,
        name: &str,
        exchanges: &[HttpExchange],
        summary: &str,
        before: Money,
    ) -> Result<(), Failure> {
        if self.output.is_json() {
            let first = exchanges.first();
            return self.output.object(&StepObject {
                step: self.steps,
                name,
                method: first.map(|e| e.method.as_str()),
                target: first.map(|e| e.target.as_str()),
                status: first.and_then(|e| e.status),
                exchanges,
                summary,
                balance: self.balance,
            });
        }
        let balance = (before != self.balance).then(|| format!("balance {}", self.balance));
        let row = Row {
            step: self.steps,
            name,
            summary,
            balance: balance.as_deref(),
            exchanges,
        };
        lines(&row, self.output)
            .iter()
            .try_for_each(|line| self.output.line(line))
    }

    /// Checks the audit of the emulator, and shows its totals.
    pub(crate) fn finish(self, numbers: &[PhoneNumber]) -> Result<(), Failure> {
        let totals = Totals::read(self.emulator, numbers)?;
        let end = EndObject {
            done: true,
            steps: self.steps,
            numbers_bought: totals.bought,
            numbers_released: totals.released,
            spent: totals.spent,
            spent_on: &totals.spent_on,
            balance: self.balance,
            double_purchases: totals.double_purchases,
            millis: self.started.elapsed().as_millis(),
        };
        if self.output.is_json() {
            return self.output.object(&end);
        }
        let charges: Vec<String> = totals
            .spent_on
            .iter()
            .map(|(what, amount)| format!("{} {amount}", what.replace('_', " ")))
            .collect();
        let charges = format!("charges: {}", charges.join(", "));
        // Rounded up: nothing takes 0.0 s.
        let tenths = end.millis.div_ceil(100).max(1);
        let summary = format!(
            "done in {}.{} s: {} steps, {} numbers bought once each and released, {} spent, {} double purchases",
            tenths / 10,
            tenths % 10,
            end.steps,
            end.numbers_bought,
            end.spent,
            end.double_purchases
        );
        self.output.line("")?;
        self.output.wrapped("  ", &self.output.style().dim(&charges))?;
        self.output.wrapped("  ", &self.output.style().success(&summary))
    }
}
