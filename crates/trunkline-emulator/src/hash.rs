//! Seeded, stateless pseudo-randomness: every id and every price comes out of the seed and a counter, so that the
//! same seed and the same calls give the same state.

/// Mixes the seed with two coordinates into 64 well spread bits (splitmix64's finalizer, twice).
pub(crate) fn mix(seed: u64, a: u64, b: u64) -> u64 {
    finish(finish(seed ^ a.wrapping_mul(0x9E37_79B9_7F4A_7C15)) ^ b.wrapping_mul(0xD1B5_4A32_D192_ED03))
}

fn finish(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// What a generated id is for; keeps the sequences of different things apart.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Error = 1,
    Message = 2,
    Task = 3,
    Fault = 4,
    Stock = 5,
    Media = 6,
    Notice = 7,
    Presigned = 8,
    Call = 9,
    TropoSalt = 10,
    TropoKey = 11,
    TropoToken = 12,
    TropoCode = 13,
}

/// A version 4 shaped UUID for the `n`th thing of a stream.
pub(crate) fn uuid(seed: u64, stream: Stream, n: u64) -> String {
    let high = mix(seed, (stream as u64) << 1, n);
    let low = mix(seed, ((stream as u64) << 1) | 1, n);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0x0fff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}

/// 32 lower-case hexadecimal digits: a UUID without its dashes.
pub(crate) fn hex32(seed: u64, stream: Stream, n: u64) -> String {
    uuid(seed, stream, n).replace('-', "")
}

/// Lower-case hexadecimal digits of some bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_a_uuid_and_differ() {
        let one = uuid(7, Stream::Error, 1);
        assert_eq!(one.len(), 36);
        assert_eq!(one.as_bytes()[14], b'4');
        assert_ne!(one, uuid(7, Stream::Error, 2));
        assert_ne!(one, uuid(7, Stream::Message, 1));
        assert_ne!(one, uuid(8, Stream::Error, 1));
        assert_eq!(one, uuid(7, Stream::Error, 1));
        assert_eq!(hex32(7, Stream::Message, 1).len(), 32);
    }
}
