//! Faults as bytes on a socket: what arrives, what does not, and whether the call took effect.

use std::io::ErrorKind;
use std::time::Duration;
use trunkline_testkit::flowroute;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::{Dropped, Emulator, Fault};

const PURCHASE: &str = "POST /flowroute/v2/numbers/12064205780";

async fn connect(emulator: &Emulator, head: &str) -> TcpStream {
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let request = format!(
        "{head} HTTP/1.1\r\nhost: emulator\r\nauthorization: {}\r\ncontent-length: 0\r\n\r\n",
        flowroute::BASIC
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Everything until the connection ends, or the error it ends with.
async fn rest(mut stream: TcpStream) -> Result<String, ErrorKind> {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    match read.expect("the connection stays open") {
        Ok(_) => Ok(String::from_utf8(bytes).unwrap()),
        Err(error) => Err(error.kind()),
    }
}

/// Head and body of the one answer on a connection that stays open.
async fn answer(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return (head.to_owned(), body.to_owned());
            }
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.unwrap();
        assert!(count > 0, "closed after {text:?}");
        bytes.extend_from_slice(&buffer[..count]);
    }
}

async fn with(fault: Fault) -> Emulator {
    let emulator = Emulator::start().await.unwrap();
    emulator.fault(fault);
    emulator
}

fn bought(emulator: &Emulator) -> u32 {
    emulator.audit().purchases("12064205780")
}

#[tokio::test]
async fn dropped_means_not_one_byte() {
    for (fault, count) in [
        (Fault::on("*").drop_before(), 0),
        (Fault::on("*").commit_then_drop(), 1),
    ] {
        let emulator = with(fault).await;
        assert_eq!(rest(connect(&emulator, PURCHASE).await).await, Ok(String::new()));
        assert_eq!(bought(&emulator), count);
        let record = &emulator.requests()[0];
        assert_eq!((record.status, record.committed), (None, count == 1));
    }
}

#[tokio::test]
async fn reset_means_reset() {
    for (fault, count) in [
        (Fault::on("*").reset_before(), 0),
        (Fault::on("*").commit_then_reset(), 1),
    ] {
        let emulator = with(fault).await;
        assert_eq!(
            rest(connect(&emulator, PURCHASE).await).await,
            Err(ErrorKind::ConnectionReset)
        );
        assert_eq!(bought(&emulator), count);
    }
}

#[tokio::test]
async fn hanging_ends_with_the_emulator() {
    for (fault, count) in [
        (Fault::on("*").hang_before(), 0),
        (Fault::on("*").commit_then_hang(), 1),
    ] {
        let emulator = with(fault).await;
        let mut stream = connect(&emulator, PURCHASE).await;
        let mut byte = [0];
        let silence = tokio::time::timeout(Duration::from_millis(200), stream.read(&mut byte)).await;
        assert!(silence.is_err(), "something came: {silence:?}");
        assert_eq!(bought(&emulator), count);
        emulator.stop().await.unwrap();
        assert!(matches!(stream.read(&mut byte).await, Ok(0) | Err(_)));
    }
}

#[tokio::test]
async fn a_cut_body_is_shorter_than_its_length() {
    for bytes in [0, 10] {
        let emulator = with(Fault::on("*").commit_then_cut_body(bytes)).await;
        let text = rest(connect(&emulator, PURCHASE).await).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 201"), "{head}");
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        assert!(length.unwrap().parse::<u64>().unwrap() > 600, "{head}");
        assert_eq!(body.len() as u64, bytes);
        assert_eq!(bought(&emulator), 1);
        assert_eq!(emulator.requests()[0].status, Some(201));
    }
}

#[tokio::test]
async fn statuses_and_bodies() {
    let cases: [(Fault, &str, u32, &str); 8] = [
        (
            Fault::on("*").refuse(503),
            "503",
            0,
            "\"The service is undergoing maintenance.\"",
        ),
        (Fault::on("*").refuse(401), "401", 0, "\"Authentication failed.\""),
        (
            Fault::on("*").respond_after_commit(500),
            "500",
            1,
            "\"title\":\"Internal Server Error\"",
        ),
        (
            Fault::on("*").too_many_requests(Some("2")),
            "429",
            0,
            "\"Rate limit exceeded.\"",
        ),
        (
            Fault::on("*").malformed_body(),
            "201",
            1,
            "{\"data\": {\"type\": \"num",
        ),
        (
            Fault::on("*").html_body(502),
            "502",
            0,
            "<title>502 Bad Gateway</title>",
        ),
        (Fault::on("*").html_body(200), "200", 1, "<html>"),
        (Fault::on("*").empty_body(), "201", 1, ""),
    ];
    for (fault, status, count, part) in cases {
        let name = format!("{fault:?}");
        let emulator = with(fault).await;
        let mut stream = connect(&emulator, PURCHASE).await;
        let (head, body) = answer(&mut stream).await;
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{name}: {head}");
        assert!(
            body.contains(part) && (!part.is_empty() || body.is_empty()),
            "{name}: {body}"
        );
        assert_eq!(bought(&emulator), count, "{name}");
        if status == "429" {
            assert!(head.contains("retry-after: 2"), "{head}");
        }
    }
}

