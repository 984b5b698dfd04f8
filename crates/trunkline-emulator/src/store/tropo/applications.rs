//! Applications (docs/contracts/tropo.md §2.5, §3.2).

use serde::{Deserialize, Serialize};

use super::addresses::Address;
use super::{TropoRefused, TropoState};

/// What applications may run on.
const PLATFORMS: [&str; 2] = ["scripting", "webapi"];

/// Where applications may run.
const PARTITIONS: [&str; 2] = ["staging", "production"];

/// One application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Application {
    pub(crate) owner: u64,
    pub(crate) name: String,
    pub(crate) platform: String,
    pub(crate) partition: String,
    pub(crate) voice_url: Option<String>,
    pub(crate) messaging_url: Option<String>,
    /// Members of the later API, shown if they were given.
    pub(crate) environment: Option<String>,
    pub(crate) api_type: Option<String>,
    /// Ten digits, from 999.
    pub(crate) pin: String,
    /// In the order they came.
    pub(crate) addresses: Vec<Address>,
}

/// A text that may be left alone, cleared or set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Edit {
    #[default]
    Keep,
    Clear,
    Set(String),
}

/// What an application is to become.
#[derive(Debug, Default)]
pub(crate) struct ApplicationChange {
    pub(crate) name: Option<String>,
    pub(crate) platform: Option<String>,
    pub(crate) partition: Option<String>,
    pub(crate) voice_url: Edit,
    pub(crate) messaging_url: Edit,
    pub(crate) environment: Option<String>,
    pub(crate) api_type: Option<String>,
}

impl Edit {
    fn apply(self, to: &mut Option<String>) {
        match self {
            Self::Keep => {}
            Self::Clear => *to = None,
            Self::Set(text) => *to = Some(text),
        }
    }
}

impl ApplicationChange {
    fn check(&self) -> Result<(), TropoRefused> {
        if self.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            return Err(TropoRefused::invalid("name is a required parameter"));
        }
        let other = |given: &Option<String>, words: [&str; 2]| {
            given.as_deref().is_some_and(|given| !words.contains(&given))
        };
        if other(&self.platform, PLATFORMS) {
            return Err(TropoRefused::invalid("platform must be 'scripting' or 'webapi'"));
        }
        if other(&self.api_type, PLATFORMS) {
            return Err(TropoRefused::invalid("apiType must be 'scripting' or 'webapi'"));
        }
        if other(&self.partition, PARTITIONS) {
            return Err(TropoRefused::invalid(
                "partition must be 'staging' or 'production'",
            ));
        }
        Ok(())
    }
}

impl Application {
    /// An application with nothing but its name; platform `scripting` is assumed.
    pub(crate) fn named(owner: u64, name: &str, pin: String) -> Self {
        Self {
            owner,
            name: name.to_owned(),
            platform: "scripting".to_owned(),
            partition: "staging".to_owned(),
            voice_url: None,
            messaging_url: None,
            environment: None,
            api_type: None,
            pin,
            addresses: Vec::new(),
        }
    }

    pub(crate) fn change(&mut self, change: ApplicationChange) {
        let platform = change.platform.or_else(|| change.api_type.clone());
        for (slot, value) in [
            (&mut self.name, change.name),
            (&mut self.platform, platform),
            (&mut self.partition, change.partition),
        ] {
            if let Some(value) = value {
                *slot = value;
            }
        }
        change.voice_url.apply(&mut self.voice_url);
        change.messaging_url.apply(&mut self.messaging_url);
        self.environment = change.environment.or_else(|| self.environment.take());
        self.api_type = change.api_type.or_else(|| self.api_type.take());
    }
}

impl TropoState {
    /// The application of an id if it is `owner`'s; somebody else's is not found.
    pub(crate) fn application_of(&self, owner: u64, id: &str) -> Result<u64, TropoRefused> {
        let known = id
            .parse()
            .ok()
            .filter(|id| self.applications.get(id).is_some_and(|app| app.owner == owner));
        known.ok_or_else(|| TropoRefused::NotFound(format!("there is no application {id}")))
    }

    pub(crate) fn application(&self, id: u64) -> Result<&Application, TropoRefused> {
        let found = self.applications.get(&id);
        found.ok_or_else(|| TropoRefused::NotFound(format!("there is no application {id}")))
    }

    pub(crate) fn create_application(
        &mut self,
        owner: u64,
        wanted: ApplicationChange,
        with_addresses: bool,
    ) -> Result<u64, TropoRefused> {
        wanted.check()?;
        let name = wanted.name.clone();
        let name = name.ok_or_else(|| TropoRefused::invalid("name is a required parameter"))?;
        self.counters.application += 1;
        self.counters.pin += 1;
        let id = self.counters.application;
        let mut application = Application::named(owner, &name, self.counters.pin.to_string());
        application.change(wanted);
        if with_addresses {
            application.addresses = Address::of_pin(&application.pin);
        }
        self.applications.insert(id, application);
        Ok(id)
    }

    pub(crate) fn change_application(
        &mut self,
        id: u64,
        change: ApplicationChange,
    ) -> Result<(), TropoRefused> {
        change.check()?;
        let found = self.applications.get_mut(&id);
        found
            .ok_or_else(|| TropoRefused::NotFound(format!("there is no application {id}")))?
            .change(change);
        Ok(())
    }

    /// Removes an application with its addresses and webhooks; its numbers go back to the pool (assumed).
    pub(crate) fn delete_application(&mut self, id: u64) -> Result<(), TropoRefused> {
        let gone = self.applications.remove(&id);
        let gone = gone.ok_or_else(|| TropoRefused::NotFound(format!("there is no application {id}")))?;
        for address in &gone.addresses {
            self.free(address);
        }
        self.webhooks.retain(|_, webhook| webhook.application != Some(id));
        Ok(())
    }
}
