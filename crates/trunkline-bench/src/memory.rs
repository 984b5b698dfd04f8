//! Measures whether memory stays constant.

use std::fs;

use futures_util::StreamExt;
use trunkline_flowroute::numbers::ListNumbers;

use crate::sdk::Sdk;
use crate::{Bytes, Case, Failure, answers, drive};

/// How much resident memory may grow after the warm-up.
pub const LIMIT: Bytes = Bytes::kib(2048);

/// How many samples a run takes, besides the one after the warm-up.
pub(crate) const SAMPLES: u32 = 20;

/// Resident memory of this process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "two figures")]
pub struct Resident {
    /// Now.
    pub now: Bytes,
    /// The most there ever was.
    pub peak: Bytes,
}

impl Resident {
    /// Reads the current values.
    ///
    /// # Errors
    /// On systems without `/proc`.
    pub fn read() -> Result<Self, Failure> {
        let status = fs::read_to_string("/proc/self/status")
            .map_err(|e| format!("memory is measured on Linux only: /proc/self/status: {e}"))?;
        Ok(Self {
            now: field(&status, "VmRSS:")?,
            peak: field(&status, "VmHWM:")?,
        })
    }
}

/// `VmRSS:      1234 kB`
fn field(status: &str, name: &str) -> Result<Bytes, Failure> {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok());
    kib.map(Bytes::kib)
        .ok_or_else(|| format!("/proc/self/status has no {name}").into())
}

/// Memory over the course of a run.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Course {
    /// How much was done by then, and the memory; the first sample is after the warm-up.
    pub samples: Vec<(u64, Resident)>,
}

impl Course {
    pub(crate) fn sample(&mut self, done: u64) -> Result<(), Failure> {
        self.samples.push((done, Resident::read()?));
        Ok(())
    }

    /// How much memory grew after the warm-up: the highest sample, or the peak, which includes what comes and goes between
    /// two samples.
    pub fn growth(&self) -> Bytes {
        let Some((_, first)) = self.samples.first() else {
            return Bytes::default();
        };
        let grown =
            |(_, later): &(u64, Resident)| later.now.above(first.now).max(later.peak.above(first.peak));
        self.samples.iter().map(grown).max().unwrap_or_default()
    }

    /// Whether that is within the [`LIMIT`].
    pub fn is_flat(&self) -> bool {
        self.growth() <= LIMIT
    }
}

/// Makes `calls` calls, 16 at a time; the first twentieth is the warm-up.
///
/// # Errors
/// If a call fails, or memory cannot be read.
pub async fn calls(sdk: &Sdk, calls: u32) -> Result<Course, Failure> {
    let step = (calls / SAMPLES).max(1);
    let mut course = Course::default();
    let mut done = 0;
    while done < calls {
        let now = step.min(calls - done);
        drive(sdk, Case::Details, now, 16).await?;
        done += now;
        course.sample(done.into())?;
    }
    Ok(course)
}

/// Streams the whole list of 20,000 numbers, item by item, with up to `read_ahead` pages fetched ahead. The warm-up is three
/// pages and those read ahead.
///
/// # Errors
/// If a page fails, if items are missing, or memory cannot be read.
pub async fn stream(sdk: &Sdk, read_ahead: u32) -> Result<Course, Failure> {
    let warm = answers::PAGE * u64::from(3 + read_ahead);
    let step = answers::LIST / u64::from(SAMPLES);
    let mut course = Course::default();
    let listing = sdk.flowroute().numbers().list(ListNumbers::new());
    let mut items = listing.read_ahead(usize::try_from(read_ahead)?).items();
    let mut seen = 0;
    while let Some(item) = items.next().await {
        std::hint::black_box(item?);
        seen += 1;
        if seen == warm || (seen > warm && seen % step == 0) {
            course.sample(seen)?;
        }
    }
    if seen == answers::LIST {
        Ok(course)
    } else {
        Err(format!("the list has {seen} items").into())
    }
}
