//! Holds contract, endpoints, emulator and fixtures against each other.

use trunkline_emulator::Operation as Route;
use trunkline_testkit::fixtures::Documented;
use trunkline_tests::api::contract::Known;
use trunkline_tests::api::path::covers;
use trunkline_tests::api::webhooks::{Payload, event_of};
use trunkline_tests::api::{Line, Table};

use super::fixtures::Fixtures;

/// What there is of one carrier's API.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) title: &'static str,
    pub(super) entries: Vec<Entry>,
    /// The files that are moved at an address which another call gives.
    pub(super) transfers: Vec<Known>,
    /// How many operations of the contract are offered, and how many it has.
    pub(super) operations: (usize, usize),
    /// What the carrier posts.
    pub(super) webhooks: &'static [Payload],
    /// The operations that are not offered.
    pub(super) missing: Vec<Known>,
    /// What is wrong, in words.
    pub(super) holes: Vec<String>,
}

/// What there is of one operation. `None` is a hole.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) contract: &'static str,
    /// Method and path.
    pub(super) call: String,
    pub(super) operation: Option<String>,
    /// The type that implements `Endpoint`.
    pub(super) endpoint: Option<String>,
    /// The method a user calls.
    pub(super) handle: Option<String>,
    /// Path the emulator answers.
    pub(super) emulator: Option<String>,
    pub(super) fixtures: Option<String>,
}

/// Looks at every operation that the contract, the table or the emulator knows.
pub(super) fn survey<'a>(
    table: &Table,
    routes: impl Iterator<Item = &'a Route>,
    fixtures: &Fixtures,
) -> Survey {
    let routes: Vec<&Route> = routes
        .filter(|route| route.name().starts_with(table.prefix))
        .collect();
    let count = |wanted: &dyn Fn(&Known) -> bool| {
        let known = table.contract.iter().filter(|known| wanted(known));
        // What is offered counts, also where the contract has no number for it.
        known
            .map(|known| known.operations().max(usize::from(table.offers(known))))
            .sum()
    };
    let mut survey = Survey {
        title: table.title,
        entries: Vec::new(),
        transfers: table
            .contract
            .iter()
            .filter(|known| known.transfer.is_some())
            .copied()
            .collect(),
        operations: (count(&|known| table.offers(known)), count(&|_| true)),
        webhooks: table.webhooks,
        missing: table
            .contract
            .iter()
            .filter(|known| !table.offers(known))
            .copied()
            .collect(),
        holes: Vec::new(),
    };
    for known in table.contract {
        let line = table.lines.iter().find(|line| line.contract == known.id);
        match (known.missing, line) {
            (None, None) if known.transfer.is_some() => {}
            (None, line) | (Some(_), line @ Some(_)) => {
                let entry = Inspection {
                    table,
                    known,
                    routes: &routes,
                    fixtures,
                }
                .entry(line, &mut survey.holes);
                survey.entries.push(entry);
            }
            (Some(_), None) => {}
        }
    }
    survey.holes.extend(unserved(table, &routes));
    survey.holes.extend(unread(table.webhooks));
    survey.holes.extend(unknown_lines(table));
    survey.holes.extend(stale_reasons(table));
    survey.holes.extend(unknown_routes(table, &routes));
    survey
}

/// Emulator routes that belong to no table.
pub(super) fn strangers<'a>(tables: &[Table], routes: impl Iterator<Item = &'a Route>) -> Vec<String> {
    routes
        .filter(|route| !tables.iter().any(|table| route.name().starts_with(table.prefix)))
        .map(|route| format!("{}: the emulator serves it, and no table knows it", route.name()))
        .collect()
}

/// Payloads whose documented example is not read as the event that the table says.
fn unread(payloads: &[Payload]) -> Vec<String> {
    let is_read = |payload: &&Payload| {
        let example = Documented::named(&format!("flowroute-v2-webhooks/{}", payload.example));
        event_of(example.body.to_string().as_bytes()) == Some(payload.event)
    };
    let unread = payloads.iter().filter(|payload| !is_read(payload));
    unread
        .map(|payload| {
            format!(
                "{} {}: is not read as {}",
                payload.contract, payload.what, payload.event
            )
        })
        .collect()
}

fn name(line: &Line) -> String {
    format!("{} {}", line.contract, line.operation.name)
}

fn unknown_lines(table: &Table) -> Vec<String> {
    let is_known = |line: &&Line| table.contract.iter().any(|known| known.id == line.contract);
    let unknown = table.lines.iter().filter(|line| !is_known(line));
    unknown
        .map(|line| format!("{}: the contract has no such operation", name(line)))
        .collect()
}

/// Operations that are offered although the contract's list says why they are not.
fn stale_reasons(table: &Table) -> Vec<String> {
    let offered = |known: &Known| table.lines.iter().find(|line| line.contract == known.id);
    let stale = table
        .contract
        .iter()
        .filter_map(|known| Some((offered(known)?, known.missing?)));
    stale
        .map(|(line, why)| {
            format!(
                "{}: it is offered, and the contract's list says why not: {why}",
                name(line)
            )
        })
        .collect()
}

