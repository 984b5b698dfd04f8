//! O13, O15 and O16: documents of port orders.

use serde_json::{Value, json};

use super::super::{body, files};
use super::{id_of, refused};
use crate::api::Call;
use crate::store::porting::{Document, PortRefused};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// O13 (assumed 200, docs/contracts/flowroute-v2.md A:14).
pub(in crate::flowroute) fn create_upload(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let filename = required(call, "filename")?;
    let order = call.store.state.port_order(id).map_err(refused)?;
    if !order.status.is_editable() {
        return Err(refused(PortRefused::State(order.status)));
    }
    let place = files::place(files::DOCUMENTS, id, &filename);
    let attributes = json!({"url": files::presigned(call, "PUT", &place, files::AN_HOUR), "expires": files::expires(call)});
    let link = call.request.link(&format!("/v2/portorders/{id}/upload_file"));
    let data = json!({"type": "portorder-file-url", "id": id.to_string(), "attributes": attributes, "links": {"self": link}});
    Ok(Answer::json(200, JSON, &json!({"data": data})))
}

fn required(call: &Call<'_>, name: &'static str) -> Result<String, Problem> {
    let text = body::required(call)?
        .text(name)
        .map_err(|message| Problem::field(name, message))?;
    text.ok_or_else(|| Problem::field(name, "Missing data for required field."))
}

/// O15 (assumed 201, docs/contracts/flowroute-v2.md A:14). What is in our own storage is there or not; elsewhere nothing is
/// fetched.
pub(in crate::flowroute) fn register(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let url = required(call, "url")?;
    if !body::is_url(&url) {
        return Err(Problem::field("url", "Not a valid URL."));
    }
    let mut document = Document::at(&url);
    document.fetched = files::is_stored(call, &url).unwrap_or(document.fetched);
    let index = call
        .store
        .state
        .add_port_document(id, document.clone())
        .map_err(refused)?;
    let file = document.filename.clone();
    Ok(Answer::json(
        201,
        JSON,
        &json!({"data": view(call, id, index, &document, &file, "pending")}),
    ))
}

/// O16: the file is an address where it can be fetched for a while (assumed, docs/contracts/flowroute-v2.md A:14).
pub(in crate::flowroute) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let order = call.store.state.port_order(id).map_err(refused)?;
    let index: Option<usize> = call.params.get("file_id").parse().ok();
    let found = index.and_then(|index| Some((index, order.documents.get(index)?)));
    let (index, document) = found.ok_or_else(|| refused(PortRefused::NotFound))?;
    let stored = files::is_stored(call, &document.url) == Some(true);
    let file = match stored {
        true => files::presigned(
            call,
            "GET",
            &files::place(files::DOCUMENTS, id, &document.filename),
            files::AN_HOUR,
        ),
        false => document.url.clone(),
    };
    let status = if document.fetched { "complete" } else { "error" };
    Ok(Answer::json(
        200,
        JSON,
        &json!({"data": view(call, id, index, document, &file, status)}),
    ))
}

fn view(call: &Call<'_>, order: u64, index: usize, document: &Document, file: &str, status: &str) -> Value {
    let attributes =
        json!({"filename": document.filename, "file": file, "original_url": document.url, "status": status});
    let link = call
        .request
        .link(&format!("/v2/portorders/{order}/files/{index}"));
    json!({"type": "portorder-file", "id": index.to_string(), "attributes": attributes, "links": {"self": link}})
}
