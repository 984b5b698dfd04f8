//! An emergency address on the account (docs/contracts/flowroute-v2.md §3.3).

use trunkline_core::{Country, Region, lenient, open_enum, string_id};

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

record! {
    /// An address for the emergency services, and the person who is shown to the dispatcher.
    ///
    /// It does not tell which numbers use it: see [`ListE911Numbers`](super::ListE911Numbers).
    pub struct E911 {
        /// The id.
        id: E911Id,
    }
    attributes {
        /// Its name, unique on the account.
        label: Option<String> = "lenient::text",
        /// First name of the person shown to the dispatcher.
        first_name: Option<String> = "lenient::text",
        /// Last name of the person shown to the dispatcher.
        last_name: Option<String> = "lenient::text",
        /// The house number; may hold letters.
        street_number: Option<String> = "lenient::text",
        /// The street without the house number.
        street_name: Option<String> = "lenient::text",
        /// What the part of the building is called.
        address_type: Option<AddressType> = "lenient::text",
        /// Which part of the building it is: `200`, `A-1`.
        address_type_number: Option<String> = "lenient::text",
        /// The city.
        city: Option<String> = "lenient::text",
        /// The state or province.
        state: Option<Region> = "lenient::text",
        /// The country.
        country: Option<Country> = "lenient::text",
        /// The ZIP or postal code.
        zip: Option<String> = "lenient::text",
    }
}
