//! SMS and MMS (docs/contracts/flowroute-v2.md §2.7, §2.8, §3.5, §3.6).

mod callback;
mod delete_callback;
#[cfg(feature = "client")]
mod download_media;
mod get;
mod get_callback;
mod get_media;
#[cfg(feature = "client")]
mod handle;
mod list;
mod message;
mod provision;
mod segments;
mod send;
mod set_callback;
mod version;

pub use callback::{Callback, CallbackType};
pub use delete_callback::DeleteCallback;
#[cfg(feature = "client")]
pub use download_media::DownloadMedia;
pub use get::GetMessage;
pub use get_callback::GetCallback;
pub use get_media::GetMedia;
#[cfg(feature = "client")]
pub use handle::Messages;
pub use list::ListMessages;
pub use message::{
    DeliveryReceipt, Direction, Media, Message, MessageId, MessageParty, MessageStatus, MessageType,
    PriceDetails, SentMessage,
};
pub use provision::{
    GetProvisioning, ProvisionMessaging, ProvisionStatus, ProvisionedNumber, ProvisioningTask,
};
pub use segments::{Encoding, Segments};
#[cfg(feature = "client")]
pub(crate) use send::MMS;
pub use send::SendMessage;
pub use set_callback::SetCallback;
pub use version::MessagesVersion;
