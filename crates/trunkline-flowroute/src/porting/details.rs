//! The attributes of a port order in requests, and their rules (docs/contracts/flowroute-v2.md §2.9).

use trunkline_core::{Country, Region};

use super::{LoaDetails, PortPresets, Private, UsageType};
use crate::prelude::*;
use crate::rules::{ensure_region, ensure_web_url, is_web_url};

/// The attributes that a new order and a change of one have in common; what is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details {
    pub(super) billing_name: Option<String>,
    pub(super) street: Option<String>,
    pub(super) street2: Option<String>,
    pub(super) city: Option<String>,
    pub(super) state: Option<Region>,
    pub(super) zip: Option<String>,
    pub(super) country: Option<Country>,
    pub(super) provider: Option<String>,
    pub(super) provider_account: Option<Private>,
    pub(super) billing_number: Option<PhoneNumber>,
    pub(super) pin: Option<Private>,
    pub(super) last_4_ssn: Option<Private>,
    pub(super) usage_type: Option<UsageType>,
    pub(super) company: Option<String>,
    pub(super) alias: Option<String>,
    pub(super) desired_completion_date: Option<String>,
    pub(super) enable_cnam_lookups: Option<bool>,
    pub(super) loa_details: Option<LoaDetails>,
    pub(super) presets: Option<PortPresets>,
    pub(super) status_url: Option<String>,
    pub(super) business_documents: Option<Vec<String>>,
}

impl Details {
    /// Adds what is set to the attributes of a request.
    pub(super) fn write(&self, attributes: JsonObject) -> JsonObject {
        attributes
            .with_some("billing_name", self.billing_name.as_ref())
            .with_some("street", self.street.as_ref())
            .with_some("street2", self.street2.as_ref())
            .with_some("city", self.city.as_ref())
            .with_some("state", self.state.as_ref())
            .with_some("zip", self.zip.as_ref())
            .with_some("country", self.country.as_ref())
            .with_some("provider", self.provider.as_ref())
            .with_some(
                "provider_account",
                self.provider_account.as_ref().map(Private::expose),
            )
            .with_some("billing_number", self.billing_number)
            .with_some("pin", self.pin.as_ref().map(Private::expose))
            .with_some("last_4_ssn", self.last_4_ssn.as_ref().map(Private::expose))
            .with_some("usage_type", self.usage_type.as_ref().map(capital))
            .with_some("company", self.company.as_ref())
            .with_some("alias", self.alias.as_ref())
            .with_some("desired_completion_date", self.desired_completion_date.as_ref())
            .with_some("enable_cnam_lookups", self.enable_cnam_lookups)
            .with_some("loa_details", self.loa_details.as_ref())
            .with_some("presets", self.presets.as_ref())
            .with_some("status_url", self.status_url.as_ref())
            .with_some("business_documents", self.business_documents.as_ref())
    }

    /// The rules for what is set.
    pub(super) fn validate(&self) -> Valid {
        for (field, text) in self.texts() {
            ensure(
                text.is_none_or(|text| !text.trim().is_empty()),
                field,
                "must not be blank",
            )?;
        }
        ensure_region("state", self.state.as_ref())?;
        if let Some(unknown) = self.country.as_ref().filter(|country| !country.is_known()) {
            return Err(ValidationError::new("country", "must be US or CA").got(unknown));
        }
        if let Some(unknown) = self.usage_type.as_ref().filter(|usage| !usage.is_known()) {
            return Err(ValidationError::new("usage_type", "must be residential or business").got(unknown));
        }
        let ssn = self.last_4_ssn.as_ref().map(Private::expose);
        let fits = ssn.is_none_or(|ssn| ssn.len() == 4 && ssn.bytes().all(|b| b.is_ascii_digit()));
        ensure(fits, "last_4_ssn", "must be four digits")?;
        ensure_date("desired_completion_date", self.desired_completion_date.as_deref())?;
        ensure_web_url("status_url", self.status_url.as_ref())?;
        match self
            .business_documents
            .iter()
            .flatten()
            .find(|url| !is_web_url(url))
        {
            Some(url) => Err(ValidationError::new(
                "business_documents",
                "must be absolute http or https URLs",
            )
            .got(url)),
            None => Ok(()),
        }
    }

    fn texts(&self) -> [(&'static str, Option<&str>); 8] {
        [
            ("billing_name", self.billing_name.as_deref()),
            ("street", self.street.as_deref()),
            ("street2", self.street2.as_deref()),
            ("city", self.city.as_deref()),
            ("zip", self.zip.as_deref()),
            ("provider", self.provider.as_deref()),
            ("company", self.company.as_deref()),
            ("alias", self.alias.as_deref()),
        ]
    }
}

/// Requests begin it with a capital, answers do not.
fn capital(usage: &UsageType) -> &str {
    match usage {
        UsageType::Residential => "Residential",
        UsageType::Business => "Business",
        UsageType::Other(word) => word,
    }
}

/// `YYYY-MM-DD`, if there is one; whether the month has the day is for the carrier.
pub(super) fn ensure_date(field: &'static str, text: Option<&str>) -> Valid {
    let is_date = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &&str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        matches!(parts.as_slice(), [year, month, day]
            if digits(year, 4) && digits(month, 2) && digits(day, 2)
                && ("01"..="12").contains(month) && ("01"..="31").contains(day))
    };
    ensure(
        text.is_none_or(is_date),
        field,
        "must be a day, such as 2018-07-12",
    )
}
