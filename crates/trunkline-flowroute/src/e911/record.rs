//! An emergency address on the account (docs/contracts/flowroute-v2.md §3.3).

use serde::Deserialize;
use trunkline_core::{Country, Region, lenient, open_enum, string_id};

use crate::envelope::Resource;

string_id! {
    /// An E911 record.
    pub struct E911Id;
}

open_enum! {
    /// What the part of a building is called. The carrier writes them in title case and reads them in any case.
    pub enum AddressType {
        /// An apartment.
        Apartment = "Apartment",
        /// A basement.
        Basement = "Basement",
        /// One building of several.
        Building = "Building",
        /// A department.
        Department = "Department",
        /// A floor.
        Floor = "Floor",
        /// The front.
        Front = "Front",
        /// A hangar, in the carrier's spelling.
        Hanger = "Hanger",
        /// A key.
        Key = "Key",
        /// A lobby.
        Lobby = "Lobby",
        /// A lot.
        Lot = "Lot",
        /// The lower part.
        Lower = "Lower",
        /// An office.
        Office = "Office",
        /// A penthouse.
        Penthouse = "Penthouse",
        /// A pier.
        Pier = "Pier",
        /// The rear.
        Rear = "Rear",
        /// A room.
        Room = "Room",
        /// A side.
        Side = "Side",
        /// A slip.
        Slip = "Slip",
        /// A space.
        Space = "Space",
        /// A stop.
        Stop = "Stop",
        /// A suite.
        Suite = "Suite",
        /// A trailer.
        Trailer = "Trailer",
        /// A unit.
        Unit = "Unit",
        /// The upper part.
        Upper = "Upper",
    }
}

/// An address for the emergency services, and the person who is shown to the dispatcher.
///
/// It does not tell which numbers use it: see [`ListE911Numbers`](super::ListE911Numbers).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Resource<E911Id, Attributes>")]
#[non_exhaustive]
pub struct E911 {
    /// The id.
    pub id: E911Id,
    /// Its name, unique on the account.
    pub label: Option<Box<str>>,
    /// First name of the person shown to the dispatcher.
    pub first_name: Option<Box<str>>,
    /// Last name of the person shown to the dispatcher.
    pub last_name: Option<Box<str>>,
    /// The house number; may hold letters.
    pub street_number: Option<Box<str>>,
    /// The street without the house number.
    pub street_name: Option<Box<str>>,
    /// What the part of the building is called.
    pub address_type: Option<AddressType>,
    /// Which part of the building it is: `200`, `A-1`.
    pub address_type_number: Option<Box<str>>,
    /// The city.
    pub city: Option<Box<str>>,
    /// The state or province.
    pub state: Option<Region>,
    /// The country.
    pub country: Option<Country>,
    /// The ZIP or postal code.
    pub zip: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    label: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    first_name: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    last_name: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    street_number: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    street_name: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    address_type: Option<AddressType>,
    #[serde(default, deserialize_with = "lenient::text")]
    address_type_number: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    city: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    state: Option<Region>,
    #[serde(default, deserialize_with = "lenient::text")]
    country: Option<Country>,
    #[serde(default, deserialize_with = "lenient::text")]
    zip: Option<Box<str>>,
}

impl From<Resource<E911Id, Attributes>> for E911 {
    fn from(Resource { id, attributes: a }: Resource<E911Id, Attributes>) -> Self {
        Self {
            id,
            label: a.label,
            first_name: a.first_name,
            last_name: a.last_name,
            street_number: a.street_number,
            street_name: a.street_name,
            address_type: a.address_type,
            address_type_number: a.address_type_number,
            city: a.city,
            state: a.state,
            country: a.country,
            zip: a.zip,
        }
    }
}
