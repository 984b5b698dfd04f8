//! `cargo xtask measure`: figures on the shape of the workspace, to be compared over time.

mod endpoints;
mod public_api;

use std::collections::BTreeSet;

use crate::ci::tree;
use crate::failure::{Failure, Outcome};
use crate::source::{Source, sources};
use crate::workspace::Workspace;

/// What to print.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print the public items of every library instead, one path per line.
    #[arg(long)]
    public_api: bool,
}

/// The crates a program is built from that uses the SDK.
const SDK: &[&str] = &[
    "trunkline",
    "trunkline-core",
    "trunkline-transport",
    "trunkline-flowroute",
    "trunkline-flowroute-v1",
    "trunkline-tropo",
];

/// What the tables say of one package.
struct Measured {
    name: String,
    library: bool,
    sources: Vec<Source>,
    lines: usize,
    public: BTreeSet<String>,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    if arguments.public_api {
        print!("{}", public_api(workspace)?);
        return Ok(());
    }
    let packages = measured(workspace)?;
    let sources = packages
        .iter()
        .map(|package| (package.name.as_str(), package.sources.as_slice()));
    let endpoints = endpoints::table(sources);
    print!("{}\n{endpoints}\n", crates(&packages));
    let facade = tree::resolved(workspace, "trunkline", &[])?.len();
    let emulator = tree::resolved(workspace, "trunkline-emulator", &["--no-default-features"])?.len();
    println!(
        "crates in the tree: {facade} of the facade, {emulator} of the emulator without default features"
    );
    Ok(())
}

fn measured(workspace: &Workspace) -> Result<Vec<Measured>, Failure> {
    let measured = workspace.packages.iter().map(|package| {
        let sources = sources(package)?;
        Ok(Measured {
            name: package.name.clone(),
            library: package.library && package.published,
            lines: sources.iter().map(Source::lines).sum(),
            public: public_api::items(&package.name.replace('-', "_"), &sources),
            sources,
        })
    });
    measured.collect()
}

/// The public items of every published library, one path per line.
pub(crate) fn public_api(workspace: &Workspace) -> Result<String, Failure> {
    let packages = measured(workspace)?;
    let libraries = packages.iter().filter(|package| package.library);
    let items = libraries.flat_map(|package| &package.public);
    Ok(items.map(|item| format!("{item}\n")).collect())
}

fn crates(packages: &[Measured]) -> String {
    let mut text = String::from("| crate | lines | files | public items |\n|---|---|---|---|\n");
    let mut row = |name: &str, packages: &[&Measured]| {
        let sum =
            |figure: fn(&Measured) -> usize| packages.iter().map(|package| figure(package)).sum::<usize>();
        let public = sum(|package| if package.library { package.public.len() } else { 0 });
        let (lines, files) = (sum(|package| package.lines), sum(|package| package.sources.len()));
        text += &format!("| {name} | {lines} | {files} | {public} |\n");
    };
    packages.iter().for_each(|package| row(&package.name, &[package]));
    let sdk = packages
        .iter()
        .filter(|package| SDK.contains(&package.name.as_str()));
    row("**SDK**", &sdk.collect::<Vec<_>>());
    row("**all**", &packages.iter().collect::<Vec<_>>());
    text
}
