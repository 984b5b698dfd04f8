//! A Postgres of a test's own, from the binaries of this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Folder;

/// A server that is there as long as this is, reached by a socket in a folder of its own.
#[derive(Debug)]
pub struct Postgres {
    binaries: PathBuf,
    folder: Folder,
}

impl Postgres {
    /// Starts one; `None` on a machine without Postgres, which is told, and which CI must not be.
    pub fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            crate::skip("Postgres (under /usr/lib/postgresql)");
            return None;
        };
        let postgres = Self {
            binaries,
            folder: Folder::new(),
        };
        if is_root() {
            let folder = postgres.folder.file("");
            run(Command::new("chown").arg(USER).arg(folder));
        }
        let data = postgres.folder.file("data");
        run(postgres
            .command("initdb")
            .args([
                "--username=postgres",
                "--auth=trust",
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8",
            ])
            .arg(data));
        postgres.control("start");
        Some(postgres)
    }

    /// Where programs find it.
    pub fn url(&self) -> String {
        let socket = self.folder.file("");
        format!("postgres://postgres@localhost/postgres?host={}", socket.display())
    }

    /// Ends all connections and starts anew, as after a crash.
    pub fn restart(&self) {
        self.control("restart");
    }

    fn control(&self, what: &str) {
        let socket = self.folder.file("");
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}'",
            socket.display()
        );
        let log = self.folder.file("log");
        let mut command = self.command("pg_ctl");
        command.args([
            what,
            "--wait",
            "--silent",
            "--mode=immediate",
            "--options",
            &options,
        ]);
        run(command
            .arg("--log")
            .arg(log)
            .arg("--pgdata")
            .arg(self.folder.file("data")));
    }

    /// Postgres does not run as root.
    fn command(&self, program: &str) -> Command {
        let program = self.binaries.join(program);
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("runuser");
                command.args(["-u", USER, "--"]).arg(program);
                command
            }
            false => Command::new(program),
        };
        command.current_dir(self.folder.file(""));
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut command = self.command("pg_ctl");
        command.args(["stop", "--silent", "--mode=immediate", "--pgdata"]);
        let _ = silent(command.arg(self.folder.file("data"))).status();
    }
}

/// Whom Postgres runs as if we are root. The package makes this user.
const USER: &str = "postgres";

/// The newest there are.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let binaries = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    binaries.filter(|path| path.join("initdb").exists()).max()
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self")
        .metadata()
        .is_ok_and(|process| process.uid() == 0)
}

fn silent(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null())
}

fn run(command: &mut Command) {
    let status = silent(command).status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}
