//! What became of items, many in one transaction.

use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use tokio::time::Instant;
use trunkline_core::PhoneNumber;

use super::claim::{Claim, millis};
use super::dialect::Dialect;
use super::rows::{RunRow, RunState};
use super::{Journal, Result};
use crate::Action;
use crate::item::{Costs, Item, Standing};

/// What is to be written down about an item.
#[derive(Debug)]
pub(crate) enum What {
    /// It stands so, and this worker goes on with it.
    Go(Item),
    /// It stands so, and anybody may go on with it after this time.
    Leave(Item, Duration),
    /// The first of these numbers that the run has never tried takes its place, and this worker goes on; if there is none,
    /// nothing changes.
    Replace(Item, Vec<(PhoneNumber, Costs)>),
    /// It stands so, and the run stops for this reason.
    Stop(Item, String),
}

/// What is to be written down about a claimed item.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) before: Claim,
    pub(crate) what: What,
}

/// What was written down.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(crate) claim: Claim,
    /// Whether this worker still has it.
    pub(crate) going: bool,
    pub(crate) run: RunRow,
}

/// How long an item waits whose price is more than what the limits leave while other purchases are under way.
const NO_ROOM: Duration = Duration::from_secs(1);

impl Journal {
    /// Writes all orders down in one transaction. `None` for an item that another worker has taken over: nothing is written then.
    pub(crate) async fn save(
        &self,
        run: &str,
        lease: Duration,
        orders: Vec<Order>,
    ) -> Result<Vec<Option<Saved>>> {
        let asked = Instant::now();
        let mut transaction = self.pool.begin_with(self.dialect.begin()).await?;
        let mut row = read_run(&mut transaction, run, self.dialect).await?;
        let mut written = Vec::with_capacity(orders.len());
        for order in orders {
            let mut page = Page {
                connection: &mut transaction,
                run,
                row: &mut row,
                lease,
            };
            written.push(page.write(order).await?);
        }
        write_run(&mut transaction, run, &row).await?;
        transaction.commit().await?;
        let clock = (row.now, Instant::now());
        let saved = |(before, item, going): (Claim, Item, bool)| Saved {
            claim: Claim {
                item,
                lease_ends: asked + lease,
                clock,
                ..before
            },
            going,
            run: row.clone(),
        };
        Ok(written.into_iter().map(|entry| entry.map(saved)).collect())
    }
}

/// One transaction: everything it writes is true together.
struct Page<'a> {
    connection: &'a mut AnyConnection,
    run: &'a str,
    row: &'a mut RunRow,
    lease: Duration,
}

