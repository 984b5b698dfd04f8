//! Porting numbers in (docs/contracts/flowroute-v2.md §2.9, §3.7, §6.7).
//!
//! An order is created, signed, and then goes its way from the carrier to the losing carrier and back, which takes days:
//!
//! ```text
//! pending --sign--> processing --> submitted --> accepted --> completed
//!    ^                                |
//!    +------correct what was wrong----+ rejected
//! ```
//!
//! [`PortOrder::next_step`] says what an order needs next; `watch` follows it to its end.

mod add_numbers;
mod cancel;
mod change_numbers;
mod check_portability;
mod create;
mod create_upload;
mod details;
mod document;
mod get;
mod get_document;
mod get_group;
mod get_loa;
mod get_status;
mod group;
#[cfg(feature = "client")]
mod handle;
mod list;
mod next_step;
mod order;
mod private;
mod register_document;
pub(crate) mod rules;
mod sign_loa;
mod subscriber;
mod update;
#[cfg(feature = "client")]
mod upload;
#[cfg(feature = "client")]
mod watch;

pub use add_numbers::{AddPortNumbers, PortNumbersAdded};
pub use cancel::CancelPortOrder;
pub use change_numbers::ChangePortNumbers;
pub use check_portability::{CheckPortability, Portability};
pub use create::CreatePortOrder;
pub use create_upload::{CreateUpload, UploadAddress};
pub use document::{DocumentStatus, PortDocument, PortDocumentId};
pub use get::GetPortOrder;
pub use get_document::GetDocument;
pub use get_group::GetPortGroup;
pub use get_loa::{GetLoa, Loa};
pub use get_status::{GetPortOrderStatus, PortOrderState};
pub use group::{PortGroup, PortGroupStatus, PortOrderSummary};
#[cfg(feature = "client")]
pub use handle::Porting;
pub use list::ListPortOrders;
pub use next_step::NextStep;
pub use order::{
    BillingAddress, LoaDetails, PortComment, PortGroupId, PortOrder, PortOrderId, PortPresets, PortStatus,
    UsageType,
};
pub use private::Private;
pub use register_document::RegisterDocument;
pub use sign_loa::SignLoa;
pub use subscriber::Subscriber;
pub use update::UpdatePortOrder;
#[cfg(feature = "client")]
pub use upload::UploadDocument;
#[cfg(feature = "client")]
pub use watch::{PortChange, PortHints, PortWatch};
