//! The arrows between our crates, as data, held against `cargo metadata` and `cargo tree`.
//!
//! ```text
//! core <- transport <- {flowroute, flowroute-v1, tropo} <- trunkline <- {cli, tests}
//! core <- emulator <- {cli, tests}
//! core <- provision <- {trunkline, behind a feature; cli; tests}
//! emulator <- testkit <- (the tests of any of them)
//! ```

use super::tree;
use crate::failure::{Outcome, none_of};
use crate::workspace::{Dependency, Kind, Package, Workspace};

/// The crates that speak one carrier's API each.
pub(super) const PROVIDERS: &[&str] = &["trunkline-flowroute", "trunkline-flowroute-v1", "trunkline-tropo"];

/// What the tests of several crates share.
pub(super) const TESTKIT: &str = "trunkline-testkit";

/// What one of our crates may depend on.
struct Layer {
    name: &'static str,
    /// Ours, in `[dependencies]` and `[build-dependencies]`.
    uses: &'static [&'static str],
    /// Ours, in `[dependencies]`, but optional and switched on by the feature `client` alone.
    with_client: &'static [&'static str],
    /// Ours, in `[dev-dependencies]`, on top of `uses`. An arrow upwards, so by path only: with a version the
    /// crates could not be published one after the other.
    in_tests: &'static [&'static str],
}

const fn provider(name: &'static str) -> Layer {
    Layer {
        name,
        uses: &["trunkline-core"],
        with_client: &["trunkline-transport"],
        in_tests: &["trunkline-emulator", TESTKIT],
    }
}

const LAYERS: &[Layer] = &[
    Layer {
        name: "trunkline-core",
        uses: &[],
        with_client: &[],
        in_tests: &[],
    },
    Layer {
        name: "trunkline-transport",
        uses: &["trunkline-core"],
        with_client: &[],
        in_tests: &[TESTKIT],
    },
    provider("trunkline-flowroute"),
    provider("trunkline-flowroute-v1"),
    provider("trunkline-tropo"),
    // It knows carriers through its port alone; the adapters sit in the facade.
    Layer {
        name: "trunkline-provision",
        uses: &["trunkline-core"],
        with_client: &[],
        in_tests: &[TESTKIT],
    },
    Layer {
        name: "trunkline",
        uses: &[
            "trunkline-core",
            "trunkline-provision",
            "trunkline-transport",
            "trunkline-flowroute",
            "trunkline-flowroute-v1",
            "trunkline-tropo",
        ],
        with_client: &[],
        in_tests: &["trunkline-emulator", TESTKIT],
    },
    Layer {
        name: "trunkline-emulator",
        uses: &["trunkline-core"],
        with_client: &[],
        // Its documentation shows it together with the client it is for.
        in_tests: &["trunkline", TESTKIT],
    },
    Layer {
        name: "trunkline-cli",
        uses: &["trunkline", "trunkline-emulator", "trunkline-provision"],
        with_client: &[],
        in_tests: &[TESTKIT],
    },
    // Not published. It holds clients against the carriers, so it must not be made of them.
    Layer {
        name: TESTKIT,
        uses: &["trunkline-emulator"],
        with_client: &[],
        in_tests: &[],
    },
];

/// Crates that must not appear in a resolved tree, whichever way they would come in.
struct Absence {
    package: &'static str,
    options: &'static [&'static str],
    unwanted: &'static [&'static str],
    why: &'static str,
}

const fn without_client(package: &'static str) -> Absence {
    Absence {
        package,
        options: &["--no-default-features"],
        unwanted: &["tokio", "hyper", "hyper-util", "trunkline-transport"],
        why: "without `client` a provider crate is pure data",
    }
}

const ABSENCES: &[Absence] = &[
    Absence {
        package: "trunkline-core",
        options: &["--all-features"],
        unwanted: &["tokio", "hyper", "hyper-util", "tower", "url", "reqwest"],
        why: "core does no I/O",
    },
    Absence {
        package: "trunkline-transport",
        options: &["--all-features"],
        unwanted: &["reqwest", "url", "tower-http"],
        why: "the transport is hyper and tower alone",
    },
    without_client("trunkline-flowroute"),
    without_client("trunkline-flowroute-v1"),
    without_client("trunkline-tropo"),
    Absence {
        package: "trunkline-emulator",
        options: &[],
        unwanted: &["trunkline-transport"],
        why: "a bug shared by client and emulator is a bug no test can see",
    },
    Absence {
        package: TESTKIT,
        options: &[],
        unwanted: &["trunkline-transport", "clap", "tracing-subscriber"],
        why: "it holds the clients against the emulator, and is built for every test",
    },
    Absence {
        package: "trunkline-emulator",
        options: &["--no-default-features"],
        unwanted: &["clap", "tracing-subscriber"],
        why: "without `cli` it is a library for tests",
    },
];

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let mut findings = broken(&workspace.packages);
    for absence in ABSENCES {
        let tree = tree::resolved(workspace, absence.package, absence.options)?;
        let found = tree::found(&tree, absence.unwanted);
        if !found.is_empty() {
            findings.push(format!(
                "{}: {} in its tree; {}",
                absence.package,
                found.join(", "),
                absence.why
            ));
        }
    }
    none_of("arrows that must not be", &findings)
}

