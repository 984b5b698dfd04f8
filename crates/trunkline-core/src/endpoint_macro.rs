//! The `endpoint!` macro: an endpoint in the few lines that differ from one to the next.

/// Declares an endpoint: the request type, how it is made, and its [`Endpoint`](crate::Endpoint) implementation.
///
/// ```
/// use trunkline_core::{Carrier, DecodeError, JsonObject, Body, Operation, PhoneNumber, Refusal, endpoint};
/// # fn done(_: &http::Response<bytes::Bytes>) -> Result<(), DecodeError> { Ok(()) }
/// # static ACME: Carrier = Carrier::new("acme", "acme.", "*/*", |status, _, _| Refusal::from_status(status));
///
/// endpoint! {
///     /// Sends a number's calls somewhere else.
///     pub struct Forward {
///         number: PhoneNumber,
///         to: String,
///     }
///     optional {
///         /// For so many seconds; for ever by default.
///         seconds(u32): u32,
///     }
///
///     // Forwarding twice is forwarding once.
///     OPERATION = Operation::repeatable(&ACME, "acme.numbers.forward", "forwarded");
///     PUT "/numbers/{number}/forward" -> (): done;
///     subject "{number} to {to}";
///
///     fn body(&self) -> Body {
///         JsonObject::new().with("to", &self.to).with_some("seconds", self.seconds).content("application/json")
///     }
/// }
///
/// let number: PhoneNumber = "+12065550142".parse()?;
/// let request = trunkline_core::Endpoint::request(&Forward::new(number, "desk").seconds(60))?;
/// assert_eq!(request.uri(), "/numbers/12065550142/forward");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// In this order:
///
/// * `struct`: what the request cannot do without. `new` takes it, each value as `impl Into`. A request with exactly one such
///   value is also made `From` it. `Clone`, `Debug` and `PartialEq` are derived; a `#[derive]` adds more.
/// * `optional { setter(argument): Type }`: what may be left out, as `Option<Type>`, with a method each.
///   `optional in field: Group { setter(argument) }` does the same for the fields of a [`Default`] type.
/// * `OPERATION`, the method, the path, the output and the function that reads it. Variables in the path are fields, each one
///   encoded as one segment, or as its [`PathPart`](crate::PathPart) says; a field that does not exist does not compile.
/// * `list(field) Item, key Type = |item| …;` for a [`ListEndpoint`](crate::ListEndpoint) whose paging is in that field.
/// * `subject` and `hint`: formats over the fields, for [`subject`](crate::Endpoint::subject) and
///   [`recovery_hint`](crate::Endpoint::recovery_hint).
/// * Any other method of the trait, as it is.
///
/// A type that is declared elsewhere begins with `impl Name { fields }` in place of `struct` and `optional`.
#[macro_export]
macro_rules! endpoint {
    // A request that one value makes.
    (@from $name:ident $field:ident: $type:ty) => {
        impl<T: ::std::convert::Into<$type>> ::std::convert::From<T> for $name {
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }
    };
    (@from $name:ident $($rest:tt)*) => {};

    // Inside the implementation of the trait.
    (@methods { $($field:ident)* } subject $format:literal; $($rest:tt)*) => {
        fn subject(&self) -> ::std::option::Option<::std::string::String> {
            #[allow(unused_variables)]
            let Self { $($field,)* .. } = self;
            ::std::option::Option::Some(::std::format!($format))
        }
        $crate::endpoint! { @methods { $($field)* } $($rest)* }
    };
    (@methods { $($field:ident)* } hint $format:literal; $($rest:tt)*) => {
        fn recovery_hint(&self) -> ::std::option::Option<::std::string::String> {
            #[allow(unused_variables)]
            let Self { $($field,)* .. } = self;
            ::std::option::Option::Some(::std::format!($format))
        }
        $crate::endpoint! { @methods { $($field)* } $($rest)* }
    };
    (@methods { $($field:ident)* } $($method:tt)*) => { $($method)* };

    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident { $($field:ident: $type:ty),* $(,)? }
        $(optional {
            $($(#[$optional_meta:meta])* $optional:ident($argument:ty): $optional_type:ty),* $(,)?
        })?
        $(optional in $group:ident: $group_type:ty {
            $($(#[$member_meta:meta])* $member:ident($member_argument:ty)),* $(,)?
        })*

        OPERATION = $operation:expr;
        $method:ident $path:literal -> $($rest:tt)*
    ) => {
        #[doc = concat!("`", stringify!($method), " ", $path, "`: ")]
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[must_use]
        #[non_exhaustive]
        $visibility struct $name {
            $(pub(crate) $field: $type,)*
            $($(pub(crate) $optional: ::std::option::Option<$optional_type>,)*)?
            $(pub(crate) $group: $group_type,)*
        }

        impl $name {
            /// The request with all that it cannot do without.
            #[allow(clippy::new_without_default, reason = "a request without required values is still made on purpose")]
            pub fn new($($field: impl ::std::convert::Into<$type>),*) -> Self {
                Self {
                    $($field: $field.into(),)*
                    $($($optional: ::std::option::Option::None,)*)?
                    $($group: ::std::default::Default::default(),)*
                }
            }

            $($(
                $(#[$optional_meta])*
                pub fn $optional(mut self, $optional: $argument) -> Self {
                    self.$optional = ::std::option::Option::Some($optional.into());
                    self
                }
            )*)?

            $($(
                $(#[$member_meta])*
                pub fn $member(mut self, $member: $member_argument) -> Self {
                    self.$group.$member = ::std::option::Option::Some($member.into());
                    self
                }
            )*)*
        }

        $crate::endpoint!(@from $name $($field: $type),*);

        $crate::endpoint! {
            impl $name { $($field,)* $($($optional,)*)? $($group,)* }
            OPERATION = $operation;
            $method $path -> $($rest)*
        }
    };


    (
        impl $name:ident { $($field:ident),* $(,)? }
        OPERATION = $operation:expr;
        $method:ident $path:literal -> $output:ty: $parse:expr;
        list($paging:ident: $paging_type:ty) $item:ty, key $key_type:ty = $key:expr;
        $($rest:tt)*
    ) => {
        $crate::endpoint! {
            impl $name { $($field),* }
            OPERATION = $operation;
            $method $path -> $output: |response: &$crate::__private::http::Response<$crate::__private::bytes::Bytes>| {
                let page: ::std::result::Result<$output, $crate::DecodeError> = ($parse)(response);
                page.map(|page| page.for_operation(&<Self as $crate::Endpoint>::OPERATION))
            };
            $($rest)*
        }

        impl $crate::ListEndpoint for $name {
            type Item = $item;
            type Paging = $paging_type;
            type Key = $key_type;

            fn paging(&self) -> &$paging_type {
                &self.$paging
            }

            fn paging_mut(&mut self) -> &mut $paging_type {
                &mut self.$paging
            }

            fn key(item: &$item) -> ::std::option::Option<$key_type> {
                let key: fn(&$item) -> ::std::option::Option<$key_type> = $key;
                key(item)
            }
        }
    };

    (
        impl $name:ident { $($field:ident),* $(,)? }
        OPERATION = $operation:expr;
        $method:ident $path:literal -> $output:ty: $parse:expr;
        $($rest:tt)*
    ) => {
        impl $crate::Endpoint for $name {
            const OPERATION: $crate::Operation = $operation;
            const METHOD: $crate::__private::http::Method = $crate::__private::http::Method::$method;
            const PATH: &'static str = $path;
            type Output = $output;

            fn path(&self, path: &mut $crate::Path) {
                #[allow(unused_variables)]
                let Self { $($field,)* .. } = self;
                $(
                    #[allow(unused_variables)]
                    let $field = $crate::__private::Part($field);
                )*
                path.write(::std::format_args!($path));
            }

            fn parse(
                response: &$crate::__private::http::Response<$crate::__private::bytes::Bytes>,
            ) -> ::std::result::Result<$output, $crate::DecodeError> {
                ($parse)(response)
            }

            $crate::endpoint! { @methods { $($field)* } $($rest)* }
        }
    };
}
