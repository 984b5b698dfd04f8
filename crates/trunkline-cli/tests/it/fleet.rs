//! `trunkline fleet`: from a file to numbers, through crashes and signals, and back.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use trunkline_emulator::Fault;
use trunkline_testkit::Folder;

use crate::assert_transcript;
use crate::common::{signal, wait_until};
use crate::support::{Account, transcript};
use crate::terminal::{Terminal, screen};

const GUIDE: &str = include_str!("../../../../docs/guide/fleets.md");

/// An account with a route, and a folder with a fleet file for it.
struct Scene {
    account: Account,
    folder: Folder,
}

impl Scene {
    fn new(file: &str) -> Self {
        let account = Account::start();
        account.run(&["routes", "create", "main office", "sip.example.net"]);
        let folder = Folder::new();
        folder.with("fleet.toml", file.as_bytes());
        Self { account, folder }
    }

    /// A group of so many numbers.
    fn of(count: u32) -> Self {
        Self::new(&format!(
            "[[group]]\nname = \"sea\"\ncount = {count}\narea_codes = [\"206\", \"425\", \"253\"]\nroute = \"main office\"\n"
        ))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.account.command(arguments);
        command.current_dir(self.folder.file(""));
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        transcript(arguments, &self.command(arguments).output().unwrap())
    }

    /// The last object that a command writes.
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).arg("--json").output().unwrap();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let last = text
            .lines()
            .last()
            .and_then(|line| serde_json::from_str(line).ok());
        last.unwrap_or_else(|| panic!("{output:?}"))
    }

    fn bought(&self) -> u32 {
        self.account.emulator.audit().total_purchases()
    }

    /// Starts `apply`, and leaves it alone until so many numbers are bought.
    fn applying(&self, bought: u32) -> std::process::Child {
        let child = self
            .command(&["fleet", "apply", "--yes"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_until(|| self.bought() >= bought);
        child
    }

    /// The account has each number once, and nothing else was bought.
    fn assert_bought_once(&self, count: u32) {
        let audit = self.account.emulator.audit();
        assert_eq!((audit.total_purchases(), audit.double_purchases()), (count, 0));
        assert!(audit.violations().is_empty(), "{:?}", audit.violations());
    }
}

/// A block of the guide in this language.
fn block(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let mut rest = GUIDE;
    std::iter::from_fn(move || {
        let (_, block) = rest.split_once(fence.as_str())?;
        let (block, after) = block.split_once("```")?;
        rest = after;
        Some(block)
    })
}

#[test]
fn the_guide_is_true() {
    let scene = Scene::new(block("toml").next().unwrap());
    let mut sessions = 0;
    for session in block("console") {
        for shown in session
            .split("$ ")
            .skip(1)
            .filter(|shown| shown.starts_with("trunkline"))
        {
            sessions += 1;
            check(&scene, shown);
        }
    }
    assert_eq!(sessions, 7);
    scene.assert_bought_once(40);
}

/// Runs a command of the guide, types what it types, and looks for each line that it shows.
fn check(scene: &Scene, shown: &str) {
    let (line, expected) = shown.split_once('\n').unwrap();
    let arguments: Vec<&str> = line.split(' ').skip(1).collect();
    // The carrier has done meanwhile what it does in the background.
    scene.account.emulator.advance(Duration::from_secs(60));
    let mut terminal = Terminal::start(scene.command(&arguments), 140, "");
    if expected.contains("[y/N] y") {
        terminal.wait_for("[y/N] ");
        terminal.type_in("y\n");
    }
    let (screen, code) = terminal.end();
    assert_eq!(code, Some(0), "{line}\n{screen}");
    let url = format!(" ({})", scene.account.emulator.flowroute_url());
    let screen = screen.replace(&url, "").replace("…key", "…344");
    for expected in expected.lines().filter(|line| !line.contains(" release from ")) {
        assert!(
            screen.contains(expected.trim_end()),
            "{line}\nlacks {expected:?}:\n{screen}"
        );
    }
}

#[test]
fn plans_fit_the_terminal() {
    let scene = Scene::of(3);
    for width in [60, 80, 120] {
        let text = screen(scene.command(&["fleet", "plan"]), width);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= usize::from(width), "{text}");
    }
}

#[test]
fn a_wrong_file_is_refused_line_by_line() {
    let scene =
        Scene::new("[[group]]\nname = \"sea\"\ncount = 0\nmax_setup = \"cheap\"\nrout = \"main office\"\n");
    assert_transcript!("fleet_faults", scene.run(&["fleet", "plan"]));
    assert_transcript!("fleet_faults_json", scene.run(&["fleet", "plan", "--json"]));
    let scene = Scene::of(3);
    let file = std::fs::read_to_string(scene.folder.file("fleet.toml")).unwrap();
    scene.folder.with(
        "fleet.toml",
        file.replace("main office", "mian office").as_bytes(),
    );
    assert_transcript!("fleet_unknown_route", scene.run(&["fleet", "plan"]));
    assert!(!scene.folder.file("fleet.plan").exists());
}

