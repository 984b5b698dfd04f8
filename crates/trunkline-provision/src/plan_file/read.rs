//! Reads a plan file, line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::digest::Digests;
use super::{PlanFileError, VERSION};
use crate::{Plan, Slot, Totals};

/// The longest line that is read, in bytes. The slot of a group with a thousand searches has about 100,000.
const LONGEST: u64 = 1024 * 1024;

/// A plan file that has been found to be just what was written.
#[derive(Debug)]
pub struct PlanFile {
    path: PathBuf,
    plan: Plan,
    groups: Vec<(String, Totals)>,
}

impl PlanFile {
    /// Reads the whole file once and checks it.
    ///
    /// # Errors
    /// When it cannot be read, is of another form, or is not what was written: cut off or edited.
    pub fn open(path: &Path) -> Result<Self, PlanFileError> {
        let mut lines = Lines::open(path)?;
        let plan = header(&mut lines)?;
        let mut groups: Vec<(String, Totals)> = Vec::new();
        let mut digests = Digests::default();
        let mut count = 0;
        while let Some(line) = lines.next_line()? {
            digests.line(line);
            let slot: Slot = lines.parsed()?;
            count += 1;
            match groups.iter_mut().find(|(name, _)| *name == slot.group) {
                Some((_, totals)) => totals.add(&slot),
                None => {
                    let mut totals = Totals::default();
                    totals.add(&slot);
                    groups.push((slot.group, totals));
                }
            }
        }
        if count != plan.slots {
            let all = plan.slots;
            return Err(lines.damaged(format!("there are {count} of its {all} slots")));
        }
        if digests.of(&plan).ok().as_ref() != Some(&plan.digest) {
            return Err(lines.damaged("it was changed after it was written"));
        }
        Ok(Self {
            path: path.to_path_buf(),
            plan,
            groups,
        })
    }

    /// Its header.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the slots of each group add up to.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &Totals)> {
        self.groups.iter().map(|(name, totals)| (name.as_str(), totals))
    }

    /// What all slots add up to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut all = Totals::default();
        for (_, totals) in &self.groups {
            all.add_all(totals);
        }
        all
    }

    /// Its slots, read as they are asked for.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn slots(&self) -> Result<Slots, PlanFileError> {
        let mut lines = Lines::open(&self.path)?;
        header(&mut lines)?;
        Ok(Slots(lines))
    }
}

/// The slots of a plan file.
#[derive(Debug)]
pub struct Slots(Lines);

impl Iterator for Slots {
    type Item = Result<Slot, PlanFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.0.next_line() {
            Ok(Some(_)) => Some(self.0.parsed()),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

fn header(lines: &mut Lines) -> Result<Plan, PlanFileError> {
    /// What every form of the file has.
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    lines.next_line()?;
    let Version { version } = lines.parsed()?;
    if version != VERSION {
        return Err(lines.damaged(format!(
            "this is form {version} of a plan, and this program reads {VERSION}"
        )));
    }
    lines.parsed()
}

/// A file line by line.
#[derive(Debug)]
struct Lines {
    path: String,
    file: BufReader<File>,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, PlanFileError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Ok(Self {
                path: name,
                file: BufReader::new(file),
                line: Vec::new(),
                number: 0,
            }),
            Err(error) => Err(PlanFileError::Read { path: name, error }),
        }
    }

    /// The next line, without its end.
    fn next_line(&mut self) -> Result<Option<&[u8]>, PlanFileError> {
        self.line.clear();
        self.number += 1;
        let read = (&mut self.file).take(LONGEST).read_until(b'\n', &mut self.line);
        if let Err(error) = read {
            let path = self.path.clone();
            return Err(PlanFileError::Read { path, error });
        }
        match self.line.pop() {
            None => Ok(None),
            Some(b'\n') => Ok(Some(&self.line)),
            Some(_) => Err(self.damaged("the line has no end")),
        }
    }

    /// The value that the line is.
    fn parsed<T: DeserializeOwned>(&self) -> Result<T, PlanFileError> {
        serde_json::from_slice(&self.line)
            .map_err(|error| self.damaged(format!("this is no line of a plan ({error})")))
    }

    fn damaged(&self, problem: impl Into<String>) -> PlanFileError {
        PlanFileError::Damaged {
            path: self.path.clone(),
            line: self.number,
            problem: problem.into(),
        }
    }
}
