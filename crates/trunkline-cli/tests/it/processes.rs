//! Several processes at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use trunkline_emulator::Fault;

use crate::assert_transcript;
use crate::support::{Account, transcript};

/// Four processes buy the same number, and each reply is lost after the carrier has acted: it is bought once.
#[test]
fn processes_that_want_the_same_number_buy_it_once() {
    let account = Account::start();
    account
        .emulator
        .fault(Fault::on("numbers.purchase").commit_then_drop());
    for number in ["+12064205780", "+12064205781", "+12064205782"] {
        let buy = || {
            let mut command = account.command(&["numbers", "buy", number, "--yes"]);
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        let buyers: Vec<Child> = (0..4).map(|_| buy()).collect();
        let codes: Vec<_> = buyers
            .into_iter()
            .map(|mut buyer| buyer.wait().unwrap().code())
            .collect();
        assert_eq!(account.emulator.audit().purchases(number), 1, "{number}");
        assert!(codes.contains(&Some(0)), "{number}: {codes:?}");
    }
    assert_eq!(account.emulator.audit().violations(), [""; 0]);
}

/// A folder of this test's, which is there but empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    fs::create_dir_all(&path).unwrap();
    path
}

fn refused(account: &Account) -> usize {
    let requests = account.emulator.requests();
    requests
        .iter()
        .filter(|request| request.status == Some(429))
        .count()
}

/// `xargs -P4 trunkline messages send`, with one message a second to spare: calls arrive less evenly than they leave.
#[test]
fn processes_share_the_pace_of_the_carrier() {
    let account = Account::with(|emulator| emulator.rate_limits(Some(6), Some(1)));
    let runtime = folder("turns");
    std::thread::scope(|scope| {
        for sender in 0..4 {
            let (account, runtime) = (&account, &runtime);
            scope.spawn(move || {
                for message in 0..5 {
                    let to = format!("1206555{sender}1{message}1");
                    let send = [
                        "messages",
                        "send",
                        "-y",
                        "--from",
                        "12062011682",
                        "--to",
                        &to,
                        "hello",
                    ];
                    let mut command = account.command(&send);
                    let output = command.env("XDG_RUNTIME_DIR", runtime).output().unwrap();
                    assert!(
                        output.status.success(),
                        "{}",
                        String::from_utf8_lossy(&output.stderr)
                    );
                }
            });
        }
    });
    assert_eq!(refused(&account), 0);
    let files: Vec<_> = fs::read_dir(runtime.join("trunkline")).unwrap().collect();
    assert_eq!(files.len(), 1, "one account, one file: {files:?}");
    fs::remove_dir_all(runtime).unwrap();
}

/// Whatever is wrong with the folder, calls are made, and it is said once.
#[cfg(unix)]
#[test]
fn a_pace_that_cannot_be_shared_is_no_failure() {
    use std::os::unix::fs::PermissionsExt;

    let account = Account::start();
    let runtime = folder("no-turns");
    let send = ["messages", "send", "-y", "--from", "12062011682"];
    let send = [
        &send[..],
        &["--to", "12065550142", "--to", "12065550143", "hello"],
    ]
    .concat();
    let run = |arguments: &[&str]| {
        let output = account
            .command(arguments)
            .env("XDG_RUNTIME_DIR", &runtime)
            .output()
            .unwrap();
        transcript(arguments, &output).replace(runtime.to_str().unwrap(), "RUNTIME")
    };
    fs::write(runtime.join("trunkline"), "a file").unwrap();
    assert_transcript!("turns_file", run(&send));
    fs::remove_file(runtime.join("trunkline")).unwrap();
    fs::create_dir(runtime.join("trunkline")).unwrap();
    fs::set_permissions(runtime.join("trunkline"), fs::Permissions::from_mode(0o777)).unwrap();
    assert_transcript!("turns_open", run(&[&send[..], &["--json"]].concat()));
    fs::remove_dir_all(runtime).unwrap();
}
