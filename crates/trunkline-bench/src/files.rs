//! Files that are fetched: an export of call records, a file of an MMS.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use trunkline_flowroute::cdrs::DownloadCdrs;
use trunkline_flowroute::messages::{DownloadMedia, GetMedia};
use trunkline_transport::TransferOptions;

use crate::memory::{Course, SAMPLES};
use crate::sdk::Sdk;
use crate::{Bytes, Failure};

/// Fetches an export of so many bytes; the first twentieth is the warm-up.
///
/// # Errors
/// If it does not come whole, or memory cannot be read.
pub async fn export(sdk: &Sdk, size: Bytes) -> Result<Course, Failure> {
    let (file, sampled) = (Scratch::new("export")?, Sampled::new(size));
    let download = DownloadCdrs::new(size.count().to_string(), file.path()).options(sampled.options());
    let fetched = sdk.flowroute().cdrs().download(download).await?;
    sampled.end(fetched)
}

/// Fetches a file of an MMS, likewise.
///
/// # Errors
/// As [`export`].
pub async fn mms(sdk: &Sdk, size: Bytes) -> Result<Course, Failure> {
    let (file, sampled) = (Scratch::new("mms")?, Sampled::new(size));
    let messages = sdk.flowroute().messages();
    let media = messages.media(GetMedia::new(size.count().to_string())).await?;
    let download = DownloadMedia::new(&media, file.path()).options(sampled.options());
    let fetched = messages.download(download).await?;
    sampled.end(fetched)
}

/// Samples memory while a file comes.
struct Sampled {
    size: u64,
    course: Arc<Mutex<Result<Course, Failure>>>,
}

impl Sampled {
    fn new(size: Bytes) -> Self {
        Self {
            size: size.count(),
            course: Arc::new(Mutex::new(Ok(Course::default()))),
        }
    }

    fn options(&self) -> TransferOptions {
        let course = Arc::clone(&self.course);
        let step = (self.size / u64::from(SAMPLES)).max(1);
        TransferOptions::new().progress(move |progress| {
            let mut sampled = course.lock().unwrap_or_else(PoisonError::into_inner);
            if let Ok(course) = sampled.as_mut()
                && progress.done >= step.saturating_mul(course.samples.len() as u64 + 1)
                && let Err(failure) = course.sample(progress.done)
            {
                *sampled = Err(failure);
            }
        })
    }

    fn end(self, fetched: u64) -> Result<Course, Failure> {
        if fetched != self.size {
            return Err(format!("{fetched} of {} bytes came", self.size).into());
        }
        let mut sampled = self.course.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *sampled, Ok(Course::default()))
    }
}

/// A folder that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("trunkline-bench-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn path(&self) -> PathBuf {
        self.0.join("file")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean up.
        let _left = fs::remove_dir_all(&self.0);
    }
}
