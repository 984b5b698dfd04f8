//! Which calls a fault is about.

use serde::{Deserialize, Serialize};

use crate::number::Tn;

/// Operation, number, count and chance; all that are given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Selector {
    /// `*`, a full operation name, the end of one (`numbers.purchase`), or the beginning of one and `.*`.
    pub(super) operation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nth: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<Probability>,
}

/// A chance between 0 and 1, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Probability(pub(crate) u32);

impl Serialize for Probability {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::money::json(i64::from(self.0) * 1000).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let millionths = crate::money::parse(&number.to_string()).map(|nanos| nanos / 1000);
        let fits = millionths
            .and_then(|value| u32::try_from(value).ok())
            .filter(|value| *value <= 1_000_000);
        fits.map(Probability)
            .ok_or_else(|| serde::de::Error::custom("probability must be between 0 and 1"))
    }
}

impl Selector {
    /// Every call of an operation, named as in a fault.
    pub(crate) fn of(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            ..Self::default()
        }
    }

    /// Whether some rule about the values themselves is broken, in words for the caller.
    pub(crate) fn check(&self, mut known: impl Iterator<Item = &'static str>) -> Result<(), String> {
        if self
            .number
            .as_deref()
            .is_some_and(|number| Tn::parse(number).is_none())
        {
            return Err("number must be 10 to 15 digits, with or without +".to_owned());
        }
        if self.nth == Some(0) || self.times == Some(0) {
            return Err("nth and times count from 1".to_owned());
        }
        if self.operation != "*" && !known.any(|name| self.is_about(Some(name))) {
            return Err(format!(
                "no operation is called {:?}; GET /_emulator/operations lists them",
                self.operation
            ));
        }
        Ok(())
    }

    /// Whether the rule is about this operation; an unknown path has none and is matched by `*` only.
    pub(crate) fn is_about(&self, name: Option<&str>) -> bool {
        if self.operation == "*" {
            return true;
        }
        let Some(name) = name else { return false };
        if let Some(beginning) = self.operation.strip_suffix(".*") {
            return name
                .strip_prefix(beginning)
                .is_some_and(|rest| rest.starts_with('.'));
        }
        name == self.operation
            || name
                .strip_suffix(&self.operation)
                .is_some_and(|rest| rest.ends_with('.'))
    }

    pub(crate) fn names_one_of(&self, numbers: &[Tn]) -> bool {
        let Some(wanted) = self.number.as_deref() else {
            return true;
        };
        Tn::parse(wanted).is_some_and(|wanted| numbers.contains(&wanted))
    }

    /// Whether the `hit`th matching call (from 1) is one to act on, probability aside.
    pub(crate) fn is_due(&self, hit: u64) -> bool {
        let first = self.nth.unwrap_or(1);
        let count = self
            .times
            .unwrap_or(if self.nth.is_some() { 1 } else { u64::MAX });
        hit >= first && hit - first < count
    }

    pub(crate) fn probability(&self) -> Option<u32> {
        self.probability.map(|probability| probability.0)
    }
}
