//! Addresses: the numbers, tokens and messenger names by which an application is reached (docs/contracts/tropo.md §2.6, §3.6).

mod address;
mod address_path;
mod attach;
mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod list_all;
mod list_available;
mod look_up;
#[cfg(feature = "client")]
mod move_address;
mod new_address;
mod value;

pub use address::{Address, AddressType, Channel};
pub use attach::AttachAddress;
pub use create::{CreateAddress, CreatedAddress};
pub use delete::DeleteAddress;
pub use get::GetAddress;
#[cfg(feature = "client")]
pub use handle::Addresses;
pub use list::ListAddresses;
pub use list_all::ListAllAddresses;
pub use list_available::ListAvailable;
pub use look_up::LookUpAddress;
#[cfg(feature = "client")]
pub use move_address::{Holder, MoveAddress, MoveStopped};
pub use new_address::NewAddress;
pub use value::AddressValue;
pub(crate) use value::beginning;
