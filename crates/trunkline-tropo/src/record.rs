//! Records: what the carrier sends, in the shape that programs get and store.

/// Declares a record. It is read as the carrier writes it: in camel case, with types that wander. It is written in snake case,
/// without the members that the carrier did not send.
///
/// * `name: Type` must be there.
/// * `name: Option<Type> = "reader"` may be missing; the function reads it.
/// * `pub struct Name: id(Id), href(Link)` has those two first, read as a [`Reference`](crate::reference::Reference). A link that may
///   be missing is `href(Option<Href>, unless "Option::is_none")`.
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
        pub struct $name:ident: $id:ident($id_type:ty), href($link:ty $(, unless $absent:literal)?) {
            $($(#[$doc:meta])* $field:ident: $type:ty $(= $reader:literal)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// What names it: the last segment of its link, or a member of its own.
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
                let reference = crate::reference::Reference::read(wire.$id, wire.href).map_err(D::Error::custom)?;
                let unlinked = || D::Error::missing_field("href");
                Ok(Self {
                    $id: reference.id,
                    href: crate::reference::Link::read(reference.href).ok_or_else(unlinked)?,
                    $($field: wire.$field,)*
                })
            }
        }
    };
}
pub(crate) use record;
