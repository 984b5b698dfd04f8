//! Control calls over sockets as browsers make them: the pages of other sites change nothing and read nothing.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::Emulator;

/// Status and body of what a request is answered; `headers` are lines.
async fn exchange(emulator: &Emulator, line: &str, headers: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let length = body.len();
    let request =
        format!("{line} HTTP/1.1\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

async fn advance(emulator: &Emulator, headers: &str) -> u16 {
    let line = "POST /_emulator/clock/advance";
    exchange(emulator, line, headers, "{\"seconds\":60}").await.0
}

fn now(emulator: &Emulator) -> i64 {
    emulator.state()["now"].as_i64().unwrap()
}

#[tokio::test]
async fn only_names_of_this_machine_are_answered() {
    let emulator = Emulator::builder()
        .allow_host("Emulator:4010")
        .start()
        .await
        .unwrap();
    let port = emulator.listen_addr().unwrap().port();
    for host in [
        "127.0.0.1",
        "localhost",
        "LocalHost.",
        "api.localhost",
        "[::1]",
        "192.168.1.7",
        "emulator",
    ] {
        for authority in [host.to_owned(), format!("{host}:{port}")] {
            let headers = format!("host: {authority}\r\n");
            let (status, health) = exchange(&emulator, "GET /_emulator/health", &headers, "").await;
            assert_eq!((status, &health["ok"]), (200, &json!(true)), "{authority}");
            assert_eq!(advance(&emulator, &headers).await, 200, "{authority}");
        }
    }
    let before = now(&emulator);
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost",
        "emulator.evil.example",
        "[::1].evil.example",
        "evil.example/127.0.0.1",
        "x@127.0.0.1",
        "",
    ] {
        let headers = format!("host: {host}:{port}\r\n");
        let (status, refused) = exchange(&emulator, "GET /_emulator/state", &headers, "").await;
        assert_eq!(status, 403, "{host}");
        let reason = refused["error"].as_str().unwrap();
        assert!(reason.contains("--allow-host"), "{reason}");
        assert_eq!(advance(&emulator, &headers).await, 403, "{host}");
    }
    assert_eq!(now(&emulator), before);
}

#[tokio::test]
async fn one_good_name_does_not_cover_for_another() {
    let emulator = Emulator::start().await.unwrap();
    let good = "host: 127.0.0.1\r\n";
    for (line, headers) in [
        ("GET /_emulator/state", format!("{good}host: evil.example\r\n")),
        ("GET /_emulator/state", format!("host: evil.example\r\n{good}")),
        ("GET http://evil.example/_emulator/state", good.to_owned()),
        (
            "GET http://127.0.0.1/_emulator/state",
            "host: evil.example\r\n".to_owned(),
        ),
    ] {
        let (status, _) = exchange(&emulator, line, &headers, "").await;
        assert!(matches!(status, 400 | 403), "{line} {headers}: {status}");
    }
}

#[tokio::test]
async fn only_its_own_page_changes_something() {
    let emulator = Emulator::builder().allow_host("lab.test").start().await.unwrap();
    let port = emulator.listen_addr().unwrap().port();
    let host = format!("host: 127.0.0.1:{port}\r\n");
    let own = format!("origin: http://127.0.0.1:{port}\r\n");
    for origin in [
        "",
        &own,
        "origin: https://lab.test\r\n",
        "origin: http://lab.test:81\r\n",
    ] {
        assert_eq!(
            advance(&emulator, &format!("{host}{origin}")).await,
            200,
            "{origin}"
        );
    }
    let before = emulator.state();
    let elsewhere = format!("http://localhost:{port}");
    let next_door = format!("http://127.0.0.1:{}", u32::from(port) + 1);
    for origin in [
        "null",
        "https://evil.example",
        &elsewhere,
        &next_door,
        "http://127.0.0.1",
        "http://lab.test.evil.example",
        "file://",
        "127.0.0.1",
        "",
    ] {
        let headers = format!("{host}origin: {origin}\r\n");
        assert_eq!(advance(&emulator, &headers).await, 403, "{origin}");
        for line in [
            "POST /_emulator/reset",
            "PUT /_emulator/state",
            "DELETE /_emulator/faults",
        ] {
            let (status, refused) = exchange(&emulator, line, &headers, "").await;
            assert_eq!(status, 403, "{line} {origin}");
            assert!(refused["error"].as_str().unwrap().contains("may change nothing"));
        }
        let both = format!("{host}{own}origin: {origin}\r\n");
        assert_eq!(advance(&emulator, &both).await, 403, "{origin}");
        // What it cannot read it may ask for: no answer allows another site to see it.
        let (status, _) = exchange(&emulator, "GET /_emulator/health", &headers, "").await;
        assert_eq!(status, 200);
    }
    assert_eq!(emulator.state(), before);
}

#[tokio::test]
async fn no_other_site_is_ever_let_in() {
    let emulator = Emulator::start().await.unwrap();
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let preflight = "OPTIONS /_emulator/state HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: https://evil.example\r\n\
        access-control-request-method: PUT\r\nconnection: close\r\n\r\n";
    stream.write_all(preflight.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    assert!(
        text.starts_with("HTTP/1.1 403") && !text.contains("access-control"),
        "{text}"
    );
    assert!(text.contains("x-content-type-options: nosniff"), "{text}");
}

#[tokio::test]
async fn carriers_are_called_by_any_name() {
    let emulator = Emulator::start().await.unwrap();
    let headers = format!(
        "host: carrier.test\r\nauthorization: {}\r\n",
        trunkline_testkit::flowroute::BASIC
    );
    let (status, _) = exchange(&emulator, "GET /flowroute/v2/numbers", &headers, "").await;
    assert_eq!(status, 200);
}
