//! `trunkline tropo`: Tropo's applications, addresses, users, payments, invitations, whitelist and catalog.

use clap::{Args, Subcommand};
use trunkline::tropo::addresses::{
    AddressType, CreateAddress, DeleteAddress, ListAddresses, ListAllAddresses, ListAvailable, NewAddress,
};
use trunkline::tropo::applications::{
    CreateApplication, DeleteApplication, GetApplication, ListApplications, UpdateApplication,
};
use trunkline::tropo::catalog::{
    ListCountries, ListExchanges, ListFeatures, ListPartitions, ListPaymentTypes, ListStates,
};
use trunkline::tropo::invitations::{CreateInvitation, DeleteInvitation, GetInvitation, ListInvitations};
use trunkline::tropo::payments::{GetBalance, GetPaymentMethod, GetRecurrence, MakePayment};
use trunkline::tropo::users::{CheckUsername, GetUser, ListUserApplications, SearchUsers};
use trunkline::tropo::whitelist::{AddToWhitelist, ListWhitelist, RemoveFromWhitelist};
use trunkline::{Endpoint, Money, PhoneNumber};

use crate::carriers;
use crate::deeds::Deeds;
use crate::failure::{Failure, OrDryRun};
use crate::output::Output;
use crate::session::Session;
use crate::settings::Global;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum TropoCommand {
    /// Manage applications
    #[command(subcommand, visible_alias = "applications")]
    Apps(Apps),
    /// Manage the addresses of applications: numbers and tokens
    #[command(subcommand)]
    Addresses(Addresses),
    /// Look users up
    #[command(subcommand)]
    Users(Users),
    /// Show balances, and pay
    #[command(subcommand)]
    Payments(Payments),
    /// Manage invitation codes
    #[command(subcommand)]
    Invitations(Invitations),
    /// Manage the numbers that messages may be sent to
    #[command(subcommand)]
    Whitelist(Whitelist),
    /// Show what there is: countries, states, exchanges and more
    #[command(subcommand)]
    Catalog(Catalog),
}

/// Applications.
#[derive(Debug, Subcommand)]
pub(crate) enum Apps {
    /// List applications
    #[command(visible_alias = "ls")]
    List,
    /// Show an application
    #[command(visible_alias = "get")]
    Show {
        /// Application ID
        id: String,
    },
    /// Create an application
    #[command(visible_alias = "add")]
    Create {
        /// Name
        name: String,
        #[command(flatten)]
        settings: AppSettings,
    },
    /// Change an application
    #[command(visible_alias = "set")]
    Update {
        /// Application ID
        id: String,
        /// New name
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        settings: AppSettings,
    },
    /// Delete an application, after asking for confirmation
    #[command(visible_alias = "rm")]
    Delete {
        /// Application ID
        id: String,
    },
}

/// What an application is made of.
#[derive(Debug, Args)]
pub(crate) struct AppSettings {
    /// URL that answers calls
    #[arg(long, value_name = "URL")]
    voice_url: Option<String>,
    /// URL that answers messages
    #[arg(long, value_name = "URL")]
    messaging_url: Option<String>,
    /// scripting or webapi
    #[arg(long)]
    platform: Option<String>,
    /// staging or production
    #[arg(long)]
    partition: Option<String>,
}

/// Addresses.
#[derive(Debug, Subcommand)]
pub(crate) enum Addresses {
    /// List the addresses of an application, or all numbers
    #[command(visible_alias = "ls")]
    List {
        /// Application ID
        app: Option<String>,
    },
    /// List numbers that are free
    Available {
        /// Prefix: 1407
        prefix: String,
    },
    /// Add a number to an application, after asking for confirmation; this is charged
    #[command(visible_alias = "add")]
    Create {
        /// Application ID
        app: String,
        /// Take any number with this prefix
        #[arg(long, conflicts_with = "number", required_unless_present = "number")]
        prefix: Option<String>,
        /// Take this number
        #[arg(long)]
        number: Option<PhoneNumber>,
    },
    /// Remove an address from an application, after asking for confirmation
    #[command(visible_alias = "rm")]
    Delete {
        /// Application ID
        app: String,
        /// Type: number, token, jabber and others
        kind: String,
        /// Number, token or name
        value: String,
    },
}

/// Users.
#[derive(Debug, Subcommand)]
pub(crate) enum Users {
    /// Show a user
    #[command(visible_alias = "get")]
    Show {
        /// User ID or name
        user: String,
    },
    /// Search users by a field
    #[command(after_help = "Example:\n  trunkline tropo users search username foo")]
    Search {
        /// Field: username, city and others
        field: String,
        /// Text
        value: String,
    },
    /// Check whether a name is free
    CheckName {
        /// User name
        name: String,
    },
    /// List the applications of a user
    Apps {
        /// User ID
        user: String,
    },
}

