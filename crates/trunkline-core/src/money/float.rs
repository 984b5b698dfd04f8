//! Prices that JSON decoding has turned into floats: back to the decimal that was written.

use rust_decimal::Decimal;

const DECIMALS: u32 = 4;
const UNIT: u128 = 10_u128.pow(DECIMALS);
const MANTISSA_BITS: u32 = 52;
const HIDDEN_BIT: u64 = 1 << MANTISSA_BITS;

/// The decimal with at most four decimals, below 10^11, whose nearest float is `float`, if there is one.
///
/// There is at most one such decimal, since floats tell all decimals of 15 digits apart; and it is the shortest text of
/// `float`. Nearly every price has one. It is found in whole numbers, several times faster than by printing the float.
pub(super) fn short_decimal(float: f64) -> Option<Decimal> {
    let bits = float.to_bits();
    let exponent = u32::try_from((bits >> MANTISSA_BITS) & 0x7ff).ok()?;
    let mantissa = bits & (HIDDEN_BIT - 1);
    // The float is `(HIDDEN_BIT + mantissa) / 2^shift`. Outside these shifts it is below 2^-12 or above 2^52; zero,
    // subnormal and infinite floats fall out here too.
    let shift = 1075_u32
        .checked_sub(exponent)
        .filter(|shift| (1..=64).contains(shift))?;
    let scaled = u128::from(HIDDEN_BIT + mantissa) * UNIT;
    let nearest = (scaled + (1 << (shift - 1))) >> shift;
    // The next float is `UNIT` away on this scale, so anything less than half of that rounds to `float`. Below a power
    // of two the floats lie twice as close.
    let distance = scaled.abs_diff(nearest << shift);
    let parts = if mantissa == 0 { 4 } else { 2 };
    if distance * parts >= UNIT || nearest >= 10_u128.pow(15) {
        return None;
    }
    let (mut units, mut scale) = (i64::try_from(nearest).ok()?, DECIMALS);
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Some(Decimal::new(
        if float.is_sign_negative() { -units } else { units },
        scale,
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::short_decimal;
    use crate::money::parse;

    #[test]
    fn prices_take_the_short_way() {
        for price in [
            1.0,
            0.5,
            1.25,
            3.99,
            0.012,
            7.5,
            0.0195,
            0.0039,
            -1.5,
            99_999_999.99,
        ] {
            assert_eq!(short_decimal(price).unwrap().to_string(), price.to_string());
        }
    }

    #[test]
    fn other_floats_do_not() {
        for float in [
            0.0,
            -0.0,
            0.1 + 0.2,
            0.00001,
            1e16,
            f64::NAN,
            f64::INFINITY,
            f64::MIN_POSITIVE,
            5e-324,
        ] {
            assert_eq!(short_decimal(float), None, "{float}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_agree(bits in any::<u64>(), units in any::<i64>(), scale in 0_usize..6) {
            let digits = (units % 10_i64.pow(15)).to_string();
            let written: f64 = format!("{digits}e-{scale}").parse().unwrap();
            for float in [f64::from_bits(bits), written] {
                if let Some(decimal) = short_decimal(float) {
                    prop_assert_eq!(decimal.to_string(), float.to_string());
                    prop_assert_eq!(parse::amount(&float.to_string()), Ok(decimal));
                }
            }
        }

        #[test]
        fn every_price_takes_the_short_way(units in 10_i64..10_i64.pow(15)) {
            let float: f64 = format!("{units}e-4").parse().unwrap();
            prop_assert!(short_decimal(float).is_some());
        }
    }
}
