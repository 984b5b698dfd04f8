//! Files to and from addresses that the carrier gave: without credentials, whole or not at all, resumed or begun again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use trunkline_core::{Carrier, Error, ErrorKind, Operation, Refusal};
use trunkline_testkit::Folder;
use trunkline_testkit::server::{Act, Server};
use trunkline_transport::{BasicAuth, Client, TransferOptions};

static ACME: Carrier = Carrier::new("acme", "acme.", "*/*", |status, _, _| {
    Refusal::from_status(status)
});
const FETCH: Operation = Operation::read(&ACME, "acme.files.fetch");
const SEND: Operation = Operation::repeatable(&ACME, "acme.files.send", "sent");

/// A client with credentials, whose base URL is on this machine.
fn client() -> Client {
    Client::builder("http://127.0.0.1:9/v2")
        .authorizer(BasicAuth::new("user", "planted-secret".into()))
        .build()
        .unwrap()
}

async fn fetch(server: &Server, folder: &Folder, options: TransferOptions) -> Result<u64, Error> {
    let url = format!("{}/file.gz?X-Signature=planted", server.url());
    client()
        .transfers()
        .download(&FETCH, &url, &folder.file("file.gz"), &options)
        .await
}

fn head(status: u16, headers: &str, length: usize) -> String {
    format!("HTTP/1.1 {status} Status\r\n{headers}content-length: {length}\r\n\r\n")
}

const TAG: &str = "etag: \"abc\"\r\n";

#[tokio::test]
async fn a_file_is_whole_or_not_there() {
    let server = Server::start([Act::answer_with(200, TAG, "0123456789")]).await;
    let folder = Folder::new();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let options = TransferOptions::new().progress({
        let seen = Arc::clone(&seen);
        move |progress| seen.lock().unwrap().push((progress.done, progress.total))
    });
    assert_eq!(fetch(&server, &folder, options).await.unwrap(), 10);
    assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"0123456789");
    assert_eq!(folder.names(), ["file.gz"]);
    assert_eq!(seen.lock().unwrap().last(), Some(&(10, Some(10))));
    let request = server.requests()[0].to_lowercase();
    assert!(
        request.starts_with("get /file.gz?x-signature=planted http/1.1"),
        "{request}"
    );
    assert!(!request.contains("authorization"), "{request}");
}

#[tokio::test]
async fn a_broken_download_asks_for_the_rest_of_the_same_file() {
    let rest = "content-range: bytes 4-9/10\r\netag: \"abc\"\r\n";
    let script = [
        Act::Send(format!("{}0123", head(200, TAG, 10))),
        Act::Send(format!("{}456789", head(206, rest, 6))),
    ];
    let (server, folder) = (Server::start(script).await, Folder::new());
    assert_eq!(fetch(&server, &folder, TransferOptions::new()).await.unwrap(), 10);
    assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"0123456789");
    let second = server.requests()[1].to_lowercase();
    assert!(
        second.contains("range: bytes=4-\r\n") && second.contains("if-range: \"abc\"\r\n"),
        "{second}"
    );
}

#[tokio::test]
async fn another_file_in_its_place_is_begun_again() {
    let other = format!("{}abcdefghijkl", head(200, "etag: \"xyz\"\r\n", 12));
    let wrong_part = "content-range: bytes 0-9/10\r\n";
    for second in [
        vec![Act::Send(other.clone())],
        vec![
            Act::Send(format!("{}0123456789", head(206, wrong_part, 10))),
            Act::Send(other.clone()),
        ],
        vec![Act::answer(416, ""), Act::Send(other.clone())],
    ] {
        let mut script = vec![Act::Send(format!("{}0123", head(200, TAG, 10)))];
        script.extend(second);
        let (server, folder) = (Server::start(script).await, Folder::new());
        assert_eq!(fetch(&server, &folder, TransferOptions::new()).await.unwrap(), 12);
        assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"abcdefghijkl");
    }
}

#[tokio::test]
async fn without_a_strong_tag_all_of_it_is_asked_for() {
    for tag in ["", "etag: W/\"abc\"\r\n"] {
        let script = [
            Act::Send(format!("{}0123", head(200, tag, 10))),
            Act::Send(format!("{}0123456789", head(200, tag, 10))),
        ];
        let (server, folder) = (Server::start(script).await, Folder::new());
        assert_eq!(fetch(&server, &folder, TransferOptions::new()).await.unwrap(), 10);
        assert!(!server.requests()[1].to_lowercase().contains("range:"));
        assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"0123456789");
    }
}

