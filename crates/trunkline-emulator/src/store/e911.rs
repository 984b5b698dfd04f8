//! E911 addresses (docs/contracts/flowroute-v2.md §5.4, §6.4).

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::account::What;
use crate::store::{Refused, State};

/// Ids of the seed data that new addresses would run into.
const SEEDED_IDS: [u64; 3] = [22_120, 22_124, 22_127];

/// An address shown to the dispatcher. Unset address type and number are empty text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct E911 {
    /// Order of creation; lists show the newest first.
    pub(crate) order: u64,
    pub(crate) label: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) street_number: String,
    pub(crate) street_name: String,
    pub(crate) address_type: String,
    pub(crate) address_type_number: String,
    pub(crate) city: String,
    pub(crate) state: String,
    pub(crate) country: String,
    pub(crate) zip: String,
}

/// The address types the service knows, title-case (docs/contracts/flowroute-v2.md §5.4; "Hanger" as spelled by the vendor).
const ADDRESS_TYPES: [&str; 24] = [
    "Apartment",
    "Basement",
    "Building",
    "Department",
    "Floor",
    "Front",
    "Hanger",
    "Key",
    "Lobby",
    "Lot",
    "Lower",
    "Office",
    "Penthouse",
    "Pier",
    "Rear",
    "Room",
    "Side",
    "Slip",
    "Space",
    "Stop",
    "Suite",
    "Trailer",
    "Unit",
    "Upper",
];

const US_STATES: [&str; 56] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
    "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC",
    "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
    "PR", "VI", "GU", "AS", "MP",
];

const CA_PROVINCES: [&str; 13] = [
    "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
];