impl Page<'_> {
    async fn write(&mut self, order: Order) -> Result<Option<(Claim, Item, bool)>> {
        let Order { before, what } = order;
        let (item, wait) = match what {
            What::Go(item) => self.permitted(&before.item, item),
            What::Leave(item, wait) => (item, Some(wait)),
            What::Replace(item, offers) => (self.replaced(item, &offers).await?, None),
            What::Stop(item, reason) => {
                self.row.state = RunState::Stopped;
                self.row.reason = reason;
                (item, Some(Duration::ZERO))
            }
        };
        if !self.update(&before, &item, wait).await? {
            return Ok(None);
        }
        if item.number != before.item.number {
            self.remember(before.item.number).await?;
        }
        self.count(&before.item, &item);
        let going = wait.is_none() && !item.standing.is_finished();
        Ok(Some((before, item, going)))
    }

    /// Nothing new is begun if the run does not go on, or if it would cost more than the limits allow.
    fn permitted(&self, before: &Item, item: Item) -> (Item, Option<Duration>) {
        let begins = item.standing == Standing::Intent
            && (before.standing != Standing::Intent || before.step != item.step);
        if !begins {
            return (item, None);
        }
        if self.row.state != RunState::Working {
            let open = match item.step == before.step {
                true => before.clone(),
                false => item.told(Standing::Open, String::new()),
            };
            return (open, Some(Duration::ZERO));
        }
        let cost = item.held().minus(before.held());
        if self.row.held.plus(cost).within(self.row.limit) {
            return (item, None);
        }
        let line = "the spending limit does not allow its price".to_owned();
        match self.row.spent.plus(cost).within(self.row.limit) {
            true => (before.told(Standing::Open, line), Some(NO_ROOM)),
            false => (before.told(Standing::GivenUp, line), None),
        }
    }

    async fn replaced(&mut self, item: Item, offers: &[(PhoneNumber, Costs)]) -> Result<Item> {
        let tried = self.tried(offers).await?;
        let free = offers
            .iter()
            .find(|(number, _)| !tried.contains(&number.digits()));
        Ok(match free {
            Some((number, costs)) => item.replaced(*number, *costs),
            None => item,
        })
    }

    /// Which of these numbers the run has, or had.
    async fn tried(&mut self, offers: &[(PhoneNumber, Costs)]) -> Result<Vec<String>> {
        if offers.is_empty() {
            return Ok(Vec::new());
        }
        // Digits, and so nothing that SQL could take for something else.
        let numbers: Vec<String> = offers
            .iter()
            .map(|(number, _)| format!("'{}'", number.digits()))
            .collect();
        let numbers = numbers.join(", ");
        let select = format!(
            "SELECT number FROM item WHERE run = $1 AND number IN ({numbers}) \
             UNION SELECT number FROM tried WHERE run = $1 AND number IN ({numbers})"
        );
        let query = sqlx::query_scalar(&select).bind(self.run).persistent(false);
        Ok(query.fetch_all(&mut *self.connection).await?)
    }

    async fn remember(&mut self, number: PhoneNumber) -> Result<()> {
        sqlx::query("INSERT INTO tried (run, number) VALUES ($1, $2) ON CONFLICT (run, number) DO NOTHING")
            .bind(self.run)
            .bind(number.digits())
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    /// Whether the item was still this worker's.
    async fn update(&mut self, before: &Claim, item: &Item, wait: Option<Duration>) -> Result<bool> {
        let update = "UPDATE item SET number = $1, setup = $2, monthly = $3, step = $4, state = $5, reference = $6, \
            order_ref = $7, since = $8, attempts = $9, tries = $10, evidence = $11, due = $12, \
            worker = CASE WHEN $13 = 1 THEN worker ELSE '' END \
            WHERE run = $14 AND seq = $15 AND fence = $16";
        let has_it = wait.is_none() && !item.standing.is_finished();
        let due = self.row.now.saturating_add(millis(wait.unwrap_or(self.lease)));
        let done = sqlx::query(update)
            .bind(item.number.digits())
            .bind(item.costs.setup)
            .bind(item.costs.monthly)
            .bind(i64::try_from(item.step).unwrap_or(i64::MAX))
            .bind(item.standing.word())
            .bind(item.reference.as_str())
            .bind(item.order.as_str())
            .bind(item.since)
            .bind(i64::from(item.attempts))
            .bind(i64::from(item.tries))
            .bind(item.evidence.as_str())
            .bind(due)
            .bind(i64::from(has_it))
            .bind(self.run)
            .bind(item.seq)
            .bind(before.fence)
            .execute(&mut *self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    fn count(&mut self, before: &Item, item: &Item) {
        let row = &mut *self.row;
        row.held = row.held.plus(item.held()).minus(before.held());
        row.spent = row.spent.plus(item.spent()).minus(before.spent());
        row.replaced += i64::from(item.number != before.number);
        row.done += i64::from(item.standing == Standing::Done);
        row.given_up += i64::from(item.standing == Standing::GivenUp);
        if item.step > before.step {
            match (before.step, &before.action) {
                (0, Action::Buy { .. }) => row.bought += 1,
                (0, _) => row.released += 1,
                _ => row.written += 1,
            }
        }
    }
}

async fn read_run(connection: &mut AnyConnection, run: &str, dialect: Dialect) -> Result<RunRow> {
    let select = format!(
        "SELECT {}, {} AS now FROM run WHERE id = $1{}",
        RunRow::COLUMNS,
        dialect.now(),
        dialect.lock()
    );
    let row: AnyRow = sqlx::query(&select).bind(run).fetch_one(connection).await?;
    RunRow::read(&row)
}

async fn write_run(connection: &mut AnyConnection, run: &str, row: &RunRow) -> Result<()> {
    let update = "UPDATE run SET state = $1, reason = $2, held_setup = $3, held_monthly = $4, spent_setup = $5, \
        spent_monthly = $6, bought = $7, written = $8, released = $9, replaced = $10, done = $11, given_up = $12 WHERE id = $13";
    sqlx::query(update)
        .bind(row.state.word())
        .bind(row.reason.as_str())
        .bind(row.held.setup)
        .bind(row.held.monthly)
        .bind(row.spent.setup)
        .bind(row.spent.monthly)
        .bind(row.bought)
        .bind(row.written)
        .bind(row.released)
        .bind(row.replaced)
        .bind(row.done)
        .bind(row.given_up)
        .bind(run)
        .execute(connection)
        .await?;
    Ok(())
}
