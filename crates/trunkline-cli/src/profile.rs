//! A profile: a file of `NAME=value` lines that holds the keys of an account.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The largest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;
/// What the files of profiles end with.
const EXTENSION: &str = "profile";
/// Where to look for the name of a profile.
const SEE_PROFILES: &str = "list them with: trunkline profiles list";
/// The file that names the profile to use if nothing else is said.
const DEFAULT: &str = "default-profile";
/// The names a profile may set.
const KNOWN: [&str; 6] = [
    "FR_ACCESS_KEY",
    "FR_SECRET_KEY",
    "TRUNKLINE_FLOWROUTE_URL",
    "TROPO_USERNAME",
    "TROPO_PASSWORD",
    "TRUNKLINE_TROPO_URL",
];

/// The settings of a profile. Has no `Debug`, because it holds secrets.
#[derive(Default)]
pub(crate) struct Profile {
    values: Vec<(String, String)>,
}

impl Profile {
    /// Reads the profile of this name.
    pub(crate) fn read(name: &str) -> Result<Self, Failure> {
        let path = path(name)?;
        let text = private_text(&path)?;
        Self::parse(&text).map_err(|problem| Failure::user(format!("{}: {problem}", path.display())))
    }

    /// Blank lines and lines that begin with `#` are skipped. Errors name the line, never its text.
    fn parse(text: &str) -> Result<Self, String> {
        let mut values: Vec<(String, String)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = index + 1;
            let (name, value) = line
                .split_once('=')
                .ok_or_else(|| format!("line {number} is not NAME=value"))?;
            let name = name.trim();
            if !KNOWN.contains(&name) {
                return Err(format!("line {number} must set one of {}", KNOWN.join(", ")));
            }
            if values.iter().any(|(known, _)| known == name) {
                return Err(format!("line {number} sets {name} again"));
            }
            values.push((name.to_owned(), unquoted(value.trim()).to_owned()));
        }
        Ok(Self { values })
    }

    /// The value of a setting.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The file of the profile of this name.
fn path(name: &str) -> Result<PathBuf, Failure> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(fits) {
        return Err(Failure::user(
            "a profile name may contain only letters, digits, - and _",
        ));
    }
    Ok(directory()?.join(format!("{name}.{EXTENSION}")))
}

/// The profile that is used if nothing else is said.
pub(crate) fn default_name() -> Result<Option<String>, Failure> {
    // Without a home directory there are no profiles, which is no failure here.
    let Ok(directory) = directory() else {
        return Ok(None);
    };
    match fs::read_to_string(directory.join(DEFAULT)) {
        Ok(name) => Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::user(format!(
            "cannot read the name of the default profile: {error}"
        ))),
    }
}

/// The names of all profiles, in order.
pub(crate) fn names() -> Result<Vec<String>, Failure> {
    let directory = directory()?;
    let entries = match fs::read_dir(&directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(Failure::user(format!(
                "cannot read {}: {error}",
                directory.display()
            )));
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_profile = path.extension().is_some_and(|extension| extension == EXTENSION);
            is_profile
                .then(|| path.file_stem()?.to_str().map(str::to_owned))
                .flatten()
        })
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// Writes settings into a profile that only its owner can read, and returns where it is. A setting without a value is
/// removed; those that are not named stay.
pub(crate) fn write(name: &str, settings: &[(&str, Option<&str>)]) -> Result<PathBuf, Failure> {
    let path = path(name)?;
    let before = match path.exists() {
        true => Profile::read(name)?,
        false => Profile::default(),
    };
    let is_kept = |known: &str| settings.iter().all(|(name, _)| *name != known);
    let kept = before.values.iter().filter(|(name, _)| is_kept(name));
    let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
    let set = settings
        .iter()
        .filter_map(|(name, value)| Some((*name, (*value)?)));
    let text: String = kept
        .chain(set)
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect();
    write_private(&path, &text)?;
    Ok(path)
}

/// Makes a profile the one to use if nothing else is said.
pub(crate) fn set_default(name: &str) -> Result<(), Failure> {
    Profile::read(name)?;
    write_private(&directory()?.join(DEFAULT), &format!("{name}\n"))
}

/// Deletes a profile.
pub(crate) fn remove(name: &str) -> Result<(), Failure> {
    let path = path(name)?;
    fs::remove_file(&path).map_err(|error| {
        Failure::user(format!("cannot delete {}: {error}", path.display())).hint(SEE_PROFILES)
    })?;
    if default_name()?.as_deref() == Some(name) {
        let default = directory()?.join(DEFAULT);
        fs::remove_file(&default)
            .map_err(|error| Failure::failed(format!("cannot delete {}: {error}", default.display())))?;
    }
    Ok(())
}

/// Writes a file whole or not at all. It is private from the beginning.
fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::failed(format!("cannot write {}: {error}", path.display()));
    let new = path.with_extension("new");
    let mut directory = fs::DirBuilder::new();
    let mut file = File::options();
    file.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        directory.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent() {
        directory.recursive(true).create(parent).map_err(failed)?;
    }
    let mut file = file.open(&new).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&new, path).map_err(failed)
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| {
        value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// The directory of the profiles: `XDG_CONFIG_HOME`, `~/.config` or `APPDATA`.
fn directory() -> Result<PathBuf, Failure> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_CONFIG_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".config")))
        .or_else(|| set("APPDATA"))
        .map(|directory| directory.join("trunkline"))
        .ok_or_else(|| Failure::user("no home directory found, so there are no profiles"))
}

/// The text of a file that only its owner can read.
fn private_text(path: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::user(format!("cannot read the profile {}: {error}", path.display()))
            .hint("make one with: trunkline login, or choose from: trunkline profiles list")
    };
    // Opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Failure::user(format!(
            "the profile {} is not a file",
            path.display()
        )));
    }
    let file = File::open(path).map_err(unreadable)?;
    refuse_shared(&file, path)?;
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

#[cfg(unix)]
fn refuse_shared(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;

    let mode = file
        .metadata()
        .map_err(|error| Failure::user(format!("{}: {error}", path.display())))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::user(format!(
        "the profile {} is readable by other users; it was not used",
        path.display()
    ))
    .hint(format!("run: chmod 600 {}", path.display())))
}

/// Elsewhere the home directory's own permissions protect it.
#[cfg(not(unix))]
fn refuse_shared(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn lines_set_names() {
        let profile = Profile::parse("# mine\n\nFR_ACCESS_KEY = abc\nFR_SECRET_KEY=\"d=e f\"\n")
            .ok()
            .unwrap();
        assert_eq!(profile.get("FR_ACCESS_KEY"), Some("abc"));
        assert_eq!(profile.get("FR_SECRET_KEY"), Some("d=e f"));
        assert_eq!(profile.get("TROPO_USERNAME"), None);
    }

    #[test]
    fn problems_never_show_the_line() {
        for text in [
            "hunter2",
            "SECRET=hunter2",
            "FR_SECRET_KEY=a\nFR_SECRET_KEY=hunter2",
        ] {
            let problem = Profile::parse(text).err().unwrap();
            assert!(!problem.contains("hunter2"), "{problem}");
            assert!(problem.contains("line "), "{problem}");
        }
    }
}
