//! The package job: what would go to a registry, built from nothing but the packages.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome, none_of};
use crate::shell;
use crate::workspace::{Package, Workspace, files_below};

/// What a registry shows of a crate.
const TOLD: &[&str] = &[
    "description",
    "license",
    "readme",
    "keywords",
    "categories",
    "metadata",
];

/// What every package brings along.
const FILES: &[&str] = &["README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// How large a package may be, in bytes. A registry takes ten times as much; fixtures do not belong in there.
const MOST: u64 = 1024 * 1024;

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let published: Vec<&Package> = workspace
        .packages
        .iter()
        .filter(|package| package.published)
        .collect();
    let mut findings: Vec<String> = published.iter().flat_map(|package| incomplete(package)).collect();
    build(workspace, &published)?;
    for package in &published {
        findings.extend(wrong(workspace, package)?);
    }
    none_of("packages that are not fit to be published", &findings)
}

/// What Cargo.toml does not tell.
fn incomplete(package: &Package) -> Vec<String> {
    let missing = TOLD.iter().filter(|field| !package.told.contains(**field));
    missing
        .map(|field| format!("{}: no {field}", package.name))
        .collect()
}

/// Packs all of them and builds each from its package and those it depends on, without the network.
fn build(workspace: &Workspace, packages: &[&Package]) -> Outcome {
    shell::run(&mut workspace.cargo(&["fetch", "--quiet", "--locked"]))?;
    // On a clean checkout there is nothing dirty; at a desk it is what lies there that is checked.
    let mut command = workspace.cargo(&["package", "--offline", "--allow-dirty"]);
    // Told so, cargo builds all of them in one folder, and what they depend on once.
    command.env("CARGO_TARGET_DIR", &workspace.target);
    for package in packages {
        command.args(["-p", &package.name]);
    }
    shell::run(&mut command)
}

/// What is wrong with a package that has been built.
fn wrong(workspace: &Workspace, package: &Package) -> Result<Vec<String>, Failure> {
    let name = format!("{}-{}", package.name, package.version);
    let unpacked = workspace.target.join("package").join(&name);
    let packed = unpacked.with_file_name(format!("{name}.crate"));
    let size = fs::metadata(&packed)
        .map_err(|error| Failure::at(&packed, error))?
        .len();
    println!("{name}: {} KiB", size / 1024);

    let mut findings = Vec::new();
    if size > MOST {
        findings.push(format!("{name}: {size} bytes, more than {MOST}"));
    }
    let missing = FILES.iter().filter(|file| !unpacked.join(file).exists());
    findings.extend(missing.map(|file| format!("{name}: no {file}")));
    for path in files_below(&unpacked, "")? {
        if names_this_machine(&path, &workspace.root)? {
            findings.push(format!(
                "{name}: {} names a folder of this machine",
                path.display()
            ));
        }
    }
    Ok(findings)
}

fn names_this_machine(file: &Path, root: &Path) -> Result<bool, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::at(file, error))?;
    let root = root.to_string_lossy();
    Ok(String::from_utf8_lossy(&bytes).contains(&*root))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn what_is_not_told_is_named() {
        let mut package = Package {
            name: "a".to_owned(),
            ..Package::default()
        };
        package.told.extend(TOLD.iter().map(|&field| field.to_owned()));
        assert_eq!(incomplete(&package), [""; 0]);
        package.told.remove("readme");
        assert_eq!(incomplete(&package), ["a: no readme"]);
    }
}
