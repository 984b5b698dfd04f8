//! Reads a fleet file, and the lists that it names.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::source::Source;
use super::table::{MONEY, Table};
use super::{Faults, FileLimits, Fleet, Group, Place, check, group};

/// The longest file that is read, in bytes: a list of a million numbers with all columns.
const LONGEST: u64 = 256 * 1024 * 1024;

impl Fleet {
    /// Reads a fleet file and checks it. Lists that it names are looked for beside it.
    ///
    /// # Errors
    /// All faults of the file at once, each with its line; one if it cannot be read at all.
    pub fn read(path: &Path) -> Result<Self, Faults> {
        let mut files = Files::beside(path);
        let name = path.display().to_string();
        let start = Source::new(&name, "").line(1);
        let mut faults = Faults::default();
        let text = match files.open(path) {
            Ok(text) => text,
            Err(error) => {
                faults.add(&start, format!("cannot read the file: {error}"));
                String::new()
            }
        };
        faults.or(())?;
        parse(&text, &name, &mut files)
    }
}

/// The files that a fleet is read from. Each is part of the digest.
pub(super) struct Files {
    folder: PathBuf,
    digest: Sha256,
}

impl Files {
    fn beside(path: &Path) -> Self {
        Self {
            folder: path.parent().map(Path::to_path_buf).unwrap_or_default(),
            digest: Sha256::new(),
        }
    }

    /// The text of a file that the fleet file names.
    pub(super) fn list(&mut self, name: &str) -> io::Result<String> {
        let path = self.folder.join(name);
        self.open(&path)
    }

    fn open(&mut self, path: &Path) -> io::Result<String> {
        let mut text = String::new();
        let length = File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
        if u64::try_from(length).is_ok_and(|length| length > LONGEST) {
            return Err(io::Error::other("it is longer than 256 MiB"));
        }
        self.digest.update(text.len().to_le_bytes());
        self.digest.update(&text);
        Ok(text)
    }
}

fn parse(text: &str, name: &str, files: &mut Files) -> Result<Fleet, Faults> {
    let source = Source::new(name, text);
    let mut faults = Faults::default();
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = error.span().map_or(source.line(1), |span| source.place(&span));
        faults.add(&place, format!("this is not TOML: {}", error.message()));
    }
    // What was recovered of a broken file would only name faults that are none.
    let mut faults = faults.or(Faults::default())?;
    let mut table = Table::new("the file", document.into_inner(), source.line(1), &source);
    let limits = limits(&mut table, &source, &mut faults);
    let groups = groups(&mut table, &source, files, &mut faults);
    table.finish(&mut faults);
    check::all(&limits, &groups, &mut faults);
    let digest = hex(&files.digest.clone().finalize());
    let groups = groups.into_iter().filter_map(|(_, group)| group).collect();
    faults.or(Fleet {
        limits,
        groups,
        digest,
    })
}

fn limits(table: &mut Table<'_, '_>, source: &Source, faults: &mut Faults) -> FileLimits {
    let Some(limits) = table.table("limits", faults) else {
        return FileLimits::default();
    };
    let mut table = Table::new("[limits]", limits.value, limits.place, source);
    let limits = FileLimits {
        setup: table.take("setup", MONEY, faults),
        monthly: table.take("monthly", MONEY, faults),
    };
    table.finish(faults);
    limits
}

/// The name of each group, as far as it can be read, and the group, if all of it can.
pub(super) type Named = (Option<(String, Place)>, Option<Group>);

fn groups(table: &mut Table<'_, '_>, source: &Source, files: &mut Files, faults: &mut Faults) -> Vec<Named> {
    let tables = table.tables("group", faults);
    if tables.is_empty() && faults.iter().next().is_none() {
        faults.add(&source.line(1), "a fleet needs at least one [[group]]");
    }
    tables
        .into_iter()
        .map(|group| {
            let mut table = Table::new("[[group]]", group.value, group.place, source);
            let read = group::read(&mut table, files, faults);
            table.finish(faults);
            read
        })
        .collect()
}

/// Bytes as text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
