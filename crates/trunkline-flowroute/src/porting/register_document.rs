//! Handing a document over (docs/contracts/flowroute-v2.md §2.9, O15).

use super::rules::{PLAIN_JSON, wrong_state};
use super::{GetPortOrder, PortDocument, PortOrderId, Private};
use crate::prelude::*;
use crate::rules::is_web_url;

endpoint! {
    /// Adds the document at an address to a pending or rejected order: one that was sent to an
    /// [`UploadAddress`](super::UploadAddress), or any that the carrier can fetch.
    pub struct RegisterDocument { id: PortOrderId, url: Private }

    // A second time would be a second document.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.porting.register_document", "added")
        .confidential()
        .refine(wrong_state);
    POST "/v2/portorders/{id}/files" -> PortDocument: one;
    subject "of order {id}";
    hint "check the documents of order {id}";

    fn body(&self) -> Body {
        JsonObject::new().with("url", self.url.expose()).content(PLAIN_JSON)
    }

    fn validate(&self) -> Valid {
        ensure(is_web_url(self.url.expose()), "url", "must be an absolute http or https URL")
    }

    // An order that shows names alone cannot tell this document from an earlier one of the name.
    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<PortDocument>> {
        let order = reader.send(GetPortOrder::new(&self.id)).await?;
        let named = self.filename();
        for document in order.business_documents {
            if document.is_at(self.url.expose()) {
                return Ok(LookUp::Found(document));
            }
            if named.is_some_and(|name| document.is_at(name)) {
                let what = format!("the order has a document called {name:?}, which may be an earlier one", name = named.unwrap_or_default());
                return Ok(LookUp::Inconclusive(what));
            }
        }
        Ok(LookUp::NotFound)
    }
}

impl RegisterDocument {
    /// The last part of the path.
    fn filename(&self) -> Option<&str> {
        self.url.expose().split(['?', '#']).next()?.rsplit('/').next()
    }
}
