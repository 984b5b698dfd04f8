//! Records of the newest 10 000 requests; never headers or bodies, so never secrets.

use std::collections::VecDeque;

use serde::Serialize;

/// Requests remembered.
const LIMIT: usize = 10_000;

/// Longest target remembered, in bytes.
const TARGET_LIMIT: usize = 2_000;

/// One request as the emulator saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Number of the request since the start or the last reset, from 1.
    pub seq: u64,
    /// HTTP method.
    pub method: String,
    /// Path and query as received, cut at 2000 bytes; passwords, card numbers and tokens in the query are `***`.
    pub target: String,
    /// Operation name; nothing for paths that do not exist.
    pub operation: Option<&'static str>,
    /// The first number in path or message, as digits.
    pub number: Option<String>,
    /// Status that was sent; nothing when the connection was dropped, reset or left hanging.
    pub status: Option<u16>,
    /// Whether the call changed the account. Always false for reads and refused calls; false until it happens for a
    /// call that a fault lets take effect later.
    pub committed: bool,
    /// The fault that acted, if one did.
    pub fault: Option<&'static str>,
}

/// Names of query parameters whose values are secrets, in lower case.
const SECRETS: [&str; 4] = ["password", "accountnumber", "securitycode", "token"];

/// A target without the secrets of its query: Tropo's account service of old has passwords there.
pub(crate) fn masked(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let pairs = query.split('&').map(|pair| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        if SECRETS.contains(&decoded.to_ascii_lowercase().as_str()) {
            format!("{name}=***")
        } else {
            pair.to_owned()
        }
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// The newest requests.
#[derive(Default)]
pub(crate) struct Records {
    ring: VecDeque<RequestRecord>,
    last: u64,
}

impl Records {
    /// The number of the request that is coming in.
    pub(crate) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn push(&mut self, mut record: RequestRecord) {
        if self.ring.len() >= LIMIT {
            self.ring.pop_front();
        }
        if record.target.len() > TARGET_LIMIT {
            let cut = (0..=TARGET_LIMIT)
                .rev()
                .find(|at| record.target.is_char_boundary(*at))
                .unwrap_or(0);
            record.target.truncate(cut);
        }
        self.ring.push_back(record);
    }

    /// Notes how a request ended.
    pub(crate) fn finish(&mut self, seq: u64, status: Option<u16>, committed: bool) {
        if let Some(record) = self.ring.iter_mut().rev().find(|record| record.seq == seq) {
            record.status = status;
            record.committed = committed;
        }
    }

    /// Notes that a call took effect after all.
    pub(crate) fn committed(&mut self, seq: u64) {
        if let Some(record) = self.ring.iter_mut().rev().find(|record| record.seq == seq) {
            record.committed = true;
        }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &RequestRecord> {
        self.ring.iter()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
