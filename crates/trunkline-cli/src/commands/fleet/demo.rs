//! `trunkline fleet demo`: 200 numbers against the built-in emulator; the process that buys them is killed half-way.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use serde_json::{Value, json};
use trunkline::flowroute::routes::{CreateRoute, HostTarget};
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::provision::{
    Action, Basis, Bought, Carrier, Fleet, FlowrouteFleet, Journal, Options, Plan, PlanFile, PlanWriter,
    Planned, Run, Slot, Status, fleet_numbers,
};
use trunkline::{Money, Timestamp};
use trunkline_emulator::Emulator;

use super::audit::bought;
use super::{name, unplanned};
use crate::account::{ACCESS_KEY, BASE_URL, Place, SECRET_KEY, ending};
use crate::failure::Failure;
use crate::output::Output;

/// The keys of the emulator that is started here. They protect nothing.
const KEYS: [&str; 2] = ["trunkline-demo", "not-a-secret"];
/// How many numbers the fleet has.
const COUNT: u32 = 200;
/// The process is killed when this many are bought.
const HALF: u32 = 100;
/// How long the emulator takes to enable a number for messages.
const PROVISIONING: Duration = Duration::from_secs(2);
/// How long half of the purchases may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Options of `fleet demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Seed of the emulator's generated data
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
}

pub(super) async fn run(args: DemoArgs, output: &mut Output) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut demo = Demo::start(args.seed, output).await?;
    let planned = demo.plan().await?;
    let killed_after = demo.apply_and_kill().await?;
    let status = demo.resume(killed_after).await?;
    demo.audit().await?;
    let released = demo.release().await?;
    let spent = Money::from_nanodollars(demo.emulator.audit().charged_nanodollars());
    let double = demo.emulator.audit().double_purchases();
    let is_right =
        status.tally.setup == planned.totals().setup && released == u64::from(COUNT) && double == 0;
    let seconds = begun.elapsed().as_millis();
    let text = format!(
        "done in {}.{} s: {COUNT} numbers bought once each and released, {spent} spent, {double} double purchases",
        seconds / 1000,
        seconds % 1000 / 100
    );
    let done = json!({ "step": "done", "bought": COUNT, "released": released, "spent": spent, "double_purchases": double });
    demo.show("done", &text, done)?;
    match is_right {
        true => Ok(()),
        false => Err(Failure::failed("fleet demo: the sums do not agree")),
    }
}

/// What the steps share.
struct Demo<'a> {
    emulator: Emulator,
    carrier: FlowrouteFleet,
    folder: Folder,
    output: &'a mut Output,
}

impl<'a> Demo<'a> {
    async fn start(seed: u64, output: &'a mut Output) -> Result<Self, Failure> {
        let [access_key, secret_key] = KEYS;
        let emulator = Emulator::builder()
            .seed(seed)
            .balance_nanodollars(1_000_000_000_000)
            .flowroute_credentials(access_key, secret_key)
            .start()
            .await
            .map_err(|error| failed(&format!("cannot start the emulator: {error}")))?;
        let url = emulator.flowroute_url();
        let flowroute = Flowroute::builder(Credentials::new(access_key, secret_key))
            .base_url(&url)
            .build()?;
        let route = CreateRoute::new("main office", HostTarget::parse("sip.example.net")?);
        flowroute.routes().create(route).await?;
        // As the process that is killed will name the account.
        let place = Place {
            key: ending(access_key),
            url: Some(url.clone()),
            profile: None,
        };
        let mut demo = Self {
            carrier: FlowrouteFleet::new(flowroute, name(&place)).settlement_window(Duration::from_secs(1)),
            emulator,
            folder: Folder::create()?,
            output,
        };
        let text = format!("{url}, $1000.00 on the account");
        demo.show("emulator", &text, json!({ "step": "emulator", "url": url }))?;
        Ok(demo)
    }

    async fn plan(&mut self) -> Result<Planned, Failure> {
        let text = format!(
            "[limits]\nsetup = \"$250.00\"\n\n[[group]]\nname = \"west\"\ncount = {COUNT}\n\
             area_codes = [\"206\", \"425\", \"253\", \"503\", \"415\"]\nmax_setup = \"$1.00\"\nroute = \"main office\"\n\
             messaging = true\nsubstitutes = true\n"
        );
        let path = self.folder.file("fleet.toml");
        std::fs::write(&path, text).map_err(|error| failed(&error))?;
        let fleet = self.fleet()?;
        let file = PlanWriter::create(&self.folder.file("fleet.plan")).map_err(|error| failed(&error))?;
        let planned = trunkline::provision::plan(&fleet, &self.carrier, now(), file).await;
        let planned = planned.map_err(|error| unplanned(error, self.output))?;
        let totals = planned.totals();
        let text = format!(
            "{} numbers for {} now and {} a month, {} settings",
            totals.buy, totals.setup, totals.monthly, totals.writes
        );
        self.show("plan", &text, json!({ "step": "plan", "totals": totals }))?;
        Ok(planned)
    }

