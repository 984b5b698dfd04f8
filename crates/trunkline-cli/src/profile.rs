//! A profile: a file of `NAME=value` lines that holds the keys of an account.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The largest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;
/// The names a profile may set.
const KNOWN: [&str; 5] = [
    "FR_ACCESS_KEY",
    "FR_SECRET_KEY",
    "TRUNKLINE_FLOWROUTE_URL",
    "TROPO_USERNAME",
    "TROPO_PASSWORD",
];

/// The settings of a profile. Has no `Debug`, because it holds secrets.
#[derive(Default)]
pub(crate) struct Profile {
    values: Vec<(String, String)>,
}

impl Profile {
    /// Reads the profile of this name.
    pub(crate) fn read(name: &str) -> Result<Self, Failure> {
        let fits = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !fits {
            return Err(Failure::user(
                "a profile name may contain only letters, digits, - and _",
            ));
        }
        let path = directory()?.join(format!("{name}.profile"));
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
            .hint("a profile has lines such as FR_ACCESS_KEY=… and FR_SECRET_KEY=…")
    };
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
