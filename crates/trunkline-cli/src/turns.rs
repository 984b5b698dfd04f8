//! The carrier's pace, shared by all processes of this user: `xargs -P4 trunkline messages send` meets no limit.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use trunkline::transport::{SharedTurns, TurnsInFile};

/// Turns in a file of this user's. If that fails, it is said once, and each process keeps to the limits by itself.
pub(crate) struct Turns {
    folder: PathBuf,
    file: TurnsInFile,
    warn: Box<dyn Fn(&str) + Send + Sync>,
    is_broken: AtomicBool,
}

impl Turns {
    /// The turns of this account at this place; none if this user has no folder for such files.
    pub(crate) fn of(place: &str, key: &str, warn: impl Fn(&str) + Send + Sync + 'static) -> Option<Self> {
        let folder = folder()?;
        Some(Self {
            file: TurnsInFile::new(folder.join(name(place, key))),
            folder,
            warn: Box::new(warn),
            is_broken: AtomicBool::new(false),
        })
    }

    /// What the file says; if it says nothing, what goes without it.
    fn or<T>(&self, without: T, ask: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.is_broken.load(Ordering::Relaxed) {
            return Ok(without);
        }
        Ok(make_private(&self.folder)
            .and_then(|()| ask())
            .unwrap_or_else(|error| {
                if !self.is_broken.swap(true, Ordering::Relaxed) {
                    let folder = self.folder.display();
                    (self.warn)(&format!(
                        "the carrier's pace is not shared with other processes: {folder}: {error}"
                    ));
                }
                without
            }))
    }
}

impl SharedTurns for Turns {
    fn take(&self, class: &str, interval: Duration) -> io::Result<Option<Duration>> {
        // Each process makes a connection of its own, so calls arrive less evenly than they leave.
        self.or(None, || self.file.take(class, interval + interval / 10))
    }

    fn pause(&self, class: &str, wait: Duration) -> io::Result<()> {
        self.or((), || self.file.pause(class, wait))
    }
}

/// One file for each account; neither its place nor its key can be read from the name.
fn name(place: &str, key: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (place, key).hash(&mut hasher);
    format!("{:016x}.turns", hasher.finish())
}

/// Where files lie that need not last: `XDG_RUNTIME_DIR`, `XDG_CACHE_HOME`, `~/.cache` or `LOCALAPPDATA`.
fn folder() -> Option<PathBuf> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_RUNTIME_DIR")
        .or_else(|| set("XDG_CACHE_HOME"))
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
        .map(|folder| folder.join("trunkline"))
}

/// A folder that only its owner can use: whoever writes to a file in it could hold all calls up.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700);
        builder.create(folder)?;
        let mode = fs::metadata(folder)?.permissions().mode();
        if mode & 0o077 != 0 {
            let problem = "it is open to other users";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, problem));
        }
        Ok(())
    }
    #[cfg(not(unix))]
    builder.create(folder)
}
