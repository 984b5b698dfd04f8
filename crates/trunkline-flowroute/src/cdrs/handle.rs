//! `flowroute.cdrs()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{CdrExport, CreateCdrExport, DownloadCdrs, GetCdrExport, ListCdrExports};

handle! {
    /// Call detail records.
    pub struct Cdrs;
}

impl Cdrs {
    /// Asks for the calls of a period. The carrier works on it for a while; [`get`](Self::get) tells when it is completed.
    ///
    /// # Errors
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if the carrier does not accept a filter.
    ///
    /// # If the outcome is unknown
    /// It is never sent again. Within the call's deadline the exports are listed: if there is one of the same period, which
    /// may be an earlier one, the error says [`Applied::Unknown`](trunkline_core::Applied::Unknown); if there is none for the
    /// whole settlement window, it says [`Applied::No`](trunkline_core::Applied::No). A second export does no harm.
    pub async fn create(&self, request: impl Into<CreateCdrExport>) -> Result<CdrExport> {
        self.0.send(request.into()).await
    }

    /// Lists the exports of the account.
    pub fn list(&self, request: impl Into<ListCdrExports>) -> Listing<ListCdrExports> {
        self.0.list(request.into())
    }

    /// Shows an export.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn get(&self, request: impl Into<GetCdrExport>) -> Result<CdrExport> {
        self.0.send(request.into()).await
    }

    /// Downloads an export into a file; how many bytes that is. No credentials go to where it is stored, and what breaks is
    /// taken up again.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): there is no such export.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict): it is not ready, or has expired.
    /// * [`File`](trunkline_core::ErrorKind::File): the file exists, or cannot be written.
    pub async fn download(&self, download: DownloadCdrs) -> Result<u64> {
        download.fetch(&self.0).await
    }
}