/// Payments.
#[derive(Debug, Subcommand)]
pub(crate) enum Payments {
    /// Show the balance of a user
    Balance {
        /// User ID
        user: String,
    },
    /// Show how a user pays
    Method {
        /// User ID
        user: String,
    },
    /// Show when the payment method is charged by itself
    Recurrence {
        /// User ID
        user: String,
    },
    /// Charge the payment method now, after asking for confirmation
    Pay {
        /// User ID
        user: String,
        /// Dollars
        amount: Money,
    },
}

/// Invitations.
#[derive(Debug, Subcommand)]
pub(crate) enum Invitations {
    /// List invitation codes
    #[command(visible_alias = "ls")]
    List,
    /// Show an invitation code
    #[command(visible_alias = "get")]
    Show {
        /// Code
        code: String,
    },
    /// Create an invitation code, after asking for confirmation; its credit is charged
    #[command(visible_alias = "add")]
    Create {
        /// Code [default: one of the carrier's]
        code: Option<String>,
        /// How many can use it
        #[arg(long)]
        count: Option<u32>,
        /// Dollars that each gets
        #[arg(long)]
        credit: Option<Money>,
    },
    /// Delete an invitation code, after asking for confirmation
    #[command(visible_alias = "rm")]
    Delete {
        /// Code
        code: String,
    },
}

/// The whitelist.
#[derive(Debug, Subcommand)]
pub(crate) enum Whitelist {
    /// List the numbers
    #[command(visible_alias = "ls")]
    List,
    /// Add a number
    #[command(visible_alias = "create")]
    Add {
        /// Phone number
        number: PhoneNumber,
    },
    /// Remove a number, after asking for confirmation
    #[command(visible_aliases = ["rm", "delete"])]
    Remove {
        /// Phone number
        number: PhoneNumber,
    },
}

/// The catalog.
#[derive(Debug, Subcommand)]
pub(crate) enum Catalog {
    /// List countries
    Countries,
    /// List the states of a country
    States {
        /// Country ID
        country: String,
    },
    /// List exchanges that have numbers
    Exchanges,
    /// List partitions
    Partitions,
    /// List features
    Features,
    /// List ways to pay
    PaymentTypes,
}

/// Runs a subcommand.
pub(crate) async fn run(
    command: TropoCommand,
    global: &Global,
    output: &mut Output,
    deeds: Deeds,
) -> Result<(), Failure> {
    let carrier = carriers::tropo(global, &deeds)?;
    let mut session = Session::new(carrier, global, output, deeds);
    let session = &mut session;
    match command {
        TropoCommand::Apps(command) => apps(command, session).await,
        TropoCommand::Addresses(command) => addresses(command, session).await,
        TropoCommand::Users(command) => users(command, session).await,
        TropoCommand::Payments(command) => payments(command, session).await,
        TropoCommand::Invitations(command) => invitations(command, session).await,
        TropoCommand::Whitelist(command) => whitelist(command, session).await,
        TropoCommand::Catalog(command) => catalog(command, session).await,
    }
}

async fn apps(command: Apps, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Apps::List => session.list(ListApplications::new(), None).await,
        Apps::Show { id } => session.show(GetApplication::new(id)).await,
        Apps::Create { name, settings } => {
            let subject = format!("application {name:?}");
            let mut request = CreateApplication::new(name);
            if let Some(url) = settings.voice_url {
                request = request.voice_url(url);
            }
            if let Some(url) = settings.messaging_url {
                request = request.messaging_url(url);
            }
            if let Some(platform) = settings.platform {
                request = request.platform(platform.as_str());
            }
            if let Some(partition) = settings.partition {
                request = request.partition(partition.as_str());
            }
            session.create(&subject, request).await
        }
        Apps::Update { id, name, settings } => {
            let subject = format!("application {id}");
            let mut request = UpdateApplication::new(id);
            if let Some(name) = name {
                request = request.name(name);
            }
            if let Some(url) = settings.voice_url {
                request = request.voice_url(url);
            }
            if let Some(url) = settings.messaging_url {
                request = request.messaging_url(url);
            }
            if let Some(platform) = settings.platform {
                request = request.platform(platform.as_str());
            }
            if let Some(partition) = settings.partition {
                request = request.partition(partition.as_str());
            }
            session.change(&subject, "changed", request).await
        }
        Apps::Delete { id } => {
            let app = session
                .read(GetApplication::new(id.as_str()))
                .await
                .or_dry_run()?;
            let name = app.map(|app| format!(" ({})", app.name)).unwrap_or_default();
            session
                .output
                .note(&format!("application {id}{name} and its addresses go away"))?;
            let (subject, request) = (format!("application {id}"), DeleteApplication::new(id));
            delete(&subject, request, session).await
        }
    }
}

