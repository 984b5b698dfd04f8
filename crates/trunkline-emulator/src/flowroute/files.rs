//! The storage that port order documents and CDR exports are in: presigned addresses, no credentials, errors in XML
//! (docs/contracts/flowroute-v2.md §1.6, O14, D4).

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use md5::{Digest, Md5};

use super::query::encode;
use crate::api::{Api, Call, ErrorContext, Operation};
use crate::hash::{Stream, hex, hex32};
use crate::store::porting::Upload;
use crate::time::{self, Micros, SECOND};
use crate::wire::{Answer, Detail, Problem};

/// Documents of port orders.
pub(super) const DOCUMENTS: &str = "port-order-docs";

/// Exports of call detail records.
pub(super) const EXPORTS: &str = "flowroute-cdrexports";

/// The storage beside the API.
pub(crate) const API: Api = Api {
    prefixes: &["/flowroute/s3"],
    host: "s3-us-west-2.amazonaws.com",
    root: "/flowroute/s3",
    media_type: XML,
    operations: OPERATIONS,
    authorize,
    usual,
    render,
};

const XML: &str = "application/xml";

#[rustfmt::skip]
const OPERATIONS: &[Operation] = &[
    Operation::write("flowroute.v2.files.put", Method::PUT, "/flowroute/s3/{bucket}/{id}/{filename}", put),
    Operation::read("flowroute.v2.files.get", Method::GET, "/flowroute/s3/{bucket}/{id}/{filename}", get),
];

/// An address under which one method is allowed for a while.
pub(super) fn presigned(call: &Call<'_>, method: &str, place: &str, valid: Micros) -> String {
    let (path, date, seconds) = (
        format!("/s3/{place}"),
        call.store.state.now / SECOND,
        valid / SECOND,
    );
    let signature = sign(call, method, place, date, seconds);
    let base = call.request.link(&path);
    format!("{base}?X-Amz-Date={date}&X-Amz-Expires={seconds}&X-Amz-Signature={signature}")
}

/// Where a file is: bucket, folder, and name, percent-encoded.
pub(super) fn place(bucket: &str, id: u64, filename: &str) -> String {
    format!("{bucket}/{id}/{}", encode(filename))
}

fn sign(call: &Call<'_>, method: &str, place: &str, date: i64, seconds: i64) -> String {
    let text = format!("{method} {place} {date} {seconds}");
    // FNV-1a: what is signed need not be hidden from anybody here.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hex32(call.store.state.seed, Stream::Presigned, hash)
}

fn place_of(call: &Call<'_>) -> String {
    let params = call.params;
    format!(
        "{}/{}/{}",
        params.get("bucket"),
        params.get("id"),
        encode(params.get("filename"))
    )
}

/// The address itself proves who may come; a login beside it is one proof too many.
fn authorize(call: &Call<'_>) -> Result<(), Problem> {
    if call.request.headers.contains_key(AUTHORIZATION) {
        return Err(Problem::new(
            400,
            Some("InvalidArgument"),
            "Only one auth mechanism allowed",
        ));
    }
    let number = |name: &str| call.request.query(name).and_then(|text| text.parse::<i64>().ok());
    let (date, seconds) = (
        number("X-Amz-Date").unwrap_or(0),
        number("X-Amz-Expires").unwrap_or(0),
    );
    let expected = sign(call, call.request.method.as_str(), &place_of(call), date, seconds);
    if call.request.query("X-Amz-Signature") != Some(&expected) {
        return Err(Problem::new(
            403,
            Some("SignatureDoesNotMatch"),
            "The signature does not match.",
        ));
    }
    if call.store.state.now / SECOND > date.saturating_add(seconds) {
        return Err(Problem::new(403, Some("AccessDenied"), "Request has expired"));
    }
    Ok(())
}

/// O14.
fn put(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let upload = Upload::new(&call.request.body);
    let tag = format!("\"{}\"", upload.md5);
    call.store.state.porting.uploads.insert(place_of(call), upload);
    Ok(Answer::empty(200).with_header(ETAG, tag))
}

/// D4, and the address that O16 gives.
fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    if call.params.get("bucket") == EXPORTS {
        let id = call.params.get("id").parse().ok();
        let file = id
            .and_then(|id| call.store.export_file(id))
            .ok_or_else(|| usual(404))?;
        // An export never changes once it is made.
        return Ok(part(call, file, &place_of(call), "application/gzip"));
    }
    let upload = call.store.state.porting.uploads.get(&place_of(call));
    let content = upload.and_then(|upload| Some((upload.content()?, upload.md5.clone())));
    match content {
        Some((content, md5)) => Ok(part(call, content, &md5, "application/octet-stream")),
        None => Err(usual(404)),
    }
}

/// The whole, or the rest from where the client asks if it has the beginning of the same file, which `version` tells.
fn part(call: &Call<'_>, content: Bytes, version: &str, media_type: &'static str) -> Answer {
    let header = |name| {
        call.request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let tag = format!("\"{}\"", hex(&Md5::digest(version)));
    let from = header(RANGE).and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
    let same = header(IF_RANGE).is_none_or(|known| known == tag);
    let length = content.len();
    let answer = Answer {
        content_type: Some(media_type),
        ..Answer::empty(200)
    };
    let answer = answer.with_header(ETAG, tag).with_header(ACCEPT_RANGES, "bytes");
    match from.filter(|from: &usize| same && *from < length) {
        Some(from) => Answer {
            status: 206,
            body: content.slice(from..),
            ..answer.with_header(CONTENT_RANGE, format!("bytes {from}-{}/{length}", length - 1))
        },
        None => Answer {
            body: content,
            ..answer
        },
    }
}

fn usual(status: u16) -> Problem {
    let (code, message) = match status {
        403 => ("AccessDenied", "Access Denied"),
        404 => ("NoSuchKey", "The specified key does not exist."),
        405 => (
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
        ),
        413 => (
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
        ),
        429 | 503 => ("SlowDown", "Please reduce your request rate."),
        500..=599 => (
            "InternalError",
            "We encountered an internal error. Please try again.",
        ),
        _ => ("InvalidRequest", "The request is not valid."),
    };
    Problem::new(status, Some(code), message)
}

fn render(problem: &Problem, context: ErrorContext<'_>) -> Answer {
    let (code, message) = match &problem.detail {
        Detail::Text(text) => (problem.title.unwrap_or("InvalidRequest"), text.as_str()),
        _ => ("NoSuchKey", "The specified key does not exist."),
    };
    let id = hex32(context.seed, Stream::Error, context.seq);
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message>\
         <RequestId>{id}</RequestId></Error>"
    );
    let mut answer = Answer {
        content_type: Some(XML),
        body: Bytes::from(text),
        ..Answer::empty(problem.status)
    };
    answer.headers.clone_from(&problem.headers);
    answer
}

/// Whether a document is in our own storage; `None` for an address elsewhere.
pub(super) fn is_stored(call: &Call<'_>, url: &str) -> Option<bool> {
    let place = url.strip_prefix(&call.request.link("/s3/"))?;
    let place = place.split(['?', '#']).next().unwrap_or_default();
    Some(call.store.state.porting.uploads.contains_key(place))
}

/// How long an address for a document is valid: an hour (constructed).
pub(super) const AN_HOUR: Micros = 3600 * SECOND;

/// When an address that is given out now expires.
pub(super) fn expires(call: &Call<'_>) -> String {
    time::rfc3339(call.store.state.now + AN_HOUR)
}
