//! Answers every text that comes in, once: also if the carrier posts it twice, out of order, or while this program is
//! down. Runs against the emulator: `cargo run -p trunkline --features axum --example sms_echo`.
//!
//! It starts itself twice, as a process of its own that is killed in the middle of a call, and holds what has arrived against
//! what was answered.
//!
//! An event is acknowledged only when its answer has been sent, so what a crash interrupts is posted again. Whether it was
//! sent before the crash, a journal and the carrier's own records tell: each answer ends in the id of what it answers.

#![allow(clippy::print_stdout, reason = "it says where it listens, and how it went")]

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{FromRef, State};
use axum::http::{Request, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tower::ServiceExt;
use trunkline::flowroute::messages::{
    CallbackType, Direction, ListMessages, Message, MessageParty, SendMessage, SetCallback,
};
use trunkline::flowroute::webhooks::{Event, Posted, Receiver};
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::transport::RateLimits;
use trunkline::{LookUp, Match, Timestamp};
use trunkline_emulator::{Emulator, Fault};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Who does not know it cannot post to us: make your own.
const PATH: &str = "/hooks/5e1f60d2b8a14c7f";

/// The program.
#[derive(Clone)]
struct Echo {
    flowroute: Flowroute,
    receiver: Receiver,
    journal: Arc<Mutex<Journal>>,
}

/// How far an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It may have been sent.
    Begun,
    /// It was sent.
    Done,
}

/// Which texts have been answered, on disk.
struct Journal {
    file: File,
    stages: HashMap<String, Stage>,
}

impl FromRef<Echo> for Receiver {
    fn from_ref(echo: &Echo) -> Self {
        echo.receiver.clone()
    }
}

async fn on_event(State(echo): State<Echo>, posted: Posted) -> StatusCode {
    let handled = match &posted.event {
        Event::Message(message) if message.direction == Direction::Inbound => echo.answer(message).await,
        // Receipts and what this version does not know are none of our business.
        _ => Ok(()),
    };
    match handled {
        Ok(()) => {
            posted.done();
            StatusCode::OK
        }
        // The carrier posts it again in 30 seconds.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Echo {
    /// Sends the answer, unless it has been sent.
    async fn answer(&self, message: &Message) -> Result<(), Failure> {
        let (MessageParty::Number(from), MessageParty::Number(to)) = (&message.from, &message.to) else {
            return Ok(()); // A short code cannot be answered.
        };
        let key = message.id.as_str();
        let text = format!(
            "You wrote: {} [{key}]",
            message.body.as_deref().unwrap_or_default()
        );
        let is_sent = match self.stage(key) {
            Some(Stage::Done) => return Ok(()),
            Some(Stage::Begun) => self.is_sent(message, &text).await?,
            None => {
                self.note(key, Stage::Begun)?;
                false
            }
        };
        if !is_sent {
            let answer = SendMessage::sms(*to, *from, text);
            self.flowroute.messages().send(answer).await?;
        }
        self.note(key, Stage::Done)
    }

    /// Whether the carrier has a record of the answer. What the carrier posts again it posts 30 seconds later: by then a
    /// record of what was sent before is there.
    async fn is_sent(&self, message: &Message, text: &str) -> Result<bool, Failure> {
        let since = message
            .timestamp
            .clone()
            .unwrap_or_else(|| Timestamp::from("2026-01-01T00:00:00Z"));
        let list = self.flowroute.messages().list(ListMessages::since(since));
        let is_it = |sent: &Message| {
            Match::from(sent.direction == Direction::Outbound && sent.body.as_deref() == Some(text))
        };
        match list.find(is_it).await? {
            LookUp::Found(_) => Ok(true),
            LookUp::Inconclusive(why) => Err(why.into()),
            _ => Ok(false),
        }
    }

    fn stage(&self, key: &str) -> Option<Stage> {
        let journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        journal.stages.get(key).copied()
    }

    fn note(&self, key: &str, stage: Stage) -> Result<(), Failure> {
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        journal.note(key, stage)
    }
}

impl Journal {
    fn open(path: &Path) -> Result<Self, Failure> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        // A line that a crash has cut is none; what it was about is looked up.
        let whole = text
            .split_inclusive('\n')
            .filter_map(|line| line.strip_suffix('\n'));
        let stages = whole.filter_map(|line| match line.split_once(' ')? {
            ("begun", key) => Some((key.to_owned(), Stage::Begun)),
            ("done", key) => Some((key.to_owned(), Stage::Done)),
            _ => None,
        });
        let stages = stages.collect();
        Ok(Self { file, stages })
    }

    fn note(&mut self, key: &str, stage: Stage) -> Result<(), Failure> {
        let word = match stage {
            Stage::Begun => "begun",
            Stage::Done => "done",
        };
        writeln!(self.file, "{word} {key}")?;
        self.file.sync_data()?;
        self.stages.insert(key.to_owned(), stage);
        Ok(())
    }
}

/// What the program is started with.
#[derive(Debug)]
struct Settings {
    carrier: String,
    credentials: Credentials,
    listen: String,
    journal: PathBuf,
}

