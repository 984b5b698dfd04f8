//! The state on disk: one emulator at a time, old or new but never half of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::store::{MAX_STOCK, State, Store};

/// A file that is ours while this exists.
pub(crate) struct StateFile {
    path: PathBuf,
    /// Which change the file has; what is older is not written any more.
    written: Mutex<u64>,
    /// Locked while it is open; the lock goes with the process, however that ends.
    lock: File,
}

/// Turns a document of `GET state` back into a state.
pub(crate) fn parse(document: Value) -> Result<Store, String> {
    let state: State = serde_json::from_value(document).map_err(|error| error.to_string())?;
    if state.version != 1 {
        return Err(format!(
            "version {} of the state is not known, only 1",
            state.version
        ));
    }
    if state.stock_size > MAX_STOCK {
        return Err(format!("stock_size must be at most {MAX_STOCK}"));
    }
    Ok(Store::new(state))
}

impl StateFile {
    /// Makes sure that the file can be written, and that nobody else does.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = resolved(path)?;
        let lock = private(OpenOptions::new().write(true).create(true).truncate(false))
            .open(beside(&path, ".lock"))?;
        if !locked(&lock)? {
            let error = "another emulator uses it";
            return Err(io::Error::new(io::ErrorKind::ResourceBusy, error));
        }
        let file = Self {
            path,
            written: Mutex::new(0),
            lock,
        };
        let trial = file.temporary()?;
        drop(trial);
        fs::remove_file(file.temporary_path())?;
        Ok(file)
    }

    /// Reads a state that was saved before, if there is one.
    pub(crate) fn load(&self) -> Result<Option<Store>, String> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let document: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        parse(document).map(Some)
    }

    /// Writes the state after a change, counted from 1, unless it has a later one already.
    pub(crate) fn save(&self, change: u64, document: &Value) -> io::Result<()> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if *written >= change {
            return Ok(());
        }
        let mut file = self.temporary()?;
        let mut text = document.to_string();
        text.push('\n');
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(self.temporary_path(), &self.path)?;
        sync_folder(&self.path)?;
        *written = change;
        Ok(())
    }

    fn temporary_path(&self) -> PathBuf {
        beside(&self.path, ".new")
    }

    /// A new file, whatever was there: left over from a crash, or a link to somewhere else.
    fn temporary(&self) -> io::Result<File> {
        let path = self.temporary_path();
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        private(OpenOptions::new().write(true).create_new(true)).open(path)
    }
}

/// The path without links, so that what a link leads to is replaced and not the link.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    if path.exists() {
        let path = path.canonicalize()?;
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A device may have no end.
        if !path.is_file() {
            let error = "it is not a regular file";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, error));
        }
        return Ok(path);
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(folder.unwrap_or(Path::new(".")).canonicalize()?.join(name))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Only for the user; links are not followed.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let no_links = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
    options.mode(0o600).custom_flags(no_links)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Locks a file for this process alone; false if another one has it.
#[cfg(unix)]
fn locked(file: &File) -> io::Result<bool> {
    use rustix::fs::{FlockOperation, flock};
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// A process that was started meanwhile may hold a copy of the file, and the lock with it.
#[cfg(unix)]
fn unlock(file: &File) -> io::Result<()> {
    Ok(rustix::fs::flock(file, rustix::fs::FlockOperation::Unlock)?)
}

#[cfg(not(unix))]
fn unlock(_: &File) -> io::Result<()> {
    Ok(())
}

impl Drop for StateFile {
    fn drop(&mut self) {
        if let Err(error) = unlock(&self.lock) {
            tracing::warn!(%error, "the state file stays locked");
        }
    }
}

/// Elsewhere nothing keeps two emulators apart.
#[cfg(not(unix))]
fn locked(_: &File) -> io::Result<bool> {
    Ok(true)
}

/// Makes the new name last.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
