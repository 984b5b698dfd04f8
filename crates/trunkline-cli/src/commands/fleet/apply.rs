//! `trunkline fleet apply`, `resume` and `cancel`: a plan on its way.

use std::cell::Cell;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use trunkline::Money;
use trunkline::provision::{Carrier, Options, Phase, PlanFile, Run, Status, Totals, count_numbers};

use super::bar::Bar;
use super::status::show_trouble;
use super::{Account, JournalArgs, counted};
use crate::deeds::Deed;
use crate::failure::Failure;

/// The plan that a command is about.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The plan
    #[arg(value_name = "PLAN", default_value = "fleet.plan")]
    pub(super) plan: PathBuf,

    #[command(flatten)]
    pub(super) journal: JournalArgs,

    /// How many numbers to work on at once
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: u16,
}

impl RunArgs {
    /// As if this had been named.
    pub(super) fn of(plan: PathBuf, journal: JournalArgs) -> Self {
        Self {
            plan,
            journal,
            workers: 16,
        }
    }
}

/// Options of `fleet apply`.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    #[command(flatten)]
    run: RunArgs,

    /// Do it only if all setup costs together are at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_spend: Option<Money>,
}

/// Opens a plan, and checks that it is just what was written.
pub(super) fn open(args: &RunArgs) -> Result<PlanFile, Failure> {
    PlanFile::open(&args.plan).map_err(|error| Failure::user(format!("{error}; nothing was done")))
}

/// Shows the total, asks, and does what the plan says.
pub(super) async fn apply(args: ApplyArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let plan = open(&args.run)?;
    let totals = plan.totals();
    if let Some(limit) = args.max_spend.filter(|limit| totals.setup > *limit) {
        let setup = totals.setup;
        return Err(Failure::user(format!(
            "the setup costs are {setup} in all, more than {limit}; nothing was bought"
        )));
    }
    let shown = args.run.plan.display();
    let journal = args.run.journal.open(&args.run.plan).await?;
    if journal.run(&plan.plan().digest).await?.is_some() {
        return Err(
            Failure::user(format!("{shown} was begun before; nothing was done"))
                .hint(format!("go on with: trunkline fleet resume {shown}")),
        );
    }
    if totals.is_nothing() {
        return account.output.result(&json!({ "slots": 0 }), "nothing to do");
    }
    refuse_if_outdated(&plan, account).await?;
    account.confirm(&format!("{}. Go on?", summary(&totals))).await?;
    let slots = plan.slots().map_err(|error| Failure::failed(error.to_string()))?;
    let run = journal.begin(plan.plan(), slots).await?;
    work(&run, &totals, &args.run, account).await
}

/// Numbers that came to the account since the plan was made may be the very ones that it was to buy.
async fn refuse_if_outdated(plan: &PlanFile, account: &Account<'_>) -> Result<(), Failure> {
    let basis = &plan.plan().basis;
    if basis.account != account.carrier.account() {
        let (theirs, ours) = (&basis.account, account.carrier.account());
        return Err(Failure::user(format!(
            "the plan is for {theirs}, and these keys are for {ours}; nothing was done"
        )));
    }
    let owned = count_numbers(&account.carrier).await;
    let owned = owned.map_err(|error| Failure::failed(format!("{error}; nothing was done")))?;
    if owned == basis.owned {
        return Ok(());
    }
    let (before, now) = (counted(basis.owned, "number"), owned);
    Err(Failure::user(format!(
        "the account had {before} when this was planned, and has {now} now; nothing was done"
    ))
    .kind("outdated")
    .hint("plan again: trunkline fleet plan FLEET"))
}

/// `38 numbers for $38.00 now and $47.50 a month more`.
fn summary(totals: &Totals) -> String {
    let mut parts = Vec::new();
    if totals.buy > 0 {
        let (numbers, setup, monthly) = (counted(totals.buy, "number"), totals.setup, totals.monthly);
        parts.push(format!("{numbers} for {setup} now and {monthly} a month more"));
    }
    if totals.change > 0 {
        parts.push(format!("{} changed", counted(totals.change, "number")));
    }
    if totals.release > 0 {
        parts.push(format!("{} released for good", counted(totals.release, "number")));
    }
    if totals.billable > 0 {
        parts.push(format!(
            "{} E911 addresses and caller names for what the carrier charges",
            totals.billable
        ));
    }
    parts.join(", ")
}

/// Goes on with a plan that was begun. What it costs was agreed to then.
pub(super) async fn resume(args: RunArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let plan = open(&args)?;
    let run = begun(&plan, &args).await?;
    run.reopen().await?;
    work(&run, &plan.totals(), &args, account).await
}

/// Begins nothing more, and finds out what became of what is under way.
pub(super) async fn cancel(args: RunArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let plan = open(&args)?;
    let run = begun(&plan, &args).await?;
    account.confirm("Begin nothing more of this plan?").await?;
    run.cancel().await?;
    let status = until_it_ends(&run, &args, account).await?.0;
    let text = format!(
        "canceled: {}; {} not begun",
        done(&status, &plan.totals()),
        counted(status.open, "slot")
    );
    account.output.result(&status, &text)?;
    unsettled(&status, &args)
}

