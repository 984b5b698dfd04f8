//! Turns that the processes of one machine share by a file.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use super::shared::SharedTurns;
use crate::Clock;
use crate::clock::{SharedClock, SystemClock};

/// What is written down later than this was written by a clock that has been set back since; the carrier asks for less.
const LATEST: Duration = Duration::from_secs(3600);
/// How long to wait if another process has the file locked, which it does for some microseconds.
const LOCKED: Duration = Duration::from_millis(3);
/// How often in a row that may be. A process that was stopped while it held the lock must not stop all others.
const MOST_LOCKED: u32 = 300;
/// The longest file that is read.
const MOST_BYTES: u64 = 64 * 1024;

/// Turns that the processes of one machine take together: each class's next free time in a small file, changed under a lock.
///
/// One file for each account, in a folder that only its users can write to. A file that is missing, damaged or from a clock
/// that was set back counts as one in which all is free.
pub struct TurnsInFile {
    path: PathBuf,
    clock: SharedClock,
    /// How often in a row the file was locked.
    locked: AtomicU32,
}

impl TurnsInFile {
    /// Turns in the file at `path`, which is made if it is not there. Its folder must be there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            clock: Arc::new(SystemClock),
            locked: AtomicU32::new(0),
        }
    }

    /// Another wall clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    fn micros(&self) -> u64 {
        let since = self.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        micros(since)
    }

    /// The file, locked until it is dropped; `None` if somebody else has it.
    fn locked(&self) -> io::Result<Option<File>> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false);
        let file = file.open(&self.path)?;
        match file.try_lock() {
            Ok(()) => {
                self.locked.store(0, Ordering::Relaxed);
                Ok(Some(file))
            }
            Err(TryLockError::Error(error)) => Err(error),
            Err(TryLockError::WouldBlock) => {
                match self.locked.fetch_add(1, Ordering::Relaxed) < MOST_LOCKED {
                    true => Ok(None),
                    false => Err(io::Error::new(io::ErrorKind::TimedOut, "the file stays locked")),
                }
            }
        }
    }
}

impl SharedTurns for TurnsInFile {
    fn take(&self, class: &str, interval: Duration) -> io::Result<Option<Duration>> {
        let Some(mut file) = self.locked()? else {
            return Ok(Some(LOCKED));
        };
        let now = self.micros();
        let mut turns = Turns::read(&mut file, now)?;
        let free = turns.free(class);
        if free > now {
            return Ok(Some(Duration::from_micros(free - now)));
        }
        turns.set(class, now.saturating_add(micros(interval)));
        turns.write(&mut file)?;
        Ok(None)
    }

    fn pause(&self, class: &str, wait: Duration) -> io::Result<()> {
        let Some(mut file) = self.locked()? else {
            // Whoever has it is told the same by the carrier.
            return Ok(());
        };
        let now = self.micros();
        let mut turns = Turns::read(&mut file, now)?;
        let until = now.saturating_add(micros(wait.min(LATEST)));
        turns.set(class, until.max(turns.free(class)));
        turns.write(&mut file)
    }
}

impl fmt::Debug for TurnsInFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TurnsInFile")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What the file says: a line for each class, `microseconds since 1970`, a blank, the class.
struct Turns(Vec<(u64, String)>);

impl Turns {
    /// Leaves out what is over and what nobody can have meant.
    fn read(file: &mut File, now: u64) -> io::Result<Self> {
        let mut bytes = Vec::new();
        Read::take(&mut *file, MOST_BYTES).read_to_end(&mut bytes)?;
        let latest = now.saturating_add(micros(LATEST));
        let text = String::from_utf8_lossy(&bytes);
        let turns = text.lines().filter_map(|line| {
            let (free, class) = line.split_once(' ')?;
            let free = free.parse().ok().filter(|free| (now..=latest).contains(free))?;
            Some((free, class.to_owned()))
        });
        Ok(Self(turns.collect()))
    }

    fn free(&self, class: &str) -> u64 {
        let found = self.0.iter().find(|(_, name)| name == class);
        found.map_or(0, |(free, _)| *free)
    }

    fn set(&mut self, class: &str, free: u64) {
        self.0.retain(|(_, name)| name != class);
        self.0.push((free, class.to_owned()));
    }

    fn write(&self, file: &mut File) -> io::Result<()> {
        let lines: String = self
            .0
            .iter()
            .map(|(free, class)| format!("{free} {class}\n"))
            .collect();
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(lines.as_bytes())
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
