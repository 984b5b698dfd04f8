//! `cargo xtask ci`: the jobs, run one after the other, all of them even when one fails.

mod api_text;
mod citations;
mod deny;
mod examples;
mod features;
mod layers;
mod links;
mod lints;
mod msrv;
mod package;
mod panics;
mod readme;
mod snapshots;
mod tests;
pub(crate) mod tree;

use std::time::{Duration, Instant};

use clap::builder::PossibleValuesParser;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;
use crate::{api, fixtures};

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The jobs to run, in the order CI runs them; none means all.
    #[arg(value_name = "JOB", value_parser = PossibleValuesParser::new(JOBS.iter().map(|job| job.name)))]
    jobs: Vec<String>,
    /// Only print the jobs.
    #[arg(long)]
    list: bool,
}

struct Job {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Outcome,
}

/// Cheap first, so a slip shows within seconds. Then what only checks (clippy and doc share the dependencies'
/// metadata), then what builds: the tests, and the runs that use the tests' artifacts. Nothing sets RUSTFLAGS,
/// which would make cargo build every dependency again.
const JOBS: &[Job] = &[
    Job {
        name: "fmt",
        about: "every file is formatted",
        run: lints::fmt,
    },
    Job {
        name: "sh-clean",
        about: "the shell scripts are executable and parse",
        run: lints::sh_clean,
    },
    Job {
        name: "links",
        about: "links in the Markdown files and citations of the contracts lead somewhere",
        run: links::run,
    },
    Job {
        name: "panics",
        about: "no crate allows a lint that keeps libraries from panicking",
        run: panics::run,
    },
    Job {
        name: "api-text",
        about: "no third-party type in a public signature",
        run: api_text::run,
    },
    Job {
        name: "layers",
        about: "dependencies between our crates follow the arrows",
        run: layers::run,
    },
    Job {
        name: "tree",
        about: "the facade's dependency tree stays small",
        run: tree::run,
    },
    Job {
        name: "clippy",
        about: "no warnings: default, no and all features, and providers alone",
        run: lints::clippy,
    },
    Job {
        name: "features",
        about: "published crates compile without features and with each one alone",
        run: features::run,
    },
    Job {
        name: "doc",
        about: "documentation builds without warnings",
        run: lints::doc,
    },
    Job {
        name: "test",
        about: "the README's test command; doctests included",
        run: tests::run,
    },
    Job {
        name: "snapshots",
        about: "every snapshot file is asserted by a test",
        run: snapshots::run,
    },
    Job {
        name: "readme",
        about: "every runnable command of README.md",
        run: readme::run,
    },
    Job {
        name: "examples",
        about: "the examples for pytest and vitest run",
        run: examples::run,
    },
    Job {
        name: "fixtures",
        about: "recorded exchanges have not drifted",
        run: fixtures::check,
    },
    Job {
        name: "api",
        about: "the API table has no holes",
        run: api::check,
    },
    Job {
        name: "package",
        about: "published crates are complete, and build from their packages alone",
        run: package::run,
    },
    Job {
        name: "msrv",
        about: "published crates compile with the oldest Rust they promise, if it is installed",
        run: msrv::run,
    },
    Job {
        name: "deny",
        about: "licenses, sources and duplicates of the dependencies",
        run: deny::run,
    },
];

/// How one job went.
struct Report {
    name: &'static str,
    took: Duration,
    failure: Option<Failure>,
}

/// Runs the chosen jobs and prints a summary.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    if arguments.list {
        JOBS.iter()
            .for_each(|job| println!("{:<10} {}", job.name, job.about));
        return Ok(());
    }
    let chosen = |job: &&Job| arguments.jobs.is_empty() || arguments.jobs.iter().any(|name| name == job.name);
    let reports: Vec<Report> = JOBS
        .iter()
        .filter(chosen)
        .map(|job| perform(workspace, job))
        .collect();
    print!("\n{}", summary(&reports));
    let failed: Vec<&str> = reports
        .iter()
        .filter(|report| report.failure.is_some())
        .map(|r| r.name)
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "failed: {}; once more with `cargo xtask ci {}`",
        failed.join(", "),
        failed.join(" ")
    )))
}

fn perform(workspace: &Workspace, job: &Job) -> Report {
    println!("\n== {}: {}", job.name, job.about);
    let started = Instant::now();
    let failure = (job.run)(workspace).err();
    let took = started.elapsed();
    match &failure {
        None => println!("== {} passed in {:.1} s", job.name, took.as_secs_f32()),
        Some(failure) => println!(
            "{failure}\n== {} FAILED after {:.1} s",
            job.name,
            took.as_secs_f32()
        ),
    }
    Report {
        name: job.name,
        took,
        failure,
    }
}

fn summary(reports: &[Report]) -> String {
    let row = |name: &str, word: &str, took: Duration| {
        format!("{name:<10} {word:<6} {:>7.1} s\n", took.as_secs_f32())
    };
    let mut text: String = reports
        .iter()
        .map(|report| {
            row(
                report.name,
                if report.failure.is_none() { "ok" } else { "FAILED" },
                report.took,
            )
        })
        .collect();
    text += &row("all", "", reports.iter().map(|report| report.took).sum());
    text
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_summary_names_every_job_and_its_outcome() {
        let report = |name, failure: Option<&str>| Report {
            name,
            took: Duration::from_millis(1_250),
            failure: failure.map(Failure::new),
        };
        let text = summary(&[report("fmt", None), report("test", Some("no"))]);
        assert_eq!(
            text,
            "fmt        ok         1.2 s\ntest       FAILED     1.2 s\nall                   2.5 s\n"
        );
    }

    #[test]
    fn job_names_are_unique() {
        let mut names: Vec<_> = JOBS.iter().map(|job| job.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), JOBS.len());
    }
}
