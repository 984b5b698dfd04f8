//! `trunkline cdrs`: exports of call detail records.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::cdrs::{CreateCdrExport, DownloadCdrs, GetCdrExport, ListCdrExports};
use trunkline::{PhoneNumber, Timestamp};

use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum CdrsCommand {
    /// Ask the carrier for the calls of a period, at most 92 days (free)
    #[command(after_help = "Example:\n  trunkline cdrs create --from 2026-10-01 --to 2026-11-01")]
    Create(CreateArgs),

    /// List exports
    #[command(after_help = "Example:\n  trunkline cdrs list --all")]
    List {
        #[command(flatten)]
        how_many: HowMany,
    },

    /// Show an export
    #[command(after_help = "Example:\n  trunkline cdrs show 38647")]
    Show {
        /// Export ID
        export: String,
    },

    /// Download an export, a CSV file packed with gzip
    #[command(after_help = "\
A broken download is taken up again. The file has its name only when it is whole;
a file that exists is not overwritten.

Example:
  trunkline cdrs download 38647 october.csv.gz && gunzip october.csv.gz")]
    Download {
        /// Export ID
        export: String,
        /// File to write
        file: PathBuf,
    },
}

/// Options of `cdrs create`.
#[derive(Debug, Args)]
pub(crate) struct CreateArgs {
    /// First moment: a date, a time or an age (24h, 7d)
    #[arg(long, value_parser = values::moment)]
    from: Timestamp,

    /// First moment behind the period [default: now]
    #[arg(long, value_parser = values::moment, default_value = "0m", hide_default_value = true)]
    to: Timestamp,

    /// Only calls of numbers with this alias; may be repeated
    #[arg(long, value_name = "ALIAS")]
    alias: Vec<String>,

    /// Only calls to this number; may be repeated
    #[arg(long, value_name = "NUMBER")]
    called: Vec<PhoneNumber>,

    /// Only calls from this number; may be repeated
    #[arg(long, value_name = "NUMBER")]
    caller: Vec<PhoneNumber>,
}

/// Runs a subcommand.
pub(crate) async fn run(command: CdrsCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        CdrsCommand::Create(args) => create(args, context).await,
        CdrsCommand::List { how_many } => {
            let request = ListCdrExports::new().limit(how_many.page_size(200));
            let listing = context.flowroute.cdrs().list(request);
            listing::show(context, listing, how_many).await
        }
        CdrsCommand::Show { export } => {
            let export = context.flowroute.cdrs().get(GetCdrExport::new(export)).await?;
            context.output.record(&export)
        }
        CdrsCommand::Download { export, file } => download(&export, file, context).await,
    }
}

async fn create(args: CreateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = CreateCdrExport::new(args.from, args.to);
    if !args.alias.is_empty() {
        request = request.number_aliases(args.alias);
    }
    if !args.called.is_empty() {
        request = request.destination_numbers(args.called);
    }
    if !args.caller.is_empty() {
        request = request.callerid_numbers(args.caller);
    }
    let deed = Deed::new("the export", "created").check("check with: trunkline cdrs list");
    let export = context.write(deed, request).await?;
    context.output.record(&export)?;
    let id = &export.id;
    context
        .output
        .note(&format!("created. Next: trunkline cdrs download {id} <FILE>"))
}

async fn download(export: &str, file: PathBuf, context: &mut Context<'_>) -> Result<(), Failure> {
    let name = file.display().to_string();
    let download = DownloadCdrs::new(export, file).options(context.output.progress().transfer(&name));
    let bytes = context.flowroute.cdrs().download(download).await?;
    context.output.result(
        &json!({ "id": export, "file": name, "bytes": bytes }),
        &format!("downloaded {name}, {bytes} bytes"),
    )
}
