//! Numbers that may take the place of others. A page of offers is shared by all slots that look for the same.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Mutex;
use trunkline_core::PhoneNumber;

use crate::carrier::{Failure, Offer};
use crate::{Carrier, Search};

/// A page of offers, and where it is among all.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) offers: Arc<Vec<Offer>>,
    offset: u32,
    pub(super) is_last: bool,
}

#[derive(Default)]
pub(super) struct StandIns {
    pages: Mutex<HashMap<Search, Page>>,
}

impl StandIns {
    /// The page that is open; the first one if none is.
    pub(super) async fn page<C: Carrier>(&self, carrier: &C, search: &Search) -> Result<Page, Failure> {
        let mut pages = self.pages.lock().await;
        if let Some(page) = pages.get(search) {
            return Ok(page.clone());
        }
        let page = fetch(carrier, search, 0).await?;
        pages.insert(search.clone(), page.clone());
        Ok(page)
    }

    /// Nothing on `page` was of use: turns it, unless somebody else has. After the last comes the first.
    pub(super) async fn turn<C: Carrier>(
        &self,
        carrier: &C,
        search: &Search,
        page: &Page,
    ) -> Result<(), Failure> {
        let mut pages = self.pages.lock().await;
        if pages
            .get(search)
            .is_some_and(|open| Arc::ptr_eq(&open.offers, &page.offers))
        {
            let step = u32::try_from(page.offers.len()).unwrap_or(u32::MAX);
            let offset = match page.is_last {
                true => 0,
                false => page.offset.saturating_add(step),
            };
            pages.insert(search.clone(), fetch(carrier, search, offset).await?);
        }
        Ok(())
    }

    /// Somebody has this number now.
    pub(super) async fn gone(&self, search: &Search, number: PhoneNumber) {
        if let Some(page) = self.pages.lock().await.get_mut(search) {
            let offers = page.offers.iter().filter(|offer| offer.number != number).cloned();
            page.offers = Arc::new(offers.collect());
        }
    }
}

async fn fetch<C: Carrier>(carrier: &C, search: &Search, offset: u32) -> Result<Page, Failure> {
    let mut search = search.clone();
    search.limit = carrier.capabilities().search_cap;
    search.offset = offset;
    let offers = carrier.search(&search).await?;
    Ok(Page {
        is_last: (offers.len() as u64) < u64::from(search.limit),
        offers: Arc::new(offers),
        offset,
    })
}
