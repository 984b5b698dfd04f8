//! The options that make up an emergency address.

use clap::Args;
use trunkline::flowroute::e911::{Address, AddressType, E911, E911Id, UpdateE911};
use trunkline::{Country, Region};

use crate::town::Town;
use crate::values;

/// Help of `e911 create`.
pub(super) const EXAMPLE_CREATE: &str = "\
Creating an address is free; assigning it to a number is charged.

Example:
  trunkline e911 create --label home --first-name Janet --last-name Doe \\
      --street-number 3910 --street-name \"N Vassault\" --unit \"Suite 200\" \\
      --city Tacoma --state WA --zip 98407";

/// Help of `e911 validate`.
pub(super) const EXAMPLE_VALIDATE: &str = "\
Example:
  trunkline e911 validate --label home --first-name Janet --last-name Doe \\
      --street-number 3910 --street-name \"N Vassault\" --unit \"Suite 200\" \\
      --city Tacoma --state WA --zip 98407";

/// A complete address.
#[derive(Debug, Args)]
pub(crate) struct AddressArgs {
    /// Label of the address, unique on the account
    #[arg(long)]
    pub(super) label: String,

    /// First name shown to the dispatcher
    #[arg(long, value_name = "NAME")]
    first_name: String,

    /// Last name shown to the dispatcher
    #[arg(long, value_name = "NAME")]
    last_name: String,

    /// House number, letters included
    #[arg(long, value_name = "NUMBER")]
    street_number: String,

    /// Street name without the house number
    #[arg(long, value_name = "NAME")]
    street_name: String,

    /// Unit type and number within the building
    #[arg(long, value_name = "\"Suite 200\"", value_parser = values::unit)]
    unit: Option<(AddressType, String)>,

    #[command(flatten)]
    town: Town,

    /// Country [default: that of the state]
    #[arg(long, value_name = "US", value_parser = values::country)]
    country: Option<Country>,
}

impl AddressArgs {
    /// The address.
    pub(super) fn address(self) -> Address {
        let mut address = Address::new(self.label)
            .name(self.first_name, self.last_name)
            .street(self.street_number, self.street_name)
            .city(self.town.city, self.town.state, self.town.zip);
        if let Some((kind, number)) = self.unit {
            address = address.unit(kind, number);
        }
        if let Some(country) = self.country {
            address = address.country(country);
        }
        address
    }

    /// The lines that a dispatcher reads.
    pub(super) fn dispatcher_lines(&self) -> [String; 3] {
        let unit = self
            .unit
            .as_ref()
            .map(|(kind, number)| format!(", {kind} {number}"))
            .unwrap_or_default();
        let Town { city, state, zip } = &self.town;
        let country = self.country.clone().or_else(|| state.country());
        let country = country.map(|country| country.to_string()).unwrap_or_default();
        [
            format!("{} {}", self.first_name, self.last_name),
            format!("{} {}{unit}", self.street_number, self.street_name),
            format!("{city}, {state} {zip} {country}"),
        ]
    }
}

/// The parts of an address that change.
#[derive(Debug, Args)]
#[group(id = "change", required = true, multiple = true)]
pub(crate) struct Changes {
    /// Label of the address, unique on the account
    #[arg(long)]
    label: Option<String>,

    /// First name shown to the dispatcher
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,

    /// Last name shown to the dispatcher
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,

    /// House number, letters included
    #[arg(long, value_name = "NUMBER")]
    street_number: Option<String>,

    /// Street name without the house number
    #[arg(long, value_name = "NAME")]
    street_name: Option<String>,

    /// Unit type and number within the building
    #[arg(long, value_name = "\"Suite 200\"", value_parser = values::unit, conflicts_with = "no_unit")]
    unit: Option<(AddressType, String)>,

    /// Remove the unit
    #[arg(long)]
    no_unit: bool,

    /// City
    #[arg(long)]
    city: Option<String>,

    /// State, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    state: Option<Region>,

    /// ZIP or postal code
    #[arg(long)]
    zip: Option<String>,

    /// Country
    #[arg(long, value_name = "US", value_parser = values::country)]
    country: Option<Country>,
}

type Setter = fn(UpdateE911, String) -> UpdateE911;

/// An address and its changes.
#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    /// Address ID or label
    #[arg(value_name = "ADDRESS")]
    pub(super) id: String,

    #[command(flatten)]
    changes: Changes,
}

impl ChangeArgs {
    /// `record` with the changes, to be shown before they are made.
    pub(super) fn applied_to(&self, mut record: E911) -> E911 {
        let changes = &self.changes;
        let text = |new: &Option<String>, old: Option<String>| new.clone().or(old);
        record.label = text(&changes.label, record.label);
        record.first_name = text(&changes.first_name, record.first_name);
        record.last_name = text(&changes.last_name, record.last_name);
        record.street_number = text(&changes.street_number, record.street_number);
        record.street_name = text(&changes.street_name, record.street_name);
        record.city = text(&changes.city, record.city);
        record.zip = text(&changes.zip, record.zip);
        record.state = changes.state.clone().or(record.state);
        record.country = changes.country.clone().or(record.country);
        if changes.unit.is_some() || changes.no_unit {
            let (kind, number) = changes.unit.clone().unzip();
            record.address_type = kind;
            record.address_type_number = number;
        }
        record
    }

    /// The request that makes the changes.
    pub(super) fn request(self, id: E911Id) -> UpdateE911 {
        let changes = self.changes;
        let mut request = UpdateE911::new(id);
        let texts: [(Option<String>, Setter); 7] = [
            (changes.label, UpdateE911::label),
            (changes.first_name, UpdateE911::first_name),
            (changes.last_name, UpdateE911::last_name),
            (changes.street_number, UpdateE911::street_number),
            (changes.street_name, UpdateE911::street_name),
            (changes.city, UpdateE911::city),
            (changes.zip, UpdateE911::zip),
        ];
        for (text, set) in texts {
            if let Some(text) = text {
                request = set(request, text);
            }
        }
        if let Some((kind, number)) = changes.unit {
            request = request.unit(kind, number);
        }
        if changes.no_unit {
            request = request.no_unit();
        }
        if let Some(state) = changes.state {
            request = request.state(state);
        }
        if let Some(country) = changes.country {
            request = request.country(country);
        }
        request
    }
}
