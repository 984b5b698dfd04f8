//! `trunkline numbers search`: numbers for sale.

use clap::{Args, ValueEnum};
use trunkline::flowroute::numbers::{NumberType, OrderBy, SearchNumbers, SortBy};
use trunkline::{AreaCode, Country, NpaNxx, Region};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;

/// Options of `numbers search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    how_many: HowMany,

    #[command(flatten)]
    filters: Filters,
}

/// Which numbers for sale.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Filter by area code
    #[arg(long, value_name = "NPA", conflicts_with_all = ["exchange", "starts_with"])]
    area_code: Option<AreaCode>,

    /// Filter by exchange: area code and the next three digits
    #[arg(long, value_name = "NPANXX", conflicts_with = "starts_with")]
    exchange: Option<NpaNxx>,

    /// Filter by leading digits; the country code 1 may be omitted
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    starts_with: Option<String>,

    /// Filter by digits anywhere in the number
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    contains: Option<String>,

    /// Filter by trailing digits
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    ends_with: Option<String>,

    /// Filter by state, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    state: Option<Region>,

    /// Filter by rate center, by its abbreviated name
    #[arg(long, value_name = "NAME")]
    rate_center: Option<String>,

    /// Filter by type: longcode or toll-free
    #[arg(long = "type", value_name = "TYPE", value_parser = values::number_type)]
    number_type: Option<NumberType>,

    /// Filter by country
    #[arg(long, value_name = "US", value_parser = values::country)]
    country: Option<Country>,

    /// Filter by pricing tier; see `numbers tiers`
    #[arg(long)]
    tier: Option<String>,

    /// Sort by a field
    #[arg(long, value_name = "FIELD")]
    sort: Option<SortField>,

    /// Sort in descending order
    #[arg(long, requires = "sort")]
    descending: bool,
}

/// The fields that the carrier can sort by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortField {
    Number,
    MonthlyCost,
    State,
    RateCenter,
    Type,
    Country,
}

impl SortField {
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

/// Runs the search.
pub(crate) async fn run(args: SearchArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let how_many = args.how_many;
    let request = request(args.filters).limit(how_many.page_size(200));
    let listing = context.flowroute.numbers().search(request);
    listing::show(context, listing, how_many).await
}

/// The search with these filters.
pub(super) fn request(args: Filters) -> SearchNumbers {
    let mut request = SearchNumbers::new();
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
