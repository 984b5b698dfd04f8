//! Changing a port order (docs/contracts/flowroute-v2.md §2.9, O7).

use trunkline_core::{Country, Region};

use super::details::Details;
use super::rules::{plain_document, wrong_state};
use super::{LoaDetails, PortOrder, PortOrderId, PortPresets, Private, UsageType};
use crate::prelude::*;
use crate::rules::ensure_change;

endpoint! {
    /// Changes a port order; only what is set is sent. Details can be changed while it is pending or rejected, presets until it
    /// is completed or canceled.
    pub struct UpdatePortOrder { id: PortOrderId }
    optional in details: Details {
        /// Who may order the port at the losing carrier.
        billing_name(impl Into<String>),
        /// House number and street of the service address.
        street(impl Into<String>),
        /// The part of the building.
        street2(impl Into<String>),
        /// The city.
        city(impl Into<String>),
        /// The state or province.
        state(Region),
        /// The ZIP or postal code.
        zip(impl Into<String>),
        /// The country.
        country(Country),
        /// The carrier that has the numbers now.
        provider(impl Into<String>),
        /// The subscriber's account there.
        provider_account(impl Into<Private>),
        /// The billing number of that account.
        billing_number(impl Into<PhoneNumber>),
        /// The PIN of that account.
        pin(impl Into<Private>),
        /// The last four digits of the subscriber's social security number.
        last_4_ssn(impl Into<Private>),
        /// What the numbers are used for.
        usage_type(UsageType),
        /// The company.
        company(impl Into<String>),
        /// The name of the order.
        alias(impl Into<String>),
        /// The day on which the numbers should move, within 30 days: `2018-07-12`.
        desired_completion_date(impl Into<String>),
        /// Whether to look up the names of callers once the numbers are here, billed per call.
        enable_cnam_lookups(bool),
        /// Who gets mail about the letter of agency.
        loa_details(LoaDetails),
        /// What the numbers get once they are here.
        presets(PortPresets),
        /// Posts changes of the status to this URL.
        status_url(impl Into<String>),
        /// Documents that the carrier shall fetch, by URLs that anyone can read.
        business_documents(impl Into<Vec<String>>),
    }

    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.update", "changed")
        .confidential().refine(wrong_state);
    PATCH "/v2/portorders/{id}" -> PortOrder: one;
    subject "{id}";

    fn body(&self) -> Body {
        plain_document(self.details.write(JsonObject::new()))
    }

    fn validate(&self) -> Valid {
        ensure_change(self.details != Details::default())?;
        self.details.validate()
    }
}
