//! `trunkline port documents`: sending and listing documents.

use std::path::PathBuf;

use clap::Args;
use trunkline::flowroute::porting::UploadDocument;

use crate::context::Context;
use crate::failure::{Failure, OrDryRun};

/// Options of `port documents`.
#[derive(Debug, Args)]
pub(crate) struct DocumentsArgs {
    /// Order ID
    order: String,

    /// Files to send; without any, the documents of the order are listed
    files: Vec<PathBuf>,
}

/// Sends the files, then lists the documents.
pub(super) async fn run(args: DocumentsArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let porting = context.flowroute.porting();
    for file in &args.files {
        let options = context.output.progress().transfer(&file.display().to_string());
        let document = UploadDocument::new(args.order.as_str(), file).options(options);
        let sent = porting.upload_document(document).await.or_dry_run()?;
        let done = sent.map_or("goes to the address that the answer tells:", |_| "sent");
        context.output.note(&format!("{done} {}", file.display()))?;
    }
    let order = porting.get(args.order.as_str()).await?;
    if order.business_documents.is_empty() {
        return context.output.note("no documents");
    }
    context.output.records(&order.business_documents)
}
