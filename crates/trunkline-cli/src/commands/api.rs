//! `trunkline api`: any request, through all layers of the client.

use bytes::Bytes;
use clap::{Args, ValueEnum};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Request, StatusCode};
use serde_json::Value;

use crate::bulk;
use crate::carriers::{self, Carrier};
use crate::context::Writer;
use crate::deeds::{Deed, Deeds};
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::Global;

/// Options of `api`.
#[derive(Debug, Args)]
pub(crate) struct ApiArgs {
    /// GET, POST, PUT, PATCH or DELETE
    method: Method,

    /// Path and query, relative to the base URL: /v2/numbers?limit=1
    path: String,

    /// Body: JSON, or @FILE, or - for stdin
    #[arg(long, value_name = "JSON")]
    data: Option<String>,

    /// Whose API
    #[arg(long, value_enum, default_value_t = Api::Flowroute)]
    carrier: Api,
}

/// An API.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Api {
    /// Flowroute v2 and messages
    Flowroute,
    /// Flowroute v1, with signed requests
    FlowrouteV1,
    /// Tropo Provisioning
    Tropo,
}

/// Sends the request, after a question if it may change something, and writes the body of the response.
pub(crate) async fn run(
    args: ApiArgs,
    global: &Global,
    output: &mut Output,
    deeds: Deeds,
) -> Result<(), Failure> {
    let carrier = match args.carrier {
        Api::Flowroute => carriers::flowroute(global, &deeds)?,
        Api::FlowrouteV1 => carriers::flowroute_v1(global, &deeds)?,
        Api::Tropo => carriers::tropo(global, &deeds)?,
    };
    let request = request(&args)?;
    let is_read = matches!(args.method, Method::GET | Method::HEAD | Method::OPTIONS);
    let Carrier { client, place } = carrier;
    let mut writer = Writer::new(global, place, deeds);
    let what = format!("{} {}", args.method, args.path);
    let response = if is_read {
        client.raw(request).await?
    } else {
        writer.confirm(&format!("Send {what}?"), output).await?;
        writer
            .raw(&client, Deed::new(&what, "carried out"), request, output)
            .await?
    };
    show(response.body(), output)?;
    refused(response.status(), is_read).map_or(Ok(()), |failure| Err(failure.context(&what)))
}

fn request(args: &ApiArgs) -> Result<Request<Bytes>, Failure> {
    let body = match args.data.as_deref() {
        None => Bytes::new(),
        Some("-") => bulk::text(std::io::stdin().lock(), "stdin")?.into(),
        Some(text) => match text.strip_prefix('@') {
            Some(path) => file(path)?.into(),
            None => text.to_owned().into(),
        },
    };
    let is_json = !body.is_empty();
    let mut request = Request::new(body);
    *request.method_mut() = args.method.clone();
    *request.uri_mut() = args
        .path
        .parse()
        .map_err(|error| Failure::user(format!("{:?} is no path: {error}; nothing was sent", args.path)))?;
    if is_json {
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
    }
    Ok(request)
}

/// The text of a file.
pub(crate) fn file(path: &str) -> Result<String, Failure> {
    let file = std::fs::File::open(path)
        .map_err(|error| Failure::user(format!("cannot read {path}: {error}; nothing was sent")))?;
    bulk::text(file, path)
}

/// Writes a body: JSON laid out for people, anything else as text.
pub(crate) fn show(body: &[u8], output: &mut Output) -> Result<(), Failure> {
    if body.is_empty() {
        return Ok(());
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(json) => output.document(&json),
        Err(_) => output.text(&String::from_utf8_lossy(body)),
    }
}

/// What a status means that is no success.
fn refused(status: StatusCode, is_read: bool) -> Option<Failure> {
    if status.is_success() {
        return None;
    }
    let text = format!("the carrier answers {status}");
    Some(match status.as_u16() {
        // It may have been carried out all the same.
        408 | 303 | 500.. if !is_read => Failure::unknown(text),
        _ => Failure::failed(text).kind("refused"),
    })
}