/// The run of this plan.
pub(super) async fn begun(plan: &PlanFile, args: &RunArgs) -> Result<Run, Failure> {
    let shown = args.plan.display();
    let journal = args.journal.open_existing(&args.plan).await?;
    let run = match journal {
        Some(journal) => journal.run(&plan.plan().digest).await?,
        None => None,
    };
    run.ok_or_else(|| {
        Failure::user(format!("{shown} has not been begun, by this journal"))
            .hint(format!("begin it with: trunkline fleet apply {shown}"))
    })
}

async fn work(run: &Run, totals: &Totals, args: &RunArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let (status, signal) = until_it_ends(run, args, account).await?;
    account.output.result(
        &status,
        &format!("{}, {} open", done(&status, totals), status.open),
    )?;
    if !account.output.is_json() {
        show_trouble(run, account.output).await?;
    }
    let shown = args.plan.display();
    let resume = format!("go on with: trunkline fleet resume {shown}");
    let tally = &status.tally;
    let finished = tally.done + tally.given_up;
    let began = tally.bought + tally.written + tally.released > 0;
    match (signal, &status.phase) {
        (Some(signal), _) if !began => {
            return Err(Failure::interrupted("interrupted; nothing was changed", signal).hint(resume));
        }
        (Some(_), _) if finished < tally.slots => {
            let text = format!("stopped with {finished} of {} slots finished", tally.slots);
            return Err(Failure::partial(text).hint(resume));
        }
        (_, Phase::Stopped(reason)) => {
            let failure = match began {
                true => Failure::partial(format!("the carrier refuses everything: {reason}")),
                false => Failure::failed(format!(
                    "the carrier refuses everything: {reason}; nothing was done"
                )),
            };
            return Err(failure.hint(format!("when that is mended, {resume}")));
        }
        _ => {}
    }
    unsettled(&status, args)?;
    match tally.given_up {
        0 => Ok(()),
        given_up => Err(
            Failure::partial(format!("{given_up} of {} given up", tally.slots))
                .hint("plan again: trunkline fleet plan FLEET"),
        ),
    }
}

/// `38 of 38 bought, each once; 119 writes done; $38.00 spent of $60.00 allowed`.
fn done(status: &Status, totals: &Totals) -> String {
    let tally = &status.tally;
    let mut parts = Vec::new();
    if totals.buy > 0 {
        parts.push(format!("{} of {} bought, each once", tally.bought, totals.buy));
        let allowed = status.limits.setup.unwrap_or(totals.setup);
        parts.push(format!("{} spent of {allowed} allowed", tally.setup));
    }
    if tally.replaced > 0 {
        parts.push(format!("{} replaced", counted(tally.replaced, "number")));
    }
    if totals.release > 0 {
        parts.push(format!("{} of {} released", tally.released, totals.release));
    }
    parts.push(format!("{} done", counted(tally.written, "setting")));
    parts.join("; ")
}

/// A purchase of which nobody knows what became is looked up again by whoever goes on.
fn unsettled(status: &Status, args: &RunArgs) -> Result<(), Failure> {
    match status.intent + status.pending + status.parked {
        0 => Ok(()),
        count => Err(Failure::unknown(format!(
            "the outcome of {} is not known yet",
            counted(count, "slot")
        ))
        .hint(format!(
            "look again later with: trunkline fleet resume {}",
            args.plan.display()
        ))),
    }
}

/// Works until nothing is left, or until a signal and the end of what was under way then.
pub(super) async fn until_it_ends(
    run: &Run,
    args: &RunArgs,
    account: &mut Account<'_>,
) -> Result<(Status, Option<u8>), Failure> {
    let mut options = Options::default();
    options.concurrency = args.workers.into();
    let deed = Deed::new(args.plan.display().to_string(), "applied in part").check(format!(
        "go on with: trunkline fleet resume {}",
        args.plan.display()
    ));
    let guard = account.deeds.begin(deed);
    let slots = usize::try_from(run.plan().slots).unwrap_or(usize::MAX);
    let bar = Bar::new(account.progress.numbers(slots), run.plan().limits.setup);
    let was_canceled = run.status().await?.phase == Phase::Canceled;
    let stopped = Cell::new(None);
    let stop = async {
        let signal = account.deeds.stopped().await;
        stopped.set(Some(signal));
        account
            .progress
            .say("stopping after the numbers under way; what is open is being looked up …");
        match run.cancel().await {
            Ok(()) => std::future::pending().await,
            Err(error) => error,
        }
    };
    let ended = tokio::select! {
        ended = run.work(&account.carrier, &options, |progress| bar.show(progress)) => ended,
        error = stop => Err(error),
    };
    drop(bar);
    drop(guard);
    let status = ended?;
    if stopped.get().is_some() && !was_canceled {
        run.reopen().await?;
    }
    Ok((status, stopped.get()))
}