/// Every declared dependency between our crates that the table does not allow. What is not published may use anything.
fn broken(packages: &[Package]) -> Vec<String> {
    let ours = |name: &str| packages.iter().any(|package| package.name == name);
    let mut findings = Vec::new();
    for package in packages.iter().filter(|package| package.published) {
        let Some(layer) = LAYERS.iter().find(|layer| layer.name == package.name) else {
            findings.push(format!(
                "{}: no row in the layer table says what it may use",
                package.name
            ));
            continue;
        };
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| ours(&dependency.name))
        {
            findings.extend(objection(package, layer, dependency));
        }
    }
    findings
}

fn objection(package: &Package, layer: &Layer, dependency: &Dependency) -> Option<String> {
    let name = dependency.name.as_str();
    let arrow = format!("{} -> {name}", package.name);
    if dependency.kind == Kind::Dev && layer.in_tests.contains(&name) && !layer.uses.contains(&name) {
        return (!dependency.path_only).then(|| {
            format!("{arrow} (dev): give the path without a version, or neither crate can be published first")
        });
    }
    if dependency.kind != Kind::Dev && layer.with_client.contains(&name) {
        return client_objection(package, dependency).map(|why| format!("{arrow}: {why}"));
    }
    let allowed =
        layer.uses.contains(&name) || (dependency.kind == Kind::Dev && layer.with_client.contains(&name));
    if !allowed {
        return Some(format!(
            "{arrow}{}: {}",
            section(dependency.kind),
            allowed_text(layer, dependency.kind)
        ));
    }
    None
}

/// A dependency that belongs to the feature `client` must be optional, and no other feature may switch it on.
fn client_objection(package: &Package, dependency: &Dependency) -> Option<String> {
    if !dependency.optional {
        return Some("must be optional, switched on by the feature `client`".to_owned());
    }
    let switches_on = |entry: &String| {
        let entry = entry.trim_start_matches("dep:");
        entry.split(['/', '?']).next() == Some(dependency.name.as_str()) && !entry.contains("?/")
    };
    let others = package
        .features
        .iter()
        .filter(|(name, on)| *name != "client" && on.iter().any(switches_on));
    let others: Vec<_> = others.map(|(name, _)| format!("`{name}`")).collect();
    (!others.is_empty()).then(|| {
        format!(
            "only the feature `client` may switch it on, not {}",
            others.join(", ")
        )
    })
}

fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Normal => "",
        Kind::Dev => " (dev)",
        Kind::Build => " (build)",
    }
}

fn allowed_text(layer: &Layer, kind: Kind) -> String {
    let mut allowed: Vec<&str> = [layer.uses, layer.with_client].concat();
    if kind == Kind::Dev {
        allowed.extend(layer.in_tests);
    }
    if allowed.is_empty() {
        "it may use none of ours".to_owned()
    } else {
        format!("it may use {}", allowed.join(", "))
    }
}

#[cfg(test)]
mod unit {
    use std::collections::BTreeMap;

    use super::*;

    fn on(name: &str) -> Dependency {
        Dependency {
            name: name.to_owned(),
            kind: Kind::Normal,
            optional: false,
            path_only: false,
        }
    }

    fn client(name: &str) -> Dependency {
        Dependency {
            optional: true,
            ..on(name)
        }
    }

    fn package(name: &str, dependencies: Vec<Dependency>) -> Package {
        let features = BTreeMap::from([("client".to_owned(), vec!["dep:trunkline-transport".to_owned()])]);
        Package {
            name: name.to_owned(),
            dependencies,
            features,
            published: !["trunkline-tests", "xtask"].contains(&name),
            ..Package::default()
        }
    }

