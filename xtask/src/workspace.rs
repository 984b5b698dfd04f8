//! The workspace as `cargo metadata` describes it, reduced to what the checks ask about.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::Failure;
use crate::shell;

/// Where the workspace is and what it is made of.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// One member of the workspace.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// What its Cargo.toml says about it: `description`, `readme`.
    pub(crate) told: BTreeSet<String>,
    /// The folder of its Cargo.toml.
    pub(crate) folder: PathBuf,
    /// Whether it has a library target, that is: code other crates can call.
    pub(crate) library: bool,
    /// Whether it goes to a registry; the others are tools for maintainers.
    pub(crate) published: bool,
    /// Feature name to what it switches on.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    pub(crate) dependencies: Vec<Dependency>,
}

/// A dependency as its Cargo.toml declares it.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) optional: bool,
    /// Declared by path alone, without a version.
    pub(crate) path_only: bool,
}

/// Which section of Cargo.toml a dependency stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Dev,
    Build,
}

impl Workspace {
    /// Reads the workspace this tool was built from.
    pub(crate) fn find() -> Result<Self, Failure> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = shell::cargo(here, &["metadata", "--format-version", "1", "--no-deps"]);
        let text = shell::quiet_output(&mut command)?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("`cargo metadata` wrote no JSON: {error}")))?;
        Self::from_metadata(&metadata)
            .ok_or_else(|| Failure::new("`cargo metadata` lacks a field this tool reads"))
    }

    fn from_metadata(metadata: &Value) -> Option<Self> {
        Some(Self {
            root: metadata.get("workspace_root")?.as_str()?.into(),
            target: metadata.get("target_directory")?.as_str()?.into(),
            packages: metadata
                .get("packages")?
                .as_array()?
                .iter()
                .map(package)
                .collect::<Option<_>>()?,
        })
    }

    /// The members other people's programs are built with: published, with a library.
    pub(crate) fn libraries(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| package.library && package.published)
    }

    /// A cargo call at the workspace root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        shell::cargo(&self.root, arguments)
    }

    /// The file under the workspace root, for a report.
    pub(crate) fn relative<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

fn package(value: &Value) -> Option<Package> {
    let manifest = Path::new(value.get("manifest_path")?.as_str()?);
    let targets = value.get("targets")?.as_array()?;
    let features = value.get("features")?.as_object()?;
    Some(Package {
        name: value.get("name")?.as_str()?.to_owned(),
        version: value.get("version")?.as_str()?.to_owned(),
        told: value
            .as_object()?
            .iter()
            .filter(|(_, value)| is_told(value))
            .map(|(name, _)| name.clone())
            .collect(),
        folder: manifest.parent()?.to_owned(),
        library: targets
            .iter()
            .any(|target| strings(target.get("kind")).iter().any(|kind| kind == "lib")),
        // `null` means every registry, a list names those it may go to.
        published: value.get("publish")?.as_array().is_none_or(|to| !to.is_empty()),
        features: features
            .iter()
            .map(|(name, on)| (name.clone(), strings(Some(on))))
            .collect(),
        dependencies: value
            .get("dependencies")?
            .as_array()?
            .iter()
            .map(dependency)
            .collect::<Option<_>>()?,
    })
}

fn is_told(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn dependency(value: &Value) -> Option<Dependency> {
    Some(Dependency {
        name: value.get("name")?.as_str()?.to_owned(),
        kind: match value.get("kind").and_then(Value::as_str) {
            Some("dev") => Kind::Dev,
            Some("build") => Kind::Build,
            _ => Kind::Normal,
        },
        optional: value.get("optional")?.as_bool()?,
        path_only: value.get("path").is_some() && value.get("req").and_then(Value::as_str) == Some("*"),
    })
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Every file below `folder` whose name ends in `ending`, sorted; build output, hidden folders excluded.
pub(crate) fn files_below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| Failure::at(&folder, error))? {
            let entry = entry.map_err(|error| Failure::at(&folder, error))?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    open.push(path);
                }
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::at(path, error))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn metadata_is_reduced_to_what_the_checks_need() {
        let workspace = Workspace::from_metadata(&json!({
            "workspace_root": "/w", "target_directory": "/w/target",
            "packages": [{
                "name": "a", "version": "0.1.0", "manifest_path": "/w/crates/a/Cargo.toml", "targets": [{"kind": ["lib"]}],
                "publish": null, "description": "…", "readme": null, "keywords": [],
                "features": {"client": ["dep:b"]},
                "dependencies": [{"name": "b", "kind": null, "optional": true, "uses_default_features": false,
                    "features": ["x"], "req": "=0.1.0", "path": "/w/crates/b"},
                    {"name": "c", "kind": "dev", "optional": false, "uses_default_features": true,
                    "features": [], "req": "*", "path": "/w/crates/c"}]
            }]
        }))
        .unwrap();
        let package = &workspace.packages[0];
        assert!(package.library && package.published);
        assert_eq!(package.folder, Path::new("/w/crates/a"));
        assert!(package.told.contains("description"));
        assert!(!package.told.contains("readme") && !package.told.contains("keywords"));
        assert_eq!(package.features["client"], ["dep:b"]);
        let (b, c) = (&package.dependencies[0], &package.dependencies[1]);
        assert!(b.optional && !b.path_only && b.kind == Kind::Normal);
        assert!(c.path_only && c.kind == Kind::Dev);
    }
}