async fn delete(subject: &str, request: impl Endpoint, session: &mut Session<'_>) -> Result<(), Failure> {
    let question = format!("Delete {subject}?");
    session
        .confirm_and_change(&question, subject, "deleted", request)
        .await
}

async fn addresses(command: Addresses, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Addresses::List { app: Some(app) } => session.list(ListAddresses::new(app), None).await,
        Addresses::List { app: None } => session.list(ListAllAddresses::new(), None).await,
        Addresses::Available { prefix } => session.list(ListAvailable::new(prefix), None).await,
        Addresses::Create { app, prefix, number } => {
            let address = match (number, prefix) {
                (Some(number), _) => NewAddress::number(number),
                (None, prefix) => NewAddress::number_with_prefix(prefix.unwrap_or_default()),
            };
            session
                .output
                .note("a number is charged monthly (see your invoice)")?;
            session
                .confirm(&format!("Add a number to application {app}?"))
                .await?;
            let subject = format!("a number for application {app}");
            session.create(&subject, CreateAddress::new(app, address)).await
        }
        Addresses::Delete { app, kind, value } => {
            let (subject, question) = (
                format!("{kind} {value}"),
                format!("Remove {kind} {value} from application {app}?"),
            );
            let request = DeleteAddress::new(app, AddressType::from(kind.as_str()), value);
            session
                .confirm_and_change(&question, &subject, "removed", request)
                .await
        }
    }
}

async fn users(command: Users, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Users::Show { user } => session.show(GetUser::new(user)).await,
        Users::Search { field, value } => session.list(SearchUsers::new().field(field, value), None).await,
        Users::CheckName { name } => session.show(CheckUsername::new(name)).await,
        Users::Apps { user } => session.list(ListUserApplications::new(user), None).await,
    }
}

async fn payments(command: Payments, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Payments::Balance { user } => session.show(GetBalance::new(user)).await,
        Payments::Method { user } => session.show(GetPaymentMethod::new(user)).await,
        Payments::Recurrence { user } => session.show(GetRecurrence::new(user)).await,
        Payments::Pay { user, amount } => {
            let question = format!("Charge {amount} to the payment method of user {user}?");
            let subject = format!("{amount} for user {user}");
            let request = MakePayment::new(user, amount);
            session
                .confirm_and_change(&question, &subject, "paid", request)
                .await
        }
    }
}

async fn invitations(command: Invitations, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Invitations::List => session.list(ListInvitations::new(), None).await,
        Invitations::Show { code } => session.show(GetInvitation::new(code)).await,
        Invitations::Create { code, count, credit } => {
            let mut request = CreateInvitation::new();
            let subject = match &code {
                Some(code) => format!("invitation {code}"),
                None => "an invitation".to_owned(),
            };
            if let Some(code) = code {
                request = request.code(code);
            }
            if let Some(count) = count {
                request = request.count(count);
            }
            if let Some(credit) = credit {
                request = request.credit(credit);
                session
                    .output
                    .note(&format!("credit: {credit} for each who uses it"))?;
            }
            session.confirm(&format!("Create {subject}?")).await?;
            session.create(&subject, request).await
        }
        Invitations::Delete { code } => {
            let (subject, request) = (format!("invitation {code}"), DeleteInvitation::new(code));
            delete(&subject, request, session).await
        }
    }
}

async fn whitelist(command: Whitelist, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Whitelist::List => session.list(ListWhitelist::new(), None).await,
        Whitelist::Add { number } => {
            session
                .change(&number.to_string(), "added", AddToWhitelist::new(number))
                .await
        }
        Whitelist::Remove { number } => {
            session.output.note("messages to it are then refused")?;
            let question = format!("Remove {number} from the whitelist?");
            let request = RemoveFromWhitelist::new(number);
            session
                .confirm_and_change(&question, &number.to_string(), "removed", request)
                .await
        }
    }
}

async fn catalog(command: Catalog, session: &mut Session<'_>) -> Result<(), Failure> {
    match command {
        Catalog::Countries => session.list(ListCountries::new(), None).await,
        Catalog::States { country } => session.list(ListStates::new(country), None).await,
        Catalog::Exchanges => session.list(ListExchanges::new(), None).await,
        Catalog::Partitions => session.list(ListPartitions::new(), None).await,
        Catalog::Features => session.list(ListFeatures::new(), None).await,
        Catalog::PaymentTypes => session.list(ListPaymentTypes::new(), None).await,
    }
}
