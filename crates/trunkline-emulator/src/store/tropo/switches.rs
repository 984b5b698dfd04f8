//! Switches for what the Tropo contract leaves open, and for deviations that a client must tolerate (docs/contracts/tropo.md §4, §5.5).

use serde::{Deserialize, Serialize};

use crate::money::DOLLAR;

/// Knobs for Tropo, under `tropo` in the switches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TropoSwitches {
    /// A new application has a `sip` and a `skype` address on its PIN (docs/contracts/tropo.md §4, item 19).
    pub(crate) new_applications_have_addresses: bool,
    /// A JSON null in an update of an application changes nothing, instead of clearing the URL.
    pub(crate) null_keeps: bool,
    /// What a number costs once on an application of partition `production`, in nanodollars (assumed).
    pub(crate) number_fee: i64,
    /// Links name this base instead of the one that was called: `http://api-smsified-eng.voxeo.net/v1/`.
    pub(crate) foreign_base: Option<String>,
    /// One application comes as a list of one.
    pub(crate) application_in_list: bool,
    /// Ids come as numbers instead of text.
    pub(crate) ids_as_numbers: bool,
    /// Deletions answer 204 without a body.
    pub(crate) delete_answers_204: bool,
    /// 401 and 404 come without a body.
    pub(crate) empty_error_bodies: bool,
    /// Optional members are left out of answers.
    pub(crate) without_optional_members: bool,
    /// Answers have members that nobody knows.
    pub(crate) extra_members: bool,
}

impl Default for TropoSwitches {
    fn default() -> Self {
        Self {
            new_applications_have_addresses: true,
            null_keeps: false,
            number_fee: DOLLAR,
            foreign_base: None,
            application_in_list: false,
            ids_as_numbers: false,
            delete_answers_204: false,
            empty_error_bodies: false,
            without_optional_members: false,
            extra_members: false,
        }
    }
}
