//! Records: what the carrier sends, in the shape that programs get and store.

use crate::Href;

/// Declares a record. It is read as the carrier writes it: in camel case, with types that wander. It is written in snake case,
/// without the members that the carrier did not send.
///
/// * `name: Type` must be there.
/// * `name: Option<Type> = "reader"` may be missing; the function reads it.
/// * `pub struct Name: id(Id), href(Link) by rule` has those two first; the rule says which of them names the record. A link that
///   may be missing is `href(Option<Href>, unless "Option::is_none")`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $reader:literal)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
        #[serde(rename_all(deserialize = "camelCase"))]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[serde(default, deserialize_with = $reader, skip_serializing_if = "Option::is_none")])?
                pub $field: $type,
            )*
        }
    };

    (
        $(#[$meta:meta])*
        pub struct $name:ident: $id:ident($id_type:ty), href($link:ty $(, unless $absent:literal)?)
        by $rule:ident {
            $($(#[$doc:meta])* $field:ident: $type:ty $(= $reader:literal)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// What names it: a member of its own, or the last segment of its link.
            pub $id: $id_type,
            /// Its link.
            $(#[serde(skip_serializing_if = $absent)])?
            pub href: $link,
            $(
                $(#[$doc])*
                $(#[serde(deserialize_with = $reader, skip_serializing_if = "Option::is_none")])?
                pub $field: $type,
            )*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                use serde::de::Error;

                #[derive(serde::Deserialize)]
                #[serde(rename_all = "camelCase")]
                struct Wire {
                    #[serde(default, deserialize_with = "lenient::id_text")]
                    $id: Option<$id_type>,
                    #[serde(default)]
                    href: Option<crate::Href>,
                    $(
                        $(#[serde(default, deserialize_with = $reader)])?
                        $field: $type,
                    )*
                }
                let wire = Wire::deserialize(deserializer)?;
                let unnamed = || D::Error::custom("neither its id nor its href names the record");
                let unlinked = || D::Error::missing_field("href");
                Ok(Self {
                    $id: crate::record::$rule(wire.$id, wire.href.as_ref()).ok_or_else(unnamed)?,
                    href: crate::record::Link::read(wire.href).ok_or_else(unlinked)?,
                    $($field: wire.$field,)*
                })
            }
        }
    };
}
pub(crate) use record;

/// The id that a record has of its own, or else the last segment of its link.
pub(crate) fn own_or_linked<Id: From<String>>(own: Option<Id>, link: Option<&Href>) -> Option<Id> {
    own.or_else(|| link.and_then(Href::id))
}

/// The last segment of a record's link, or else the id that it has of its own.
pub(crate) fn linked_or_own<Id: From<String>>(own: Option<Id>, link: Option<&Href>) -> Option<Id> {
    link.and_then(Href::id).or(own)
}

/// The link of a record, which some records may lack.
pub(crate) trait Link: Sized {
    fn read(link: Option<Href>) -> Option<Self>;
}

impl Link for Href {
    fn read(link: Option<Href>) -> Option<Self> {
        link
    }
}

impl Link for Option<Href> {
    fn read(link: Option<Href>) -> Option<Self> {
        Some(link)
    }
}