    /// The arrows as they should be, with one package replaced or added.
    fn graph_with(changed: Package) -> Vec<Package> {
        let data = || vec![on("trunkline-core"), client("trunkline-transport")];
        let mut packages = vec![
            package("trunkline-core", vec![on("serde")]),
            package("trunkline-transport", vec![on("trunkline-core"), on("hyper")]),
            package("trunkline-flowroute", data()),
            package("trunkline-flowroute-v1", data()),
            package("trunkline-tropo", data()),
            package(
                "trunkline",
                vec![
                    on("trunkline-core"),
                    on("trunkline-flowroute"),
                    on("trunkline-tropo"),
                ],
            ),
            package("trunkline-emulator", vec![on("trunkline-core")]),
            package("trunkline-cli", vec![on("trunkline"), on("trunkline-emulator")]),
            package(
                "xtask",
                vec![
                    on("trunkline"),
                    on("trunkline-transport"),
                    on("trunkline-emulator"),
                ],
            ),
        ];
        packages.retain(|package| package.name != changed.name);
        packages.push(changed);
        packages
    }

    fn finding(changed: Package) -> String {
        let findings = broken(&graph_with(changed));
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0].clone()
    }

    #[test]
    fn the_intended_graph_is_accepted() {
        assert!(broken(&graph_with(package("trunkline-tests", vec![on("trunkline-cli")]))).is_empty());
    }

    #[test]
    fn core_may_use_none_of_ours() {
        let core = package("trunkline-core", vec![on("trunkline-transport")]);
        assert_eq!(
            finding(core),
            "trunkline-core -> trunkline-transport: it may use none of ours"
        );
    }

    #[test]
    fn a_provider_may_not_use_another_one() {
        let tropo = package("trunkline-tropo", vec![on("trunkline-flowroute")]);
        assert_eq!(
            finding(tropo),
            "trunkline-tropo -> trunkline-flowroute: it may use trunkline-core, trunkline-transport"
        );
    }

    #[test]
    fn a_build_dependency_is_an_arrow_too() {
        let transport = package(
            "trunkline-transport",
            vec![Dependency {
                kind: Kind::Build,
                ..on("trunkline-tropo")
            }],
        );
        assert_eq!(
            finding(transport),
            "trunkline-transport -> trunkline-tropo (build): it may use trunkline-core"
        );
    }

    #[test]
    fn the_transport_comes_only_with_the_client() {
        let always = package("trunkline-tropo", vec![on("trunkline-transport")]);
        assert!(finding(always).contains("must be optional"));

        for switch in [
            "dep:trunkline-transport",
            "trunkline-transport",
            "trunkline-transport/test",
        ] {
            let mut other = package("trunkline-tropo", vec![client("trunkline-transport")]);
            other
                .features
                .insert("metrics".to_owned(), vec![switch.to_owned()]);
            assert!(finding(other).contains("not `metrics`"), "{switch}");
        }
        let mut weak = package("trunkline-tropo", vec![client("trunkline-transport")]);
        weak.features.insert(
            "metrics".to_owned(),
            vec!["trunkline-transport?/metrics".to_owned()],
        );
        assert!(broken(&graph_with(weak)).is_empty());
    }

    #[test]
    fn the_emulator_never_uses_the_transport_not_even_in_tests() {
        for kind in [Kind::Normal, Kind::Dev, Kind::Build] {
            let emulator = package(
                "trunkline-emulator",
                vec![Dependency {
                    kind,
                    ..on("trunkline-transport")
                }],
            );
            assert!(finding(emulator).starts_with("trunkline-emulator -> trunkline-transport"));
        }
    }

    #[test]
    fn the_emulator_knows_no_provider() {
        let finding = finding(package("trunkline-emulator", vec![on("trunkline-flowroute")]));
        assert!(finding.starts_with("trunkline-emulator -> trunkline-flowroute"));
    }

    #[test]
    fn an_arrow_upwards_in_tests_is_by_path_only() {
        let by_path = Dependency {
            kind: Kind::Dev,
            path_only: true,
            ..on("trunkline-emulator")
        };
        assert!(broken(&graph_with(package("trunkline-tropo", vec![by_path.clone()]))).is_empty());
        let versioned = Dependency {
            path_only: false,
            ..by_path
        };
        assert!(finding(package("trunkline-tropo", vec![versioned])).contains("without a version"));
    }

    #[test]
    fn nothing_may_use_a_tool_and_every_crate_has_a_row() {
        assert!(
            finding(package("trunkline-cli", vec![on("xtask")]))
                .contains("it may use trunkline, trunkline-emulator")
        );
        assert!(finding(package("trunkline-bulk", vec![])).contains("no row"));
    }
}
