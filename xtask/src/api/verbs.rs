//! Which command makes which call: every operation has one, or a reason why not.

use std::collections::BTreeMap;

use trunkline_tests::api::Table;

use crate::failure::Failure;
use crate::workspace::{Workspace, read};

/// Where the commands are listed, and checked by the command's own tests.
const LIST: &str = "crates/trunkline-cli/verbs.txt";

/// Operations without a line in the list, and lines without an operation.
pub(super) fn holes(workspace: &Workspace, tables: &[Table]) -> Result<Vec<String>, Failure> {
    let text = read(&workspace.root.join(LIST))?;
    let listed = listed(&text);
    let operations: Vec<&str> = tables
        .iter()
        .flat_map(|table| table.lines.iter().map(|line| line.operation.name))
        .collect();
    Ok(compared(&listed, &operations))
}

fn listed(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .map(|(operation, verb)| (operation, verb.trim()))
        .collect()
}

fn compared(listed: &BTreeMap<&str, &str>, operations: &[&str]) -> Vec<String> {
    let has_verb = |operation: &str| listed.get(operation).is_some_and(|verb| verb.len() > 1);
    let missing = operations.iter().filter(|operation| !has_verb(operation));
    let mut holes: Vec<String> = missing
        .map(|operation| format!("{operation}: no command, and no reason in {LIST}"))
        .collect();
    let strange = listed.keys().filter(|operation| !operations.contains(operation));
    holes.extend(strange.map(|operation| format!("{LIST}: there is no operation {operation}")));
    holes
}

#[cfg(test)]
mod tests {
    use super::{compared, listed};

    #[test]
    fn an_operation_needs_a_verb_or_a_reason() {
        let listed = listed("# head\na.list  things list\na.get   ! not yet\na.new\na.old   things old\n");
        let holes = compared(&listed, &["a.list", "a.get", "a.new", "a.none"]);
        let expected = [
            "a.new: no command, and no reason in crates/trunkline-cli/verbs.txt",
            "a.none: no command, and no reason in crates/trunkline-cli/verbs.txt",
            "crates/trunkline-cli/verbs.txt: there is no operation a.old",
        ];
        assert_eq!(holes, expected);
    }
}
