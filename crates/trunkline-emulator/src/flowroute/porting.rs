//! O1 to O13, O15 and O16: portability, port orders, groups, letters of agency, documents.

mod documents;
mod fields;
mod groups;
mod loa;
mod orders;
mod portability;
mod view;

use crate::api::Call;
use crate::store::porting::PortRefused;
use crate::wire::{Answer, Problem};

pub(super) use documents::{create_upload, get as get_document, register as register_document};
pub(super) use groups::{add_numbers, get_group};
pub(super) use loa::{get_loa, sign_loa};
pub(super) use orders::{cancel, change_numbers, create, get, get_status, list, update};
pub(super) use portability::check_portability;

fn refused(error: PortRefused) -> Problem {
    match error {
        PortRefused::NotFound => Problem::new(404, Some("Resource not found"), "No such port order"),
        PortRefused::State(status) => Problem::new(
            403,
            Some("Forbidden"),
            format!("This is not possible while the port order is {}.", status.word()),
        ),
        PortRefused::Fields(fields) => Problem::attributes(fields),
    }
}

fn id_of(call: &Call<'_>) -> Result<u64, Problem> {
    call.params
        .get("id")
        .parse()
        .map_err(|_| refused(PortRefused::NotFound))
}

/// O5, and what O7, O9 and O10 answer.
fn order(call: &Call<'_>, id: u64) -> Result<Answer, Problem> {
    let order = call.store.state.port_order(id).map_err(refused)?;
    Ok(Answer::json(
        200,
        crate::wire::answer::JSON,
        &serde_json::json!({"data": view::order(call, id, order)}),
    ))
}
