//! What is made of a released binary: the GitHub action starts it and says where it is, and the Dockerfile runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use trunkline_testkit::Folder;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sh(folder: &Folder, script: &str) -> Output {
    let mut command = Command::new("bash");
    command.args(["-ec", script]).current_dir(folder.file("."));
    command.output().unwrap()
}

/// A folder with a release, as `cargo xtask dist` makes it.
fn release() -> Folder {
    let folder = Folder::new();
    let packed = sh(
        &folder,
        &format!(
            "name=trunkline-{VERSION}-$(uname -m)-unknown-linux-gnu; mkdir $name; cp {} $name/
             tar -I 'gzip -1' -cf $name.tar.gz $name; sha256sum $name.tar.gz >SHA256SUMS",
            env!("CARGO_BIN_EXE_trunkline-emulator")
        ),
    );
    assert!(packed.status.success(), "{packed:?}");
    folder
}

/// Runs the action's script on a runner whose releases are in the folder.
fn act(folder: &Folder, options: &str) -> Output {
    let mut command = Command::new("bash");
    command.arg(repository().join("actions/emulator/start.sh"));
    command
        .env("VERSION", VERSION)
        .env("OPTIONS", options)
        .env("RELEASES", format!("file://{}", folder.file("").display()))
        .env("RUNNER_TEMP", folder.file(""))
        .env("GITHUB_ENV", folder.file("env"));
    command.output().unwrap()
}

#[test]
fn the_action_starts_what_was_released() {
    let folder = release();
    let output = act(&folder, "--seed 7 --clock frozen --quiet");
    assert!(output.status.success(), "{output:?}");
    let told = std::fs::read_to_string(folder.file("env")).unwrap();
    let value = |name: &str| {
        let line = told
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_else(|| panic!("{name}: {told}")).to_owned()
    };
    let admin = value("TRUNKLINE_EMULATOR_URL");
    let health = Command::new("curl")
        .arg("-sf")
        .arg(format!("{admin}/health"))
        .output();
    let stopped = Command::new("kill")
        .arg(value("TRUNKLINE_EMULATOR_PID"))
        .status()
        .unwrap();
    let health = String::from_utf8(health.unwrap().stdout).unwrap();
    assert!(health.contains("\"seed\":7"), "{health}");
    assert!(stopped.success());
    let base = admin.strip_suffix("/_emulator").unwrap();
    assert_eq!(value("TRUNKLINE_FLOWROUTE_URL"), format!("{base}/flowroute"));
    assert_eq!(value("TRUNKLINE_TROPO_URL"), format!("{base}/tropo/v1/"));
}

#[test]
fn the_action_starts_nothing_else() {
    let folder = release();
    // Not what was released, not named among the checksums, and an option that is none.
    for (spoil, options, part) in [
        ("true", "--sede 7", "--sede"),
        ("sed -i 's/^....../000000/' SHA256SUMS", "", "FAILED"),
        (": >SHA256SUMS", "", ""),
        ("rm *.tar.gz", "", "curl"),
    ] {
        assert!(sh(&folder, spoil).status.success());
        let output = act(&folder, options);
        let text = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        assert!(!output.status.success() && text.contains(part), "{spoil}: {text}");
        assert!(!folder.file("env").exists(), "{spoil}");
    }
}

#[test]
fn the_dockerfile_runs_it_where_it_was_copied_to() {
    let text = std::fs::read_to_string(repository().join("docker/Dockerfile")).unwrap();
    let instruction = |word: &str| {
        let found = text
            .lines()
            .find_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
        found.unwrap_or_else(|| panic!("no {word}"))
    };
    let (from, to) = instruction("COPY").split_once(' ').unwrap();
    assert_eq!(from, "trunkline-emulator");
    let command: Vec<String> = serde_json::from_str(instruction("ENTRYPOINT")).unwrap();
    let (program, arguments) = command.split_first().unwrap();
    assert_eq!(program, to);
    let port = instruction("EXPOSE");
    assert_eq!(arguments, ["--listen", &format!("0.0.0.0:{port}")]);
    let shown = Command::new(env!("CARGO_BIN_EXE_trunkline-emulator"))
        .args(arguments)
        .arg("--help")
        .output()
        .unwrap();
    assert!(shown.status.success(), "{shown:?}");
    assert!(!text.contains("\nRUN"), "there is no shell");
}
