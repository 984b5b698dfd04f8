//! The API tables: one line for each operation.
//!
//! A line names the contract's operation, the endpoint type, the handle method, and how to drive it through the client.
//! From it `cargo xtask api` prints the table and finds holes, `cargo xtask fixtures` records the exchanges, and the
//! suites decode, mutate and compare every documented answer.

use std::fmt::Debug;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use bytes::Bytes;
use http::{Method, Response};
use trunkline::{Endpoint, Error, Operation};

use crate::api::contract::Known;
use crate::session::{Record, Stop};

/// One line: what it is in the contract, the endpoint type, the handle method with its arguments, and, after `=>`, what
/// of the answer later lines need.
///
/// The handle's name in the table is the very code that calls it, so it cannot be wrong.
macro_rules! line {
    ($id:literal $endpoint:ident: |$w:ident| $resource:ident.$handle:ident($($argument:expr),*) $(.$page:ident())? => |$answer:ident| $keep:expr) => {
        line!(@row $id $endpoint $resource $handle |$w| {
            let $answer = $w.client.$resource().$handle($($argument),*)$(.$page())?.await?;
            $keep;
            Ok(())
        })
    };
    ($id:literal $endpoint:ident: |$w:ident| $resource:ident.$handle:ident($($argument:expr),*) $(.$page:ident())?) => {
        line!(@row $id $endpoint $resource $handle |$w| {
            Ok($w.client.$resource().$handle($($argument),*)$(.$page())?.await.map(drop)?)
        })
    };
    (@row $id:literal $endpoint:ident $resource:ident $handle:ident |$w:ident| $drive:block) => {
        $crate::api::row::<$endpoint, World>(
            $id,
            concat!(stringify!($resource), "().", stringify!($handle)),
            |$w| Box::pin(async move { $drive }),
        )
    };
}

pub mod contract;
pub mod flowroute;
pub mod flowroute_v1;
pub mod path;
pub mod tropo;
pub mod webhooks;

/// A step of the recorded session: it may use what earlier steps left in the world `W`.
pub type Drive<W> = for<'a> fn(&'a mut W) -> Pin<Box<dyn Future<Output = Result<(), Stop>> + Send + 'a>>;

/// What is known of one operation.
#[derive(Clone, Debug)]
pub struct Line {
    /// The contract's number for it: `N5`.
    pub contract: &'static str,
    /// Name and effect.
    pub operation: Operation,
    /// The HTTP method.
    pub method: Method,
    /// The endpoint's type, without its crate.
    pub endpoint: &'static str,
    /// The handle method that calls it: `numbers().purchase`.
    pub handle: &'static str,
    /// Whether its answer is a page of a list.
    pub is_list: bool,
    /// Reads an answer and shows what it decodes to.
    pub decode: fn(Response<Bytes>) -> Result<String, Error>,
}

/// A line that can be driven.
pub struct Row<W> {
    /// What is known of the operation.
    pub line: Line,
    /// Calls it through the handle.
    pub drive: Drive<W>,
}

impl<W> Deref for Row<W> {
    type Target = Line;

    fn deref(&self) -> &Line {
        &self.line
    }
}

/// A line of the table.
pub fn row<E: Endpoint<Output: Debug>, W>(
    contract: &'static str,
    handle: &'static str,
    drive: Drive<W>,
) -> Row<W> {
    let line = Line {
        contract,
        operation: E::OPERATION,
        method: E::METHOD,
        endpoint: endpoint_name::<E>(),
        handle,
        is_list: std::any::type_name::<E::Output>().starts_with("trunkline_core::page::Page<"),
        decode: |response| E::decode(response).map(|output| format!("{output:#?}")),
    };
    Row { line, drive }
}

/// `trunkline_flowroute::numbers::purchase::Purchase` becomes `Purchase`.
fn endpoint_name<E>() -> &'static str {
    let name = std::any::type_name::<E>();
    name.rsplit("::").next().unwrap_or(name)
}

/// Everything about one carrier's API.
#[derive(Clone, Debug)]
pub struct Table {
    /// What people call it.
    pub title: &'static str,
    /// The folder of its fixtures below `documented`, `recorded` and `live`.
    pub folder: &'static str,
    /// What its operations' names begin with: `flowroute.v2.`.
    pub prefix: &'static str,
    /// What stands before the contract's paths in the emulator, `/flowroute`; the first that a path begins with counts.
    pub mounts: &'static [&'static str],
    /// Where the service lives; links in recorded answers begin with it, wherever they were recorded.
    pub home: &'static str,
    /// The variables that hold user and secret of a real account, and another address of the service.
    pub environment: Environment,
    /// All operations of the contract.
    pub contract: &'static [Known],
    /// All that the carrier posts to a callback, as far as it is read.
    pub webhooks: &'static [webhooks::Payload],
    /// All operations that are offered, in an order in which each can be driven after the ones before it.
    pub lines: Vec<Line>,
    /// Drives all lines.
    pub record: Record,
}

impl Table {
    /// Whether there is a line for an operation, or should be.
    pub fn offers(&self, known: &Known) -> bool {
        known.missing.is_none() || self.lines.iter().any(|line| line.contract == known.id)
    }
}

/// Names of environment variables.
#[derive(Clone, Copy, Debug)]
pub struct Environment {
    /// Who calls.
    pub user: &'static str,
    /// What proves it.
    pub secret: &'static str,
    /// Optional: another base URL.
    pub url: &'static str,
}

/// All carriers' tables. A further carrier is one more line here.
pub fn tables() -> Vec<Table> {
    vec![flowroute::table(), flowroute_v1::table(), tropo::table()]
}

fn lines<W>(rows: &[Row<W>]) -> Vec<Line> {
    rows.iter().map(|row| row.line.clone()).collect()
}
