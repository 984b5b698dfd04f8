//! Tropo Provisioning v1: applications, addresses, users, payments, features, invitations, whitelist, webhooks.
//!
//! Every call is a plain struct that implements [`trunkline_core::Endpoint`]; it is in a file named after it, in
//! the module of its resource. With the feature `client` (on by default) [`Tropo`] sends them:
//!
//! | resource | handle | module |
//! |---|---|---|
//! | applications | [`Tropo::applications`] | [`applications`] |
//! | numbers, tokens, messenger names of applications | [`Tropo::addresses`] | [`addresses`] |
//! | users | [`Tropo::users`] | [`users`] |
//! | payment method, recurrence, payments, balance | [`Tropo::payments`] | [`payments`] |
//! | features of a user | [`Tropo::features`] | [`features`] |
//! | invitations | [`Tropo::invitations`] | [`invitations`] |
//! | SMS whitelist | [`Tropo::whitelist`] | [`whitelist`] |
//! | countries, states, exchanges, partitions, platforms, features, payment types | [`Tropo::catalog`] | [`catalog`] |
//! | webhooks | [`Tropo::webhooks`] | [`webhooks`] |
//!
//! Without that feature the crate is data, endpoints and parsing only, with no tokio and no hyper in its tree.
//!
//! # From the gem `tropo-provisioning`
//! | there | here |
//! |---|---|
//! | `new(user, password, …)`, `user_data` | [`Tropo::builder`], or [`Tropo::connect`] for its implicit check; [`Tropo::verify`] |
//! | `account`, `authenticate_account` | [`Tropo::account`], which does not send the password to another host |
//! | `user`, `create_user`, `confirm_user`, `modify_user`, `search_users`, `username_exists?` | `users()`: `get`, `create`, `confirm`, `modify`, `search`, `check_name` |
//! | `balance`, `make_payment` | `payments()`: `balance`, `make` |
//! | `user_payment_method`, `add_payment_info`, `modify_payment_info` | `payments()`: `method`, `set_method` |
//! | `get_recurrence`, `update_recurrence` | `payments()`: `recurrence`, `set_recurrence` |
//! | `available_payment_types`, `countries`, `states`, `exchanges`, `partitions`, `platforms`, `features` | `catalog()` |
//! | `user_features`, `user_enable_feature`, `user_disable_feature` | `features()`: `list`, `enable`, `disable` |
//! | `applications`, `application`, `create_application`, `update_application`, `delete_application` | `applications()`: `list`, `get`, `create`, `update`, `delete` |
//! | any member in the parameters of a creation or a change | `member(name, value)` of the request, beside its setters |
//! | putting back what `application` returned | [`applications::UpdateApplication::back_to`] |
//! | `applications_with_addresses`, `application_with_address` | `applications()`: `list_with_addresses`, `get_with_addresses` |
//! | `addresses`, `address`, `create_address`, `delete_address`, `move_address` | `addresses()`: `list`, `find`, `create`, `delete_by_value`, `move_address` |
//! | `invitations`, `invitation`, `create_invitation`, `update_invitation`, `delete_invitation`, and the `user_` ones | `invitations()`: `list`, `get`, `create`, `update`, `delete`, with `of_user` |
//! | `whitelist`, `add_whitelist`, `delete_whitelist` | `whitelist()`: `list`, `add`, `remove` |
//!
//! # Secrets
//! Passwords, card numbers, security codes and confirmation keys are [`secrecy::SecretString`]s. The calls that carry
//! them (or tokens) are confidential: a refusal keeps the carrier's words, but nothing of what the request held in
//! confidence; of a success that cannot be read nothing is shown, and of an item of a list only the reason. Records serialize without
//! them. What [`Tropo::raw`] returns is as the carrier sent it.

pub mod addresses;
pub mod applications;
pub mod catalog;
pub mod features;
pub mod invitations;
pub mod payments;
pub mod users;
pub mod webhooks;
pub mod whitelist;

mod amount;
mod carrier;
#[cfg(feature = "client")]
mod client;
mod href;
mod members;
mod prelude;
mod record;
mod reference;
mod response;
mod rules;

pub use carrier::TROPO;
#[cfg(feature = "client")]
pub use client::{Builder, Tropo};
pub use href::Href;
pub use trunkline_core::Credentials;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
