//! Whoever makes calls, and how many at once.

use tokio::task::JoinSet;

use crate::Failure;

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "these are the cases")]
pub enum Case {
    /// A number's details: 1.5 kB.
    Details,
    /// A list page of 200 numbers: 60 kB.
    Page,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Details, Self::Page];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Details => "details, 1.5 kB",
            Self::Page => "page of 200, 60 kB",
        }
    }
}

/// One way of making the calls.
pub trait Caller: Clone + Send + Sync + 'static {
    /// Asks for a number's details, reads them, and looks at them.
    fn details(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Asks for a page of 200 numbers, reads them, and looks at them.
    fn page(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Asks for what `case` says.
    fn call(&self, case: Case) -> impl Future<Output = Result<(), Failure>> + Send {
        async move {
            match case {
                Case::Details => self.details().await,
                Case::Page => self.page().await,
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
