//! Exports of call detail records (docs/contracts/flowroute-v2.md §6.8).

mod calls;
mod gzip;

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::events::{Event, seconds};
use crate::store::{State, Store};
use crate::time::{Micros, SECOND};

pub(crate) use calls::Filter;

/// How long an export can be fetched.
const KEPT: Micros = 3 * 86_400 * SECOND;

/// All exports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Cdrs {
    pub(crate) next: u64,
    pub(crate) exports: BTreeMap<u64, Export>,
}

impl Default for Cdrs {
    fn default() -> Self {
        Self {
            next: 38_647,
            exports: BTreeMap::new(),
        }
    }
}

/// One export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Export {
    pub(crate) requested_at: Micros,
    pub(crate) callback_url: Option<String>,
    /// As they were sent.
    pub(crate) filter_parameters: Map<String, Value>,
    pub(crate) filter: Filter,
    /// What came of it, once it is completed.
    pub(crate) result: Option<Made>,
}

/// A completed export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    pub(crate) at: Micros,
    /// How busy the account was then; with seed and filter it says which calls there were.
    pub(crate) calls_per_hour: u32,
    pub(crate) num_calls: u64,
    pub(crate) billed_seconds: u64,
    pub(crate) total_cost: i64,
}

impl Export {
    pub(crate) fn word(&self) -> &'static str {
        if self.result.is_some() {
            "completed"
        } else {
            "processing"
        }
    }

    /// Until when it can be fetched.
    pub(crate) fn expires_at(&self) -> Option<Micros> {
        self.result.as_ref().map(|made| made.at + KEPT)
    }
}

impl State {
    /// Takes an export on; it is made a little later.
    pub(crate) fn create_export(
        &mut self,
        filter: Filter,
        filter_parameters: Map<String, Value>,
        callback_url: Option<String>,
    ) -> u64 {
        let id = self.cdrs.next;
        self.cdrs.next += 1;
        let export = Export {
            requested_at: self.now,
            callback_url,
            filter_parameters,
            filter,
            result: None,
        };
        self.cdrs.exports.insert(id, export);
        self.schedule(
            seconds(self.switches.cdr_export_seconds),
            Event::CdrExported { id },
        );
        id
    }

    /// Makes an export.
    pub(crate) fn finish_export(&mut self, id: u64) {
        let (seed, calls_per_hour, at) = (self.seed, self.switches.cdr_calls_per_hour, self.now);
        let Some(export) = self.cdrs.exports.get_mut(&id) else {
            return;
        };
        let mut made = Made {
            at,
            calls_per_hour,
            num_calls: 0,
            billed_seconds: 0,
            total_cost: 0,
        };
        for call in export.filter.calls(seed, calls_per_hour) {
            made.num_calls += 1;
            made.billed_seconds += call.billed();
            made.total_cost += call.cost();
        }
        export.result = Some(made);
        let (status, url) = (export.word(), export.callback_url.clone());
        self.notify_status("cdrexports", &id.to_string(), status, url);
    }
}

/// The file that was fetched last: which export, when it was made, and its bytes.
pub(crate) type Exported = (u64, Micros, Bytes);

impl Store {
    /// The file of an export, packed; nothing if it is not there, or no longer. The last one is kept: a large one takes a while.
    pub(crate) fn export_file(&mut self, id: u64) -> Option<Bytes> {
        let export = self.state.cdrs.exports.get(&id)?;
        let made = export.result.as_ref()?;
        if export.expires_at()? <= self.state.now {
            return None;
        }
        if let Some((_, _, file)) = self
            .exported
            .as_ref()
            .filter(|(of, at, _)| (*of, *at) == (id, made.at))
        {
            return Some(file.clone());
        }
        let mut file = gzip::Packer::new();
        file.write(calls::HEADER.as_bytes());
        for call in export.filter.calls(self.state.seed, made.calls_per_hour) {
            file.write(call.row().as_bytes());
        }
        let file = file.finish();
        self.exported = Some((id, made.at, file.clone()));
        Some(file)
    }
}
