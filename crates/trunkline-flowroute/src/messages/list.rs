//! `GET /v2.1/messages` (docs/contracts/flowroute-v2.md §2.7, M2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, Query, Timestamp, ValidationError, ensure, fingerprint,
};

use super::Message;
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the messages of a span of time, both directions, newest first. There is no filter by number or direction.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListMessages {
    window: Window,
    start: Timestamp,
    end: Option<Timestamp>,
}

impl ListMessages {
    /// All messages since `start`, inclusive.
    pub fn since(start: impl Into<Timestamp>) -> Self {
        Self {
            window: Window::default(),
            start: start.into(),
            end: None,
        }
    }

    /// Only messages before `end`, exclusive. By default up to now.
    pub fn until(mut self, end: impl Into<Timestamp>) -> Self {
        self.end = Some(end.into());
        self
    }
}

// No greatest page is documented; a thousand is ours, to keep answers small enough to hold.
windowed!(ListMessages, Message, default 100, max 1000, |message| fingerprint(&message.id));

impl Endpoint for ListMessages {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.messages.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Message>;

    fn path(&self, path: &mut Path) {
        path.push("v2.1").push("messages");
    }

    fn query(&self, query: &mut Query) {
        query.push("start_date", self.start.rfc3339_hundredths());
        query.push_some("end_date", self.end.as_ref().map(Timestamp::rfc3339_hundredths));
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.start.is_known(),
            "start_date",
            "must be a point in time, such as 2017-12-01T00:00:00Z",
        )?;
        let end_known = self.end.as_ref().is_none_or(Timestamp::is_known);
        ensure(
            end_known,
            "end_date",
            "must be a point in time, such as 2017-12-01T00:00:00Z",
        )?;
        let in_order = self.end.as_ref().is_none_or(|end| *end > self.start);
        ensure(in_order, "end_date", "must be after start_date")?;
        self.window.validate(1000)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
