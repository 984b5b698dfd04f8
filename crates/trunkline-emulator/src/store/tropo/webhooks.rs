//! Webhooks: kept, not called (docs/contracts/tropo.md §2.10).

use serde::{Deserialize, Serialize};

use super::{TropoRefused, TropoState};

/// What can be reported.
const EVENTS: [&str; 3] = ["smsdlr", "cdrCreated", "cdrRated"];

/// What it can be reported about.
const RESOURCES: [&str; 4] = ["call", "sms", "transcription", "all"];

/// One webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhook {
    pub(crate) owner: u64,
    pub(crate) application: Option<u64>,
    pub(crate) event: String,
    /// With commas between, as it was given.
    pub(crate) resource: String,
    pub(crate) target_url: String,
    pub(crate) name: Option<String>,
    pub(crate) payload: Option<String>,
    pub(crate) enabled: bool,
}

/// What a webhook is to become.
#[derive(Debug, Default)]
pub(crate) struct WebhookChange {
    pub(crate) event: Option<String>,
    pub(crate) resource: Option<String>,
    pub(crate) target_url: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) payload: Option<String>,
    pub(crate) enabled: Option<bool>,
}

impl WebhookChange {
    fn check(&self) -> Result<(), TropoRefused> {
        if let Some(event) = self.event.as_deref().filter(|event| !EVENTS.contains(event)) {
            return Err(TropoRefused::invalid(format!("event {event} is not an event")));
        }
        let words = self.resource.iter().flat_map(|resource| resource.split(','));
        let strange = words
            .map(str::trim)
            .find(|word| !RESOURCES.iter().any(|known| known.eq_ignore_ascii_case(word)));
        if let Some(word) = strange {
            return Err(TropoRefused::invalid(format!(
                "resource {word} is not a resource"
            )));
        }
        if self.target_url.as_ref().is_some_and(|url| url.trim().is_empty()) {
            return Err(missing("targetUrl"));
        }
        Ok(())
    }
}

fn missing(name: &str) -> TropoRefused {
    TropoRefused::invalid(format!("{name} is a required parameter"))
}

impl TropoState {
    pub(crate) fn create_webhook(
        &mut self,
        owner: u64,
        application: Option<u64>,
        wanted: WebhookChange,
    ) -> Result<u64, TropoRefused> {
        wanted.check()?;
        let webhook = Webhook {
            owner,
            application,
            event: wanted.event.ok_or_else(|| missing("event"))?,
            resource: wanted.resource.ok_or_else(|| missing("resource"))?,
            target_url: wanted.target_url.ok_or_else(|| missing("targetUrl"))?,
            name: wanted.name,
            payload: wanted.payload,
            enabled: wanted.enabled.unwrap_or(true),
        };
        self.counters.webhook += 1;
        self.webhooks.insert(self.counters.webhook, webhook);
        Ok(self.counters.webhook)
    }

    /// The webhook of an id if it is `owner`'s.
    pub(crate) fn webhook_of(&self, owner: u64, id: &str) -> Result<u64, TropoRefused> {
        let known = id.parse().ok().filter(|id| {
            self.webhooks
                .get(id)
                .is_some_and(|webhook| webhook.owner == owner)
        });
        known.ok_or_else(|| TropoRefused::NotFound(format!("there is no webhook {id}")))
    }

    pub(crate) fn change_webhook(&mut self, id: u64, change: WebhookChange) -> Result<(), TropoRefused> {
        change.check()?;
        let found = self.webhooks.get_mut(&id);
        let webhook = found.ok_or_else(|| TropoRefused::NotFound(format!("there is no webhook {id}")))?;
        for (slot, value) in [
            (&mut webhook.event, change.event),
            (&mut webhook.resource, change.resource),
            (&mut webhook.target_url, change.target_url),
        ] {
            if let Some(value) = value {
                *slot = value;
            }
        }
        webhook.name = change.name.or_else(|| webhook.name.take());
        webhook.payload = change.payload.or_else(|| webhook.payload.take());
        webhook.enabled = change.enabled.unwrap_or(webhook.enabled);
        Ok(())
    }
}
