//! The bytes of the files of inbound MMS, as if from the carrier's public store (docs/contracts/flowroute-v2.md §4.2).

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::json;

use crate::engine::Engine;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Incoming};

/// The largest file, in bytes: the largest MMS that was seen (docs/contracts/flowroute-v2.md §5.6).
pub(super) const LARGEST: u64 = 15_000_000;

/// Anybody may read it who knows its address; whoever sends credentials has mistaken it for the carrier.
pub(super) fn answer(engine: &Engine, request: &Incoming, id: &str) -> Answer {
    let refuse = |status, reason: &str| Answer::json(status, JSON, &json!({"error": reason}));
    if request.headers.contains_key(AUTHORIZATION) {
        return refuse(400, "files are public: credentials are not for this address");
    }
    let world = engine.world();
    let mut files = world
        .store
        .state
        .messages
        .values()
        .flat_map(|message| &message.media);
    let Some(file) = files.find(|file| file.id == id) else {
        return refuse(404, "there is no such file");
    };
    let length = usize::try_from(file.file_size.min(LARGEST)).unwrap_or_default();
    Answer {
        body: (0..length).map(byte).collect::<Bytes>(),
        ..Answer::empty(200)
    }
    .with_header(CONTENT_TYPE, file.mime_type.as_str())
}

/// A pattern that shows where a copy went wrong: no two neighboring blocks are the same.
fn byte(at: usize) -> u8 {
    let [low, middle, high, ..] = at.to_le_bytes();
    low ^ middle.wrapping_mul(31) ^ high.wrapping_mul(131)
}
