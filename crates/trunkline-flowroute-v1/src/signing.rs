//! Signing: pure functions of the request, the keys and the time (docs/contracts/flowroute-v1.md §1.1).
//!
//! Every request carries a timestamp and, as the password of HTTP Basic, a signature over timestamp, method, body,
//! scheme, host, path and query. The secret key itself never travels. Nothing here needs the client: any HTTP library
//! can send what [`Signer::sign`] yields.
//!
//! ```
//! use trunkline_flowroute_v1::Credentials;
//! use trunkline_flowroute_v1::signing::{Signer, string_to_sign};
//!
//! let uri: http::Uri = "https://api.flowroute.com/v1/tns/?pattern=206&limit=1&page=2".parse()?;
//! let signer = Signer::new(Credentials::new("11223344", "emulator-secret-0123456789abcdef"));
//! let signed = signer.sign(&http::Method::GET, &uri, None, "2016-05-26T18:32:44Z")?;
//!
//! assert_eq!(signed.uri, "https://api.flowroute.com/v1/tns/?limit=1&page=2&pattern=206");
//! assert_eq!(signed.signature, "d81a2a34bf58d2c2921fbabe76b5965f8c390179");
//! assert_eq!(
//!     string_to_sign(&http::Method::GET, &uri, None, "2016-05-26T18:32:44Z")?,
//!     "2016-05-26T18:32:44Z\nGET\n\nhttps://api.flowroute.com/v1/tns/\nlimit=1&page=2&pattern=206",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "client")]
mod authorizer;
mod canonical;
mod signer;

#[cfg(feature = "client")]
pub(crate) use authorizer::SignedRequests;
pub use canonical::{canonical_query, string_to_sign};
pub use signer::{Signed, Signer, SigningError, X_TIMESTAMP, timestamp};