    /// Applies the plan in a process of its own, and kills it when half of the numbers are bought.
    async fn apply_and_kill(&mut self) -> Result<u32, Failure> {
        let program = std::env::current_exe().map_err(|error| failed(&error))?;
        let [access_key, secret_key] = KEYS;
        let child = Command::new(program)
            .args(["fleet", "apply", "--yes", "--quiet"])
            .arg(self.folder.file("fleet.plan"))
            .env_clear()
            .envs([(ACCESS_KEY, access_key), (SECRET_KEY, secret_key)])
            .env(BASE_URL, self.emulator.flowroute_url())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut child = Killed(child.map_err(|error| failed(&error))?);
        let deadline = Instant::now() + PATIENCE;
        while self.emulator.audit().total_purchases() < HALF {
            let ended = child.0.try_wait().map_err(|error| failed(&error))?;
            if ended.is_some() || Instant::now() > deadline {
                return Err(failed(&"the process that applies the plan did not come half-way"));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        drop(child);
        let bought = self.emulator.audit().total_purchases();
        let text = format!("a process of its own, killed without warning when {bought} numbers were bought");
        self.show("apply", &text, json!({ "step": "apply", "killed_after": bought }))?;
        Ok(bought)
    }

    async fn resume(&mut self, killed_after: u32) -> Result<Status, Failure> {
        let journal = self.journal().await?;
        let plan = PlanFile::open(&self.folder.file("fleet.plan")).map_err(|error| failed(&error))?;
        let run = journal.run(&plan.plan().digest).await?;
        let run = run.ok_or_else(|| failed(&"the journal does not know the plan"))?;
        let before = run.status().await?;
        let status = self.work(&run).await?;
        let (known, open) = (
            before.tally.bought,
            before.intent + before.pending + before.parked,
        );
        let text = format!(
            "the journal knew of {known}, and of {open} slots under way, which were looked up first; {} of {COUNT} bought, \
             each once, {} settings",
            status.tally.bought, status.tally.written
        );
        let purchases = self.emulator.audit().total_purchases();
        let object = json!({ "step": "resume", "killed_after": killed_after, "known": known, "under_way": open, "status": status });
        self.show("resume", &text, object)?;
        match purchases == COUNT && status.tally.bought == u64::from(COUNT) && status.tally.given_up == 0 {
            true => Ok(status),
            false => Err(failed(&format!(
                "the emulator counts {purchases} purchases: {status:?}"
            ))),
        }
    }

    async fn audit(&mut self) -> Result<(), Failure> {
        self.emulator.advance(PROVISIONING);
        let fleet = self.fleet()?;
        let bought: Vec<Bought> = bought(&self.journal().await?).await?;
        let audit = trunkline::provision::audit(&fleet, &self.carrier, bought).await;
        let audit = audit.map_err(|error| unplanned(error, self.output))?;
        let text = format!(
            "{} of {} as wanted, {} findings",
            audit.sound,
            audit.wanted,
            audit.findings.len()
        );
        self.show("audit", &text, json!({ "step": "audit", "audit": audit }))?;
        match audit.findings.first() {
            None => Ok(()),
            Some(first) => Err(failed(&format!("the audit found {first:?}"))),
        }
    }

    async fn release(&mut self) -> Result<u64, Failure> {
        let fleet = self.fleet()?;
        let numbers = fleet_numbers(&fleet, &self.carrier).await;
        let numbers = numbers.map_err(|error| failed(&error))?;
        let slots: Vec<Slot> = numbers
            .into_iter()
            .map(|number| Slot {
                name: number.name,
                group: number.group,
                number: number.holding.number,
                action: Action::Release,
                changes: Vec::new(),
            })
            .collect();
        let basis = Basis {
            at: now(),
            account: self.carrier.account(),
            fleet: fleet.digest().to_owned(),
            owned: u64::from(COUNT),
        };
        let plan = Plan::waiting(basis, now(), &slots).map_err(|error| Failure::failed(error.to_string()))?;
        let journal = self.journal().await?;
        let run = journal
            .begin(&plan, slots.into_iter().map(Ok::<_, Infallible>))
            .await?;
        let released = self.work(&run).await?.tally.released;
        let text = format!("{released} numbers, without the usual waiting time");
        self.show(
            "release",
            &text,
            json!({ "step": "release", "released": released }),
        )?;
        Ok(released)
    }

    async fn work(&self, run: &Run) -> Result<Status, Failure> {
        let mut options = Options::default();
        options.first_wait = Duration::from_millis(100);
        Ok(run.work(&self.carrier, &options, |_| {}).await?)
    }

    fn fleet(&self) -> Result<Fleet, Failure> {
        Fleet::read(&self.folder.file("fleet.toml")).map_err(|faults| failed(&faults))
    }

    async fn journal(&self) -> Result<Journal, Failure> {
        Ok(Journal::open(&self.folder.file("fleet.journal").display().to_string()).await?)
    }

    /// Shows a step: a line for people, an object for programs.
    fn show(&mut self, step: &str, text: &str, object: Value) -> Result<(), Failure> {
        if self.output.is_json() {
            return self.output.object(&object);
        }
        let width = self.output.width();
        let options = textwrap::Options::new(width).subsequent_indent("             ");
        let text = format!("  {step:<9}  {text}");
        for line in textwrap::wrap(&text, options) {
            self.output.line(&line)?;
        }
        Ok(())
    }
}

fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

fn failed(problem: &dyn std::fmt::Display) -> Failure {
    Failure::failed(format!("fleet demo: {problem}"))
}

/// A process that is killed when this goes: by SIGKILL, which it cannot notice.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ignored = self.0.kill();
        let _ignored = self.0.wait();
    }
}

/// A folder that is there as long as this is.
struct Folder(PathBuf);

impl Folder {
    fn create() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("trunkline-fleet-demo-{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|error| failed(&format!("{}: {error}", path.display())))?;
        Ok(Self(path))
    }

    fn file(&self, name: &str) -> PathBuf {
        Path::join(&self.0, name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system.
        let _ignored = std::fs::remove_dir_all(&self.0);
    }
}
