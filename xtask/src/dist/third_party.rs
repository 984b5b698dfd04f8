//! The licenses of what is compiled into the programs: each crate with its license, and each text once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::ci::tree;
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::{Workspace, read};

/// What files with a license's text are called.
const NAMES: &[&str] = &[
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

/// The text of the file.
pub(super) fn licenses(workspace: &Workspace) -> Result<String, Failure> {
    let linked = tree::resolved(workspace, "trunkline-cli", &[])?;
    let metadata =
        shell::quiet_output(&mut workspace.cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Failure::new(format!("`cargo metadata` wrote no JSON: {error}")))?;

    let mut crates = String::new();
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let packages = metadata.get("packages").and_then(Value::as_array);
    for package in packages
        .into_iter()
        .flatten()
        .filter(|package| is_foreign(package))
    {
        let member = |name| package.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = format!("{} {}", member("name"), member("version"));
        if !linked.contains(&name) {
            continue;
        }
        crates += &format!("{name}: {}\n", member("license"));
        collect(Path::new(member("manifest_path")), &name, &mut texts)?;
    }
    let mut file = format!("The programs contain these crates:\n\n{crates}");
    for (text, names) in texts {
        let names: Vec<String> = names.into_iter().collect();
        file += &format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), names.join(", "));
    }
    Ok(file)
}

fn is_foreign(package: &Value) -> bool {
    package.get("source").is_some_and(|source| !source.is_null())
}

/// Adds the texts beside this Cargo.toml.
fn collect(manifest: &Path, name: &str, texts: &mut BTreeMap<String, BTreeSet<String>>) -> Outcome {
    let folder = manifest.parent().unwrap_or(manifest);
    for entry in fs::read_dir(folder).map_err(|error| Failure::at(folder, error))? {
        let entry = entry.map_err(|error| Failure::at(folder, error))?;
        let file = entry.file_name().to_string_lossy().to_lowercase();
        if entry.path().is_file() && NAMES.iter().any(|start| file.starts_with(start)) {
            let text = read(&entry.path())?.trim().to_owned();
            texts.entry(text).or_default().insert(name.to_owned());
        }
    }
    Ok(())
}
