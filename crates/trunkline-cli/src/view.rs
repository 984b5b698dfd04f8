//! How records look: stable snake_case members for programs, columns and facts for people.

mod cnam;
mod e911;
mod message;
mod number;
mod porting;
mod route;

pub(crate) use cnam::CnamView;
pub(crate) use e911::{AssociatedView, E911View};
pub(crate) use message::{MessageView, SentView};
pub(crate) use number::{AreaCodeView, ExchangeView, NumberView, OfferView};
pub(crate) use porting::PortabilityView;
pub(crate) use route::{EdgeStrategyView, RouteView};

/// Text of something that may not be there.
fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// `yes`, `no`, or nothing if it is not known.
fn yes_no(value: Option<bool>) -> String {
    match value {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    }
}
