//! Words on the wire: the ones known today, and room for tomorrow's.

/// Declares an enumeration of wire words that never fails on a word it does not know.
///
/// Carriers add words without notice and spell the same word in several ways. Each variant lists its words: the
/// first is canonical (what [`Serialize`](serde::Serialize) and `as_str` write), the others are accepted when
/// reading. All are matched without regard to ASCII case. Any other word becomes `Other`, kept exactly as received.
/// Numbers and booleans found where a word was expected are kept in `Other` as their text.
///
/// Generated besides the enum: `as_str`, `is_known`, `KNOWN`, `From<&str>`, `From<String>`, `Display`, `Serialize`,
/// `Deserialize`. Always convert with `From`; an `Other` built by hand from a known word is not equal to its variant.
///
/// ```
/// trunkline_core::open_enum! {
///     /// Who may call a number.
///     pub enum NumberType {
///         /// An ordinary local number.
///         Longcode = "longcode" | "standard",
///         /// A number the called party pays for.
///         TollFree = "toll-free" | "tollfree",
///     }
/// }
///
/// assert_eq!(NumberType::from("STANDARD"), NumberType::Longcode);
/// assert_eq!(NumberType::Longcode.as_str(), "longcode");
/// assert_eq!(NumberType::from("satellite").as_str(), "satellite");
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident = $canonical:literal $(| $synonym:literal)*
            ),+ $(,)?
        }
    )+) => {$(
        $(#[$meta])*
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        $visibility enum $name {
            $(
                $(#[$variant_meta])*
                $variant,
            )+
            /// A word this version does not know, exactly as received.
            Other(::std::string::String),
        }

        impl $name {
            /// The canonical words of the known variants, in declaration order.
            pub const KNOWN: &'static [&'static str] = &[$($canonical),+];

            /// The canonical word, or the unknown word exactly as received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $canonical,)+
                    Self::Other(word) => word,
                }
            }

            /// Whether this version knows the word.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::std::matches!(self, Self::Other(_))
            }

            #[allow(non_upper_case_globals)]
            fn known(word: &str) -> ::std::option::Option<Self> {
                // The canonical words first: nearly every word is one. As bytes, so that they are matched as a tree and not
                // one after the other.
                $(
                    const $variant: &[::std::primitive::u8] = $canonical.as_bytes();
                )+
                match word.as_bytes() {
                    $($variant => return ::std::option::Option::Some(Self::$variant),)+
                    _ => {}
                }
                $(
                    if word.eq_ignore_ascii_case($canonical) $(|| word.eq_ignore_ascii_case($synonym))* {
                        return ::std::option::Option::Some(Self::$variant);
                    }
                )+
                ::std::option::Option::None
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Other(word.into()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(word: ::std::string::String) -> Self {
                Self::known(&word).unwrap_or_else(|| Self::Other(word.into()))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::lenient::__word(deserializer)
            }
        }
    )+};
}
