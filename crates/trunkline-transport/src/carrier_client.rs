//! Macros for the clients of single carriers and for their handles.

/// Declares the client of a carrier: a type around a [`Client`](crate::Client) with the doors that all such clients have.
#[macro_export]
macro_rules! carrier_client {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $visibility struct $name {
            client: $crate::Client,
        }

        impl $name {
            /// Sends any endpoint, your own included, through all layers. A lost outcome is looked up if the endpoint can do
            /// that.
            ///
            /// # Errors
            /// See [`trunkline_core::Error`].
            ///
            /// # If the outcome is unknown
            /// See [`Client::send`]($crate::Client::send).
            pub async fn send<E: $crate::__private::Endpoint>(
                &self,
                endpoint: E,
            ) -> $crate::__private::Result<E::Output> {
                self.client.send(endpoint).await
            }

            /// Finds out what became of a request whose reply was lost, also by a process that has ended since. It only reads.
            ///
            /// # Errors
            /// See [`Client::settle`]($crate::Client::settle).
            pub async fn settle<E: $crate::__private::Endpoint>(
                &self,
                endpoint: E,
            ) -> $crate::__private::Result<E::Output> {
                self.client.settle(endpoint).await
            }

            /// Sends a request whose target is relative to the base URL through all layers. Unless it carries a
            /// [`trunkline_core::Operation`] in its extensions it is never sent twice. The response comes as it is, unmasked.
            ///
            /// # Errors
            /// See [`trunkline_core::Error`]; a response of any status is no error here.
            pub async fn raw(
                &self,
                request: $crate::__private::Request<$crate::__private::Bytes>,
            ) -> $crate::__private::Result<$crate::__private::Response<$crate::__private::Bytes>> {
                self.client.raw(request).await
            }

            /// Pages and items of any list, your own included.
            pub fn list<E: $crate::__private::ListEndpoint>(&self, endpoint: E) -> $crate::Listing<E> {
                self.client.list(endpoint)
            }

            /// The same account, but all calls with these options, where they are set.
            #[must_use]
            pub fn with_options(&self, options: $crate::CallOptions) -> Self {
                Self {
                    client: self.client.with_options(options),
                }
            }

            /// The client that sends all calls.
            pub fn client(&self) -> &$crate::Client {
                &self.client
            }
        }

        impl ::std::convert::From<$crate::Client> for $name {
            fn from(client: $crate::Client) -> Self {
                Self { client }
            }
        }
    };
}

/// Declares a handle: the calls of one resource. Cheap to make and to clone.
#[macro_export]
macro_rules! handle {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $visibility struct $name(pub(crate) $crate::Client);

        impl $name {
            /// The same calls, with these options, where they are set.
            #[must_use]
            pub fn with_options(&self, options: $crate::CallOptions) -> Self {
                Self(self.0.with_options(options))
            }
        }
    };
}
