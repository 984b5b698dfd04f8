//! Listing exports (docs/contracts/flowroute-v2.md §2.10, D2).

use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use trunkline_core::DecodeError;

use super::{CdrExport, CdrExportId, CdrExportStatus};
use crate::envelope::One;
use crate::prelude::*;

endpoint! {
    /// Lists the exports of the account, the newest first.
    #[derive(Default)]
    pub struct ListCdrExports {}
    optional {
        /// Only exports that stand here.
        status(CdrExportStatus): CdrExportStatus,
    }
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.cdrs.list").confidential();
    GET "/v2/cdrs/exports" -> Page<CdrExport>: listed;
    list(window: Window<200>) CdrExport, key CdrExportId = |export| Some(export.id.clone());

    fn query(&self, query: &mut Query) {
        query.push_some("status", self.status.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        if let Some(unknown) = self.status.as_ref().filter(|status| !status.is_known()) {
            return Err(ValidationError::new("status", "must be processing, completed or failed").got(unknown));
        }
        self.window.validate()
    }
}

/// Each item is wrapped once more (docs/contracts/flowroute-v2.md §7, 23).
#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Wrapped(One<CdrExport>),
    Plain(CdrExport),
}

fn listed(response: &Response<Bytes>) -> Result<Page<CdrExport>, DecodeError> {
    let Page {
        items,
        unreadable,
        links,
        ..
    } = many::<Item>(response)?;
    let exports = items.into_iter().map(|item| match item {
        Item::Wrapped(One { data }) | Item::Plain(data) => data,
    });
    let mut page = Page::new(exports.collect(), links);
    page.unreadable = unreadable;
    Ok(page)
}