/// Files that the emulator does not take or give.
fn unserved(table: &Table, routes: &[&Route]) -> Vec<String> {
    let transfers = table.contract.iter().filter(|known| known.transfer.is_some());
    let is_served = |known: &&Known| routes.iter().any(|route| is_at(table, known, route));
    let unserved = transfers.filter(|known| !is_served(known));
    unserved
        .map(|known| {
            format!(
                "{} {} {}: the emulator does not serve it",
                known.id, known.method, known.path
            )
        })
        .collect()
}

fn is_at(table: &Table, known: &Known, route: &Route) -> bool {
    let path = below(table, route);
    known.method == route.method() && known.paths().any(|known| covers(path, known))
}

fn unknown_routes(table: &Table, routes: &[&Route]) -> Vec<String> {
    let is_known = |route: &&&Route| table.contract.iter().any(|known| is_at(table, known, route));
    let unknown = routes.iter().filter(|route| !is_known(route));
    unknown
        .map(|route| {
            format!(
                "{}: the emulator serves it, and the contract has no such operation",
                route.name()
            )
        })
        .collect()
}

/// The route's path as the contract has it.
fn below<'a>(table: &Table, route: &'a Route) -> &'a str {
    let path = route.path();
    let mut below = table.mounts.iter().filter_map(|mount| path.strip_prefix(mount));
    below.next().unwrap_or(path)
}

/// One operation of the contract that is offered, and where to look for the rest of it.
struct Inspection<'a> {
    table: &'a Table,
    known: &'a Known,
    routes: &'a [&'a Route],
    fixtures: &'a Fixtures,
}

impl Inspection<'_> {
    fn entry(&self, line: Option<&Line>, holes: &mut Vec<String>) -> Entry {
        let entry = Entry {
            contract: self.known.id,
            call: format!("{} {}", self.known.method, self.known.path),
            ..Entry::default()
        };
        let Some(line) = line else {
            holes.push(format!("{} {}: no endpoint", self.known.id, entry.call));
            return entry;
        };
        let mut cell = |found: Result<String, String>| {
            found
                .map_err(|hole| holes.push(format!("{}: {hole}", name(line))))
                .ok()
        };
        Entry {
            operation: Some(line.operation.short_name().to_owned()),
            endpoint: cell(self.endpoint(line)),
            handle: Some(line.handle.to_owned()),
            emulator: cell(self.emulator(line)),
            fixtures: cell(self.fixtures(line)),
            ..entry
        }
    }

    fn endpoint(&self, line: &Line) -> Result<String, String> {
        if line.method.as_str() == self.known.method {
            return Ok(line.endpoint.to_owned());
        }
        Err(format!(
            "{} sends {}, the contract says {}",
            line.endpoint, line.method, self.known.method
        ))
    }

    fn emulator(&self, line: &Line) -> Result<String, String> {
        let route = self
            .routes
            .iter()
            .find(|route| route.name() == line.operation.name);
        let route = route.ok_or("the emulator does not serve it")?;
        let path = below(self.table, route);
        if route.method() == self.known.method && covers(path, self.known.path) {
            return Ok(route.path().to_owned());
        }
        Err(format!("the emulator serves it at {} {path}", route.method()))
    }

    fn fixtures(&self, line: &Line) -> Result<String, String> {
        let short = line.operation.short_name();
        let recording = self.fixtures.recorded.get(short).ok_or("nothing is recorded")?;
        let exchange = recording.main().ok_or("its recording is of another operation")?;
        let mut paths = self.known.paths();
        let target = below_home(self.table, &exchange.target);
        if exchange.method != self.known.method || !paths.any(|path| covers(path, target)) {
            return Err(format!("the client sent {} {}", exchange.method, exchange.target));
        }
        Ok(match self.fixtures.documented.get(short) {
            Some(documented) => format!("recorded, {documented} documented"),
            None => "recorded".to_owned(),
        })
    }
}

/// A target without the path of the carrier's address, which the contract's paths leave out.
fn below_home<'a>(table: &Table, target: &'a str) -> &'a str {
    let host = table.home.split_once("://").map_or(table.home, |(_, host)| host);
    let Some((_, base)) = host.split_once('/') else {
        return target;
    };
    let rest = target
        .strip_prefix('/')
        .and_then(|target| target.strip_prefix(base));
    rest.unwrap_or(target)
}

#[cfg(test)]
mod tests {
    use trunkline_tests::api::tables;
    use trunkline_tests::record::{Exchange, Recording};

    use super::*;

    fn table() -> Table {
        tables()
            .into_iter()
            .find(|table| table.folder == "flowroute-v2")
            .unwrap()
    }

