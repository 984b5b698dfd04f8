//! Listing messages (docs/contracts/flowroute-v2.md §2.7, M2).

use trunkline_core::Timestamp;

use super::version::Api;
use super::{Message, MessageId, MessagesVersion};
use crate::prelude::*;

endpoint! {
    /// Lists the messages since a point in time, inclusive: both directions, newest first. There is no filter by number
    /// or direction.
    pub struct ListMessages { start: Timestamp }
    optional {
        /// Only messages before `end`, exclusive. By default up to now.
        until(impl Into<Timestamp>): Timestamp,
    }
    // No greatest page is documented; a thousand is ours, to keep responses small enough to hold.
    optional in window: Window<1000> {
        /// At most this many items a page: 1 to 1000, by default 100.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }
    optional in api: Api {
        /// Through which version to ask; by default v2.1.
        version(MessagesVersion),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.messages.list");
    GET "/{api}/messages" -> Page<Message>: many;
    list(window: Window<1000>) Message, key MessageId = |message| Some(message.id.clone());

    fn query(&self, query: &mut Query) {
        query.push("start_date", self.start.rfc3339_hundredths());
        query.push_some("end_date", self.until.as_ref().map(Timestamp::rfc3339_hundredths));
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        let start = instant("start_date", &self.start)?;
        let Some(end) = &self.until else {
            return self.window.validate();
        };
        let in_order = instant("end_date", end)? > start;
        ensure(in_order, "end_date", "must be after start_date")?;
        self.window.validate()
    }
}

/// The point in time; of a day, which is sent as it is, its beginning.
fn instant(field: &'static str, time: &Timestamp) -> Result<Timestamp, ValidationError> {
    let midnight = |day: &str| Timestamp::from(format!("{day}T00:00:00Z").as_str());
    let instant = time.unknown_text().map_or_else(|| time.clone(), midnight);
    let rule = "must be a day or a point in time, such as 2017-12-01 or 2017-12-01T00:00:00Z";
    ensure(instant.is_known(), field, rule)?;
    Ok(instant)
}

impl ListMessages {
    /// All messages since `start`, inclusive: a point in time, or a day (`2017-12-01`).
    pub fn since(start: impl Into<Timestamp>) -> Self {
        Self::new(start)
    }
}
