//! The calls through trunkline, with its defaults.

use std::time::Duration;

use trunkline_core::PhoneNumber;
use trunkline_flowroute::numbers::ListNumbers;
use trunkline_flowroute::{Credentials, Flowroute};

use crate::{Caller, Failure, answers};

/// trunkline as a [`Caller`].
#[derive(Clone, Debug)]
pub struct Sdk {
    flowroute: Flowroute,
    number: PhoneNumber,
}

impl Sdk {
    /// A client of the service at `base_url`.
    ///
    /// # Errors
    /// If the base URL is not valid.
    pub fn new(base_url: &str) -> Result<Self, Failure> {
        Self::with_timeout(base_url, Duration::from_secs(60))
    }

    /// The same, which gives a call up after `timeout`.
    ///
    /// # Errors
    /// If the base URL is not valid.
    pub fn with_timeout(base_url: &str, timeout: Duration) -> Result<Self, Failure> {
        let credentials = Credentials::new(answers::USER, answers::PASSWORD);
        let builder = Flowroute::builder(credentials).base_url(base_url);
        let flowroute = builder.operation_timeout(timeout).build()?;
        Ok(Self {
            flowroute,
            number: answers::number()?,
        })
    }

    /// The client.
    pub fn flowroute(&self) -> &Flowroute {
        &self.flowroute
    }
}

impl Caller for Sdk {
    async fn details(&self) -> Result<(), Failure> {
        let owned = self.flowroute.numbers().get(self.number).await?;
        let attached = std::hint::black_box(&owned).relationships.as_ref();
        let records = attached.map(|a| {
            let route = a.primary_route.as_ref().is_some_and(|r| r.record.is_some());
            let address = a.e911_address.as_ref().is_some_and(|r| r.record.is_some());
            let name = a.cnam_preset.as_ref().is_some_and(|r| r.record.is_some());
            route && address && name
        });
        if records == Some(true) {
            Ok(())
        } else {
            Err("other details".into())
        }
    }

    async fn page(&self) -> Result<(), Failure> {
        let page = self.flowroute.send(ListNumbers::new().limit(200)).await?;
        if std::hint::black_box(&page).items.len() == 200 {
            Ok(())
        } else {
            Err("another page".into())
        }
    }

    async fn purchase(&self) -> Result<(), Failure> {
        let bought = self.flowroute.numbers().purchase(self.number).await?;
        if std::hint::black_box(&bought).number == self.number {
            Ok(())
        } else {
            Err("another number".into())
        }
    }
}