/// Why an address was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AddressError {
    /// Field and message, for every field that is wrong.
    Fields(Vec<(&'static str, String)>),
    /// The geocoder does not know it.
    Geocode,
    /// Same address and person as another record.
    Duplicate,
    Funds,
    NotFound,
}

impl E911 {
    /// Checks every field and puts the address type into title case.
    pub(crate) fn normalize(&mut self) -> Result<(), AddressError> {
        let mut wrong = self.missing();
        if !self.address_type.is_empty() {
            let known = ADDRESS_TYPES
                .iter()
                .find(|known| known.eq_ignore_ascii_case(&self.address_type));
            match known {
                Some(known) => self.address_type = (*known).to_owned(),
                None => wrong.push(("address_type", "Not a valid choice.".to_owned())),
            }
            if self.address_type_number.is_empty() {
                wrong.push((
                    "address_type_number",
                    "Required when address_type is set.".to_owned(),
                ));
            }
        }
        let two_capitals = self.state.len() == 2 && self.state.bytes().all(|b| b.is_ascii_uppercase());
        if !self.state.is_empty() && !two_capitals {
            wrong.push(("state", "State must be two upper-case letters.".to_owned()));
        }
        // `USA` is what the vendor's Python demo sends and old records carry (docs/contracts/flowroute-v2.md §3.3); *assumed* to be
        // kept as it came.
        if !self.country.is_empty() && !matches!(self.country.as_str(), "US" | "USA" | "CA") {
            wrong.push(("country", "Country must be US or CA.".to_owned()));
        }
        if !self.zip.is_empty() && !(4..=7).contains(&self.zip.chars().count()) {
            wrong.push((
                "zip",
                "ZIP code must be at least 4 and at most 7 digits long".to_owned(),
            ));
        }
        if !wrong.is_empty() {
            return Err(AddressError::Fields(wrong));
        }
        if self.is_locatable() {
            Ok(())
        } else {
            Err(AddressError::Geocode)
        }
    }

    fn missing(&self) -> Vec<(&'static str, String)> {
        let required = [
            ("label", &self.label),
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("street_number", &self.street_number),
            ("street_name", &self.street_name),
            ("city", &self.city),
            ("state", &self.state),
            ("country", &self.country),
            ("zip", &self.zip),
        ];
        let empty = required.into_iter().filter(|(_, value)| value.is_empty());
        empty
            .map(|(field, _)| (field, "Missing data for required field.".to_owned()))
            .collect()
    }

    /// The emulated geocoder (docs/contracts/flowroute-v2.md A:65): the street `Nowhere` and a state of another country are unknown to it.
    fn is_locatable(&self) -> bool {
        let state = self.state.as_str();
        let fits = if self.country == "CA" {
            CA_PROVINCES.contains(&state)
        } else {
            US_STATES.contains(&state)
        };
        fits && !self.street_name.eq_ignore_ascii_case("nowhere")
    }

    /// Equal but for the label, whatever the case (docs/contracts/flowroute-v2.md A:70).
    fn is_same_place_and_person(&self, other: &Self) -> bool {
        self.place_and_person() == other.place_and_person()
    }

    /// Everything but the label, in lower case.
    pub(crate) fn place_and_person(&self) -> [String; 10] {
        [
            self.first_name.to_lowercase(),
            self.last_name.to_lowercase(),
            self.street_number.to_lowercase(),
            self.street_name.to_lowercase(),
            self.address_type.to_lowercase(),
            self.address_type_number.to_lowercase(),
            self.city.to_lowercase(),
            self.state.to_lowercase(),
            self.country.to_lowercase(),
            self.zip.to_lowercase(),
        ]
    }
}

impl State {
    /// Stores a new address; needs funds for a later assignment, charges nothing.
    pub(crate) fn create_e911(&mut self, mut record: E911) -> Result<u64, AddressError> {
        record.normalize()?;
        if self
            .e911s
            .values()
            .any(|other| other.is_same_place_and_person(&record))
        {
            return Err(AddressError::Duplicate);
        }
        self.check_label(None, &record.label)?;
        self.account
            .covers(self.switches.fees.e911)
            .map_err(|_| AddressError::Funds)?;
        record.order = self.next_order();
        let id = self.next_e911_id();
        self.e911s.insert(id, record);
        Ok(id)
    }

    /// Replaces an address by an already merged one; needs the funds of a new one, charges nothing
    /// (docs/contracts/flowroute-v2.md A:110).
    pub(crate) fn update_e911(&mut self, id: u64, mut record: E911) -> Result<(), AddressError> {
        record.normalize()?;
        self.check_label(Some(id), &record.label)?;
        self.account
            .covers(self.switches.fees.e911)
            .map_err(|_| AddressError::Funds)?;
        *self.e911s.get_mut(&id).ok_or(AddressError::NotFound)? = record;
        Ok(())
    }

    /// Removes an address no number has (docs/contracts/flowroute-v2.md A:32).
    pub(crate) fn delete_e911(&mut self, id: u64) -> Result<(), Refused> {
        if !self.e911s.contains_key(&id) {
            return Err(Refused::NotFound);
        }
        if self.numbers.values().any(|number| number.e911 == Some(id)) {
            return Err(Refused::InUse);
        }
        self.e911s.remove(&id);
        Ok(())
    }

    /// Gives a number an address; charged the first time for this pair.
    pub(crate) fn associate_e911(&mut self, tn: Tn, id: u64) -> Result<(), Refused> {
        let number = self.number(tn)?;
        let first = !number.e911_charged.contains(&id);
        if !self.e911s.contains_key(&id) {
            return Err(Refused::NotFound);
        }
        if number.is_foreign() {
            let text = "Emergency services are not offered for this number.";
            return Err(Refused::Invalid("number", text.to_owned()));
        }
        let fee = self.switches.fees.e911;
        if first {
            self.account.covers(fee)?;
        }
        let number = self.number_mut(tn)?;
        number.e911 = Some(id);
        number.e911_charged.insert(id);
        if first {
            self.charge(What::E911, fee, Some(tn));
        }
        Ok(())
    }

    /// Takes the address away from a number; there need not be one (docs/contracts/flowroute-v2.md A:33). Needs funds as
    /// an assignment does, charges nothing (docs/contracts/flowroute-v2.md A:110).
    pub(crate) fn unassociate_e911(&mut self, tn: Tn) -> Result<(), Refused> {
        self.number(tn)?;
        self.account.covers(self.switches.fees.e911)?;
        self.number_mut(tn)?.e911 = None;
        Ok(())
    }

    fn check_label(&self, own: Option<u64>, label: &str) -> Result<(), AddressError> {
        if self
            .e911s
            .iter()
            .any(|(id, other)| Some(*id) != own && other.label == label)
        {
            let text = "A record with that label already exists.".to_owned();
            return Err(AddressError::Fields(vec![("label", text)]));
        }
        Ok(())
    }

    /// Counts up and steps over the ids the seed data took, so that no id is ever used twice.
    fn next_e911_id(&mut self) -> u64 {
        while SEEDED_IDS.contains(&self.counters.e911) {
            self.counters.e911 += 1;
        }
        self.counters.e911 += 1;
        self.counters.e911 - 1
    }
}
