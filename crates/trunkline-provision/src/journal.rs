//! The journal: what was meant to be done, before it is done, and what came of it.
//!
//! Every transaction that changes a run holds the run's row from its beginning on, so that the limits are kept whatever the number
//! of workers, and no two of them wait for each other in a circle. Claims touch items only.

mod address;
mod claim;
mod dialect;
mod error;
mod import;
mod rows;
mod save;

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};

use crate::Plan;
use crate::run::Run;
use address::Address;
use dialect::Dialect;
use error::Fault;

pub use error::{JournalError, JournalErrorKind};

pub(crate) use claim::{Claim, Which};
pub(crate) use rows::{RunRow, RunState};
pub(crate) use save::{Order, Saved, What};

type Result<T, E = Fault> = std::result::Result<T, E>;

/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// A journal: one file of SQLite, or a database of Postgres that workers on any number of machines share. It keeps any number of
/// runs.
#[derive(Clone, Debug)]
pub struct Journal {
    pool: AnyPool,
    dialect: Dialect,
    file: Option<PathBuf>,
}

impl Journal {
    /// Opens the journal at `address`: the path of a file, or `postgres://USER@HOST/DATABASE`. What is not there is made, and an
    /// older form of it is brought up to date.
    ///
    /// # Errors
    /// If the address is none, or the database cannot be reached or was written by a newer trunkline.
    pub async fn open(address: &str) -> Result<Self, JournalError> {
        sqlx::any::install_default_drivers();
        let Address { dialect, url, file } = Address::parse(address)?;
        let options: AnyConnectOptions = url.parse().map_err(|error| {
            JournalError::new(
                JournalErrorKind::Address,
                format!("the journal's address: {error}"),
            )
        })?;
        let pool = AnyPoolOptions::new()
            .max_connections(dialect.connections())
            .acquire_timeout(CONNECT)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    for setting in dialect.settings() {
                        sqlx::query(setting).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            })
            .connect_with(options)
            .await
            .map_err(Fault::from)?;
        migrate(&pool).await?;
        Ok(Self { pool, dialect, file })
    }

    /// The run of this plan: what was done of it so far, or a new one. The same plan is one run, however often and from however many
    /// machines it is begun. The lines are taken in a few hundred at a time.
    ///
    /// # Errors
    /// If a line cannot be read, has what another has, or is missing.
    pub async fn begin<E: std::fmt::Display>(
        &self,
        plan: &Plan,
        slots: impl IntoIterator<Item = std::result::Result<crate::Slot, E>>,
    ) -> Result<Run, JournalError> {
        self.import(plan, slots).await?;
        Ok(Run::new(self.clone(), plan.clone()))
    }

    /// The run of the plan with this [`digest`](Plan::digest), if it was begun.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn run(&self, digest: &str) -> Result<Option<Run>, JournalError> {
        let Some(row) = self.run_row(digest).await? else {
            return Ok(None);
        };
        Ok(Some(Run::new(self.clone(), row.plan()?)))
    }

    /// The runs of this journal, in the order of their digests.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn runs(&self) -> Result<Vec<Run>, JournalError> {
        let rows = self.run_rows().await?;
        rows.into_iter()
            .map(|row| Ok(Run::new(self.clone(), row.plan()?)))
            .collect()
    }

    /// Closes the connections. Dropping does, too, but does not wait.
    pub async fn close(self) {
        self.pool.close().await;
    }

    /// A file has one process that works: whoever had it before has ended, and needs no more time.
    pub(crate) fn lock(&self) -> Result<Option<File>, JournalError> {
        let Some(file) = &self.file else { return Ok(None) };
        lock(file).map(Some)
    }
}

fn lock(journal: &Path) -> Result<File, JournalError> {
    let mut path = journal.as_os_str().to_owned();
    path.push(".lock");
    let problem = |kind, what: &dyn std::fmt::Display| {
        let path = Path::new(&path).display();
        JournalError::new(kind, format!("the journal's lock {path}: {what}"))
    };
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| problem(JournalErrorKind::Refused, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let what = "another process works with this journal; wait for it, or use postgres:// for several";
            Err(problem(JournalErrorKind::InUse, &what))
        }
        Err(TryLockError::Error(error)) => Err(problem(JournalErrorKind::Refused, &error)),
    }
}

async fn migrate(pool: &AnyPool) -> Result<(), JournalError> {
    let line = |error: &dyn std::fmt::Display| {
        let line = format!("the journal's tables: {error}; was it written by a newer trunkline?");
        JournalError::new(JournalErrorKind::Unreadable, line)
    };
    let migrator = Migrator::new(Versions).await.map_err(|error| line(&error))?;
    migrator.run(pool).await.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(error) => Fault::from(error).into(),
        error => line(&error),
    })
}

/// The forms of the tables, one after the other. A form that was released is never altered.
#[derive(Debug)]
struct Versions;

impl MigrationSource<'static> for Versions {
    fn resolve(
        self,
    ) -> futures_util::future::BoxFuture<'static, std::result::Result<Vec<Migration>, sqlx::error::BoxDynError>>
    {
        let first = Migration::new(
            1,
            "runs and their items".into(),
            MigrationType::Simple,
            include_str!("journal/schema.sql").into(),
            false,
        );
        Box::pin(std::future::ready(Ok(vec![first])))
    }
}
