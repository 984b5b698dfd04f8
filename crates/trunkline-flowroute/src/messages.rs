//! SMS and MMS (docs/contracts/flowroute-v2.md §2.7, §3.5).

mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod message;
mod segments;
mod send;

pub use get::GetMessage;
#[cfg(feature = "client")]
pub use handle::Messages;
pub use list::ListMessages;
pub use message::{
    DeliveryReceipt, Direction, Media, Message, MessageId, MessageParty, MessageStatus, MessageType,
    PriceDetails, SentMessage,
};
pub use segments::{Encoding, Segments};
#[cfg(feature = "client")]
pub(crate) use send::MMS;
pub use send::SendMessage;
