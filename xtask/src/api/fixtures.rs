//! Which operations have fixtures.

use std::collections::BTreeMap;

use trunkline_testkit::fixtures::Documented;
use trunkline_tests::api::Table;
use trunkline_tests::record::Recording;

use crate::failure::Failure;
use crate::workspace::{Workspace, files_below, read};

/// The fixtures of one table, by the operation's short name.
#[derive(Debug, Default)]
pub(super) struct Fixtures {
    pub(super) recorded: BTreeMap<String, Recording>,
    /// How many documented answers there are.
    pub(super) documented: BTreeMap<String, usize>,
}

/// Reads the fixtures of a table.
pub(super) fn of(workspace: &Workspace, table: &Table) -> Result<Fixtures, Failure> {
    let mut fixtures = Fixtures {
        recorded: recorded(workspace, table)?,
        ..Fixtures::default()
    };
    for example in Documented::all(table.folder) {
        *fixtures.documented.entry(example.operation()).or_default() += 1;
    }
    Ok(fixtures)
}

fn recorded(workspace: &Workspace, table: &Table) -> Result<BTreeMap<String, Recording>, Failure> {
    let folder = workspace.root.join(crate::fixtures::RECORDED).join(table.folder);
    let mut found = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for path in files_below(&folder, ".json")? {
        let recording = Recording::from_json(&read(&path)?);
        let recording = recording.ok_or_else(|| Failure::at(&path, "is not a recording"))?;
        let name = path.file_stem().unwrap_or_default();
        found.insert(name.to_string_lossy().into_owned(), recording);
    }
    Ok(found)
}