impl Settings {
    fn from_env() -> Option<Self> {
        let var = |name| std::env::var(name).ok();
        Some(Self {
            carrier: var("SMS_ECHO_CARRIER")?,
            credentials: Credentials::new(var("FR_ACCESS_KEY")?, var("FR_SECRET_KEY")?),
            listen: var("SMS_ECHO_LISTEN")?,
            journal: var("SMS_ECHO_JOURNAL")?.into(),
        })
    }
}

/// The program, until it is killed.
async fn serve(settings: Settings) -> Result<(), Failure> {
    let flowroute = Flowroute::builder(settings.credentials)
        .base_url(settings.carrier)
        .rate_limits(RateLimits::none());
    let echo = Echo {
        flowroute: flowroute.build()?,
        receiver: Receiver::new().secret_path(PATH),
        journal: Arc::new(Mutex::new(Journal::open(&settings.journal)?)),
    };
    let router = axum::Router::new().route(PATH, post(on_event)).with_state(echo);
    let listener = TcpListener::bind(settings.listen).await?;
    println!("{LISTENING}{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

/// How it says where it listens.
const LISTENING: &str = "listening on ";

/// One run of the program.
struct Process(Child);

impl Process {
    /// Starts it, and waits until it listens; where.
    fn start(program: &mut Command) -> Result<(Self, String), Failure> {
        let mut process = Self(program.stdout(Stdio::piped()).spawn()?);
        let stdout = process.0.stdout.take().ok_or("it has no output")?;
        for line in BufReader::new(stdout).lines() {
            if let Some((_, address)) = line?.split_once(LISTENING) {
                return Ok((process, address.to_owned()));
            }
        }
        Err("it does not listen".into())
    }
}

impl Drop for Process {
    /// `kill -9`: it is asked nothing and tidies up nothing.
    fn drop(&mut self) {
        let killed = self.0.kill().and_then(|()| self.0.wait());
        assert!(killed.is_ok(), "{killed:?}");
    }
}

fn main() -> Result<(), Failure> {
    run(Command::new(std::env::current_exe()?))
}

/// Runs the program if it is told where, and otherwise what it has to live through. `program` starts it.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn run(program: Command) -> Result<(), Failure> {
    match Settings::from_env() {
        Some(settings) => serve(settings).await,
        None => live_through(program).await,
    }
}

async fn live_through(mut program: Command) -> Result<(), Failure> {
    let emulator = Emulator::builder().rate_limits(None, None).start().await?;
    let journal = Scratch::new();
    program
        .env("SMS_ECHO_CARRIER", emulator.flowroute_url())
        .env("FR_ACCESS_KEY", "11223344")
        .env("FR_SECRET_KEY", "emulator-secret-0123456789abcdef")
        .env("SMS_ECHO_JOURNAL", &journal.0);
    let (first, address) = Process::start(program.env("SMS_ECHO_LISTEN", "127.0.0.1:0"))?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let set = SetCallback::new(CallbackType::Sms, format!("http://{address}{PATH}"));
    flowroute.messages().set_callback(set).await?;

    // Every event twice, the newest first.
    let faults = r#"{"webhooks": {"twice": true, "reversed": true}}"#;
    let switch = Request::patch("/_emulator/switches").body(faults.into())?;
    emulator.service().oneshot(switch).await?;

    // The second answer is sent, but we are never told.
    emulator.fault(Fault::on("messages.send").nth(2).commit_then_hang());

    let receive = |number: u32| emulator.receive_sms("12065550142", "12012673227", &format!("text {number}"));
    let mut received: Vec<String> = (0..5).filter_map(receive).collect();
    while sent(&emulator) < 2 {
        tokio::task::yield_now().await;
    }
    drop(first); // In the middle of a call.
    received.extend((5..10).filter_map(receive)); // Nobody is there.
    emulator.webhooks_posted().await;

    let (second, _) = Process::start(program.env("SMS_ECHO_LISTEN", address))?;
    for _ in 0..4 {
        emulator.advance(Duration::from_secs(30));
        emulator.webhooks_posted().await;
    }
    drop(second);

    let deliveries = emulator.webhooks();
    assert_eq!(deliveries.len(), 20, "each twice");
    assert!(deliveries.iter().all(|delivery| delivery.state == "delivered"));
    let since = ListMessages::since(Timestamp::from("2026-01-15T00:00:00Z")).limit(1000);
    let all = flowroute.messages().list(since).page().await?;
    for id in &received {
        let answers = all.iter().filter(|sent| {
            let text = sent.body.as_deref().unwrap_or_default();
            sent.direction == Direction::Outbound && text.ends_with(&format!("[{id}]"))
        });
        assert_eq!(answers.count(), 1, "{id} has one answer");
    }
    assert_eq!(received.len(), 10);
    println!("each of {} texts was answered once", received.len());
    Ok(())
}

/// How many answers have reached the carrier.
fn sent(emulator: &Emulator) -> usize {
    let requests = emulator.requests();
    let sent = requests
        .iter()
        .filter(|one| one.operation == Some("flowroute.v2.messages.send"));
    sent.count()
}

/// A file that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let name = format!("sms_echo-{}.journal", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _gone = std::fs::remove_file(&self.0);
    }
}
