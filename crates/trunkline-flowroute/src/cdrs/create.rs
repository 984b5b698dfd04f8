//! Asking for call detail records (docs/contracts/flowroute-v2.md §2.10, D1).

use serde::Serialize;
use trunkline_core::Timestamp;

use super::{CdrExport, ListCdrExports};
use crate::prelude::*;
use crate::rules::ensure_web_url;

/// The value of a further filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum CdrFilterValue {
    /// Text.
    Text(String),
    /// A number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

impl From<&str> for CdrFilterValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for CdrFilterValue {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for CdrFilterValue {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// The longest period, in days.
const MAX_DAYS: i64 = 92;

endpoint! {
    /// Asks the carrier to export the calls that began in a period: `from` included, `to` not, at most 92 days. It is free.
    ///
    /// All filters must fit; without any, every call fits.
    pub struct CreateCdrExport { from: Timestamp, to: Timestamp }
    optional {
        /// Only calls of numbers with these names.
        number_aliases(impl Into<Vec<String>>): Vec<String>,
        /// Only calls of numbers whose names contain one of these.
        number_aliases_contains(impl Into<Vec<String>>): Vec<String>,
        /// Only calls to these numbers.
        destination_numbers(impl Into<Vec<PhoneNumber>>): Vec<PhoneNumber>,
        /// Only calls from these numbers.
        callerid_numbers(impl Into<Vec<PhoneNumber>>): Vec<PhoneNumber>,
        /// Only calls with one of these SIP X-Tags.
        custom_x_tags(impl Into<Vec<String>>): Vec<String>,
        /// Only calls from this address.
        caller_ip(impl Into<String>): String,
        /// Only calls longer than this, in seconds.
        duration_greater_than(u64): u64,
        /// Posts the end of the work to this URL.
        callback_url(impl Into<String>): String,
    }
    optional in more: Vec<(String, CdrFilterValue)> {}

    // There is no idempotency key; a second one is a second export, and does no harm.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.cdrs.create", "created");
    // 201, and one client has seen 202.
    POST "/v2/cdrs/exports" -> CdrExport: one;
    subject "of {from} to {to}";
    hint "check cdrs.list for an export of {from} to {to}; a second one does no harm";

    fn body(&self) -> Body {
        let mut filters = JsonObject::new()
            .with("start_call_start_time", moment(&self.from))
            .with("start_call_end_time", moment(&self.to))
            .with_some("number_aliases", self.number_aliases.as_ref())
            .with_some("number_aliases_contains", self.number_aliases_contains.as_ref())
            .with_some("destination_numbers", self.destination_numbers.as_deref().map(digits))
            .with_some("callerid_numbers", self.callerid_numbers.as_deref().map(digits))
            .with_some("custom_x_tags", self.custom_x_tags.as_ref())
            .with_some("caller_ip", self.caller_ip.as_ref())
            .with_some("duration_greater_than", self.duration_greater_than);
        for (name, value) in &self.more {
            filters = filters.with(name.clone(), value);
        }
        let attributes = JsonObject::new()
            .with_some("callback_url", self.callback_url.as_ref())
            .with("filter_parameters", filters);
        document("cdrexport", None, Some(attributes))
    }

    fn validate(&self) -> Valid {
        let seconds = |field, time: &Timestamp| {
            time.unix_seconds().ok_or_else(|| ValidationError::new(field, "must be a point in time").got(time))
        };
        let (from, to) = (seconds("from", &self.from)?, seconds("to", &self.to)?);
        ensure(from < to, "to", "must be later than from")?;
        ensure(to - from <= MAX_DAYS * 86_400, "to", "must be at most 92 days later than from")?;
        ensure_web_url("callback_url", self.callback_url.as_ref())
    }

    // An export of the same period may be an earlier one; none at all is proof.
    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<CdrExport>> {
        let period = [Some(self.from.clone()), Some(self.to.clone())];
        let same = |export: &CdrExport| match export.period() == period {
            true => Match::Conflict(export.id.to_string()),
            false => Match::No,
        };
        Ok(match reader.find(ListCdrExports::new(), same).await? {
            LookUp::Conflict(id) => {
                LookUp::Inconclusive(format!("export {id} is of the same period, and may be an earlier one"))
            }
            other => other,
        })
    }
}

impl CreateCdrExport {
    /// A further filter by the carrier's name for it. Not all of them are documented (docs/contracts/flowroute-v2.md A:45).
    pub fn filter(mut self, name: impl Into<String>, value: impl Into<CdrFilterValue>) -> Self {
        self.more.push((name.into(), value.into()));
        self
    }
}

/// `2019-01-01 00:00:00`, UTC.
fn moment(time: &Timestamp) -> String {
    time.rfc3339_seconds().replace('T', " ").replace('Z', "")
}

fn digits(numbers: &[PhoneNumber]) -> Vec<String> {
    numbers.iter().map(|number| number.digits().to_string()).collect()
}
