//! What the soak needs of a session's world.

use std::sync::Arc;

use trunkline::CallOptions;
use trunkline::transport::ClientBuilder;
use trunkline_emulator::Emulator;

use crate::api::Row;

/// The world of a session, which can be taken up again against another emulator.
pub trait Play: Clone + Send + Sync + Sized + 'static {
    /// The carrier's client.
    type Client: From<trunkline::Client> + Send + Sync;

    /// The lines of the table.
    fn rows() -> Vec<Row<Self>>;

    /// A client with the emulator's credentials.
    fn builder() -> ClientBuilder<Self::Client>;

    /// Where the emulator listens for such clients.
    fn url(emulator: &Emulator) -> String;

    /// `client`, with these options for all calls.
    fn configure(client: &Self::Client, options: CallOptions) -> Self::Client;

    /// A world in which nothing has happened yet.
    fn begin(client: Self::Client, emulator: Arc<Emulator>) -> Self;

    /// This world, with another client and another emulator.
    fn resume(&self, client: Self::Client, emulator: Arc<Emulator>) -> Self;
}
