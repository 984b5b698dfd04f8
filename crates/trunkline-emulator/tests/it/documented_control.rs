//! docs/emulator.md: every call on the page answers what stands there, and its programs run.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::process::Command;

use base64::Engine as _;
use bytes::Bytes;
use http::Request;
use serde_json::Value;
use tower_service::Service;
use trunkline_emulator::Emulator;
use trunkline_testkit::flowroute::Lab;
use trunkline_testkit::skip;

const PAGE: &str = include_str!("../../../../docs/emulator.md");

/// Language and content of every block.
fn blocks() -> VecDeque<(&'static str, &'static str)> {
    let parts: Vec<&str> = PAGE.split("```").collect();
    let inside = parts.iter().skip(1).step_by(2);
    inside.map(|block| block.split_once('\n').unwrap()).collect()
}

fn block(language: &str) -> &'static str {
    let mut found = blocks().into_iter().filter(|(word, _)| *word == language);
    found.next().unwrap().1
}

/// The words of a command; single quotes hold one together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The request that a line of curl makes.
fn request(command: &str) -> Request<Bytes> {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"), "{command}");
    let mut request = Request::builder().header("host", "127.0.0.1:4010");
    let (mut method, mut body) = (None, String::new());
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" => method = words.next(),
            "-d" => body = words.next().unwrap(),
            "-u" => {
                assert_eq!(words.next().as_deref(), Some("$KEYS"));
                let keys = "11223344:emulator-secret-0123456789abcdef";
                let login = base64::engine::general_purpose::STANDARD.encode(keys);
                request = request.header("authorization", format!("Basic {login}"));
            }
            url => {
                let path = url
                    .replace("$ADMIN", "/_emulator")
                    .replace("$FLOWROUTE", "/flowroute");
                request = request.uri(path);
            }
        }
    }
    let method = method.unwrap_or_else(|| "GET".to_owned());
    request.method(method.as_str()).body(Bytes::from(body)).unwrap()
}

/// Whether an answer is what the page says; `…` is anything, and as the last item or a member, any more of them.
fn is(wanted: &Value, have: &Value) -> bool {
    let dots = |value: &Value| value == "…";
    match (wanted, have) {
        (wanted, _) if dots(wanted) => true,
        (Value::Array(wanted), Value::Array(have)) => {
            let open = wanted.last().is_some_and(dots);
            let fixed = wanted.len() - usize::from(open);
            (wanted.len() == have.len() || open && have.len() >= fixed)
                && wanted
                    .iter()
                    .take(fixed)
                    .zip(have)
                    .all(|(wanted, have)| is(wanted, have))
        }
        (Value::Object(wanted), Value::Object(have)) => {
            let open = wanted.contains_key("…");
            let known = wanted.iter().filter(|(name, _)| *name != "…");
            (open || wanted.len() == have.len())
                && known
                    .into_iter()
                    .all(|(name, value)| have.get(name).is_some_and(|have| is(value, have)))
        }
        (wanted, have) => wanted == have,
    }
}

#[tokio::test]
async fn every_call_answers_what_the_page_says() {
    let mut service = Emulator::builder().build().unwrap().service();
    let mut blocks = blocks();
    let mut count = 0;
    while let Some((language, text)) = blocks.pop_front() {
        if language != "sh" {
            continue;
        }
        let response = service.call(request(text)).await.unwrap();
        let body = String::from_utf8(response.body().to_vec()).unwrap();
        count += 1;
        if blocks.front().is_some_and(|(language, _)| *language == "json") {
            let (_, wanted) = blocks.pop_front().unwrap();
            let have = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{text}: {error}: {body}"));
            assert!(
                is(&serde_json::from_str(wanted).unwrap(), &have),
                "{text}\n{have:#}"
            );
        } else {
            assert_eq!((response.status().as_u16(), body.as_str()), (204, ""), "{text}");
        }
    }
    assert!(count >= 20, "{count}");
}

#[tokio::test]
async fn the_page_lists_the_calls_that_there_are() {
    let index = Lab::new().control("GET", "", None).await.ok();
    let calls = index["calls"].as_array().unwrap().iter();
    let rows = calls.map(|call| {
        let text = |member: &str| call[member].as_str().unwrap();
        format!("| `{} {}` | {} |", text("method"), text("path"), text("meaning"))
    });
    let rows: Vec<String> = rows.collect();
    let is_row =
        |line: &&str| line.starts_with("| `") && !line.starts_with("| `-") && line.contains(" /_emulator");
    let table = PAGE.lines().filter(is_row);
    assert_eq!(table.collect::<Vec<_>>(), rows);
}

#[test]
fn the_page_names_every_act() {
    for act in [
        "refuse",
        "limit",
        "answer",
        "wrong_length",
        "slow_body",
        "interim",
        "large_headers",
        "sold_elsewhere",
        "stale",
    ] {
        assert!(PAGE.contains(&format!("`{act}`")), "{act}");
    }
    let refused = serde_json::from_str::<trunkline_emulator::Fault>(r#"{"operation":"*","act":"?"}"#);
    let refused = refused.unwrap_err().to_string();
    let acts = refused.split('`').skip(3).step_by(2);
    assert!(acts.clone().count() > 20);
    for act in acts {
        assert!(PAGE.contains(&format!("`{act}`")), "{act}");
    }
}

/// Runs a program of the page, if this machine has what runs it.
async fn run(interpreter: &str, flag: &str, program: &'static str) {
    let emulator = Emulator::start().await.unwrap();
    let mut command = Command::new(interpreter);
    command.args([flag, program]);
    command
        .env("ADMIN", emulator.admin_url())
        .env("FLOWROUTE", emulator.flowroute_url());
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap();
    match output {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert_eq!(emulator.audit().purchases("12064205780"), 1);
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::NotFound, "{interpreter}: {error}");
            skip(interpreter);
        }
    }
}

#[tokio::test]
async fn the_programs_of_the_page_run() {
    run("python3", "-c", block("python")).await;
    run("node", "-e", block("javascript")).await;
}
