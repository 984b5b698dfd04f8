//! The examples in other languages, against the emulator of this tree.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::{Workspace, files_below};

/// Pinned, so that a new release cannot turn CI red by itself.
const PYTEST: &str = "pytest==8.4.2";

pub(super) fn run(workspace: &Workspace) -> Outcome {
    shell::run(&mut workspace.cargo(&["build", "--quiet", "-p", "trunkline-emulator"]))?;
    shell::all([pytest(workspace), vitest(workspace)])
}

fn pytest(workspace: &Workspace) -> Outcome {
    let folder = folder(workspace, "pytest")?;
    let own = folder.join("bin/python");
    let has_pytest = |python: &Path| {
        let mut look = shell::program(python, &folder);
        shell::quiet_output(look.args(["-c", "import pytest"])).is_ok()
    };
    let python = if has_pytest(Path::new("python3")) {
        PathBuf::from("python3")
    } else {
        if !has_pytest(&own)
            && let Err(failure) = install_pytest(&folder)
        {
            return skipped("pytest", &failure);
        }
        own
    };
    let mut command = shell::program(python, &workspace.root);
    command.args([
        "-B",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "examples/pytest",
    ]);
    shell::run(with_emulator(workspace, &mut command))
}

fn install_pytest(folder: &Path) -> Outcome {
    shell::output(shell::program("python3", folder).args(["-m", "venv", "."]))?;
    let mut pip = shell::program(folder.join("bin/python"), folder);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--retries=1",
        "--timeout=15",
        PYTEST,
    ]);
    shell::output(&mut pip).map(drop)
}

/// In a copy, for npm puts what it installs beside the program that needs it.
fn vitest(workspace: &Workspace) -> Outcome {
    let folder = folder(workspace, "vitest")?;
    for path in files_below(&workspace.root.join("examples/vitest"), "")? {
        let name = path.file_name().unwrap_or_default();
        std::fs::copy(&path, folder.join(name)).map_err(|error| Failure::at(&path, error))?;
    }
    let program = folder.join("node_modules/.bin/vitest");
    if !program.exists() {
        let mut npm = shell::program("npm", &folder);
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=1",
            "--loglevel=error",
        ]);
        if let Err(failure) = shell::output(&mut npm) {
            return skipped("vitest", &failure);
        }
    }
    let mut command = shell::program(program, &folder);
    shell::run(with_emulator(workspace, command.arg("run")))
}

/// Says that an example was not run. What it needs comes from a registry, which is not everywhere within reach.
fn skipped(what: &str, why: &Failure) -> Outcome {
    println!("SKIPPED: no {what}: {why}");
    Ok(())
}

fn with_emulator<'a>(workspace: &Workspace, command: &'a mut Command) -> &'a mut Command {
    let name = format!("trunkline-emulator{}", std::env::consts::EXE_SUFFIX);
    command.env("TRUNKLINE_EMULATOR", workspace.target.join("debug").join(name))
}

/// A folder of the target folder, which CI may keep.
fn folder(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let folder = workspace.target.join("examples-of").join(name);
    std::fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, error))?;
    Ok(folder)
}
