//! Where the demonstration plays: the emulator, the client that is watched, and the check of every step.

use std::collections::BTreeMap;
use std::time::Instant;

use serde::Serialize;
use trunkline::flowroute::Flowroute;
use trunkline::{Money, PhoneNumber};
use trunkline_emulator::Emulator;

use super::books::{Books, balance};
use super::layout::{Part, Piece, Row, lines, wrap};
use super::observe::{Exchange, Observer};
use crate::failure::Failure;
use crate::output::Output;

/// What stands before the emulator's address.
const EMULATOR: &str = "    emulator     ";

/// What the wire should have seen: method, target and status. `None` stands for an answer that never came.
pub(crate) type Wanted = (&'static str, String, Option<u16>);

/// The emulator, a client over real TCP, and the account as it was after the last step.
pub(crate) struct Stage<'a> {
    pub(crate) emulator: &'a Emulator,
    pub(crate) flowroute: Flowroute,
    observer: Observer,
    output: &'a mut Output,
    steps: u32,
    balance: Money,
    started: Instant,
}

/// What came out of a step: plain words, and whatever is not as it should be.
#[derive(Debug)]
pub(crate) struct Outcome {
    words: String,
    cost: Money,
    wrong: Vec<String>,
}

impl Outcome {
    /// All is well so far, and it cost nothing.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            cost: Money::ZERO,
            wrong: Vec::new(),
        }
    }

    /// The step should have cost this much.
    pub(crate) fn cost(mut self, cost: Money) -> Self {
        self.cost = cost;
        self
    }

    /// Something that should be so.
    pub(crate) fn expect(mut self, is_so: bool, expectation: impl Into<String>) -> Self {
        if !is_so {
            self.wrong.push(expectation.into());
        }
        self
    }
}

/// A step as a program reads it.
#[derive(Serialize)]
struct StepObject<'a> {
    step: u32,
    name: &'a str,
    method: Option<&'a str>,
    target: Option<&'a str>,
    status: Option<u16>,
    exchanges: &'a [Exchange],
    summary: &'a str,
    balance: Money,
}

/// The first line as a program reads it.
#[derive(Serialize)]
struct StartObject<'a> {
    emulator: &'a str,
    balance: Money,
}

/// The last line as a program reads it.
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

impl<'a> Stage<'a> {
    /// Says where the emulator is, and what is on the account.
    pub(crate) fn open(
        emulator: &'a Emulator,
        flowroute: Flowroute,
        observer: Observer,
        output: &'a mut Output,
    ) -> Result<Self, Failure> {
        let balance = balance(emulator);
        let stage = Self {
            emulator,
            flowroute,
            observer,
            output,
            steps: 0,
            balance,
            started: Instant::now(),
        };
        let url = emulator.flowroute_url();
        if stage.output.is_json() {
            stage.output.object(&StartObject {
                emulator: &url,
                balance,
            })?;
        } else {
            let balance = format!("balance {balance}");
            let beside = EMULATOR.len() + url.len() + 3 + balance.len() <= stage.output.width();
            let between = if beside {
                "   ".to_owned()
            } else {
                format!("\n{:1$}", "", EMULATOR.len())
            };
            let url = stage.output.bold(&url);
            stage.output.line(&format!("{EMULATOR}{url}{between}{balance}"))?;
            stage.output.line("")?;
        }
        Ok(stage)
    }

    /// Plays one step: makes the call, looks at what really went over the wire and at the money, and shows it all. Fails
    /// with what was expected if anything is not as it should be.
    pub(crate) async fn step<T>(
        &mut self,
        name: &'static str,
        wanted: &[Wanted],
        call: impl Future<Output = trunkline::Result<T>>,
        judge: impl FnOnce(&T) -> Outcome,
    ) -> Result<T, Failure> {
        self.steps += 1;
        let result = call.await;
        let exchanges = self.observer.take();
        let before = std::mem::replace(&mut self.balance, balance(self.emulator));
        let value = match result {
            Ok(value) => value,
            Err(error) => {
                self.show(name, &exchanges, "failed", before)?;
                let code = Failure::from(error);
                let (what, _) = code.said().unwrap_or_default();
                return Err(self.not_as_it_should_be(name, &[format!("it should have worked, but: {what}")]));
            }
        };
        let Outcome {
            words,
            cost,
            mut wrong,
        } = judge(&value);
        wrong.extend(on_the_wire(wanted, &exchanges));
        let paid = before - self.balance;
        if paid != cost {
            wrong.push(format!("it should have cost {cost}, it cost {paid}"));
        }
        self.show(name, &exchanges, &words, before)?;
        if wrong.is_empty() {
            Ok(value)
        } else {
            Err(self.not_as_it_should_be(name, &wrong))
        }
    }

