//! The bytes of the files of inbound MMS, as if from the carrier's public store (docs/contracts/flowroute-v2.md §4.2).

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::ControlResult;
use crate::engine::Engine;
use crate::wire::{Answer, Incoming, Params};

/// The largest file, in bytes: the largest MMS that was seen (docs/contracts/flowroute-v2.md §5.6).
pub(super) const LARGEST: u64 = 15_000_000;

/// Anybody may read it who knows its address; whoever sends credentials has mistaken it for the carrier.
pub(super) fn file(engine: &Engine, request: &Incoming, params: &Params) -> ControlResult {
    if request.headers.contains_key(AUTHORIZATION) {
        let reason = "files are public: credentials are not for this address";
        return Err((400, reason.to_owned()));
    }
    let id = params.get("id");
    let world = engine.world();
    let mut files = world
        .store
        .state
        .messages
        .values()
        .flat_map(|message| &message.media);
    let file = files
        .find(|file| file.id == id)
        .ok_or_else(|| (404, "there is no such file".to_owned()))?;
    let length = usize::try_from(file.file_size.min(LARGEST)).unwrap_or_default();
    let answer = Answer {
        body: (0..length).map(byte).collect::<Bytes>(),
        ..Answer::empty(200)
    };
    Ok(answer.with_header(CONTENT_TYPE, file.mime_type.as_str()))
}

/// A pattern that shows where a copy went wrong: no two neighboring blocks are the same.
fn byte(at: usize) -> u8 {
    let [low, middle, high, ..] = at.to_le_bytes();
    low ^ middle.wrapping_mul(31) ^ high.wrapping_mul(131)
}
