//! Rows, as the tables have them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;
use trunkline_core::PhoneNumber;

use super::error::JournalError;
use super::{Journal, Result};
use crate::item::{Costs, Item, Standing};
use crate::{Limits, Plan};

/// Whether a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunState {
    /// Its lines are being taken in.
    Loading,
    Working,
    /// The carrier refuses everything; why, is its reason.
    Stopped,
    Canceled,
}

impl RunState {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Working => "working",
            Self::Stopped => "stopped",
            Self::Canceled => "canceled",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Loading, Self::Working, Self::Stopped, Self::Canceled]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// A run, without its items.
#[derive(Clone, Debug)]
pub(crate) struct RunRow {
    plan: String,
    pub(crate) loaded: i64,
    pub(crate) state: RunState,
    pub(crate) reason: String,
    pub(crate) limit: Costs,
    pub(crate) held: Costs,
    pub(crate) spent: Costs,
    pub(crate) bought: i64,
    pub(crate) written: i64,
    pub(crate) released: i64,
    pub(crate) replaced: i64,
    pub(crate) done: i64,
    pub(crate) given_up: i64,
    /// By the clock of the journal.
    pub(crate) now: i64,
}

impl RunRow {
    pub(super) const COLUMNS: &str = "plan, loaded, state, reason, limit_setup, limit_monthly, held_setup, held_monthly, \
        spent_setup, spent_monthly, bought, written, released, replaced, done, given_up";

    pub(super) fn read(row: &AnyRow) -> Result<Self> {
        let state: String = row.try_get("state")?;
        Ok(Self {
            plan: row.try_get("plan")?,
            loaded: row.try_get("loaded")?,
            state: RunState::parse(&state).ok_or_else(|| JournalError::unreadable("run", state))?,
            reason: row.try_get("reason")?,
            limit: costs(row, "limit_setup", "limit_monthly")?,
            held: costs(row, "held_setup", "held_monthly")?,
            spent: costs(row, "spent_setup", "spent_monthly")?,
            bought: row.try_get("bought")?,
            written: row.try_get("written")?,
            released: row.try_get("released")?,
            replaced: row.try_get("replaced")?,
            done: row.try_get("done")?,
            given_up: row.try_get("given_up")?,
            now: row.try_get("now")?,
        })
    }

    pub(crate) fn plan(&self) -> Result<Plan> {
        from_json("plan", &self.plan)
    }
}

impl Journal {
    pub(crate) async fn run_row(&self, run: &str) -> Result<Option<RunRow>> {
        let select = format!(
            "SELECT {}, {} AS now FROM run WHERE id = $1",
            RunRow::COLUMNS,
            self.dialect.now()
        );
        let row = sqlx::query(&select).bind(run).fetch_optional(&self.pool).await?;
        row.as_ref().map(RunRow::read).transpose()
    }

    pub(super) async fn run_rows(&self) -> Result<Vec<RunRow>> {
        let select = format!(
            "SELECT {}, {} AS now FROM run ORDER BY id",
            RunRow::COLUMNS,
            self.dialect.now()
        );
        let rows = sqlx::query(&select).fetch_all(&self.pool).await?;
        rows.iter().map(RunRow::read).collect()
    }

    /// Items after `seq`, in the order of the plan.
    pub(crate) async fn items(&self, run: &str, after: i64, limit: u32) -> Result<Vec<Item>> {
        let select = format!("SELECT {ITEM} FROM item WHERE run = $1 AND seq > $2 ORDER BY seq LIMIT $3");
        let rows = sqlx::query(&select)
            .bind(run)
            .bind(after)
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(item).collect()
    }

    /// How many items stand so.
    pub(crate) async fn count(&self, run: &str, standing: Standing) -> Result<i64> {
        let select = "SELECT COUNT(*) AS count FROM item WHERE run = $1 AND state = $2";
        let row = sqlx::query(select)
            .bind(run)
            .bind(standing.word())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("count")?)
    }

    /// Lets a run go on, or not; only from one of the given states.
    pub(crate) async fn set_run_state(&self, run: &str, from: RunState, to: RunState) -> Result<()> {
        sqlx::query("UPDATE run SET state = $1, reason = '' WHERE id = $2 AND state = $3")
            .bind(to.word())
            .bind(run)
            .bind(from.word())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// The columns that [`item`] reads.
pub(super) const ITEM: &str = "seq, name, grp, number, action, setup, monthly, changes, step, state, reference, order_ref, \
    since, attempts, tries, evidence";

pub(super) fn item(row: &AnyRow) -> Result<Item> {
    let state: String = row.try_get("state")?;
    let number: String = row.try_get("number")?;
    Ok(Item {
        seq: row.try_get("seq")?,
        name: row.try_get("name")?,
        group: row.try_get("grp")?,
        number: PhoneNumber::parse(&number).map_err(|error| JournalError::unreadable("number", error))?,
        action: from_json("action", &row.try_get::<String, _>("action")?)?,
        costs: costs(row, "setup", "monthly")?,
        changes: from_json("changes", &row.try_get::<String, _>("changes")?)?,
        step: count(row, "step")?,
        standing: Standing::parse(&state).ok_or_else(|| JournalError::unreadable("state", &state))?,
        reference: row.try_get("reference")?,
        order: row.try_get("order_ref")?,
        since: row.try_get("since")?,
        attempts: count(row, "attempts")?,
        tries: count(row, "tries")?,
        evidence: row.try_get("evidence")?,
    })
}

fn count<T: TryFrom<i64>>(row: &AnyRow, column: &str) -> Result<T> {
    let value: i64 = row.try_get(column)?;
    T::try_from(value).map_err(|_| JournalError::unreadable(column, value).into())
}

fn costs(row: &AnyRow, setup: &str, monthly: &str) -> Result<Costs> {
    Ok(Costs {
        setup: row.try_get(setup)?,
        monthly: row.try_get(monthly)?,
    })
}

/// Limits as they are stored: none is more than anything.
pub(super) fn limit(limits: &Limits) -> Option<Costs> {
    let amount = |limit: Option<trunkline_core::Money>| match limit {
        Some(limit) => limit.to_nanodollars(),
        None => Some(i64::MAX),
    };
    Some(Costs {
        setup: amount(limits.setup)?,
        monthly: amount(limits.monthly)?,
    })
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| JournalError::unreadable("plan", error).into())
}

fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| JournalError::unreadable(what, error).into())
}