#[tokio::test]
async fn delays() {
    let emulator = with(Fault::on("*").delay(Duration::from_millis(150))).await;
    let begin = std::time::Instant::now();
    let mut stream = connect(&emulator, PURCHASE).await;
    answer(&mut stream).await;
    assert!(begin.elapsed() >= Duration::from_millis(150));

    // Given up before it took effect: it never does.
    let emulator = with(Fault::on("*").delay_before(Duration::from_secs(600))).await;
    let stream = connect(&emulator, PURCHASE).await;
    while emulator.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(stream);
    emulator.clear_faults();
    let mut stream = connect(&emulator, "GET /flowroute/v2/numbers").await;
    answer(&mut stream).await;
    assert_eq!(bought(&emulator), 0);
}

#[tokio::test]
async fn matching_by_operation_number_count_and_chance() {
    let emulator = Emulator::start().await.unwrap();
    emulator.fault(
        Fault::on("numbers.purchase")
            .number("+12064205781")
            .nth(2)
            .refuse(503),
    );
    emulator.fault(Fault::on("flowroute.v2.routes.*").times(2).refuse(500));
    let status = |head: &'static str| {
        let emulator = &emulator;
        async move {
            let mut stream = connect(emulator, head).await;
            answer(&mut stream).await.0[9..12].to_owned()
        }
    };
    assert_eq!(status(PURCHASE).await, "201");
    assert_eq!(status("POST /flowroute/v2/numbers/12064205781").await, "201");
    assert_eq!(status("POST /flowroute/v2/numbers/12064205781").await, "503");
    assert_eq!(status("POST /flowroute/v2/numbers/12064205781").await, "404");
    assert_eq!(status("GET /flowroute/v2/routes").await, "500");
    assert_eq!(status("GET /flowroute/v2/routes/0").await, "500");
    assert_eq!(status("GET /flowroute/v2/routes").await, "200");
    assert_eq!(status("GET /flowroute/v2/numbers").await, "200");
}

#[tokio::test]
async fn chance_follows_the_seed() {
    let run = |seed| async move {
        let emulator = Emulator::builder().seed(seed).build().unwrap();
        emulator.fault(Fault::on("*").probability(500).refuse(503));
        let lab = flowroute::Lab::of(emulator);
        let mut statuses = Vec::new();
        for _ in 0..64 {
            statuses.push(lab.get("/v2/routes").await.status);
        }
        statuses
    };
    let first = run(1).await;
    assert_eq!(first, run(1).await);
    assert_ne!(first, run(2).await);
    let failed = first.iter().filter(|status| **status == 503).count();
    assert!((16..=48).contains(&failed), "{failed} of 64");
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let emulator = Emulator::start().await.unwrap();
    let mut stream = connect(&emulator, PURCHASE).await;
    answer(&mut stream).await;
    let next = format!(
        "GET /flowroute/v2/numbers HTTP/1.1\r\nhost: emulator\r\nauthorization: {}\r\n\r\n",
        flowroute::BASIC
    );
    for _ in 0..3 {
        stream.write_all(next.as_bytes()).await.unwrap();
        assert!(answer(&mut stream).await.0.starts_with("HTTP/1.1 200"));
    }
    let address = emulator.listen_addr().unwrap();
    drop(emulator);
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let emulator = Emulator::start().await.unwrap();
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let head = "POST /flowroute/v2/cnams HTTP/1.1\r\nhost: emulator\r\ncontent-length: 9000000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // The answer may come before everything is written; the connection ends then.
    let chunk = vec![b'x'; 64 * 1024];
    for _ in 0..20 {
        if stream.write_all(&chunk).await.is_err() {
            break;
        }
    }
    let mut first = [0; 12];
    if stream.read_exact(&mut first).await.is_ok() {
        assert_eq!(&first, b"HTTP/1.1 413");
    }
}

#[tokio::test]
async fn in_process_faults_are_errors() {
    for (fault, expected) in [
        (Fault::on("*").drop_before(), Dropped::BeforeCommit),
        (Fault::on("*").commit_then_drop(), Dropped::AfterCommit),
        (Fault::on("*").reset_before(), Dropped::ResetBeforeCommit),
        (Fault::on("*").commit_then_reset(), Dropped::ResetAfterCommit),
        (Fault::on("*").commit_then_cut_body(3), Dropped::BodyCut),
    ] {
        let lab = flowroute::Lab::new();
        lab.emulator.fault(fault);
        let request = flowroute::Lab::request("POST", "/v2/numbers/12064205780", None, "");
        assert_eq!(lab.try_send(request).await.err(), Some(expected));
    }
    let lab = flowroute::Lab::new();
    lab.emulator.fault(Fault::on("*").commit_then_hang());
    let request = flowroute::Lab::request("POST", "/v2/numbers/12064205780", None, "");
    let hanging = tokio::time::timeout(Duration::from_millis(50), lab.try_send(request)).await;
    assert!(hanging.is_err());
    assert_eq!(bought(&lab.emulator), 1);
}

#[tokio::test]
async fn of_many_buyers_at_once_one_succeeds() {
    let emulator = Emulator::start().await.unwrap();
    let mut streams = Vec::new();
    for _ in 0..40 {
        streams.push(connect(&emulator, PURCHASE).await);
    }
    let mut statuses = Vec::new();
    for stream in &mut streams {
        statuses.push(answer(stream).await.0[9..12].to_owned());
    }
    assert_eq!(statuses.iter().filter(|status| *status == "201").count(), 1);
    assert_eq!(statuses.iter().filter(|status| *status == "404").count(), 39);
    assert_eq!((bought(&emulator), emulator.audit().charges()), (1, 1));
}
