//! Writes a plan file. It is there as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::digest::Digests;
use super::{PlanFileError, VERSION};
use crate::{Basis, Limits, Plan, Slot};

/// A plan file that is being written. Slots go to a file beside it, because the header, which counts them, is first.
/// Dropped before [`finish`](Self::finish), it leaves nothing behind and an older plan as it was.
#[derive(Debug)]
pub struct PlanWriter {
    path: PathBuf,
    slots: BufWriter<File>,
    beside: Beside,
    count: u64,
    digests: Digests,
}

impl PlanWriter {
    /// Begins a plan file.
    ///
    /// # Errors
    /// When a file in the folder cannot be created.
    pub fn create(path: &Path) -> Result<Self, PlanFileError> {
        let beside = Beside::of(path);
        let slots = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&beside.slots);
        Ok(Self {
            path: path.to_path_buf(),
            slots: BufWriter::new(slots.map_err(|error| failed(path, error))?),
            beside,
            count: 0,
            digests: Digests::default(),
        })
    }

    /// Adds a slot.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, slot: &Slot) -> Result<(), PlanFileError> {
        let line = serde_json::to_vec(slot).map_err(|error| failed(&self.path, error.into()))?;
        self.digests.line(&line);
        self.count += 1;
        let written = self.slots.write_all(&line);
        written
            .and_then(|()| self.slots.write_all(b"\n"))
            .map_err(|error| failed(&self.path, error))
    }

    /// Puts the file in its place, with its header, which is returned.
    ///
    /// # Errors
    /// When it cannot be written; an older plan is left as it was.
    pub fn finish(mut self, basis: Basis, limits: Limits) -> Result<Plan, PlanFileError> {
        let mut plan = Plan {
            version: VERSION,
            basis,
            limits,
            not_before: None,
            slots: self.count,
            digest: String::new(),
        };
        let digests = std::mem::take(&mut self.digests);
        let digest = digests.of(&plan);
        plan.digest = digest.map_err(|error| failed(&self.path, error.into()))?;
        self.put(&plan).map_err(|error| failed(&self.path, error))?;
        Ok(plan)
    }

    fn put(&mut self, plan: &Plan) -> io::Result<()> {
        self.slots.flush()?;
        let mut whole = BufWriter::new(File::create(&self.beside.whole)?);
        serde_json::to_writer(&mut whole, plan)?;
        whole.write_all(b"\n")?;
        io::copy(&mut File::open(&self.beside.slots)?, &mut whole)?;
        whole.into_inner()?.sync_all()?;
        fs::rename(&self.beside.whole, &self.path)
    }
}

fn failed(path: &Path, error: io::Error) -> PlanFileError {
    PlanFileError::Write {
        path: path.display().to_string(),
        error,
    }
}

/// The files that are there while a plan is written.
#[derive(Debug)]
struct Beside {
    slots: PathBuf,
    whole: PathBuf,
}

impl Beside {
    fn of(path: &Path) -> Self {
        let beside = |end: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{}.{end}", std::process::id()));
            PathBuf::from(name)
        };
        Self {
            slots: beside("slots"),
            whole: beside("whole"),
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What was put in its place, or never created, is not there.
        for path in [&self.slots, &self.whole] {
            let _is_gone = fs::remove_file(path);
        }
    }
}
