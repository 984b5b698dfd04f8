//! Control calls for events from outside: a caller name is reviewed, money is paid in, a text comes in.

use serde_json::json;

use super::media::LARGEST;
use super::{ControlResult, body, ok, optional, told};
use crate::engine::Engine;
use crate::money;
use crate::number::Tn;
use crate::store::Refused;
use crate::store::messages::{MEDIA_LIMIT, Media};
use crate::wire::{Answer, Incoming, Params};

/// The review of a caller name ends well.
pub(super) fn approve(engine: &Engine, _: &Incoming, params: &Params) -> ControlResult {
    decide(engine, params.get("id"), None)
}

/// The review of a caller name ends badly.
pub(super) fn reject(engine: &Engine, request: &Incoming, params: &Params) -> ControlResult {
    #[derive(Default, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rejection {
        reason: Option<String>,
    }
    let wanted: Rejection = optional(request)?;
    let reason = wanted
        .reason
        .unwrap_or_else(|| "The name is misleading or not allowed.".to_owned());
    decide(engine, params.get("id"), Some(reason))
}

fn decide(engine: &Engine, id: &str, reason: Option<String>) -> ControlResult {
    let decided = id.parse().map_err(|_| Refused::NotFound).and_then(|id| {
        let mut world = engine.world();
        world.store.state.decide_cnam(id, reason)
    });
    match decided {
        Ok(()) => Ok(Answer::empty(204)),
        Err(Refused::NotFound) => Err((404, format!("there is no CNAM record {id}"))),
        Err(_) => Err((409, format!("CNAM record {id} is not pending"))),
    }
}

/// A text or an MMS comes in.
pub(super) fn inbound(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inbound {
        from: Tn,
        to: Tn,
        body: Option<String>,
        #[serde(default)]
        media: Vec<File>,
    }
    let inbound: Inbound =
        serde_json::from_value(body(request)?).map_err(|error| (400, error.to_string()))?;
    if inbound.body.is_none() && inbound.media.is_empty() {
        return Err((400, "a body is wanted, or media".to_owned()));
    }
    if inbound.media.len() > MEDIA_LIMIT {
        return Err((400, format!("at most {MEDIA_LIMIT} media are possible")));
    }
    if inbound.media.iter().any(|file| file.bytes > LARGEST) {
        return Err((400, format!("a file has at most {LARGEST} bytes")));
    }
    let mut world = engine.world();
    let state = &mut world.store.state;
    let files = inbound.media.into_iter().enumerate();
    let media: Vec<Media> = files
        .map(|(index, file)| file.media(state.media_id(index), &request.origin))
        .collect();
    let ids: Vec<String> = media.iter().map(|media| media.id.clone()).collect();
    let received = state.receive_message(inbound.from, inbound.to, inbound.body, media);
    let id = received.map_err(|_| (404, format!("+{} is not on the account", inbound.to)))?;
    told(201, &json!({"id": id, "media": ids}))
}

/// A file of an inbound MMS; this emulator serves it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    bytes: u64,
    mime_type: String,
    file_name: String,
}

impl Default for File {
    fn default() -> Self {
        Self {
            bytes: 14_832,
            mime_type: "image/png".to_owned(),
            file_name: "image000000.png".to_owned(),
        }
    }
}

impl File {
    fn media(self, id: String, origin: &str) -> Media {
        Media {
            url: format!("{origin}/_emulator/media/{id}"),
            id,
            file_name: self.file_name,
            file_size: self.bytes,
            mime_type: self.mime_type,
        }
    }
}

/// Pays in, or out when negative: the opening balance moves as well, so the books still agree.
pub(super) fn balance(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NewBalance {
        balance: String,
    }
    let wanted: NewBalance =
        serde_json::from_value(body(request)?).map_err(|error| (400, error.to_string()))?;
    let target = money::parse(wanted.balance.trim_start_matches('$'));
    let target = target.ok_or_else(|| {
        (
            400,
            "balance must be a decimal in text, such as \"12.50\"".to_owned(),
        )
    })?;
    let mut world = engine.world();
    let account = &mut world.store.state.account;
    account.opening_balance = account
        .opening_balance
        .saturating_add(target.saturating_sub(account.balance));
    account.balance = target;
    ok(&json!({"balance": money::plain(target, 2)}))
}