    fn not_as_it_should_be(&self, name: &str, wrong: &[String]) -> Failure {
        Failure::failed(format!(
            "demo: step {}, {name}, is not as it should be: {}",
            self.steps,
            wrong.join("; ")
        ))
    }

    fn show(
        &mut self,
        name: &str,
        exchanges: &[Exchange],
        words: &str,
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
                summary: words,
                balance: self.balance,
            });
        }
        let money = (before != self.balance).then(|| format!("balance {}", self.balance));
        let row = Row {
            step: self.steps,
            name,
            exchanges,
            words,
            money: money.as_deref(),
        };
        for line in lines(&row, self.output.width()) {
            let line: String = line.iter().map(|piece| self.painted(piece)).collect();
            self.output.line(&line)?;
        }
        Ok(())
    }

    fn painted(&self, piece: &Piece) -> String {
        match piece.part {
            Part::Number | Part::Request => self.output.dim(&piece.text),
            Part::Name | Part::Money => self.output.bold(&piece.text),
            Part::Success => self.output.good(&piece.text),
            Part::Trouble => self.output.bad(&piece.text),
            Part::Words | Part::Space => piece.text.clone(),
        }
    }

    /// Checks the books, and closes with their figures.
    pub(crate) fn close(self, numbers: &[PhoneNumber]) -> Result<(), Failure> {
        let books = Books::read(self.emulator, numbers)?;
        let end = EndObject {
            done: true,
            steps: self.steps,
            numbers_bought: books.bought,
            numbers_released: books.released,
            spent: books.spent,
            spent_on: &books.spent_on,
            balance: self.balance,
            double_purchases: books.double_purchases,
            millis: self.started.elapsed().as_millis(),
        };
        if self.output.is_json() {
            return self.output.object(&end);
        }
        let parts: Vec<String> = books
            .spent_on
            .iter()
            .map(|(what, amount)| format!("{} {amount}", what.replace('_', " ")))
            .collect();
        self.output.line("")?;
        for line in wrap(
            &format!("the books: {}", parts.join(", ")),
            self.output.width().saturating_sub(2),
        ) {
            self.output.line(&format!("  {}", self.output.dim(&line)))?;
        }
        // A tenth that has begun counts: nothing takes 0.0 s.
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
        for line in wrap(&summary, self.output.width().saturating_sub(2)) {
            self.output.line(&format!("  {}", self.output.good(&line)))?;
        }
        Ok(())
    }
}

fn on_the_wire(wanted: &[Wanted], seen: &[Exchange]) -> Option<String> {
    let same = wanted.len() == seen.len()
        && wanted
            .iter()
            .zip(seen)
            .all(|((method, target, status), exchange)| {
                *method == exchange.method && *target == exchange.target && *status == exchange.status
            });
    if same {
        return None;
    }
    let line = |method: &str, target: &str, status: Option<u16>| {
        let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        format!("{method} {target} {status}")
    };
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(method, target, status)| line(method, target, *status))
        .collect();
    let seen: Vec<_> = seen
        .iter()
        .map(|e| line(&e.method, &e.target, e.status))
        .collect();
    Some(format!(
        "the wire should have seen [{}], it saw [{}]",
        wanted.join(", "),
        seen.join(", ")
    ))
}

/// A read that should be answered with 200.
pub(super) fn get(target: &str) -> Wanted {
    ("GET", target.to_owned(), Some(200))
}

/// The path of a number, and something below it.
pub(super) fn path(number: PhoneNumber, below: &str) -> String {
    format!("/v2/numbers/{}{below}", number.digits())
}
