//! The documented examples: data from the contracts, never regenerated.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::Response;
use serde_json::Value;

/// One documented answer.
#[derive(Clone, Debug)]
pub struct Documented {
    /// The operation, without its carrier: `numbers.purchase`.
    pub operation: String,
    /// The file's name without `.json`: `numbers.purchase.newer`.
    pub name: String,
    /// The HTTP status.
    pub status: u16,
    /// The body; `null` if there is none.
    pub body: Value,
}

impl Documented {
    /// The answer with another body.
    pub fn with(&self, body: &Value) -> Response<Bytes> {
        let bytes = if body.is_null() {
            Bytes::new()
        } else {
            Bytes::from(body.to_string())
        };
        let mut response = Response::new(bytes);
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        response
    }

    /// The answer as it is documented.
    pub fn response(&self) -> Response<Bytes> {
        self.with(&self.body)
    }
}

/// Where fixtures live.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// All documented answers of a carrier, errors aside: `documented("flowroute-v2")`.
///
/// # Errors
/// If a file cannot be read or is not of the form `{"source", "status", "body"}`.
pub fn documented(carrier: &str) -> Result<Vec<Documented>, String> {
    read(&fixtures().join("documented").join(carrier))
}

/// All documented refusals of a carrier.
///
/// # Errors
/// As [`documented`].
pub fn refusals(carrier: &str) -> Result<Vec<Documented>, String> {
    read(&fixtures().join("documented").join(carrier).join("errors"))
}

fn read(folder: &Path) -> Result<Vec<Documented>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
        .iter()
        .map(|path| one(path).map_err(|e| format!("{}: {e}", path.display())))
        .collect()
}

fn one(path: &Path) -> Result<Documented, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let mut json: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let status = json
        .get("status")
        .and_then(Value::as_u64)
        .and_then(|s| u16::try_from(s).ok());
    let name = path.file_stem().and_then(|s| s.to_str()).ok_or("no name")?;
    let operation: Vec<&str> = name.split('.').take(2).collect();
    Ok(Documented {
        operation: operation.join("."),
        name: name.to_owned(),
        status: status.ok_or("no status")?,
        body: json.get_mut("body").map(Value::take).ok_or("no body")?,
    })
}
