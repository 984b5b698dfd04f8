//! docs/api.md, the tables for a reader.

use trunkline::Effect;
use trunkline_tests::api::contract::Known;
use trunkline_tests::api::webhooks::Payload;
use trunkline_tests::api::{Line, Table};

const HEAD: &str = "\
# Calls

Every call of every carrier's API: the method to call, the type that is the request, and what repeating it does.
*Reads* change nothing. What is *repeatable* has the same effect twice as once, and is sent again after a failure. What is
sent *once* is never sent again once the carrier may have acted; the carrier is asked instead what it did, where it can
be asked.

`cargo xtask fixtures` generates this file.
";

/// The whole file.
pub(crate) fn markdown(tables: &[Table]) -> String {
    let parts = tables.iter().map(part);
    std::iter::once(HEAD.to_owned()).chain(parts).collect()
}

fn part(table: &Table) -> String {
    let mut text = format!("\n## {}\n\n", table.title);
    text += "| contract | call | handle | type | operation | repeating it |\n|---|---|---|---|---|---|\n";
    for known in table.contract {
        if let Some(line) = table.lines.iter().find(|line| line.contract == known.id) {
            text += &row(known, line);
        }
    }
    text += &transferred(table.contract);
    text += &posted(table.webhooks);
    let missing: Vec<&Known> = table
        .contract
        .iter()
        .filter(|known| !table.offers(known))
        .collect();
    if missing.is_empty() {
        return text;
    }
    text += "\nNot offered:\n\n| contract | call | why |\n|---|---|---|\n";
    for known in missing {
        let why = known.missing.unwrap_or_default();
        text += &format!("| {} | `{} {}` | {why} |\n", known.id, known.method, known.path);
    }
    text
}

fn transferred(contract: &[Known]) -> String {
    let moved = contract.iter().filter_map(|known| Some((known, known.transfer?)));
    let rows: String = moved
        .map(|(known, handle)| {
            format!(
                "| {} | `{} {}` | `{handle}` |\n",
                known.id, known.method, known.path
            )
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let head = "\nFiles, at addresses that other calls give, without credentials:\n\n| contract | call | handle |\n|---|---|---|\n";
    format!("{head}{rows}")
}

fn posted(payloads: &[Payload]) -> String {
    if payloads.is_empty() {
        return String::new();
    }
    let head =
        "\nPosted by the carrier, read by `Webhook::parse`:\n\n| contract | about | event |\n|---|---|---|\n";
    let row = |Payload {
                   contract,
                   what,
                   event,
                   ..
               }: &Payload| format!("| {contract} | {what} | `{event}` |\n");
    std::iter::once(head.to_owned())
        .chain(payloads.iter().map(row))
        .collect()
}

fn row(known: &Known, line: &Line) -> String {
    let effect = match line.operation.effect {
        Effect::Read => "reads",
        Effect::Repeatable => "repeatable",
        Effect::Once => "once",
    };
    let Known { id, method, .. } = known;
    let calls: Vec<String> = known.paths().map(|path| format!("`{method} {path}`")).collect();
    let call = calls.join("<br>");
    let (handle, endpoint, name) = (line.handle, line.endpoint, line.operation.name);
    format!("| {id} | {call} | `{handle}` | `{endpoint}` | `{name}` | {effect} |\n")
}
