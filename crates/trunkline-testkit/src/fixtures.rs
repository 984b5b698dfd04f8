//! The documented examples under `tests/fixtures/documented`: data from the contracts, never regenerated.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::script::response;

/// The folder `tests/fixtures` of the workspace.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

/// A documented response: `{"source": …, "status": …, "body": …}`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Documented {
    /// The file's name without `.json`: `applications.get.one_element_list`.
    pub name: String,
    /// The HTTP status.
    pub status: u16,
    /// The body; `null` if there is none.
    pub body: Value,
    /// The body as the file has it, with the members in their order.
    text: String,
}

impl Documented {
    /// The one of this name: `flowroute-v2/numbers.purchase`.
    pub fn named(name: &str) -> Self {
        Self::read(&folder().join("documented").join(format!("{name}.json")))
    }

    /// All of a carrier, in the order of their names: `tropo-v1`.
    pub fn all(carrier: &str) -> Vec<Self> {
        let entries = std::fs::read_dir(folder().join("documented").join(carrier)).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Self {
        let fail = |error: &dyn std::fmt::Display| -> ! { panic!("{}: {error}", path.display()) };
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| fail(&error));
        let members: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(&text).unwrap_or_else(|error| fail(&error));
        let body = members["body"].get();
        Self {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            status: members["status"].get().parse().unwrap(),
            body: serde_json::from_str(body).unwrap(),
            text: if body == "null" {
                String::new()
            } else {
                body.to_owned()
            },
        }
    }

    /// Resource and verb: `applications.get`.
    pub fn operation(&self) -> String {
        self.name.split('.').take(2).collect::<Vec<_>>().join(".")
    }

    /// As a client gets it.
    pub fn response(&self) -> Response<Bytes> {
        response(self.status, self.text.clone())
    }
}
