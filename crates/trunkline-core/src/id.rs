//! Identifiers: opaque text, whatever the wire writes them as.

/// Declares newtypes for opaque identifiers.
///
/// Carriers send the same identifier as a JSON string here and as a JSON integer there (docs/contracts/flowroute-v2.md §7,
/// item 4; docs/contracts/tropo.md §4, item 2). Both are read; text is what is kept and written. Surrounding white space is dropped
/// when reading (docs/contracts/tropo.md §4, item 18). Nothing else about an identifier is interpreted.
///
/// Generated: `as_str`, `From<&str>`, `From<String>`, `From<u64>`, `From<&Self>`, `AsRef<str>`, `Borrow<str>`,
/// `Display`, `Serialize` (as a string), `Deserialize`, and the usual comparisons (as text).
///
/// ```
/// trunkline_core::string_id! {
///     /// One inbound route.
///     pub struct RouteId;
/// }
///
/// assert_eq!(RouteId::from("98396"), RouteId::from(98396));
/// assert_eq!(RouteId::from("98396").to_string(), "98396");
/// ```
#[macro_export]
macro_rules! string_id {
    ($(
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident;
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility struct $name(::std::string::String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(::std::convert::Into::into(text))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(::std::convert::Into::into(text))
            }
        }

        impl ::std::convert::From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(::std::string::ToString::to_string(&number))
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                ::std::clone::Clone::clone(id)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl $crate::PathSegment for $name {
            fn write_segment(&self, to: &mut dyn ::std::fmt::Write) -> ::std::fmt::Result {
                to.write_str(&self.0)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::lenient::__id(deserializer)
            }
        }
    )+};
}
