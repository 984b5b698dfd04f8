//! What the commands of further carriers have in common: records are shown under the names that the library gives their
//! fields.

use serde::Serialize;
use serde_json::json;
use trunkline::transport::Listing;
use trunkline::{Client, Endpoint, ErrorKind, ListEndpoint};

use crate::carriers::Carrier;
use crate::context::Writer;
use crate::deeds::{Deed, Deeds};
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::Global;

/// A carrier's client, the output, and confirmation.
pub(crate) struct Session<'a> {
    client: Client,
    pub(crate) output: &'a mut Output,
    writer: Writer,
}

impl<'a> Session<'a> {
    /// A session with this carrier.
    pub(crate) fn new(carrier: Carrier, global: &Global, output: &'a mut Output, deeds: Deeds) -> Self {
        Self {
            client: carrier.client,
            output,
            writer: Writer::new(global, carrier.place, deeds),
        }
    }

    /// Makes a read and shows the record.
    pub(crate) async fn show<E: Endpoint<Output: Serialize>>(&mut self, endpoint: E) -> Result<(), Failure> {
        let record = self.client.send(endpoint).await?;
        self.output.row(&serde_json::to_value(record)?)
    }

    /// Makes a read.
    pub(crate) async fn read<E: Endpoint>(&mut self, endpoint: E) -> Result<E::Output, Failure> {
        Ok(self.client.send(endpoint).await?)
    }

    /// Shows a list, or its first items.
    pub(crate) async fn list<E: ListEndpoint<Item: Serialize>>(
        &mut self,
        endpoint: E,
        limit: Option<usize>,
    ) -> Result<(), Failure> {
        let listing: Listing<E> = self.client.list(endpoint);
        let mut items = match limit {
            Some(limit) => listing.take(limit).items(),
            None => listing.items(),
        };
        let mut rows = Vec::new();
        let mut unreadable = 0;
        loop {
            match items.try_next().await {
                Ok(None) => break,
                Ok(Some(item)) => rows.push(serde_json::to_value(item)?),
                Err(error) if error.kind() == ErrorKind::Decode => {
                    unreadable += 1;
                    self.output.warning(&error.to_string())?;
                }
                Err(error) => {
                    self.output.rows(&rows)?;
                    return Err(error.into());
                }
            }
        }
        self.output.rows(&rows)?;
        match (unreadable, rows.len()) {
            (0, 0) => self.output.note("no results"),
            (0, shown) if Some(shown) == limit => self.output.note(&format!(
                "showing the first {shown}; use --limit or --all for more"
            )),
            (0, _) => Ok(()),
            (skipped, _) => Err(Failure::failed(format!(
                "could not read all results ({skipped} skipped)"
            ))),
        }
    }

    /// Asks for confirmation.
    pub(crate) async fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        self.writer.confirm(question, self.output).await
    }

    /// Makes a call that changes something.
    pub(crate) async fn write<E: Endpoint>(&mut self, deed: Deed, endpoint: E) -> Result<E::Output, Failure> {
        self.writer.write(&self.client, deed, endpoint, self.output).await
    }

    /// Makes a call that changes something and answers with nothing, and says that it was done.
    pub(crate) async fn change<E: Endpoint>(
        &mut self,
        subject: &str,
        done: &str,
        endpoint: E,
    ) -> Result<(), Failure> {
        self.write(Deed::new(subject, done), endpoint).await?;
        let object = json!({ "subject": subject, done.replace(' ', "_"): true });
        self.output.result(&object, &format!("{done} {subject}"))
    }

    /// Asks, and makes a call that changes something and answers with nothing.
    pub(crate) async fn confirm_and_change<E: Endpoint>(
        &mut self,
        question: &str,
        subject: &str,
        done: &str,
        endpoint: E,
    ) -> Result<(), Failure> {
        self.confirm(question).await?;
        self.change(subject, done, endpoint).await
    }

    /// Makes a call that creates something, and shows what.
    pub(crate) async fn create<E: Endpoint<Output: Serialize>>(
        &mut self,
        subject: &str,
        endpoint: E,
    ) -> Result<(), Failure> {
        let created = self.write(Deed::new(subject, "created"), endpoint).await?;
        self.output.row(&serde_json::to_value(created)?)
    }
}
