//! Webhooks: what the carrier posts to your program when something happens (docs/contracts/tropo.md §2.10).
//!
//! The gem never knew them; they are documented by the carrier's own pages, changing one is assumed.

mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod update;
mod webhook;

pub use create::{CreateWebhook, CreatedWebhook};
pub use delete::DeleteWebhook;
pub use get::GetWebhook;
#[cfg(feature = "client")]
pub use handle::Webhooks;
pub use list::ListWebhooks;
pub use update::UpdateWebhook;
pub use webhook::{Webhook, WebhookEvent, WebhookId, WebhookResource};
