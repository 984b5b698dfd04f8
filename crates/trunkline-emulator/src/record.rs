//! Records of the newest 10 000 requests, without secrets.

pub(crate) mod masked;

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::fault::Selector;
use crate::number::Tn;

/// Requests remembered.
const LIMIT: usize = 10_000;

/// Longest target remembered, in bytes.
const TARGET_LIMIT: usize = 2_000;

/// Longest body remembered, in bytes.
const BODY_LIMIT: usize = 16 * 1024;

/// All bodies and headers remembered, in bytes; of older requests they are forgotten first.
const TOTAL_LIMIT: usize = 32 * 1024 * 1024;

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
    /// The virtual clock when it came in, as in `2026-01-15T12:00:00Z`.
    pub at: String,
    /// Headers by their names in lower case. Secrets are `***`; of `Authorization` only the scheme is shown.
    pub headers: BTreeMap<String, String>,
    /// The body, cut at 16 KiB, with `***` for passwords, cards, keys and tokens; nothing if there was none or it was no text.
    /// Of old requests headers and bodies are forgotten if all of them exceed 32 MiB.
    pub body: Option<String>,
    /// All numbers it is about.
    #[serde(skip)]
    pub(crate) numbers: Vec<Tn>,
}

impl RequestRecord {
    fn weight(&self) -> usize {
        let headers = self.headers.iter().map(|(name, value)| name.len() + value.len());
        headers.sum::<usize>() + self.body.as_ref().map_or(0, String::len)
    }
}

/// Which requests are asked for; everything given must hold.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub(crate) operation: Option<Selector>,
    pub(crate) number: Option<Tn>,
    /// Only this one.
    pub(crate) seq: Option<u64>,
    /// Only requests after this one.
    pub(crate) since: Option<u64>,
    /// Only so many, the newest.
    pub(crate) limit: Option<usize>,
}

impl Filter {
    fn fits(&self, record: &RequestRecord) -> bool {
        let about = |wanted: &Selector| wanted.is_about(record.operation);
        self.operation.as_ref().is_none_or(about)
            && self.number.is_none_or(|number| record.numbers.contains(&number))
            && self.seq.is_none_or(|seq| record.seq == seq)
            && self.since.is_none_or(|since| record.seq > since)
    }
}

/// The newest requests.
#[derive(Default)]
pub(crate) struct Records {
    ring: VecDeque<RequestRecord>,
    last: u64,
    /// Bytes of all headers and bodies.
    weight: usize,
}

/// Cuts a text to so many bytes at most.
fn cut(text: &mut String, limit: usize) {
    if text.len() <= limit {
        return;
    }
    let end = (0..=limit).rev().find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or(0));
}

impl Records {
    /// The number of the request that is coming in.
    pub(crate) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn push(&mut self, mut record: RequestRecord) {
        if self.ring.len() >= LIMIT
            && let Some(oldest) = self.ring.pop_front()
        {
            self.weight -= oldest.weight();
        }
        cut(&mut record.target, TARGET_LIMIT);
        if let Some(body) = &mut record.body {
            cut(body, BODY_LIMIT);
        }
        self.weight += record.weight();
        for old in &mut self.ring {
            if self.weight <= TOTAL_LIMIT {
                break;
            }
            self.weight -= old.weight();
            old.headers.clear();
            old.body = None;
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

    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &RequestRecord> {
        self.ring.iter()
    }

    /// Those that fit, oldest first.
    pub(crate) fn found(&self, filter: &Filter) -> Vec<&RequestRecord> {
        let newest = self.ring.iter().rev().filter(|record| filter.fits(record));
        let mut found: Vec<_> = newest.take(filter.limit.unwrap_or(LIMIT)).collect();
        found.reverse();
        found
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
