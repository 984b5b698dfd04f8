//! Fictional telephone numbers: 555-0100 to 555-0199, which no carrier gives to anybody.

use std::collections::BTreeMap;

use crate::failure::Failure;

/// How many fictional numbers an area code has.
const PER_AREA: u32 = 100;

/// Real numbers and the fictional ones that stand for them, within the same area code.
#[derive(Default)]
pub(super) struct Fictional {
    /// Area code and slot to the last seven digits that have it.
    taken: BTreeMap<(String, u32), String>,
}

impl Fictional {
    /// The seven digits that stand for `local` in `area`; the same ones every time. A fictional number stays itself.
    ///
    /// The slot comes from the digits, so the next recording gives the same number the same one, whatever the order
    /// (but for two numbers that meet in one slot).
    pub(super) fn local(&mut self, area: &str, local: &str) -> Result<String, Failure> {
        let start = own_slot(local).unwrap_or_else(|| spread(local));
        for step in 0..PER_AREA {
            let slot = (start + step) % PER_AREA;
            let owner = self
                .taken
                .entry((area.to_owned(), slot))
                .or_insert_with(|| local.to_owned());
            if owner == local {
                return Ok(format!("55501{slot:02}"));
            }
        }
        Err(Failure::new(format!(
            "more than {PER_AREA} numbers in area code {area}; record shorter lists"
        )))
    }
}

/// The slot of a number that is fictional already.
fn own_slot(local: &str) -> Option<u32> {
    local.strip_prefix("55501")?.parse().ok()
}

/// FNV-1a: the same on every machine and in every version of Rust, unlike the standard hasher.
fn spread(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(16_777_619)
    }) % PER_AREA
}
