//! The `record!` macro: a record in one line for each of its fields.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use trunkline_core::Money;

use crate::messages::{Direction, MessageParty};

/// Declares what a resource of the carrier's (`{"id": …, "attributes": {…}}`) is to users: a struct that is read from
/// it and serialized under the names of its own fields, without those that the carrier did not send.
///
/// The first field is the resource's `id`. Each field is read by its type, or by the reader behind `=`, which is then
/// asked only if the field is there; `in` gives the carrier's name for it if that is another one, `or` a second name. Fields of
/// `relationships` are read from the member of that name, those of `included` begin empty and are filled in by the
/// caller.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(#[$id_meta:meta])*
            $id:ident: $id_type:ty $(= $id_reader:literal)?,
        }
        attributes {
            $(
                $(#[$field_meta:meta])*
                $field:ident: $type:ty $(= $reader:literal $(in $wire:literal)? $(or $synonym:literal)?)?,
            )*
        }
        $(relationships {
            $(#[$related_meta:meta])*
            $related:ident: $related_type:ty $(= $related_reader:literal)?,
        })?
        $(included {
            $(#[$included_meta:meta])*
            $included:ident: $included_type:ty,
        })?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, ::serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            $(#[$id_meta])*
            pub $id: $id_type,
            $(
                $(#[$field_meta])*
                #[serde(skip_serializing_if = "crate::record::Optional::is_absent")]
                pub $field: $type,
            )*
            $(
                $(#[$related_meta])*
                #[serde(skip_serializing_if = "crate::record::Optional::is_absent")]
                pub $related: $related_type,
            )?
            $(
                $(#[$included_meta])*
                pub $included: $included_type,
            )?
        }

        const _: () = {
            #[derive(::serde::Deserialize)]
            struct Resource {
                $(#[serde(deserialize_with = $id_reader)])?
                id: $id_type,
                attributes: Attributes,
                $(
                    #[serde(default, rename = "relationships" $(, deserialize_with = $related_reader)?)]
                    $related: $related_type,
                )?
            }

            #[derive(::serde::Deserialize)]
            struct Attributes {
                $(
                    $(#[serde(default, deserialize_with = $reader $(, rename = $wire)? $(, alias = $synonym)?)])?
                    $field: $type,
                )*
            }

            impl From<Resource> for $name {
                fn from(resource: Resource) -> Self {
                    Self {
                        $id: resource.id,
                        $($field: resource.attributes.$field,)*
                        $($related: resource.$related,)?
                        $($included: ::std::default::Default::default(),)?
                    }
                }
            }

            impl crate::record::Record for $name {
                type Id = $id_type;

                fn from_attributes(id: $id_type, attributes: &str) -> ::serde_json::Result<Self> {
                    let attributes = ::serde_json::from_str::<Attributes>(attributes)?;
                    Ok(Self::from(Resource {
                        id,
                        attributes,
                        $($related: ::std::default::Default::default(),)?
                    }))
                }
            }

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                    Resource::deserialize(deserializer).map(Self::from)
                }
            }
        };
    };
}

/// What `record!` declares.
pub(crate) trait Record: DeserializeOwned {
    /// What its id is.
    type Id;

    /// Reads a resource that has no relationships from the JSON of its attributes.
    fn from_attributes(id: Self::Id, attributes: &str) -> serde_json::Result<Self>;
}

/// A field of a record: whether there is nothing to serialize. What is always there always is.
pub(crate) trait Optional {
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T> Optional for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Optional for Vec<T> {}
impl<K, V> Optional for BTreeMap<K, V> {}
impl Optional for Money {}
impl Optional for bool {}
impl Optional for Direction {}
impl Optional for MessageParty {}
