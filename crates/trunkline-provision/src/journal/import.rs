//! Taking in a plan.

use std::fmt::Display;

use sqlx::AnyConnection;

use super::error::{Fault, JournalError, JournalErrorKind};
use super::rows::{RunState, limit, to_json};
use super::{Journal, Result};
use crate::item::{Costs, Standing};
use crate::{Action, Plan, Slot};

/// How many lines one transaction takes in.
const BATCH: usize = 500;

impl Journal {
    /// Takes in what was not taken in before; another process may do the same at the same time.
    pub(super) async fn import<E: Display>(
        &self,
        plan: &Plan,
        slots: impl IntoIterator<Item = std::result::Result<Slot, E>>,
    ) -> Result<()> {
        self.insert_run(plan).await?;
        if self.is_loaded(plan).await? {
            return Ok(());
        }
        let mut batch = Vec::with_capacity(BATCH);
        let mut first = 1;
        for slot in slots {
            batch.push(slot.map_err(|error| wrong(&error))?);
            if batch.len() == BATCH {
                self.insert(plan, first, &batch).await?;
                first += batch.len() as i64;
                batch.clear();
            }
        }
        self.insert(plan, first, &batch).await?;
        self.finish_import(plan, first - 1 + batch.len() as i64).await
    }

    async fn is_loaded(&self, plan: &Plan) -> Result<bool> {
        let row = self.run_row(&plan.digest).await?;
        Ok(row.is_some_and(|row| row.state != RunState::Loading))
    }

    async fn insert_run(&self, plan: &Plan) -> Result<()> {
        let limit = limit(&plan.limits).ok_or_else(|| wrong(&"a limit is no amount of money"))?;
        let insert = "INSERT INTO run (id, plan, state, limit_setup, limit_monthly) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (id) DO NOTHING";
        sqlx::query(insert)
            .bind(plan.digest.as_str())
            .bind(to_json(plan)?)
            .bind(RunState::Loading.word())
            .bind(limit.setup)
            .bind(limit.monthly)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn insert(&self, plan: &Plan, first: i64, slots: &[Slot]) -> Result<()> {
        let mut transaction = self.pool.begin_with(self.dialect.begin()).await?;
        let run = &plan.digest;
        let loaded = loaded(&mut transaction, run, self.dialect.lock()).await?;
        let mut done = 0;
        let mut last = loaded;
        for (seq, slot) in (first..).zip(slots).filter(|(seq, _)| *seq > loaded) {
            done += i64::from(standing(slot) == Standing::Done);
            insert_slot(&mut transaction, run, seq, slot).await?;
            last = seq;
        }
        sqlx::query("UPDATE run SET loaded = $1, done = done + $2 WHERE id = $3")
            .bind(last)
            .bind(done)
            .bind(run.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn finish_import(&self, plan: &Plan, lines: i64) -> Result<()> {
        if u64::try_from(lines).ok() != Some(plan.slots) {
            let line = format!(
                "it has {lines} slots, and its header says {}: it was cut off or edited; plan again",
                plan.slots
            );
            return Err(wrong(&line).into());
        }
        self.set_run_state(&plan.digest, RunState::Loading, RunState::Working)
            .await
    }
}

async fn loaded(connection: &mut AnyConnection, run: &str, lock: &str) -> Result<i64> {
    let select = format!("SELECT loaded FROM run WHERE id = $1{lock}");
    Ok(sqlx::query_scalar(&select)
        .bind(run)
        .fetch_one(connection)
        .await?)
}

async fn insert_slot(connection: &mut AnyConnection, run: &str, seq: i64, slot: &Slot) -> Result<()> {
    let costs =
        costs(slot).ok_or_else(|| wrong(&format!("{}: its price is no amount of money", slot.name)))?;
    let insert = "INSERT INTO item (run, seq, name, grp, number, action, setup, monthly, changes, step, state) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    sqlx::query(insert)
        .bind(run)
        .bind(seq)
        .bind(slot.name.as_str())
        .bind(slot.group.as_str())
        .bind(slot.number.digits())
        .bind(to_json(&slot.action)?)
        .bind(costs.setup)
        .bind(costs.monthly)
        .bind(to_json(&slot.changes)?)
        .bind(i64::from(slot.action == Action::Keep))
        .bind(standing(slot).word())
        .execute(connection)
        .await
        .map_err(|error| match error.as_database_error() {
            Some(refusal) if refusal.is_unique_violation() => wrong(&format!(
                "{}: another slot has the same name or the same number, {}; plan again",
                slot.name, slot.number
            ))
            .into(),
            _ => Fault::from(error),
        })?;
    Ok(())
}

fn costs(slot: &Slot) -> Option<Costs> {
    match &slot.action {
        Action::Buy { setup, monthly, .. } => Costs::of(*setup, *monthly),
        _ => Some(Costs::default()),
    }
}

fn standing(slot: &Slot) -> Standing {
    match slot.action == Action::Keep && slot.changes.is_empty() {
        true => Standing::Done,
        false => Standing::Open,
    }
}

fn wrong(why: &dyn Display) -> JournalError {
    JournalError::new(JournalErrorKind::Plan, format!("the plan: {why}"))
}
