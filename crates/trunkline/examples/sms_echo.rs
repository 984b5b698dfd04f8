//! Answers every text that comes in, once: also if the carrier posts it twice, out of order, or while this program is
//! down. Runs against the emulator: `cargo run -p trunkline --features axum --example sms_echo`.
//!
//! An event is acknowledged only when its answer has been sent, so what a crash interrupts is posted again. Whether it was
//! sent before the crash, a journal and the carrier's own records tell: each answer ends in the id of what it answers.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{FromRef, State};
use axum::http::{Request, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use trunkline::flowroute::Flowroute;
use trunkline::flowroute::messages::{
    CallbackType, Direction, ListMessages, Message, MessageParty, SendMessage, SetCallback,
};
use trunkline::flowroute::webhooks::{Event, Posted, Receiver};
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

/// One run of the program, with threads of its own: it can be killed wherever it is.
struct Process(Runtime);

impl Process {
    async fn start(listener: TcpListener, flowroute: &Flowroute, journal: &Path) -> Result<Self, Failure> {
        let echo = Echo {
            flowroute: flowroute.clone(),
            receiver: Receiver::new().secret_path(PATH),
            journal: Arc::new(Mutex::new(Journal::open(journal)?)),
        };
        let router = axum::Router::new().route(PATH, post(on_event)).with_state(echo);
        let listener = listener.into_std()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let served = {
            let _in_it = runtime.enter();
            TcpListener::from_std(listener)?
        };
        runtime.spawn(async move { axum::serve(served, router).await });
        Ok(Self(runtime))
    }

    fn kill(self) {
        self.0.shutdown_background();
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Failure> {
    let emulator = Emulator::builder().rate_limits(None, None).start().await?;
    let client = || {
        Flowroute::builder(emulator.flowroute_credentials())
            .base_url(emulator.flowroute_url())
            .rate_limits(RateLimits::none())
            .build()
    };
    let journal = Scratch::new();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let flowroute = client()?;
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
    let first = Process::start(listener, &client()?, &journal.0).await?;
    while sent(&emulator) < 2 {
        tokio::task::yield_now().await;
    }
    first.kill(); // In the middle of a call.
    received.extend((5..10).filter_map(receive)); // Nobody is there.
    emulator.webhooks_posted().await;

    let listener = rebind(address).await?;
    let second = Process::start(listener, &client()?, &journal.0).await?;
    for _ in 0..4 {
        emulator.advance(Duration::from_secs(30));
        emulator.webhooks_posted().await;
    }
    second.kill();

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

/// The port is ours again as soon as the killed program has let it go.
async fn rebind(address: std::net::SocketAddr) -> Result<TcpListener, Failure> {
    for _ in 0..1000 {
        if let Ok(listener) = TcpListener::bind(address).await {
            return Ok(listener);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(TcpListener::bind(address).await?)
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
