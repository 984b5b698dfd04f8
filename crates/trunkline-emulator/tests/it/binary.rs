//! The program: its first line, its options, its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn start(arguments: &[&str]) -> (Child, String) {
    start_on("127.0.0.1:0", arguments)
}

fn start_on(listen: &str, arguments: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
        .args(["--listen", listen])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    (child, line)
}

fn signal(child: &mut Child, name: &str) -> bool {
    let killed = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .unwrap();
    killed.success() && child.wait().unwrap().success()
}

fn interrupt(child: &mut Child) -> bool {
    signal(child, "-TERM")
}

fn exchange(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_first_line_says_where_everything_is() {
    let (mut child, line) = start(&["--seed", "3"]);
    let ready: Value = serde_json::from_str(&line).unwrap();
    let address = ready["listen"].as_str().unwrap().to_owned();
    let expected = format!(
        "{{\"ready\":true,\"listen\":\"{address}\",\"flowroute\":\"http://{address}/flowroute\",\
         \"tropo\":\"http://{address}/tropo/v1/\",\"admin\":\"http://{address}/_emulator\"}}\n"
    );
    assert_eq!(line, expected);
    let health = exchange(
        &address,
        "GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    );
    assert!(health.contains("\"seed\":3"), "{health}");
    assert!(interrupt(&mut child));
}

#[test]
fn credentials_and_state_are_options() {
    let path = std::env::temp_dir().join(format!("trunkline-emulator-binary-{}.json", std::process::id()));
    let arguments = [
        "--flowroute-credentials",
        "key:se:cret",
        "--state",
        path.to_str().unwrap(),
    ];
    let (mut child, line) = start(&arguments);
    let ready: Value = serde_json::from_str(&line).unwrap();
    // base64 of key:se:cret
    let request = "POST /flowroute/v2/numbers/12064205780 HTTP/1.1\r\nhost: localhost\r\nauthorization: Basic a2V5OnNlOmNyZXQ=\r\n\
        content-length: 0\r\nconnection: close\r\n\r\n";
    let bought = exchange(ready["listen"].as_str().unwrap(), request);
    assert!(bought.starts_with("HTTP/1.1 201"), "{bought}");
    assert!(interrupt(&mut child));
    let saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(saved["numbers"]["12064205780"].is_object());
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(path.with_extension("json.lock")).unwrap();
}

#[test]
fn the_state_survives_every_end() {
    let path = std::env::temp_dir().join(format!("trunkline-emulator-ends-{}.json", std::process::id()));
    let lock = path.with_extension("json.lock");
    let request = format!(
        "POST /_emulator/clock/advance HTTP/1.1\r\nhost: localhost\r\ncontent-length: 13\r\nconnection: close\r\n\r\n{}",
        "{\"seconds\":1}"
    );
    for (end, is_orderly) in [("-KILL", false), ("-HUP", true), ("-KILL", false)] {
        let (mut child, line) = start(&["--state", path.to_str().unwrap()]);
        let ready: Value = serde_json::from_str(&line).unwrap();
        let told = exchange(ready["listen"].as_str().unwrap(), &request);
        let (_, now) = told.rsplit_once("\r\n\r\n").unwrap();
        let now: Value = serde_json::from_str(now).unwrap();
        assert_eq!(signal(&mut child, end), is_orderly, "{end}");
        let saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let micros = saved["now"].as_i64().unwrap();
        let told: jiff::Timestamp = now["now"].as_str().unwrap().parse().unwrap();
        assert!(micros >= told.as_microsecond(), "{end}: {micros} {told}");
    }
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(&lock).unwrap();
}

#[test]
fn it_lives_in_real_time_unless_told_otherwise() {
    let now = |arguments: &[&str]| {
        let (mut child, line) = start(arguments);
        let ready: Value = serde_json::from_str(&line).unwrap();
        let request = "GET /_emulator/clock HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        let told = exchange(ready["listen"].as_str().unwrap(), request);
        assert!(interrupt(&mut child));
        let (_, body) = told.rsplit_once("\r\n\r\n").unwrap();
        let document: Value = serde_json::from_str(body).unwrap();
        document["now"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
    };
    let behind = jiff::Timestamp::now().duration_since(now(&[])).as_secs();
    assert!((-60..=60).contains(&behind), "{behind}");
    let frozen = now(&["--clock", "frozen@2030-01-01T00:00:00Z"]);
    assert_eq!(frozen.to_string(), "2030-01-01T00:00:00Z");
}

/// What a GET of the control API answers.
fn told(ready: &Value, path: &str) -> Value {
    let request = format!("GET /_emulator/{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    let address = ready["admin"].as_str().unwrap();
    let address = address
        .trim_start_matches("http://")
        .trim_end_matches("/_emulator");
    let text = exchange(address, &request);
    serde_json::from_str(text.rsplit_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn it_listens_on_hosts_and_ports() {
    for (listen, announced) in [
        ("localhost:0", "http://127.0.0.1:"),
        ("0", "http://127.0.0.1:"),
        (":0", "http://127.0.0.1:"),
        ("0.0.0.0:0", "http://127.0.0.1:"),
    ] {
        let (mut child, line) = start_on(listen, &[]);
        let ready: Value = serde_json::from_str(&line).unwrap();
        for url in ["flowroute", "tropo", "admin"] {
            assert!(
                ready[url].as_str().unwrap().starts_with(announced),
                "{listen}: {line}"
            );
        }
        assert_eq!(told(&ready, "health")["ok"], true, "{listen}");
        assert!(interrupt(&mut child));
    }
    let wrong = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
        .args(["--listen", "127.0.0.1:notaport"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn accounts_begin_as_they_are_told() {
    let path = std::env::temp_dir().join(format!("trunkline-faults-{}.json", std::process::id()));
    std::fs::write(&path, r#"[{"operation":"routes.list","act":"refuse"}]"#).unwrap();
    let arguments = [
        "--balance",
        "$12.50",
        "--empty",
        "--latency",
        "5",
        "--faults",
        path.to_str().unwrap(),
    ];
    let (mut child, line) = start(&arguments);
    let ready: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(told(&ready, "audit")["balance"], "12.50");
    let state = told(&ready, "state");
    assert_eq!(
        (&state["numbers"], &state["messages"]),
        (&serde_json::json!({}), &serde_json::json!({}))
    );
    assert_eq!(told(&ready, "faults")[0]["act"], "refuse");
    assert_eq!(told(&ready, "switches")["latency_millis"], 5);
    assert!(interrupt(&mut child));

    for (content, part) in [
        ("{", "EOF"),
        (
            r#"{"operation":"*","act":"explode"}"#,
            "fault 0: unknown variant `explode`",
        ),
    ] {
        std::fs::write(&path, content).unwrap();
        let refused = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
            .args(["--listen", "0", "--faults", path.to_str().unwrap()])
            .output()
            .unwrap();
        let text = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            text.contains("cannot read the faults in") && text.contains(part),
            "{text}"
        );
    }
    std::fs::remove_file(&path).unwrap();
}

/// What is on standard error after a purchase.
fn talk(arguments: &[&str]) -> String {
    let (mut child, line) = start(arguments);
    let ready: Value = serde_json::from_str(&line).unwrap();
    let request = "POST /flowroute/v2/numbers/12064205780?token=planted HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\
        authorization: Basic MTEyMjMzNDQ6ZW11bGF0b3Itc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWY=\r\nconnection: close\r\n\r\n";
    assert!(exchange(ready["listen"].as_str().unwrap(), request).starts_with("HTTP/1.1 201"));
    assert!(interrupt(&mut child));
    let mut text = String::new();
    child.stderr.unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn it_says_how_to_call_it_and_who_called() {
    let text = talk(&[]);
    for part in [
        "export TRUNKLINE_FLOWROUTE_URL=http://127.0.0.1:",
        "export FR_ACCESS_KEY=11223344\n",
        "export FR_SECRET_KEY=emulator-secret-0123456789abcdef\n",
        "and in a browser: http://127.0.0.1:",
        "POST /flowroute/v2/numbers/12064205780?token=*** 201 flowroute.v2.numbers.purchase, committed\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let quiet = talk(&["--quiet"]);
    assert!(!quiet.contains("export") && !quiet.contains("POST"), "{quiet}");
    let chosen = talk(&[
        "--flowroute-credentials",
        "11223344:emulator-secret-0123456789abcdef",
    ]);
    assert!(!chosen.contains("emulator-secret"), "{chosen}");
}

#[test]
fn a_taken_address_is_reported() {
    let (mut child, line) = start(&[]);
    let ready: Value = serde_json::from_str(&line).unwrap();
    let second = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
        .args(["--listen", ready["listen"].as_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("cannot listen on"));
    assert!(interrupt(&mut child));
}