#[test]
fn nothing_is_bought_without_consent_and_never_more_than_agreed() {
    let scene = Scene::of(3);
    assert_eq!(scene.json(&["fleet", "plan"])["totals"]["setup"], "3");
    for (arguments, said) in [
        (
            &["fleet", "apply"][..],
            "error: cannot ask \"3 numbers for $3.00 now and $3.75 a month more. Go on?\"",
        ),
        (
            &["fleet", "apply", "--yes", "--max-spend", "2.99"],
            "error: the setup costs are $3.00 in all, more than $2.99; nothing was bought",
        ),
        (
            &["fleet", "resume"],
            "error: fleet.plan has not been begun, by this journal",
        ),
        (
            &["fleet", "plan", "--dry-run"],
            "error: --dry-run is not for fleets; nothing was done",
        ),
    ] {
        let text = scene.run(arguments);
        assert!(text.contains("\nexit 1\n") && text.contains(said), "{text}");
    }
    assert_eq!(scene.bought(), 0);
    let done = scene.json(&["fleet", "apply", "--yes", "--max-spend", "3"]);
    assert_eq!(
        (&done["tally"]["bought"], &done["tally"]["setup"]),
        (&3.into(), &"3".into()),
        "{done}"
    );
    let text = scene.run(&["fleet", "apply", "--yes"]);
    assert!(
        text.contains("error: fleet.plan was begun before; nothing was done"),
        "{text}"
    );
    scene.assert_bought_once(3);
    let again = scene.json(&["fleet", "plan"]);
    assert_eq!(
        (&again["totals"]["buy"], &again["totals"]["writes"]),
        (&0.into(), &0.into())
    );
}

#[test]
fn a_plan_that_was_overtaken_is_refused() {
    let scene = Scene::of(3);
    scene.run(&["fleet", "plan"]);
    scene.run(&["fleet", "plan", "--out", "other.plan"]);
    scene.run(&["fleet", "apply", "--yes"]);
    let text = scene.run(&["fleet", "apply", "other.plan", "--yes"]);
    assert!(
        text.contains("\nexit 1\n")
            && text.contains("when this was planned, and has 6 now; nothing was done"),
        "{text}"
    );
    scene.assert_bought_once(3);
}

#[test]
fn an_edited_plan_is_refused() {
    let scene = Scene::of(3);
    scene.run(&["fleet", "plan"]);
    let plan = std::fs::read_to_string(scene.folder.file("fleet.plan")).unwrap();
    scene
        .folder
        .with("fleet.plan", plan.replacen("\"1\"", "\"0\"", 1).as_bytes());
    let text = scene.run(&["fleet", "apply", "--yes"]);
    assert!(
        text.contains("it was changed after it was written; plan again; nothing was done"),
        "{text}"
    );
    assert_eq!(scene.bought(), 0);
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let scene = Scene::of(60);
    // Some replies are lost as well.
    for nth in [3, 20] {
        let fault = Fault::on("flowroute.v2.numbers.purchase").nth(nth);
        scene.account.emulator.fault(fault.commit_then_drop());
    }
    scene.run(&["fleet", "plan"]);
    let mut child = scene.applying(25);
    child.kill().unwrap();
    child.wait().unwrap();
    // What was bought and has no alias yet would not be known for the group's, and another would be bought.
    let text = scene.run(&["fleet", "plan"]);
    assert!(
        text.contains("\nexit 1\n") && text.contains("; nothing was planned\n"),
        "{text}"
    );
    let text = scene.run(&["fleet", "resume"]);
    assert!(
        text.contains("\nexit 0\n") && text.contains("60 of 60 bought, each once; $60.00 spent"),
        "{text}"
    );
    scene.assert_bought_once(60);
    assert_eq!(scene.json(&["fleet", "plan"])["totals"]["buy"], 0);
    assert_eq!(scene.json(&["fleet", "plan"])["totals"]["buy"], 0);
}

#[test]
fn an_interrupted_run_winds_up_and_says_how_to_go_on() {
    let scene = Scene::of(80);
    scene.run(&["fleet", "plan"]);
    let child = scene.applying(5);
    signal("INT", child.id());
    let text = transcript(&["fleet", "apply"], &child.wait_with_output().unwrap());
    assert!(text.contains("\nexit 3\n"), "{text}");
    assert!(text.contains("error: stopped with "), "{text}");
    assert!(
        text.contains("hint: go on with: trunkline fleet resume fleet.plan\n"),
        "{text}"
    );
    let bought = scene.bought();
    assert!(bought < 80, "it went on");
    let status = scene.json(&["fleet", "status"]);
    assert_eq!(
        status["status"]["tally"]["bought"], bought,
        "nothing is in doubt: {status}"
    );
    assert_eq!(status["status"]["parked"], 0);
    let text = scene.run(&["fleet", "resume"]);
    assert!(text.contains("80 of 80 bought, each once"), "{text}");
    scene.assert_bought_once(80);
}

