//! One seed: a plan, workers that are killed, and the books afterwards.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};
use trunkline::Money;
use trunkline::provision::{Action, Basis, Carrier, Change, Journal, Limits, Offer, Plan, Search, Slot};
use trunkline_testkit::{Folder, Postgres};

use super::verdict::{Books, Verdict};
use super::{Outcome, worker};

/// What to play.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many seeds.
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many numbers the fleet has.
    #[arg(long, default_value_t = 10_000)]
    numbers: u64,
    /// After how many milliseconds a worker is killed, on average.
    #[arg(long, default_value_t = 2000)]
    kill_after: u64,
    /// Workers that do not settle: violations must be found.
    #[arg(long)]
    without_settlement: bool,
    /// Four workers at a time that share a journal on Postgres, which is restarted meanwhile.
    #[arg(long)]
    postgres: bool,
}

/// What is broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing.
    None,
    /// A purchase with an unknown outcome is taken as not made.
    WithoutSettlement,
}

/// One seed.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The program with the processes in it.
    pub program: PathBuf,
    /// The seed.
    pub seed: u64,
    /// How many numbers the fleet has.
    pub numbers: u64,
    /// After what time a worker is killed, on average.
    pub kill_after: Duration,
    /// What is broken on purpose.
    pub sabotage: Sabotage,
    /// Four workers at a time that share a journal on Postgres, which is restarted meanwhile; else one with a file.
    pub postgres: bool,
}

/// How often a worker may end in vain: the database was just being restarted, say.
const FAILURES: u32 = 20;

/// Workers that share a journal.
const WORKERS: usize = 4;

pub(super) async fn run(arguments: Arguments) -> Outcome<()> {
    let mut violating = 0;
    for seed in (arguments.seed..).take(usize::try_from(arguments.seeds)?) {
        let proof = Proof {
            program: std::env::current_exe()?,
            seed,
            numbers: arguments.numbers,
            kill_after: Duration::from_millis(arguments.kill_after),
            sabotage: match arguments.without_settlement {
                true => Sabotage::WithoutSettlement,
                false => Sabotage::None,
            },
            postgres: arguments.postgres,
        };
        let verdict = proof.run().await?;
        violating += u64::from(!verdict.violations.is_empty());
        writeln!(std::io::stdout(), "{verdict}")?;
    }
    match violating {
        0 => Ok(()),
        _ => Err(format!("{violating} of {} seeds violate something", arguments.seeds).into()),
    }
}

impl Proof {
    /// Plays it.
    ///
    /// # Errors
    /// If a process cannot be started, or the journal not be read.
    pub async fn run(&self) -> Outcome<Verdict> {
        let began = Instant::now();
        let folder = Folder::new();
        let (_process, carrier) = self.carrier(&[]).await?;
        let file = folder.file("plan");
        let plan = self.plan(&carrier, &file).await?;
        let postgres = match self.postgres {
            true => Some(Postgres::start().ok_or("there is no Postgres")?),
            false => None,
        };
        let journal = match &postgres {
            Some(postgres) => postgres.url(),
            None => folder.file("journal").to_string_lossy().into_owned(),
        };
        let (kills, restarts) = self.work(&carrier, &journal, &file, postgres.as_ref()).await?;

        let books = Books::of(&carrier).await?;
        let journal = Journal::open(&journal).await?;
        let run = journal.run(&plan.digest).await?.ok_or("no such run")?;
        let status = run.status().await?;
        Ok(Verdict {
            seed: self.seed,
            wanted: self.numbers,
            owned: books.owned(),
            spent: books.spent(),
            replaced: status.tally.replaced,
            kills,
            restarts,
            took: began.elapsed(),
            violations: books.violations(&run, &status, self.numbers).await?,
        })
    }

    pub(super) async fn carrier(&self, more: &[&str]) -> Outcome<(Child, String)> {
        let (seed, stock) = (self.seed.to_string(), (self.numbers * 2 + 200).to_string());
        let mut words = vec!["carrier", "--seed", &seed, "--stock", &stock];
        words.extend(more);
        let mut process = self.start(&words)?;
        let stdout = process.stdout.take().ok_or("no standard output")?;
        let root = BufReader::new(stdout).lines().next_line().await?;
        Ok((process, root.ok_or("the carrier did not start")?))
    }

