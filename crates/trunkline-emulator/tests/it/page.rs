//! The page at `/_emulator/`: what is served, and the page of the program in a real browser.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use trunkline_testkit::flowroute::{BASIC, Lab};
use trunkline_testkit::{Browser, Reply, skip};

/// What a browser sends when somebody types an address.
const BROWSERS_ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn get(lab: &Lab, path: &str, accept: &str) -> Reply {
    let request = Request::get(path).header("accept", accept);
    lab.send(request.body(Bytes::new()).unwrap()).await
}

#[tokio::test]
async fn browsers_get_the_page_and_programs_the_list() {
    let lab = Lab::new();
    for path in ["/_emulator", "/_emulator/"] {
        let page = get(&lab, path, BROWSERS_ACCEPT).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("vary"), Some("accept"));
        assert!(page.text.starts_with("<!doctype html>"));
        for accept in ["*/*", "application/json", ""] {
            assert!(get(&lab, path, accept).await.ok()["calls"].is_array(), "{accept}");
        }
    }
}

#[tokio::test]
async fn the_page_loads_its_own_files_and_nothing_else() {
    let lab = Lab::new();
    let page = get(&lab, "/_emulator/", BROWSERS_ACCEPT).await;
    let policy = page.header("content-security-policy").unwrap();
    for part in [
        "default-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    let attributes = page.text.split(['"', ' ', '>']);
    let loaded: BTreeSet<&str> = attributes
        .filter(|text| text.starts_with("/_emulator/page/"))
        .collect();
    assert_eq!(loaded.len(), 3, "{loaded:?}");
    for path in loaded {
        let file = get(&lab, path, "*/*").await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        let outside = file.text.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !outside.contains("http://") && !outside.contains("https://"),
            "{path}"
        );
    }
    assert!(!page.text.contains("http://") && !page.text.contains("https://"));
    assert!(
        !page.text.contains("style=") && !page.text.contains("<script>"),
        "inline"
    );
    assert_eq!(get(&lab, "/_emulator/page/..%2Fpage.rs", "*/*").await.status, 404);
}

/// The program, ended with this value.
struct Program {
    process: Child,
    address: String,
}

