//! The carriers on this machine: Flowroute (v1, v2, messages v2.1 and v2.2) and Tropo Provisioning as programs to test
//! against.
//!
//! No answer is fixed: numbers are bought, routed, named, texted from and released, money moves, names are approved and
//! messages delivered as time passes. There is one state, reached in two ways: over TCP, for programs in any
//! language with nothing but base URL and keys changed, and in-process as a [`tower` service](EmulatorService).
//!
//! ```
//! use trunkline_emulator::{Emulator, Fault};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::start().await?;                    // 127.0.0.1, a free port
//! let base_url = emulator.flowroute_url();                    // http://127.0.0.1:PORT/flowroute
//! emulator.fault(Fault::on("flowroute.v2.numbers.purchase").first().commit_then_drop());
//!
//! // ... let the program under test buy +1 206 420 5780 at `base_url` ...
//! # assert!(base_url.ends_with("/flowroute"));
//!
//! assert!(emulator.audit().purchases("+12064205780") <= 1);   // the reply was lost; was it bought twice?
//! assert!(emulator.audit().violations().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! A test needs the library alone, without the feature `cli` that the binary is made with:
//!
//! ```toml
//! [dev-dependencies]
//! trunkline-emulator = { version = "0.1", default-features = false }
//! ```
//!
//! # Where everything is
//!
//! `trunkline-emulator [--listen 127.0.0.1:4010] [--seed N] [--state FILE]` prints one JSON line when it is ready, with these
//! addresses; logs go to standard error.
//!
//! | what | where | credentials unless others are given |
//! |---|---|---|
//! | Flowroute v2 | `/flowroute/v2`, messages under `/flowroute/v2.1` and `/flowroute/v2.2` | access key `11223344`, secret key `emulator-secret-0123456789abcdef` |
//! | files of port orders and exports | `/flowroute/s3`, presigned | none |
//! | Flowroute v1 | `/flowroute/v1` | the same, as signature key |
//! | Tropo | `/tropo/v1/` | `emulator`, `emulator` |
//! | control | `/_emulator` | none |
//!
//! # Signatures of Flowroute v1
//!
//! Checked by the emulator's own code. [`Signatures::Lenient`], the default, takes whatever one of the vendor's clients
//! (Ruby, Python, PHP, Node, .NET) signs: with or without the port, sorted or as sent, escaped or not, for the address that was
//! called or for the public one (`https://api.flowroute.com`, for clients behind a proxy or a hosts entry), with or without
//! `/flowroute` in front. [`Signatures::Strict`] takes the documented form alone. Timestamps may be off by 15 minutes. On the
//! command line `--flowroute-v1-signatures`, `--flowroute-v1-window` and `--flowroute-v1-public-url`; while it runs
//! `PATCH /_emulator/switches` with `{"flowroute_v1":{"signatures":"strict","window_seconds":0}}`.
//!
//! # Time
//!
//! The virtual clock starts at 2026-01-15T12:00:00Z and stands still: only [`Emulator::advance`] (or `POST
//! /_emulator/clock/advance`) moves it, so that a test decides when a name is approved (48 hours after it was created), a message
//! delivered (2 seconds) or provisioning done (1 second). [`EmulatorBuilder::clock`] lets it start
//! elsewhere, or run. That of the program runs, from the real now on, unless `--clock frozen` is given.
//! Two things look at the wall clock as well, moved by what the virtual clock was advanced: rate limits and the timestamps of signed
//! requests. And while the clock stands still, a message list from "a minute ago" by the wall clock finds what was sent a minute ago: a
//! date that the virtual clock has not reached is taken as one of the wall clock's, and moved by the difference of the two. A clock
//! that runs is everybody's, and no date is moved.
//!
//! # Randomness
//!
//! None: ids, prices and the inventory come out of the seed. Same seed and same calls (and moves of the clock) give the same state.
//!
//! # Faults
//!
//! A fault says which calls ([`Fault::on`] and what follows), and what happens to them. As JSON for `POST /_emulator/faults` (one
//! object or a list):
//!
//! | member | meaning |
//! |---|---|
//! | `operation` | `*`, a name of [`operations`], the end of one (`numbers.purchase`), or the beginning of one and `.*` |
//! | `number` | only calls about this number: in the path, or as sender or recipient |
//! | `nth` | only the nth matching call, from 1; with `times`, from the nth on |
//! | `times` | only so many matching calls; without `nth` and `times`, every one |
//! | `probability` | only with this chance, 0 to 1, decided by the seed |
//! | `act` | see below |
//! | the others | what the act needs, named below with their defaults; a member it has no use for is refused |
//!
//! | act | takes effect | the client sees |
//! |---|---|---|
//! | `refuse` | no | `status` (503) with the carrier's usual body for it |
//! | `too_many_requests` | no | 429, with `Retry-After` if `retry_after` is given: a number, a text (sent as it is), or `{"date_in":30}` for the date in 30 seconds |
//! | `limit` | if it is within the limit | a token bucket: `requests` each `seconds` (1) pass untouched, `burst` (`requests`) at once; the others get 429, with `retry_after` as above. Real time |
//! | `answer` | if `commit` (false) | `status` (200) and `body`: a text as it is, anything else as JSON, nothing if absent; `content_type` |
//! | `sold_elsewhere` | as usual | somebody else has bought the Flowroute number just before: a purchase is refused |
//! | `stale` | - | on a read: the state of `millis` (1000) ago, real time; on a write: nothing |
//! | `drop_before_commit` | no | the connection closed, not one byte |
//! | `reset_before_commit` | no | a TCP reset |
//! | `hang_before_commit` | no | nothing, for up to 10 minutes |
//! | `delay_before_commit` | yes, if the client still waits | the answer after `millis` (1000) of real time |
//! | `delay` | yes, at once | the answer after `millis` (1000) of real time |
//! | `commit_then_drop` | yes | the connection closed, not one byte |
//! | `commit_then_reset` | yes | a TCP reset |
//! | `commit_then_hang` | yes | nothing, for up to 10 minutes |
//! | `commit_then_cut_body` | yes | head and `bytes` (half) of the body, then the connection closed |
//! | `wrong_length` | yes | `Content-Length` is that of the body plus `off_by` (10, may be negative); then the connection closed |
//! | `slow_body` | yes | the body in drops, `bytes_per_second` (64); at most 10 minutes |
//! | `interim` | yes | `count` (100, at most 10 000) answers of status 102 before the answer |
//! | `large_headers` | yes | `bytes` (65 535, at most 1 MiB) of further headers |
//! | `commit_then_status` | yes | `status` (500) with the carrier's usual body for it |
//! | `commit_late` | yes, after `millis` (1000) of real time; nothing shows it until then | the connection closed at once, not one byte |
//! | `commit_late_hang` | the same | nothing, for up to 10 minutes |
//! | `commit_late_status` | the same | at once `status` (504) with the carrier's usual body for it |
//! | `malformed_body` | yes | the usual status, broken JSON |
//! | `empty_body` | yes | the usual status, no body |
//! | `html_body` | only if `status` is below 400 | `status` (502) with a gateway's page |
//!
//! # Control
//!
//! | call | meaning |
//! |---|---|
//! | `GET` the prefix itself | this list |
//! | `GET` | the list of calls; for browsers a page with what there is, and buttons for what one does by hand |
//! | `GET openapi.json` | these calls as OpenAPI 3.1 |
//! | `GET overview` | the newest of everything, bounded, as the page shows it |
//! | `GET health` | `{"ok":true,...}` |
//! | `POST reset` | back to the beginning, with `{"seed":n}` if wanted; faults and requests are gone |
//! | `GET state`, `PUT state` | everything, as one document; what `GET` shows, `PUT` restores exactly |
//! | `GET requests` | the newest 10 000: operation, target, headers and body without secrets, status (null when none was sent), whether it committed, its fault; `?operation=`, `?number=`, `?seq=`, `?since=` (a `seq`) and `?limit=` choose |
//! | `GET operations` | every operation with method and path |
//! | `POST faults`, `GET faults`, `DELETE faults`, `DELETE faults/{id}` | 201 with `ids`, at most 1000 at a time; counters `hits` and `fired` |
//! | `GET clock`, `POST clock/advance` | `{"seconds":n}` or `{"millis":n}`; answers `{"now":...}` |
//! | `GET audit` | balance, charges, purchases and releases per number, double purchases, what was done twice in the same way, the books of Tropo, each invariant and what breaks it |
//! | `GET switches`, `PATCH switches` | what the contract leaves open: vocabulary, lag, fees, rate limits, review times |
//! | `POST balance` | `{"balance":"12.50"}`: pays in or out |
//! | `POST cnams/{id}/approve`, `POST cnams/{id}/reject` | the human review of a caller name |
//! | `POST messages/inbound` | `{"from":..,"to":..,"body":..}`: a text from outside; with `"media":[{"bytes":5000000}]` an MMS |
//! | `GET webhooks` | the newest 10 000 deliveries: URL, state, attempts with status, body |
//! | `GET media/{id}` | the bytes of a file that came in with an MMS |
//!
//! # Tropo
//!
//! An account of its own, with its own numbers and money; `audit` shows its books under `tropo`, `GET state` its state. The user of
//! the credentials is 12345, with the applications, addresses and amounts of the carrier's documents. Exchange 1289 has three
//! numbers, so that running out of them can be tried. Passwords are kept as salted hashes, of a card only the last four digits,
//! messenger passwords and security codes not at all. Switches under `tropo`: `new_applications_have_addresses`, `null_keeps`,
//! `foreign_base`, `application_in_list`, `ids_as_numbers`, `delete_answers_204`, `empty_error_bodies`,
//! `without_optional_members`, `extra_members`. The older account service is at `/api/account`.
//!
//! # Webhooks
//!
//! What happens is posted to the callback of the message, of the number, or of the account, in this order: messages that come in,
//! receipts of sent ones, the result of provisioning. What is not acknowledged with a 2xx within 5 seconds is posted again 30
//! seconds later, four times in all; those seconds pass on the virtual clock. Only this machine is posted to, over `http`,
//! whatever URL is set ([`EmulatorBuilder::webhooks_to_any_host`], `--webhooks-to-any-host`). Switches under `webhooks`: `any_host`,
//! `only_200` (no other 2xx acknowledges), `legacy` (messages in the form of v2.0), and the faults `delay_seconds`, `twice`,
//! `reversed` (of several that are due the newest first) and `drop_next` (so many are never posted).
//! [`Emulator::receive_sms`] makes a text come in, [`Emulator::webhooks_posted`] waits for what is due,
//! [`Emulator::webhooks`] shows what came of it.
//!
//! # Test numbers
//!
//! Messages to numbers that end with `0429` are answered 429, `0500` with 500 before and `0599` with 500 after storing; `0404`
//! is accepted and fails. The street `Nowhere` is unknown to the geocoder. Files of an MMS are never fetched: `?bytes=n` states a
//! size, a host under `.invalid` cannot be reached.
//!
//! Port orders take business days on the virtual clock. The last four digits of a number decide: `0401` is rejected unless the
//! PIN is `0401`, `0402` unless the account number is `0402`, `0403` without a document, `0404` always; `0409` is reviewed
//! first, `0500` is stopped. The first digit after the area code says which carrier has it. Files are at `/flowroute/s3`: faults
//! call them `files.put` and `files.get`. The switch `cdr_calls_per_hour` makes exports of call detail records large.

mod api;
mod audit;
#[cfg(feature = "cli")]
mod cli;
mod clients;
mod clock;
mod config;
mod control;
mod courier;
mod emulator;
mod engine;
mod fault;
mod faults;
mod flowroute;
mod flowroute_v1;
mod hash;
mod history;
mod late;
mod limits;
mod money;
mod number;
mod raw;
mod record;
mod router;
mod server;
mod service;
mod state_file;
mod store;
mod time;
mod tropo;
mod webhook;
mod wire;

pub use api::{Operation, OperationKind};
pub use audit::Audit;
#[cfg(feature = "cli")]
pub use cli::{EmulatorArgs, RunError, run};
pub use clock::{Clock, ParseClockError};
pub use emulator::{Emulator, EmulatorBuilder, StartError};
pub use fault::{Fault, FaultBuilder};
pub use record::RequestRecord;
pub use router::operations;
pub use service::{Dropped, EmulatorService};
pub use store::v1::{PublicUrl, PublicUrlError, Signatures};
pub use webhook::{WebhookAttempt, WebhookDelivery};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
