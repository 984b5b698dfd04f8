//! The calls that are measured, and a driver that keeps a number of them in flight.

use tokio::task::JoinSet;

use crate::Failure;

/// A kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "these are the cases")]
pub enum Case {
    /// A number's details: 1.5 kB.
    Details,
    /// A list page of 200 numbers: 60 kB.
    Page,
    /// A purchase, which must not happen twice: 0.7 kB.
    Purchase,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Details, Self::Page, Self::Purchase];

    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Details => "details, 1.5 kB",
            Self::Page => "page of 200, 60 kB",
            Self::Purchase => "purchase, 0.7 kB",
        }
    }
}

/// A client that can make the calls.
pub trait Caller: Clone + Send + Sync + 'static {
    /// Gets a number's details, decodes and checks them.
    fn details(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Gets a page of 200 numbers, decodes and checks it.
    fn page(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Buys a number, decodes and checks it.
    fn purchase(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Makes the call of `case`.
    fn call(&self, case: Case) -> impl Future<Output = Result<(), Failure>> + Send {
        async move {
            match case {
                Case::Details => self.details().await,
                Case::Page => self.page().await,
                Case::Purchase => self.purchase().await,
            }
        }
    }
}

/// Makes `calls` calls, `in_flight` of them at any time.
///
/// # Errors
/// The first call that fails; the others are dropped.
pub async fn drive(caller: &impl Caller, case: Case, calls: u32, in_flight: u32) -> Result<(), Failure> {
    let in_flight = in_flight.max(1);
    let mut tasks = JoinSet::new();
    for task in 0..in_flight {
        let share = calls / in_flight + u32::from(task < calls % in_flight);
        let caller = caller.clone();
        tasks.spawn(async move {
            for _ in 0..share {
                caller.call(case).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}
