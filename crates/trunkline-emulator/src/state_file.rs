//! The state on disk.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use crate::store::{MAX_STOCK, State, Store};

/// Reads a state that was saved before.
pub(crate) fn load(path: &Path) -> Result<Store, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let document: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    parse(document)
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

/// Writes the state so that the file is either the old or the new one, never half of it.
pub(crate) fn save(path: &Path, document: &Value) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let mut file = fs::File::create(&beside)?;
    serde_json::to_writer(&mut file, document)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)
}
