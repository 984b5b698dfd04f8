//! `trunkline numbers search`.

use clap::{Args, ValueEnum};
use trunkline::flowroute::numbers::{NumberType, OrderBy, SearchNumbers, SortBy};
use trunkline::{AreaCode, Country, NpaNxx, Region};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;
use crate::view::OfferView;

/// Options of `numbers search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Only numbers of this area code
    #[arg(long, value_name = "NPA", conflicts_with_all = ["exchange", "starts_with"])]
    area_code: Option<AreaCode>,

    /// Only numbers of this area code and exchange
    #[arg(long, value_name = "NPANXX", conflicts_with = "starts_with")]
    exchange: Option<NpaNxx>,

    /// Only numbers that start with these digits; country code 1 is implied
    #[arg(long, value_name = "DIGITS")]
    starts_with: Option<String>,

    /// Only numbers with these digits anywhere
    #[arg(long, value_name = "DIGITS")]
    contains: Option<String>,

    /// Only numbers that end with these digits
    #[arg(long, value_name = "DIGITS")]
    ends_with: Option<String>,

    /// Only numbers of this state, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    state: Option<Region>,

    /// Only numbers of this rate center, by its abbreviated name
    #[arg(long, value_name = "NAME")]
    rate_center: Option<String>,

    /// Only numbers of this type: longcode or toll-free
    #[arg(long = "type", value_name = "TYPE", value_parser = values::number_type)]
    number_type: Option<NumberType>,

    /// Only numbers of this country
    #[arg(long, value_name = "US", value_parser = values::country)]
    country: Option<Country>,

    /// Only numbers of this pricing tier
    #[arg(long)]
    tier: Option<String>,

    /// What to order by
    #[arg(long, value_name = "FIELD")]
    sort: Option<Sort>,

    /// Greatest first
    #[arg(long, requires = "sort")]
    descending: bool,

    #[command(flatten)]
    how_many: HowMany,
}

/// What results can be ordered by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sort {
    Number,
    MonthlyCost,
    State,
    RateCenter,
    Type,
    Country,
}

impl Sort {
    fn field(self) -> OrderBy {
        match self {
            Self::Number => OrderBy::Number,
            Self::MonthlyCost => OrderBy::MonthlyCost,
            Self::State => OrderBy::State,
            Self::RateCenter => OrderBy::RateCenter,
            Self::Type => OrderBy::NumberType,
            Self::Country => OrderBy::Country,
        }
    }
}

/// Searches.
pub(crate) async fn run(args: SearchArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let how_many = args.how_many;
    let listing = context.flowroute.numbers().search(request(args));
    listing::show(context, listing, how_many, OfferView::from).await
}

fn request(args: SearchArgs) -> SearchNumbers {
    let mut request = SearchNumbers::new().limit(args.how_many.page(200));
    if let Some(area_code) = args.area_code {
        request = request.area_code(area_code);
    }
    if let Some(exchange) = args.exchange {
        request = request.exchange(exchange);
    }
    if let Some(digits) = args.starts_with {
        request = request.starts_with(digits);
    }
    if let Some(digits) = args.contains {
        request = request.contains(digits);
    }
    if let Some(digits) = args.ends_with {
        request = request.ends_with(digits);
    }
    if let Some(state) = args.state {
        request = request.region(state);
    }
    if let Some(name) = args.rate_center {
        request = request.rate_center(name.into());
    }
    if let Some(number_type) = args.number_type {
        request = request.number_type(number_type);
    }
    if let Some(country) = args.country {
        request = request.country(country);
    }
    if let Some(tier) = args.tier {
        request = request.tier(tier);
    }
    if let Some(sort) = args.sort {
        let direction = if args.descending {
            SortBy::Descending
        } else {
            SortBy::Ascending
        };
        request = request.order_by(sort.field(), direction);
    }
    request
}
