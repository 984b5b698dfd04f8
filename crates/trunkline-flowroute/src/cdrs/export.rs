//! An export of call detail records (docs/contracts/flowroute-v2.md §3.8).

use std::collections::BTreeMap;

use serde::Deserializer;
use serde_json::Value;
use trunkline_core::{Money, Timestamp, lenient, open_enum, string_id};

use crate::porting::Private;

string_id! {
    /// An export of call detail records.
    pub struct CdrExportId;
}

open_enum! {
    /// Where an export stands.
    pub enum CdrExportStatus {
        /// The carrier is at work.
        Processing = "processing",
        /// It can be downloaded, for three days.
        Completed = "completed",
        /// The carrier could not make it.
        Failed = "failed",
    }
}

record! {
    /// An export of call detail records. What it came to is known once it is completed.
    pub struct CdrExport {
        /// The id.
        id: CdrExportId,
    }
    attributes {
        /// Where it stands.
        status: Option<CdrExportStatus> = "lenient::text",
        /// Where it can be fetched. Whoever has the address can do so, so that nothing shows it.
        download_url: Option<Private> = "lenient::text",
        /// When it was asked for.
        requested_at: Option<Timestamp> = "lenient::optional",
        /// When it was made.
        created_at: Option<Timestamp> = "lenient::optional",
        /// Until when it can be downloaded.
        expires_at: Option<Timestamp> = "lenient::optional",
        /// How many calls.
        num_calls: Option<u64> = "lenient::u64",
        /// How many minutes are billed.
        billed_minutes: Option<u64> = "lenient::u64",
        /// What the calls cost.
        total_cost: Option<Money> = "lenient::optional",
        /// The calls themselves.
        call_subtotal: Option<Money> = "lenient::optional",
        /// Their connection.
        connect_fees: Option<Money> = "lenient::optional",
        /// Look-ups of callers' names.
        cnamlookup_fees: Option<Money> = "lenient::optional",
        /// Contributions to the universal service fund.
        usf_fees: Option<Money> = "lenient::optional",
        /// Cost recovery of the carrier.
        ccrf: Option<Money> = "lenient::optional",
        /// Where the end of the work is posted.
        callback_url: Option<String> = "lenient::text",
        /// From when, if the carrier says it outside the filters.
        start_call_start_time: Option<Timestamp> = "lenient::optional",
        /// Until when, if the carrier says it outside the filters.
        start_call_end_time: Option<Timestamp> = "lenient::optional",
        /// Which numbers, by their names, if the carrier says it outside the filters.
        number_aliases: Vec<String> = "lenient::one_or_many",
        /// The filters, as the carrier repeats them; what is no text, as JSON.
        filter_parameters: BTreeMap<String, String> = "filters",
    }
}

impl CdrExport {
    /// From when and until when its calls began.
    pub(super) fn period(&self) -> [Option<Timestamp>; 2] {
        let echoed = |name: &str| {
            self.filter_parameters
                .get(name)
                .map(|text| Timestamp::from(text.as_str()))
        };
        [
            self.start_call_start_time
                .clone()
                .or_else(|| echoed("start_call_start_time")),
            self.start_call_end_time
                .clone()
                .or_else(|| echoed("start_call_end_time")),
        ]
    }
}

/// An object of anything, or nothing.
fn filters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let echoed: BTreeMap<String, Value> = lenient::null_default(deserializer)?;
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(echoed
        .into_iter()
        .map(|(name, value)| (name, text(value)))
        .collect())
}
