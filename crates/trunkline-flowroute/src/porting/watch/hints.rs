//! Telling a watch that there may be news.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};

use crate::porting::PortOrderId;
use crate::webhooks::{Event, StatusKind};

/// However many events come in, the carrier is not asked more often than this: whoever knows the URL can post them.
const MIN_PAUSE: Duration = Duration::from_secs(1);

/// What webhooks tell a [`PortWatch`](super::PortWatch). Clones tell the same one.
#[derive(Clone, Debug)]
pub struct PortHints {
    id: PortOrderId,
    news: Arc<Notify>,
}

impl PortHints {
    pub(super) fn new(id: PortOrderId) -> Self {
        Self {
            id,
            news: Arc::default(),
        }
    }

    /// If the event is about the order that is watched, the watch asks the carrier at once instead of at the end of its
    /// interval, but not more than once a second. What the event says is not used: it may be old, or forged. Whether it is
    /// about the order.
    pub fn take(&self, event: &Event) -> bool {
        let is_about = matches!(event, Event::Status(event)
            if event.kind == StatusKind::PortOrder && event.resource_id == self.id.as_str());
        if is_about {
            self.news.notify_one();
        }
        is_about
    }

    /// Waits for news, but not longer than `interval` from when the carrier answered last.
    pub(super) async fn wait(&self, answered: Instant, interval: Duration) {
        let news = async {
            self.news.notified().await;
            sleep_until(answered + MIN_PAUSE).await;
        };
        // That there is none in time is no error: then it is time to ask.
        drop(timeout(interval.saturating_sub(answered.elapsed()), news).await);
    }
}