    /// As if every line had been recorded just as the contract has it.
    fn fixtures(table: &Table) -> Fixtures {
        let mut fixtures = Fixtures::default();
        for line in &table.lines {
            let known = table
                .contract
                .iter()
                .find(|known| known.id == line.contract)
                .unwrap();
            let exchange = Exchange {
                operation: line.operation.name.to_owned(),
                method: known.method.to_owned(),
                target: known.path.to_owned(),
                ..Exchange::default()
            };
            let recording = Recording {
                operation: exchange.operation.clone(),
                exchanges: vec![exchange],
            };
            fixtures
                .recorded
                .insert(line.operation.short_name().to_owned(), recording);
        }
        fixtures
    }

    fn holes(change: impl FnOnce(&mut Table, &mut Fixtures)) -> String {
        let mut table = table();
        let mut fixtures = fixtures(&table);
        change(&mut table, &mut fixtures);
        survey(&table, trunkline_emulator::operations(), &fixtures)
            .holes
            .join("\n")
    }

    #[test]
    fn a_whole_table_has_no_holes() {
        assert_eq!(holes(|_, _| ()), "");
    }

    #[test]
    fn every_kind_of_hole_is_found() {
        let without = |table: &mut Table, id: &str| table.lines.retain(|line| line.contract != id);
        let relabel = |table: &mut Table, from: &str, to: &'static str| {
            table
                .lines
                .iter_mut()
                .filter(|line| line.contract == from)
                .for_each(|line| line.contract = to);
        };
        let found = [
            (
                holes(|table, _| without(table, "N5")),
                "N5 POST /v2/numbers/{n}: no endpoint",
            ),
            (
                holes(|table, _| relabel(table, "N5", "X1")),
                "X1 flowroute.v2.numbers.purchase: the contract has no",
            ),
            (holes(|table, _| relabel(table, "N7", "N10")), "no endpoint"),
            (
                holes(|table, _| table.webhooks = &MISREAD),
                "§4.2 an SMS: is not read as Receipt",
            ),
            (
                holes(|_, fixtures| drop(fixtures.recorded.remove("numbers.get"))),
                "numbers.get: nothing is recorded",
            ),
            (
                holes(|table, _| table.contract = with_reason(table.contract, "N5").leak()),
                "N5 flowroute.v2.numbers.purchase: it is offered, and the contract's list says why not: too dear",
            ),
            (
                holes(|_, fixtures| misdirect(fixtures, "numbers.get")),
                "numbers.get: the client sent GET /v2/elsewhere",
            ),
            (
                holes(|table, _| table.mounts = &["/elsewhere"]),
                "numbers.get: the emulator serves it at GET /flowroute/v2",
            ),
            (
                holes(|table, _| table.contract = table.contract.split_at(1).1),
                "list_area_codes: the emulator serves it, and",
            ),
        ];
        for (holes, hole) in found {
            assert!(holes.contains(hole), "{hole:?} is not in {holes}");
        }
    }

    const MISREAD: [Payload; 1] = [Payload {
        contract: "§4.2",
        what: "an SMS",
        event: "Receipt",
        example: "inbound_sms",
    }];

    fn with_reason(contract: &[Known], id: &str) -> Vec<Known> {
        let mut contract = contract.to_vec();
        contract
            .iter_mut()
            .filter(|known| known.id == id)
            .for_each(|known| known.missing = Some("too dear"));
        contract
    }

    fn misdirect(fixtures: &mut Fixtures, name: &str) {
        let exchanges = &mut fixtures.recorded.get_mut(name).unwrap().exchanges;
        exchanges
            .iter_mut()
            .for_each(|exchange| exchange.target = "/v2/elsewhere".to_owned());
    }

    #[test]
    fn all_of_flowroute_v2_is_offered() {
        let survey = survey(&table(), trunkline_emulator::operations(), &Fixtures::default());
        assert_eq!(survey.operations, (70, 70));
    }

    #[test]
    fn a_file_that_the_emulator_does_not_take_is_a_hole() {
        let holes = holes(|table, _| {
            let mut contract = table.contract.to_vec();
            contract
                .iter_mut()
                .filter(|known| known.id == "O14")
                .for_each(|known| known.also = &[]);
            table.contract = contract.leak();
        });
        assert!(
            holes.contains("O14 PUT {presigned S3 url}: the emulator does not serve it"),
            "{holes}"
        );
    }

    #[test]
    fn a_method_that_differs_is_a_hole() {
        let get = table()
            .lines
            .iter()
            .find(|line| line.contract == "N7")
            .unwrap()
            .method
            .clone();
        let holes = holes(|table, _| {
            table
                .lines
                .iter_mut()
                .filter(|line| line.contract == "N5")
                .for_each(|line| line.method = get.clone());
        });
        assert_eq!(
            holes,
            "N5 flowroute.v2.numbers.purchase: Purchase sends GET, the contract says POST"
        );
    }

    #[test]
    fn a_route_of_nobody_is_a_hole() {
        assert!(!strangers(&[], trunkline_emulator::operations()).is_empty());
    }
}
