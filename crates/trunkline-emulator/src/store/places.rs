//! Area codes of the emulated inventory, with state and rate center.
//!
//! Area codes, states and rate centers are real; which of their exchanges have numbers is made up from the seed.

/// An area code with its state (or province) and its rate centers, abbreviated and lower case as docs/contracts/flowroute-v2.md §3.1.4 has them.
pub(crate) struct Area {
    pub(crate) npa: u16,
    pub(crate) state: &'static str,
    pub(crate) country: &'static str,
    pub(crate) rate_centers: &'static [&'static str],
    /// Exchanges below this are left to the fixed blocks, so that documented searches begin with documented numbers.
    pub(crate) first_nxx: u16,
}

const fn us(npa: u16, state: &'static str, rate_centers: &'static [&'static str]) -> Area {
    Area {
        npa,
        state,
        country: "US",
        rate_centers,
        first_nxx: 220,
    }
}

const fn ca(npa: u16, state: &'static str, rate_centers: &'static [&'static str]) -> Area {
    Area {
        npa,
        state,
        country: "CA",
        rate_centers,
        first_nxx: 220,
    }
}

const fn from(mut area: Area, first_nxx: u16) -> Area {
    area.first_nxx = first_nxx;
    area
}

/// Geographic area codes, ascending.
pub(crate) const AREAS: &[Area] = &[
    us(201, "nj", &["jerseycity", "hackensack", "englewood", "unioncity"]),
    us(202, "dc", &["washington"]),
    from(
        us(203, "ct", &["bridgeport", "newhaven", "stamford", "danbury"]),
        655,
    ),
    us(205, "al", &["birmingham", "tuscaloosa"]),
    from(us(206, "wa", &["seattle"]), 421),
    us(207, "me", &["portland", "bangor", "augusta"]),
    us(208, "id", &["boise", "twinfalls", "pocatello"]),
    us(210, "tx", &["sanantonio"]),
    us(212, "ny", &["nwyrcyzn01"]),
    us(213, "ca", &["losangeles"]),
    us(214, "tx", &["dallas"]),
    us(215, "pa", &["phlzone01", "phlzone02"]),
    us(216, "oh", &["cleveland"]),
    us(253, "wa", &["tacoma", "auburn", "kent"]),
    us(301, "md", &["bethesda", "rockville", "silverspg"]),
    us(303, "co", &["denver", "boulder"]),
    us(305, "fl", &["miami", "homestead"]),
    us(307, "wy", &["cheyenne", "casper"]),
    us(312, "il", &["chicago"]),
    us(313, "mi", &["detroit"]),
    us(314, "mo", &["saintlouis", "ladue"]),
    us(317, "in", &["indianapls"]),
    from(us(347, "ny", &["nwyrcyzn05", "nwyrcyzn06"]), 400),
    us(360, "wa", &["vancouver", "olympia", "bellingham"]),
    us(401, "ri", &["providence", "newport"]),
    us(402, "ne", &["omaha", "lincoln"]),
    us(404, "ga", &["atlanta"]),
    us(405, "ok", &["oklacity", "norman"]),
    us(406, "mt", &["billings", "missoula"]),
    us(408, "ca", &["snjs west", "sunnyvale"]),
    us(412, "pa", &["pittsburgh"]),
    us(414, "wi", &["milwaukee"]),
    us(415, "ca", &["snfc cntrl", "sausalito", "mill vly"]),
    ca(416, "on", &["toronto"]),
    us(425, "wa", &["bellevue", "kirkland", "everett"]),
    us(435, "ut", &["stgeorge", "logan"]),
    us(480, "az", &["phoenix"]),
    us(501, "ar", &["littlerock", "hotspgs"]),
    us(502, "ky", &["louisville", "frankfort"]),
    us(503, "or", &["portland", "salem"]),
    us(504, "la", &["neworleans"]),
    us(505, "nm", &["albuquerq", "santafe"]),
    us(509, "wa", &["spokane", "yakima"]),
    us(512, "tx", &["austin"]),
    ca(514, "qc", &["montreal"]),
    us(515, "ia", &["desmoines", "ames"]),
    us(601, "ms", &["jackson", "vicksburg"]),
    us(602, "az", &["phoenix"]),
    us(603, "nh", &["nashua", "manchester", "concord"]),
    ca(604, "bc", &["vancouver", "surrey"]),
    us(605, "sd", &["siouxfalls", "rapidcity"]),
    us(612, "mn", &["twincities"]),
    us(615, "tn", &["nashville", "franklin"]),
    us(617, "ma", &["boston", "cambridge", "newton"]),
    us(619, "ca", &["sndg sndg", "chulavista"]),
    from(us(646, "ny", &["nwyrcyzn01"]), 400),
    us(650, "ca", &["millbrae", "sanmateo", "paloalto"]),
    us(701, "nd", &["fargo", "bismarck"]),
    us(702, "nv", &["lasvegas"]),
    us(703, "va", &["arlington", "fairfax", "alexandria"]),
    us(704, "nc", &["charlotte", "concord"]),
    us(713, "tx", &["houston"]),
    us(718, "ny", &["nwyrcyzn03", "nwyrcyzn04"]),
    us(785, "ks", &["topeka", "lawrence"]),
    us(801, "ut", &["saltlake", "provo"]),
    us(802, "vt", &["burlington", "montpelier"]),
    us(803, "sc", &["columbia", "rockhill"]),
    us(804, "va", &["richmond"]),
    us(808, "hi", &["honolulu", "hilo"]),
    us(818, "ca", &["vannuys", "burbank"]),
    us(907, "ak", &["anchorage", "juneau"]),
    us(917, "ny", &["nwyrcyzn01"]),
];

/// Exchanges that always exist, with the numbers that docs/contracts/flowroute-v2.md §6.9, docs/contracts/flowroute-v1.md §3.3
/// to §3.5 and the READMEs name.
pub(crate) struct FixedBlock {
    pub(crate) exchange: u32,
    pub(crate) state: &'static str,
    pub(crate) rate_center: &'static str,
    /// Line numbers, ascending.
    pub(crate) lines: &'static [u16],
    /// Whether generated numbers may be added to the fixed ones.
    pub(crate) grows: bool,
}

const fn fixed(
    exchange: u32,
    state: &'static str,
    rate_center: &'static str,
    lines: &'static [u16],
) -> FixedBlock {
    FixedBlock {
        exchange,
        state,
        rate_center,
        lines,
        grows: false,
    }
}

const fn grown(exchange: u32, state: &'static str, rate_center: &'static str) -> FixedBlock {
    FixedBlock {
        exchange,
        state,
        rate_center,
        lines: &[],
        grows: true,
    }
}

/// Ascending by exchange. The three owned numbers of the seed come from here as well, so that they can be released into stock.
pub(crate) const FIXED: &[FixedBlock] = &[
    fixed(201_267, "nj", "oradell", &[3227]),
    fixed(201_484, "nj", "jerseycity", &[5220]),
    grown(203_220, "ct", "bridgeport"),
    grown(203_254, "ct", "bridgeport"),
    grown(203_331, "ct", "bridgeport"),
    grown(203_404, "ct", "newhaven"),
    grown(203_648, "ct", "newhaven"),
    grown(203_654, "ct", "newhaven"),
    fixed(206_201, "wa", "seattle", &[1204, 1682]),
    fixed(
        206_420,
        "wa",
        "seattle",
        &[
            5780, 5781, 5782, 5783, 5784, 5785, 5786, 5787, 5788, 5789, 5790, 5791, 5792, 5793, 5794, 5795,
            5796, 5797, 5798, 5799,
        ],
    ),
    fixed(
        206_641,
        "wa",
        "seattle",
        &[7641, 7651, 7659, 7667, 7669, 7744, 7815, 7848, 7882],
    ),
    grown(347_215, "ny", "nwyrcyzn05"),
    grown(347_325, "ny", "nwyrcyzn05"),
    grown(347_331, "ny", "nwyrcyzn06"),
    fixed(646_343, "ny", "nwyrcyzn01", &[9507, 9617, 9667, 9737]),
    fixed(650_239, "ca", "millbrae", &[214]),
];

/// Numbers whose set-up cost the samples state, whatever the rule for vanity numbers says.
pub(crate) const STATED_SETUP: &[(u64, i64)] = &[
    (12_012_673_227, 1_000_000_000),
    (12_014_845_220, 1_000_000_000),
    (12_062_011_204, 1_000_000_000),
    (16_463_439_507, 1_000_000_000),
    (16_463_439_617, 1_000_000_000),
    (16_463_439_667, 3_990_000_000),
];

/// Ten thousand numbers outside country code 1.
pub(crate) struct ForeignBlock {
    /// All digits but the last four.
    pub(crate) prefix: u64,
    pub(crate) country: &'static str,
    pub(crate) rate_center: &'static str,
    /// Line numbers, ascending.
    pub(crate) lines: &'static [u16],
}

const fn foreign(
    prefix: u64,
    country: &'static str,
    rate_center: &'static str,
    lines: &'static [u16],
) -> ForeignBlock {
    ForeignBlock {
        prefix,
        country,
        rate_center,
        lines,
    }
}

/// A few numbers outside country code 1, ascending (docs/contracts/flowroute-v2.md A:113). Their regulators keep these ranges
/// free for fiction, so they are nobody's.
pub(crate) const FOREIGN: &[ForeignBlock] = &[
    foreign(
        3_319_900,
        "FR",
        "paris",
        &[1204, 2318, 3407, 4512, 5639, 6721, 7846, 8953],
    ),
    foreign(
        44_207_946,
        "GB",
        "london",
        &[12, 138, 251, 347, 463, 578, 694, 719, 832, 953],
    ),
    foreign(
        49_302_312,
        "DE",
        "berlin",
        &[5012, 5138, 5246, 5371, 5493, 5617, 5724, 5859],
    ),
    foreign(
        6_125_550,
        "AU",
        "sydney",
        &[1047, 2136, 3258, 4369, 5471, 6582, 7693, 8714],
    ),
];
