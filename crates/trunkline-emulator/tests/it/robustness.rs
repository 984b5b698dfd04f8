//! Clients that never finish, state files in the way, and ends without notice.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::Emulator;
use trunkline_testkit::flowroute::Lab;

/// A folder of the test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("trunkline-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn start_with(path: &PathBuf) -> Result<Emulator, String> {
    let built = Emulator::builder().state_file(path).build();
    built.map_err(|error| error.to_string())
}

async fn health(emulator: &Emulator) -> String {
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let request = "GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn half_sent_requests_keep_nobody_out() {
    let emulator = Emulator::start().await.unwrap();
    let address = emulator.listen_addr().unwrap();
    for beginning in [
        "",
        "GET /flowroute/v2/rou",
        "POST /flowroute/v2/routes HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{",
    ] {
        let mut open = Vec::new();
        for _ in 0..1100 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            // The emulator may have closed it by now.
            let _ = stream.write_all(beginning.as_bytes()).await;
            open.push(stream);
        }
        let begin = Instant::now();
        assert!(health(&emulator).await.starts_with("HTTP/1.1 200"));
        assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    }
}

#[tokio::test]
async fn a_head_has_to_come_soon() {
    let emulator = Emulator::start().await.unwrap();
    let mut idle = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let mut slow = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    slow.write_all(b"GET /_emul").await.unwrap();
    let begin = Instant::now();
    let mut byte = [0];
    let ended = tokio::time::timeout(Duration::from_secs(30), slow.read(&mut byte)).await;
    assert!(matches!(ended.expect("it stays open"), Ok(0) | Err(_)));
    assert!(
        (4..15).contains(&begin.elapsed().as_secs()),
        "{:?}",
        begin.elapsed()
    );
    // One that has not begun may wait longer.
    let request = b"GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    idle.write_all(request).await.unwrap();
    let mut text = String::new();
    idle.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

#[tokio::test]
async fn the_state_is_on_disk_when_the_answer_comes() {
    let folder = Folder::new("kept");
    let path = folder.file("state.json");
    let lab = Lab::of(start_with(&path).unwrap());
    let on_disk = || -> Value { serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap() };
    lab.buy("12064205780").await;
    assert_eq!(on_disk(), lab.emulator.state());
    lab.control("POST", "clock/advance", Some(json!({"seconds": 5})))
        .await;
    assert_eq!(on_disk(), lab.emulator.state());
    // Reads and refusals write nothing.
    std::fs::remove_file(&path).unwrap();
    lab.get("/v2/numbers").await;
    lab.call("POST", "/v2/numbers/12064205780").await;
    assert!(!path.exists());
}

#[tokio::test]
async fn writes_at_the_same_time_are_all_on_disk() {
    let folder = Folder::new("together");
    let path = folder.file("state.json");
    let lab = Lab::of(start_with(&path).unwrap());
    let buys = (0..20).map(|line| {
        let service = lab.emulator.service();
        async move {
            let request = Lab::request("POST", &format!("/v2/numbers/120642057{}", 80 + line), None, "");
            tower_service::Service::call(&mut service.clone(), request)
                .await
                .unwrap()
                .status()
        }
    });
    let mut tasks = tokio::task::JoinSet::new();
    buys.for_each(|buy| drop(tasks.spawn(buy)));
    assert!(tasks.join_all().await.iter().all(|status| status.as_u16() == 201));
    let saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(saved, lab.emulator.state());
}

#[test]
fn a_path_that_cannot_be_written_is_refused_at_once() {
    let folder = Folder::new("refused");
    let missing = start_with(&folder.file("nope/x.json")).unwrap_err();
    assert!(
        missing.starts_with("cannot keep the state in ") && missing.contains("nope/x.json"),
        "{missing}"
    );
    assert!(start_with(&folder.0).unwrap_err().contains("directory"));
    std::fs::write(folder.file("broken.json"), "{").unwrap();
    assert!(
        start_with(&folder.file("broken.json"))
            .unwrap_err()
            .contains("EOF")
    );
}

#[cfg(unix)]
#[test]
fn two_emulators_never_share_a_file() {
    let folder = Folder::new("locked");
    let path = folder.file("state.json");
    let first = start_with(&path).unwrap();
    assert!(
        start_with(&path)
            .unwrap_err()
            .ends_with("another emulator uses it")
    );
    drop(first);
    drop(start_with(&path).unwrap());
}

#[cfg(unix)]
#[test]
fn files_are_private_and_links_lead_nowhere() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("links");
    let (path, victim) = (folder.file("state.json"), folder.file("victim"));
    std::fs::write(&victim, "precious").unwrap();
    symlink(&victim, folder.file("state.json.new")).unwrap();
    drop(start_with(&path).unwrap());
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "precious");
    for name in ["state.json", "state.json.lock"] {
        let mode = std::fs::metadata(folder.file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    // A link for the lock is refused; one for the state itself stays a link to what is replaced.
    std::fs::remove_file(folder.file("state.json.lock")).unwrap();
    symlink(&victim, folder.file("state.json.lock")).unwrap();
    assert!(start_with(&path).is_err());
    let link = folder.file("link.json");
    symlink(&path, &link).unwrap();
    std::fs::remove_file(folder.file("state.json.lock")).unwrap();
    drop(start_with(&link).unwrap());
    assert!(link.is_symlink() && !path.is_symlink());
}

#[cfg(unix)]
#[test]
fn a_program_started_meanwhile_does_not_keep_the_lock() {
    let folder = Folder::new("children");
    let path = folder.file("state.json");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                std::process::Command::new("true").status().unwrap();
            }
        });
        let failed = (0..100).find_map(|_| start_with(&path).err());
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(failed, None);
    });
}
