//! Call detail records, as exports to be downloaded (docs/contracts/flowroute-v2.md §2.10, §3.8).

mod create;
#[cfg(feature = "client")]
mod download;
mod export;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;

pub use create::{CdrFilterValue, CreateCdrExport};
#[cfg(feature = "client")]
pub use download::DownloadCdrs;
pub use export::{CdrExport, CdrExportId, CdrExportStatus};
pub use get::GetCdrExport;
#[cfg(feature = "client")]
pub use handle::Cdrs;
pub use list::ListCdrExports;