#[test]
fn a_second_signal_ends_it_at_once_and_resuming_finds_out() {
    let scene = Scene::of(3);
    scene.run(&["fleet", "plan"]);
    let fault = Fault::on("flowroute.v2.numbers.purchase");
    scene.account.emulator.fault(fault.commit_then_hang());
    let mut child = scene.applying(3);
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    signal("INT", child.id());
    let mut said = String::new();
    while !said.contains("stopping after the numbers under way") {
        assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{said}");
    }
    signal("INT", child.id());
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3), "{said}");
    assert!(
        said.contains("error: interrupted: fleet.plan may have been applied in part\n"),
        "{said}"
    );
    scene.account.emulator.clear_faults();
    let text = scene.run(&["fleet", "resume"]);
    assert!(text.contains("3 of 3 bought, each once; $3.00 spent"), "{text}");
    scene.assert_bought_once(3);
}

#[test]
fn a_canceled_run_buys_nothing_more() {
    let scene = Scene::of(60);
    scene.run(&["fleet", "plan"]);
    let mut child = scene.applying(5);
    child.kill().unwrap();
    child.wait().unwrap();
    let canceled = scene.json(&["fleet", "cancel", "--yes"]);
    let bought = scene.bought();
    assert_eq!(canceled["tally"]["bought"], bought, "{canceled}");
    assert_eq!(canceled["phase"], "canceled");
    assert!(bought < 60);
    scene.assert_bought_once(bought);
}

#[test]
fn an_audit_names_drift_and_orphans() {
    let scene = Scene::of(3);
    scene.run(&["fleet", "plan"]);
    scene.run(&["fleet", "apply", "--yes"]);
    scene.run(&["numbers", "update", "12062011204", "--alias", "mine"]);
    scene.run(&["routes", "assign", "12064205780", "--primary", "0", "--yes"]);
    let text = scene.run(&["fleet", "audit"]);
    assert_transcript!("fleet_audit", text);
    assert_transcript!("fleet_audit_json", scene.run(&["fleet", "audit", "--json"]));
}

#[test]
fn releases_wait_and_are_confirmed() {
    let scene = Scene::of(3);
    scene.run(&["fleet", "plan"]);
    scene.run(&["fleet", "apply", "--yes"]);
    let released = || scene.account.emulator.audit().releases("12062011204");
    let marked = scene.json(&["fleet", "release", "--numbers", "12062011204", "--yes"]);
    assert_eq!(marked["marked"], 1);
    let text = scene.run(&["fleet", "release", "--confirm", "--yes"]);
    assert!(
        text.contains("error: no waiting time is over; nothing was released"),
        "{text}"
    );
    scene.run(&["fleet", "release", "--undo", "--yes"]);
    let text = scene.run(&["fleet", "release", "--confirm", "--yes"]);
    assert!(
        text.contains("error: no numbers are marked for release; nothing was done"),
        "{text}"
    );
    assert_eq!(released(), 0);

    scene.json(&["fleet", "release", "--group", "sea", "--after", "0s", "--yes"]);
    assert_eq!(released(), 0, "the first step releases nothing");
    let text = scene.run(&["fleet", "release", "--confirm"]);
    assert!(
        text.contains("error: cannot ask \"Release 3 numbers? This cannot be undone.\""),
        "{text}"
    );
    assert_eq!(released(), 0);
    let text = scene.run(&["fleet", "release", "--confirm", "--yes"]);
    assert!(text.contains("3 of 3 numbers released"), "{text}");
    assert_eq!(released(), 1);
    let text = scene.run(&["fleet", "release", "--group", "nobody"]);
    assert!(
        text.contains("error: the fleet has no group \"nobody\"; nothing was done"),
        "{text}"
    );
}

#[test]
fn the_demo_survives_its_own_kill() {
    let output = crate::support::trunkline(&["fleet", "demo", "--json"])
        .output()
        .unwrap();
    let text = transcript(&["fleet", "demo", "--json"], &output);
    assert!(text.contains("\nexit 0\n"), "{text}");
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let steps: Vec<&str> = lines.iter().map(|line| line["step"].as_str().unwrap()).collect();
    assert_eq!(
        steps,
        ["emulator", "plan", "apply", "resume", "audit", "release", "done"]
    );
    let done = lines.last().unwrap();
    assert_eq!((&done["bought"], &done["released"]), (&200.into(), &200.into()));
    assert_eq!(done["double_purchases"], 0);
    assert!(
        lines[2]["killed_after"].as_u64().unwrap() < 200,
        "it was killed on the way"
    );
}