impl Program {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
            .args(["--listen", "127.0.0.1:0", "--clock", "frozen", "--quiet"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let address = ready["listen"].as_str().unwrap().to_owned();
        Self { process, address }
    }

    /// A call of a program; nothing if the reply is lost.
    fn call(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.address
        );
        let rest = format!(
            "authorization: {BASIC}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all((head + &rest).as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (_, body) = text.split_once("\r\n\r\n")?;
        Some(serde_json::from_str(body).unwrap_or_default())
    }

    fn look(&self, what: &str) -> Value {
        self.call("GET", &format!("/_emulator/{what}"), &Value::Null)
            .unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Texts that would be something else as HTML or as an attribute.
const ALIAS: &str = "<img src=x onerror=\"document.title='pwned'\">";
const TEXT: &str = "\"><script>document.title='pwned'</script> <b>bold</b> {{7*7}} javascript:alert(1)";

/// An expression that is true if an element shows a text.
fn shows(selector: &str, text: &str) -> String {
    format!(
        "document.querySelector({})?.innerText.includes({})",
        json!(selector),
        json!(text)
    )
}

#[test]
fn the_page_in_a_real_browser() {
    let Some(browser) = Browser::start() else {
        skip("chromedriver");
        return;
    };
    let program = Program::start();
    let alias = json!({"alias": ALIAS});
    program
        .call("PATCH", "/flowroute/v2/numbers/12012673227", &alias)
        .unwrap();
    browser.open(&format!("http://{}/_emulator/", program.address));
    browser.wait_until(&shows("#live", "live"));

    // What a program does shows by itself.
    browser.wait_until(&shows("#list-requests", "/flowroute/v2/numbers/12012673227"));
    browser.wait_until(&shows("#list-requests tr:first-child", "✓ committed"));
    browser.click("#list-requests tr:first-child button");
    browser.wait_until(&shows("#details[open]", "onerror"));
    browser.wait_until(&shows("#details[open]", "Basic ***"));
    browser.click("#details .close");

    browser.click("#advance button");
    browser.wait_until(&shows("#now", "2026-01-15 13:00:00 UTC"));
    assert_eq!(program.look("clock")["now"], "2026-01-15T13:00:00Z");

    browser.click("nav a[href='#/messages']");
    browser.fill("#inbound [name=body]", TEXT);
    browser.run(
        "document.querySelector('#inbound [name=to]').value = arguments[0]",
        &json!("12012673227"),
    );
    browser.click("#inbound button");
    browser.wait_until(&shows("#list-messages li:first-child", TEXT));
    let newest = program.look("overview")["messages"]["newest"][0].clone();
    assert_eq!(
        (&newest["body"], &newest["inbound"]),
        (&json!(TEXT), &json!(true))
    );

    browser.click("nav a[href='#/numbers']");
    browser.wait_until(&shows("#list-numbers", ALIAS));

    browser.click("nav a[href='#/faults']");
    browser.fill("#fault [name=nth]", "1");
    browser.click("#fault button");
    browser.wait_until(&shows("#list-faults", "numbers.purchase"));
    let lost = program.call("POST", "/flowroute/v2/numbers/12064205780", &Value::Null);
    assert_eq!(lost, None);
    browser.click("nav a[href='#/requests']");
    browser.wait_until(&shows("#list-requests tr:first-child", "no reply"));
    browser.wait_until(&shows("#list-requests tr:first-child", "commit then drop"));
    browser.click("nav a[href='#/money']");
    browser.wait_until(&shows("#list-charges", "number setup"));
    browser.click("nav a[href='#/faults']");
    browser.click("#list-faults button");
    browser.wait_until("document.querySelector('#empty-faults').offsetHeight > 0");
    assert_eq!(program.look("faults"), json!([]));

    // What is refused is said.
    browser.fill("#fault [name=more]", "{millis");
    browser.click("#fault button");
    browser.wait_until(&shows("#toast.bad", "not JSON: {millis"));
    browser.fill("#fault [name=more]", "");
    browser.fill("#fault [name=operation]", "numbers.buy");
    browser.click("#fault button");
    browser.wait_until(&shows("#toast.bad", "no operation is called \"numbers.buy\""));
    let refused = browser.log("browser");
    assert!(
        refused
            .iter()
            .all(|line| line["message"].as_str().unwrap().contains("400")),
        "{refused:?}"
    );

    // It rests while nobody looks, and is up to date when somebody does again.
    let hidden = "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
        document.dispatchEvent(new Event('visibilitychange'))";
    browser.run(hidden, &json!(true));
    browser.wait_until(&shows("#live", "paused"));
    program
        .call("GET", "/flowroute/v2/nowhere", &Value::Null)
        .unwrap();
    browser.run(hidden, &json!(false));
    browser
        .wait_until(&shows("#list-requests tr:first-child", "nowhere").replace("innerText", "textContent"));
    browser.wait_until(&shows("#live", "live"));

    browser.click("#reset");
    browser.click("#reset-form .danger");
    browser.wait_until(&shows("#now", "2026-01-15 12:00:00 UTC"));
    browser.wait_until("document.querySelector('#list-requests').children.length === 0");
    assert_eq!(program.look("requests"), json!([]));

    // Nothing of it was taken for HTML, nothing was complained about, nobody else was asked.
    let title = browser.run("return document.title", &Value::Null);
    assert_eq!(title, "trunkline emulator");
    let strange =
        "return document.querySelectorAll('main img, main script, main b:not(td b, .who b)').length";
    assert_eq!(browser.run(strange, &Value::Null), 0);
    assert_eq!(browser.log("browser"), Vec::<Value>::new());
    assert_eq!(hosts(&browser), BTreeSet::from([program.address.clone()]));

    drop(program);
    browser.wait_until(&shows("#live", "no answer"));
}

/// Host and port of everything that was asked for over a network; the browser's own pages are not.
fn hosts(browser: &Browser) -> BTreeSet<String> {
    let lines = browser.log("performance").into_iter();
    let events = lines.map(|line| serde_json::from_str::<Value>(line["message"].as_str().unwrap()).unwrap());
    let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
    let urls = sent.map(|event| {
        event["message"]["params"]["request"]["url"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    let host = |url: String| url.split('/').nth(2).map(str::to_owned);
    let network = urls.filter(|url| ["http", "ws"].iter().any(|scheme| url.starts_with(scheme)));
    network.filter_map(host).collect()
}

#[tokio::test]
async fn an_overview_is_bounded() {
    let lab = Lab::new();
    for index in 0..150 {
        lab.emulator
            .receive_sms("12065550142", "12012673227", &format!("{index}"))
            .unwrap();
        lab.get("/v2/routes").await;
    }
    let overview = lab.control("GET", "overview", None).await.ok();
    for (kind, first) in [("messages", json!("149")), ("requests", json!(150))] {
        let newest = overview[kind]["newest"].as_array().unwrap();
        assert_eq!(newest.len(), 100, "{kind}");
        let member = if kind == "messages" { "body" } else { "seq" };
        assert_eq!(newest[0][member], first);
    }
    assert_eq!(overview["requests"]["total"], 150);
    assert!(overview["messages"]["inbound"].as_u64().unwrap() >= 150);
}
