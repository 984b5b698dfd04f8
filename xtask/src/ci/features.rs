//! The features job: each published crate without any feature, and with each one alone. Clippy's job has the defaults and all.

use std::process::Command;

use crate::failure::Outcome;
use crate::shell;
use crate::workspace::{Package, Workspace};

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let packages = workspace.packages.iter().filter(|package| package.published);
    let mut runs: Vec<Command> = packages
        .flat_map(combinations)
        .map(|combination| combination.clippy(workspace))
        .collect();
    shell::all(runs.iter_mut().map(shell::run))
}

#[derive(Debug, PartialEq)]
struct Combination<'a> {
    package: &'a str,
    feature: &'a str,
}

/// None, and each alone; nothing for a crate that has no features.
fn combinations(package: &Package) -> Vec<Combination<'_>> {
    let features: Vec<&str> = package
        .features
        .keys()
        .map(String::as_str)
        .filter(|feature| *feature != "default")
        .collect();
    let none = (!features.is_empty()).then_some("");
    none.into_iter()
        .chain(features)
        .map(|feature| Combination {
            package: &package.name,
            feature,
        })
        .collect()
}

impl Combination<'_> {
    /// Without its tests, which bring features of their own.
    fn clippy(&self, workspace: &Workspace) -> Command {
        let mut command = workspace.cargo(&["clippy", "--quiet", "--no-default-features"]);
        command.args(["-p", self.package, "--features", self.feature]);
        command.args(["--", "-D", "warnings"]);
        command
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_crate_is_checked_without_features_and_with_each_alone() {
        let mut package = Package {
            name: "a".to_owned(),
            ..Package::default()
        };
        assert_eq!(combinations(&package), []);
        for feature in ["default", "axum", "client"] {
            package.features.insert(feature.to_owned(), Vec::new());
        }
        let features: Vec<&str> = combinations(&package).iter().map(|one| one.feature).collect();
        assert_eq!(features, ["", "axum", "client"]);
    }
}
