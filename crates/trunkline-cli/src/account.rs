//! Whose keys are used and where: from a profile or from the environment.

use std::fmt;

use crate::failure::Failure;
use crate::profile::{self, Profile};

pub(crate) const ACCESS_KEY: &str = "FR_ACCESS_KEY";
pub(crate) const SECRET_KEY: &str = "FR_SECRET_KEY";
pub(crate) const BASE_URL: &str = "TRUNKLINE_FLOWROUTE_URL";
pub(crate) const TROPO_USERNAME: &str = "TROPO_USERNAME";
pub(crate) const TROPO_PASSWORD: &str = "TROPO_PASSWORD";
pub(crate) const TROPO_URL: &str = "TRUNKLINE_TROPO_URL";
pub(crate) const PROFILE: &str = "TRUNKLINE_PROFILE";

/// The settings in force. Has no `Debug`, because it holds secrets.
pub(crate) struct Account {
    profile: Option<(String, Profile)>,
    /// Whether the profile was asked for; otherwise the environment adds what it lacks.
    is_named: bool,
}

/// Where calls go and for whom, as far as it is not what one would expect.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Another base URL than the carrier's own.
    pub(crate) url: Option<String>,
    /// The profile in use.
    pub(crate) profile: Option<String>,
    /// The end of the key in use.
    pub(crate) key: Option<String>,
}

impl Account {
    /// The profile of this name, or the one that `TRUNKLINE_PROFILE` names; else the environment; else, if that has no keys at
    /// all, the profile of `trunkline profiles use`.
    pub(crate) fn choose(name: Option<&str>) -> Result<Self, Failure> {
        let has_keys = environment(ACCESS_KEY).is_some() || environment(SECRET_KEY).is_some();
        let named = name.map(str::to_owned).or_else(|| environment(PROFILE));
        let is_named = named.is_some();
        let name = match named {
            None if !has_keys => profile::default_name()?,
            named => named,
        };
        let profile = match name {
            Some(name) => {
                let profile = Profile::read(&name)?;
                Some((name, profile))
            }
            None => None,
        };
        Ok(Self { profile, is_named })
    }

    /// A setting of the profile or, without one, of the environment. An empty one is none.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let of_profile = self.profile.as_ref().and_then(|(_, profile)| profile.get(name));
        let of_profile = of_profile
            .filter(|value| !value.trim().is_empty())
            .map(str::to_owned);
        match self.is_named {
            true => of_profile,
            false => of_profile.or_else(|| environment(name)),
        }
    }

    /// The base URL: of the option, of the profile, or of the environment, in this order.
    pub(crate) fn url(&self, option: Option<&str>, name: &str) -> Option<String> {
        option
            .map(str::to_owned)
            .or_else(|| self.get(name))
            .or_else(|| environment(name))
    }

    /// The name and the key of an account.
    pub(crate) fn pair(&self, names: [&str; 2]) -> Result<[String; 2], Failure> {
        let [key, secret] = names;
        match names.map(|name| self.get(name)) {
            [Some(key), Some(secret)] => Ok([key, secret]),
            [None, None] => Err(self.missing(&format!("{key} and {secret} are"))),
            [None, _] => Err(self.missing(&format!("{key} is"))),
            [_, None] => Err(self.missing(&format!("{secret} is"))),
        }
    }

    fn missing(&self, what: &str) -> Failure {
        match &self.profile {
            Some((name, _)) => {
                let login = if what.starts_with("TROPO") { "login --tropo" } else { "login" };
                Failure::user(format!("{what} not set in the profile {name:?}"))
                    .hint(format!("set it with: trunkline {login} {name}"))
            }
            None if what.starts_with(ACCESS_KEY) || what.starts_with(SECRET_KEY) => {
                Failure::user(format!("{what} not set in the environment")).hint(
                    "find the keys in the customer portal, under API Control, and store them with: trunkline login; \
                     `trunkline demo` works without keys",
                )
            }
            None => Failure::user(format!("{what} not set in the environment"))
                .hint("store them with: trunkline login --tropo"),
        }
    }

    /// Where calls go and for whom.
    pub(crate) fn place(&self, option: Option<&str>, url: &str, key: &str) -> Place {
        Place {
            url: self.url(option, url),
            profile: self.profile.as_ref().map(|(name, _)| name.clone()),
            key: self.get(key).as_deref().and_then(ending),
        }
    }
}

impl Place {
    /// Whether it goes without saying: the carrier's own place and the keys of the environment.
    pub(crate) fn is_usual(&self) -> bool {
        self.url.is_none() && self.profile.is_none()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_deref().unwrap_or("the carrier"))?;
        if let Some(key) = &self.key {
            write!(f, ", account …{key}")?;
        }
        match &self.profile {
            Some(profile) => write!(f, ", profile {profile:?}"),
            None => Ok(()),
        }
    }
}

/// The URL that the environment gives for a carrier.
pub(crate) fn environment_url(name: &str) -> Option<String> {
    environment(name)
}

/// The last characters of a key: enough to tell accounts apart.
pub(crate) fn ending(key: &str) -> Option<String> {
    const SHOWN: usize = 3;
    let hidden = key
        .chars()
        .count()
        .checked_sub(SHOWN)
        .filter(|hidden| *hidden >= SHOWN)?;
    Some(key.chars().skip(hidden).collect())
}

/// A variable of the environment. An empty one is none.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
