//! `cargo xtask dist`: the archive of a release with its checksum, under target/archives. On Linux; takes minutes.
//!
//! The same commit, compiler and folder give the same archive: entries are sorted and dated with the commit.

mod contents;
mod third_party;

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, none_of};
use crate::shell;
use crate::workspace::{Workspace, files_below};

/// What is built, and how large it may be, in bytes.
const PROGRAMS: &[&str] = &["trunkline", "trunkline-emulator"];
const MOST: u64 = 15 * 1024 * 1024;

/// What to do.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(workspace: &Workspace, _: &Arguments) -> Outcome {
    let built = build(workspace)?;
    let name = format!("trunkline-{}-{}", env!("CARGO_PKG_VERSION"), host(workspace)?);
    let archives = workspace.target.join("archives");
    let folder = archives.join(&name);
    contents::gather(workspace, &built, &folder)?;
    check(workspace, &folder)?;
    let archive = pack(workspace, &archives, &name)?;
    checksum(&archives, &archive)
}

/// Builds the programs, without the folders of this machine in them, and gives where they are.
fn build(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let mut command = workspace.cargo(&["build", "--profile", "dist", "--locked", "--bins"]);
    command.args(["-p", "trunkline-cli", "-p", "trunkline-emulator"]);
    let flags = [(cargo_home(), "/cargo"), (workspace.root.clone(), "/trunkline")]
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()));
    shell::run(command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")))?;
    Ok(workspace.target.join("dist"))
}

fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME").map_or_else(
        || std::env::home_dir().unwrap_or_default().join(".cargo"),
        PathBuf::from,
    )
}

/// The platform that is built for: `x86_64-unknown-linux-gnu`.
fn host(workspace: &Workspace) -> Result<String, Failure> {
    let text = shell::quiet_output(shell::program("rustc", &workspace.root).arg("-vV"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| Failure::new("`rustc -vV` names no host"))
}

/// What is wrong with the folder: a program that is too large, does not run, or names this machine; a file that is missing.
fn check(workspace: &Workspace, folder: &Path) -> Outcome {
    let mut findings = contents::missing(folder);
    for name in PROGRAMS {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| Failure::at(&path, error))?;
        println!("{name}: {} KiB", bytes.len() / 1024);
        if bytes.len() as u64 > MOST {
            findings.push(format!("{name}: {} bytes, more than {MOST}", bytes.len()));
        }
        let root = workspace.root.to_string_lossy();
        if bytes.windows(root.len()).any(|part| part == root.as_bytes()) {
            findings.push(format!("{name} names {root}"));
        }
        let version = shell::output(shell::program(&path, folder).arg("--version"))?;
        if !version.contains(env!("CARGO_PKG_VERSION")) {
            findings.push(format!("{name} says that it is {}", version.trim()));
        }
    }
    none_of("what is wrong with the archive", &findings)
}

/// Packs the folder, and lists what came into the archive.
fn pack(workspace: &Workspace, archives: &Path, name: &str) -> Result<String, Failure> {
    let date = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds,
        Err(_) => {
            shell::quiet_output(shell::program("git", &workspace.root).args(["log", "-1", "--format=%ct"]))?
        }
    };
    let tar = format!("{name}.tar");
    let mut command = shell::program("tar", archives);
    command.args(["--create", "--file", &tar, "--format=ustar", "--sort=name"]);
    command.args(["--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX"]);
    shell::run(command.arg(format!("--mtime=@{}", date.trim())).arg(name))?;
    shell::run(shell::program("gzip", archives).args(["--no-name", "--best", "--force", &tar]))?;

    let archive = format!("{tar}.gz");
    let list = shell::output(shell::program("tar", archives).args(["--list", "--gzip", "--file", &archive]))?;
    let packed = list.lines().filter(|line| !line.ends_with('/')).count();
    let expected = files_below(&archives.join(name), "")?.len();
    if packed != expected {
        return Err(Failure::new(format!(
            "{archive} has {packed} files, not {expected}"
        )));
    }
    println!("{archive}: {packed} files");
    Ok(archive)
}

fn checksum(archives: &Path, archive: &str) -> Outcome {
    let sums = shell::output(shell::program("sha256sum", archives).arg(archive))?;
    let path = archives.join("SHA256SUMS");
    fs::write(&path, &sums).map_err(|error| Failure::at(&path, error))?;
    print!("{sums}");
    Ok(())
}
