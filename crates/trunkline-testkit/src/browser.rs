//! A browser that a test looks through: headless Chromium, driven over WebDriver (JSON over HTTP, <https://www.w3.org/TR/webdriver2/>).

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Folder;

/// Longest wait for an answer of the driver, which may have to start the browser first.
const PATIENCE: Duration = Duration::from_secs(60);

/// Longest wait until a page is as it is expected to be.
const SOON: Duration = Duration::from_secs(20);

/// Chromium with one window and a profile of its own. The window, the browser and its driver end with this value, whatever
/// became of the test.
#[derive(Debug)]
pub struct Browser {
    session: String,
    /// Of the browser's first process, which ends the others.
    process: String,
    // In this order: first the session ends, with the browser, then the driver, then the profile is removed.
    driver: Driver,
    _profile: Folder,
}

/// The process that drives the browser.
#[derive(Debug)]
struct Driver {
    process: Child,
    port: u16,
}

impl Browser {
    /// Starts one; nothing if this machine has none.
    pub fn start() -> Option<Self> {
        let driver = Driver::start()?;
        let profile = Folder::new();
        let folder = format!("--user-data-dir={}", profile.file("profile").display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            &folder,
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let opened = driver.call("POST", "/session", &wanted);
        let id = opened["sessionId"].as_str().unwrap_or_else(|| panic!("{opened}"));
        Some(Self {
            session: format!("/session/{id}"),
            process: opened["capabilities"]["goog:processID"].to_string(),
            driver,
            _profile: profile,
        })
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        self.driver.call("POST", &format!("{}{path}", self.session), body)
    }

    /// Opens a page, and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.command("/url", &json!({"url": url}));
    }

    /// What a script in the page returns; `arguments[0]` is the argument.
    pub fn run(&self, script: &str, argument: &Value) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": [argument]}))
    }

    fn element(&self, selector: &str) -> String {
        let found = self.command("/element", &json!({"using": "css selector", "value": selector}));
        let (_, id) = found.as_object().and_then(|found| found.iter().next()).unwrap();
        format!("/element/{}", id.as_str().unwrap())
    }

    /// Clicks what a person could click; something hidden or covered is none.
    pub fn click(&self, selector: &str) {
        self.command(&format!("{}/click", self.element(selector)), &json!({}));
    }

    /// Puts a text in place of the one in a field, as if it was typed.
    pub fn fill(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.command(&format!("{element}/clear"), &json!({}));
        self.command(&format!("{element}/value"), &json!({"text": text}));
    }

    /// Waits until an expression is true in the page.
    pub fn wait_until(&self, expression: &str) {
        let since = Instant::now();
        while self.run(&format!("return Boolean({expression})"), &Value::Null) != Value::Bool(true) {
            let text = || self.run("return document.body.innerText", &Value::Null);
            assert!(since.elapsed() < SOON, "never: {expression}\n{}", text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the console and the network of the page say since the last call: `browser` or `performance`.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.command("/se/log", &json!({"type": kind}));
        log.as_array().unwrap().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let ended = self.driver.exchange("DELETE", &self.session, "");
        if !matches!(ended, Ok((200, _))) {
            let _ = Command::new("kill").args(["-KILL", &self.process]).status();
        }
    }
}

impl Driver {
    fn start() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = match started {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            started => started.unwrap(),
        };
        let output = process.stdout.take().unwrap();
        let mut driver = Self { process, port: 0 };
        // "ChromeDriver was started successfully on port 40123."
        let mut lines = BufReader::new(output).lines().map(Result::unwrap);
        let told = lines.find_map(|line| Some(line.split_once("successfully on port ")?.1.to_owned()));
        driver.port = told.unwrap().trim_end_matches('.').parse().unwrap();
        // Nobody reads on, and the driver must not wait for that.
        std::thread::spawn(move || lines.for_each(drop));
        Some(driver)
    }

    /// The value of an answer that must be a good one.
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, text) = self.exchange(method, path, &body.to_string()).unwrap();
        assert_eq!(status, 200, "{method} {path} {body}: {text}");
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer["value"].clone()
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n", self.port);
        let rest = format!("content-length: {length}\r\nconnection: close\r\n\r\n{body}");
        stream.write_all((head + &rest).as_bytes())?;
        let mut reader = BufReader::new(stream);
        let (mut line, mut status, mut length) = (String::new(), 0, 0);
        while reader.read_line(&mut line)? > 2 {
            let lower = line.trim().to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            } else if let Some(value) = lower.strip_prefix("http/1.1 ") {
                status = value.split(' ').next().unwrap().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok((status, String::from_utf8(body).unwrap()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