    /// The first numbers for sale, each with an alias; others may take their places for the same money. Just enough money.
    pub(super) async fn plan(&self, carrier: &str, file: &Path) -> Outcome<Plan> {
        let offers = self.offers(carrier).await?;
        let total = |price: fn(&Offer) -> Option<Money>| offers.iter().filter_map(price).sum();
        let plan = Plan {
            version: 1,
            basis: Basis {
                at: "2026-01-15T12:00:00Z".into(),
                account: worker::fleet(carrier)?.account(),
                fleet: String::new(),
                owned: 0,
            },
            limits: Limits {
                setup: Some(total(|offer| offer.setup)),
                monthly: Some(total(|offer| offer.monthly)),
            },
            not_before: None,
            slots: offers.len() as u64,
            digest: format!("seed{}", self.seed),
        };
        let mut lines = BufWriter::new(std::fs::File::create(file)?);
        writeln!(lines, "{}", serde_json::to_string(&plan)?)?;
        for (n, offer) in offers.iter().enumerate() {
            writeln!(lines, "{}", serde_json::to_string(&slot(n, offer)?)?)?;
        }
        lines.flush()?;
        Ok(plan)
    }

    async fn offers(&self, carrier: &str) -> Outcome<Vec<Offer>> {
        let fleet = worker::fleet(carrier)?;
        let wanted = usize::try_from(self.numbers)?;
        let mut offers = Vec::new();
        while offers.len() < wanted {
            let mut search = Search::default();
            search.limit = fleet.capabilities().search_cap;
            search.offset = u32::try_from(offers.len())?;
            match fleet.search(&search).await {
                Ok(page) if page.is_empty() => return Err("too few numbers for sale".into()),
                Ok(page) => offers.extend(page),
                Err(failure) if failure.passing => {}
                Err(failure) => return Err(failure.into()),
            }
        }
        offers.truncate(wanted);
        Ok(offers)
    }

    /// Until all workers end by themselves. Says how many were killed, and how often the database was restarted.
    async fn work(
        &self,
        carrier: &str,
        journal: &str,
        plan: &Path,
        postgres: Option<&Postgres>,
    ) -> Outcome<(u32, u32)> {
        let kills = AtomicU32::new(0);
        let places = if postgres.is_some() { WORKERS } else { 1 };
        let workers =
            (0..places).map(|place| self.one_after_the_other(place, carrier, journal, plan, &kills));
        let workers = try_join_all(workers);
        tokio::pin!(workers);
        let mut restarts = 0;
        loop {
            tokio::select! {
                ended = &mut workers => {
                    ended?;
                    return Ok((kills.load(Ordering::Relaxed), restarts));
                }
                () = sleep(self.kill_after * 2), if postgres.is_some() => {
                    tokio::task::block_in_place(|| postgres.map(Postgres::restart));
                    restarts += 1;
                }
            }
        }
    }

    async fn one_after_the_other(
        &self,
        place: usize,
        carrier: &str,
        journal: &str,
        plan: &Path,
        kills: &AtomicU32,
    ) -> Outcome<()> {
        let mut random = fastrand::Rng::with_seed(self.seed.wrapping_add((place as u64) << 32));
        let plan = plan.to_string_lossy();
        let mut arguments = vec![
            "worker",
            "--carrier",
            carrier,
            "--journal",
            journal,
            "--plan",
            &plan,
        ];
        if self.sabotage == Sabotage::WithoutSettlement {
            arguments.push("--without-settlement");
        }
        let mut failures = 0;
        loop {
            let mut worker = self.start(&arguments)?;
            // Waiting would close it, and that is what a worker takes for our end.
            let _stdin = worker.stdin.take();
            let life = self.kill_after * random.u32(50..150) / 100;
            let ended = timeout(life, worker.wait()).await.ok().transpose()?;
            match ended.map(|status| status.success()) {
                Some(false) if failures < FAILURES => failures += 1,
                Some(_) => return Ok(()),
                None => {
                    worker.kill().await?;
                    kills.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    pub(super) fn start(&self, arguments: &[&str]) -> Outcome<Child> {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        Ok(command.kill_on_drop(true).spawn()?)
    }
}

fn slot(n: usize, offer: &Offer) -> Outcome<Slot> {
    let setup = offer.setup.ok_or("an offer without a price")?;
    let monthly = offer.monthly.ok_or("an offer without a price")?;
    Ok(Slot {
        name: format!("slot-{n}"),
        group: "all".to_owned(),
        number: offer.number,
        action: Action::Buy {
            setup,
            monthly,
            substitutes: vec![Search::default()],
            max_setup: setup,
            max_monthly: monthly,
        },
        changes: vec![Change::Alias(format!("alias-{n}"))],
    })
}