#[tokio::test]
async fn what_cannot_be_fetched_leaves_nothing_behind() {
    let expired = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    let cases = [
        (Act::answer(403, expired), ErrorKind::Forbidden, 1),
        (Act::answer(404, ""), ErrorKind::NotFound, 1),
        (
            Act::answer_with(302, "location: http://elsewhere.example\r\n", ""),
            ErrorKind::Redirect,
            1,
        ),
        (Act::answer(503, ""), ErrorKind::Server, 2),
        (Act::Send(head(200, TAG, 10)), ErrorKind::ConnectionLost, 2),
        (
            Act::SendStall(format!("{}01", head(200, TAG, 10))),
            ErrorKind::Timeout,
            2,
        ),
        (
            Act::Send(format!("{}{}", head(200, TAG, 30), "x".repeat(30))),
            ErrorKind::ResponseTooLarge,
            1,
        ),
    ];
    for (act, kind, attempts) in cases {
        let (server, folder) = (Server::start([act.clone()]).await, Folder::new());
        let options = TransferOptions::new()
            .attempts(2)
            .max_bytes(20)
            .stall_timeout(Duration::from_millis(100));
        let error = fetch(&server, &folder, options).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{act:?}: {error}");
        assert_eq!(server.requests().len(), attempts, "{act:?}: {error}");
        assert!(folder.names().is_empty(), "{act:?}: {:?}", folder.names());
        let shown = format!("{error}{error:#?}");
        assert!(!shown.contains("planted"), "{shown}");
    }
    let (server, folder) = (Server::start([Act::answer(403, expired)]).await, Folder::new());
    let error = fetch(&server, &folder, TransferOptions::new())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("AccessDenied: Request has expired (403)") && error.contains("may have expired"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_is_there_is_not_overwritten() {
    let (server, folder) = (Server::start([Act::answer(200, "new")]).await, Folder::new());
    std::fs::write(folder.file("file.gz"), "old").unwrap();
    let error = fetch(&server, &folder, TransferOptions::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");
    assert!(server.requests().is_empty());
    assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"old");
}

#[tokio::test]
async fn half_a_file_of_an_earlier_run_is_begun_again() {
    let (server, folder) = (
        Server::start([Act::answer(200, "0123456789")]).await,
        Folder::new(),
    );
    std::fs::write(folder.file("file.gz.part"), "something longer than the file").unwrap();
    fetch(&server, &folder, TransferOptions::new()).await.unwrap();
    assert_eq!(std::fs::read(folder.file("file.gz")).unwrap(), b"0123456789");
    assert_eq!(folder.names(), ["file.gz"]);
}

#[tokio::test]
async fn only_encrypted_addresses_or_this_machine() {
    let folder = Folder::new();
    let public = Client::builder("https://api.example.com").build().unwrap();
    let here = client();
    let cases = [
        (&here, "http://files.example.com/a", "must begin with https://"),
        (&public, "http://127.0.0.1:1/a", "must begin with https://"),
        (&here, "/relative", "must be absolute"),
        (&here, "ftp://127.0.0.1/a", "must begin with https://"),
        (&here, "http://user:planted@127.0.0.1/a", "must have no user name"),
    ];
    for (client, url, rule) in cases {
        let options = TransferOptions::new();
        let error = client
            .transfers()
            .download(&FETCH, url, &folder.file("a"), &options)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{url}: {error}");
        assert!(error.to_string().contains(rule), "{url}: {error}");
        assert!(!error.to_string().contains("planted"), "{error}");
    }
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_client_without_a_wire_of_its_own_says_so() {
    let carrier = trunkline_testkit::script::Carrier::default();
    let client = Client::builder("https://api.example.com")
        .service(carrier)
        .build()
        .unwrap();
    let options = TransferOptions::new();
    let to = std::env::temp_dir().join("never-written");
    let error = client
        .transfers()
        .download(&FETCH, "https://example.com", &to, &options)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
}

async fn send(server: &Server, folder: &Folder) -> Result<(), Error> {
    let url = format!("{}/bill.pdf?X-Signature=planted", server.url());
    let options = TransferOptions::new().attempts(2);
    client()
        .transfers()
        .upload(&SEND, &folder.file("bill.pdf"), "application/pdf", &url, &options)
        .await
}

#[tokio::test]
async fn a_file_is_sent_as_it_is_and_again_if_the_reply_is_lost() {
    let content = "%PDF-".repeat(40_000);
    let (server, folder) = (
        Server::start([Act::ReadClose, Act::answer(200, "")]).await,
        Folder::new(),
    );
    std::fs::write(folder.file("bill.pdf"), &content).unwrap();
    send(&server, &folder).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let head = head.to_lowercase();
        assert!(
            head.starts_with("put /bill.pdf?x-signature=planted http/1.1"),
            "{head}"
        );
        assert!(
            head.contains("content-type: application/pdf") && head.contains("content-length: 200000"),
            "{head}"
        );
        assert!(
            !head.contains("authorization") && !head.contains("transfer-encoding"),
            "{head}"
        );
        assert!(body == content, "the body is another");
    }
}

#[tokio::test]
async fn an_upload_that_is_refused_is_not_sent_again() {
    let (server, folder) = (Server::start([Act::answer(403, "")]).await, Folder::new());
    std::fs::write(folder.file("bill.pdf"), "%PDF-").unwrap();
    let error = send(&server, &folder).await.unwrap_err();
    assert_eq!(
        (error.kind(), server.requests().len()),
        (ErrorKind::Forbidden, 1),
        "{error}"
    );
    std::fs::remove_file(folder.file("bill.pdf")).unwrap();
    assert_eq!(send(&server, &folder).await.unwrap_err().kind(), ErrorKind::File);
}
