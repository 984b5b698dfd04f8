//! A scripted carrier in Flowroute's envelope.

use serde_json::{Value, json};
use trunkline_flowroute::{Credentials, Flowroute};
pub(crate) use trunkline_testkit::script::{Answer, Carrier};

/// A page of a list; more pages follow if `next`.
pub(crate) fn page(items: &[Value], next: bool) -> Answer {
    let links = if next {
        json!({"next": "https://example.com/never-followed"})
    } else {
        json!({})
    };
    Answer::json(200, &json!({"data": items, "links": links}))
}

/// One resource.
pub(crate) fn one(status: u16, resource: &Value) -> Answer {
    Answer::json(status, &json!({"data": resource}))
}

/// A client of this carrier.
pub(crate) fn client(carrier: &Carrier) -> Flowroute {
    Flowroute::builder(Credentials::new("key", "secret"))
        .service(carrier.clone())
        .build()
        .unwrap()
}
