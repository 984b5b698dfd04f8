//! Fixed lists: features, services and payment types (docs/contracts/tropo.md §2.3, §3.4).

/// Payment types: number and name.
pub(crate) const PAYMENT_TYPES: [(u8, &str); 3] = [(1, "visa"), (2, "mastercard"), (3, "amex")];

/// A feature of users.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) id: u8,
    pub(crate) flag: &'static str,
    pub(crate) name: &'static str,
}

const fn feature(id: u8, flag: &'static str, name: &'static str) -> Feature {
    Feature { id, flag, name }
}

/// All features.
pub(crate) const FEATURES: [Feature; 10] = [
    feature(1, "c", "Override Caller id"),
    feature(2, "u", "Domestic Outbound Voice"),
    feature(3, "i", "International Outbound Voice"),
    feature(4, "s", "Outbound SIP"),
    feature(5, "r", "SIP REFER"),
    feature(6, "b", "SIP Bang Syntax"),
    feature(7, "t", "Test Outbound SMS"),
    feature(8, "d", "Domestic Outbound SMS"),
    feature(9, "w", "International Outbound SMS"),
    feature(10, "x", "Disabled Account"),
];

/// Partitions.
pub(crate) const PARTITIONS: [&str; 2] = ["staging", "production"];

/// Platforms of every partition: name and description (those after the first assumed).
pub(crate) const PLATFORMS: [(&str, &str); 3] = [
    ("sms", "SMSified Interface"),
    ("scripting", "Tropo Scripting API"),
    ("webapi", "Tropo WebAPI"),
];

/// The country that has states.
pub(crate) const UNITED_STATES: u32 = 36;

/// Countries: id, code, name. Ids other than those of the United States and Zimbabwe are assumed.
pub(crate) const COUNTRIES: [(u32, &str, &str); 12] = [
    (426, "ZW", "Zimbabwe"),
    (UNITED_STATES, "US", "United States"),
    (5, "CA", "Canada"),
    (44, "GB", "United Kingdom"),
    (31, "NL", "Netherlands"),
    (49, "DE", "Germany"),
    (33, "FR", "France"),
    (34, "ES", "Spain"),
    (39, "IT", "Italy"),
    (61, "AU", "Australia"),
    (81, "JP", "Japan"),
    (52, "MX", "Mexico"),
];

/// The states, by name: ids count from 1 (Wisconsin is 49, Wyoming 50).
pub(crate) const STATES: [(&str, &str); 51] = [
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("DC", "District of Columbia"),
];
