//! `trunkline doctor`: checks the way to the carrier, one step after the other, and says what to do.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::Response;
use serde::Serialize;
use tokio::net::{TcpStream, lookup_host};
use trunkline::{Client, ErrorKind, Timestamp};

use crate::carriers::{self, Api, Carrier};
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show, text};
use crate::output::Output;
use crate::settings::Global;

/// How long one step may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How far the clocks may differ, in seconds; signed requests of version 1 bear no more.
const SKEW: i64 = 10;

const LOG_IN: &str = "store the right ones with: trunkline login";

/// One step and how it went.
#[derive(Serialize)]
struct Check {
    #[serde(skip_serializing_if = "Option::is_none")]
    carrier: Option<&'static str>,
    check: &'static str,
    ok: bool,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

impl Show for Check {
    const COLUMNS: &'static [&'static str] = &["carrier", "check", "result", "detail", "what to do"];

    fn fields(&self, _: Form) -> Fields {
        let result = if self.ok { "ok" } else { "failed" };
        vec![
            ("carrier", text(self.carrier.as_ref())),
            ("check", self.check.to_owned()),
            ("result", result.to_owned()),
            ("detail", self.detail.clone()),
            ("what to do", text(self.advice.as_ref())),
        ]
    }
}

fn ok(check: &'static str, detail: impl Into<String>) -> Check {
    Check {
        carrier: None,
        check,
        ok: true,
        detail: detail.into(),
        advice: None,
    }
}

fn failed(check: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Check {
    Check {
        carrier: None,
        check,
        ok: false,
        detail: detail.into(),
        advice: Some(advice.into()),
    }
}

/// Makes all checks that can be made, for each carrier that there are keys for.
pub(crate) async fn run(global: &Global, output: &mut Output) -> Result<(), Failure> {
    let mut checks = vec![ok("version", env!("CARGO_PKG_VERSION"))];
    checks.extend(proxy());
    match carriers::in_use(global) {
        Ok(apis) => {
            for api in apis {
                let own = of_one(api, global).await.into_iter();
                checks.extend(own.map(|check| Check {
                    carrier: Some(api.name),
                    ..check
                }));
            }
        }
        Err(failure) => checks.push(unusable(&failure)),
    }
    output.records(&checks)?;
    match checks.iter().filter(|check| !check.ok).count() {
        0 => Ok(()),
        1 => Err(Failure::failed("1 check failed")),
        several => Err(Failure::failed(format!("{several} checks failed"))),
    }
}

async fn of_one(api: &Api, global: &Global) -> Vec<Check> {
    let carrier = match (api.client)(global, &Deeds::default()) {
        Ok(carrier) => carrier,
        Err(failure) => return vec![unusable(&failure)],
    };
    let mut checks = vec![settings(&carrier)];
    way(api, &carrier.client, &mut checks).await;
    checks
}

/// There is no client: keys are missing, or a setting cannot be used.
fn unusable(failure: &Failure) -> Check {
    let message = failure.message();
    let detail = message.map_or("", |message| &message.text);
    let hint = message.and_then(|message| message.hint.clone());
    failed("settings", detail, hint.unwrap_or_else(|| LOG_IN.to_owned()))
}

/// Where the settings come from.
fn settings(carrier: &Carrier) -> Check {
    let source = match &carrier.place.profile {
        Some(profile) => format!("the profile {profile:?}"),
        None => "the environment".to_owned(),
    };
    let key = carrier.place.key.as_deref();
    let key = key.map(|key| format!(", account …{key}")).unwrap_or_default();
    ok(
        "settings",
        format!("from {source}{key}, at {}", carrier.client.base_url()),
    )
}

fn proxy() -> Option<Check> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"];
    let name = names.into_iter().find(|name| std::env::var_os(name).is_some())?;
    Some(ok(
        "proxy",
        format!("{name} is set, and is not used: calls go directly"),
    ))
}

/// Name, connection, and a call.
async fn way(api: &Api, client: &Client, checks: &mut Vec<Check>) {
    let (host, port) = host_and_port(client.base_url());
    let started = Instant::now();
    let found = tokio::time::timeout(PATIENCE, lookup_host((host.as_str(), port))).await;
    let address = match found {
        Ok(Ok(mut addresses)) => addresses.next(),
        _ => None,
    };
    let Some(address) = address else {
        let advice = "check the name in the base URL and this machine's DNS";
        return checks.push(failed("dns", format!("{host} has no address"), advice));
    };
    checks.push(ok(
        "dns",
        format!("{host} is {}, {}", address.ip(), since(started)),
    ));
    let started = Instant::now();
    match tokio::time::timeout(PATIENCE, TcpStream::connect(address)).await {
        Ok(Ok(_)) => checks.push(ok("connection", format!("to port {port}, {}", since(started)))),
        Ok(Err(error)) => {
            let advice = "check the port, the firewall, and whether the emulator runs";
            return checks.push(failed("connection", format!("{address}: {error}"), advice));
        }
        Err(_) => {
            let advice = "a firewall may drop the packets";
            return checks.push(failed("connection", format!("{address} does not answer"), advice));
        }
    }
    call(api, client, checks).await;
}

/// One read: encryption, keys, time it takes, clock.
async fn call(api: &Api, client: &Client, checks: &mut Vec<Check>) {
    let request = match (api.probe)(client) {
        Ok(request) => request,
        Err(error) => return checks.push(failed("keys", error.summary(), LOG_IN)),
    };
    let started = Instant::now();
    let is_encrypted = client.base_url().starts_with("https:");
    let response = match client.raw(request).await {
        Ok(response) => response,
        Err(error) if error.kind() == ErrorKind::ConnectFailed && is_encrypted => {
            let advice =
                "a proxy or firewall may intercept the connection; check the system's certificates and clock";
            return checks.push(failed("tls", error.summary(), advice));
        }
        Err(error) => return checks.push(failed("call", error.summary(), "try again later")),
    };
    if is_encrypted {
        checks.push(ok("tls", "the certificate is trusted"));
    }
    let took = since(started);
    checks.push(match response.status().as_u16() {
        200..=299 => ok("keys", "the carrier accepts them"),
        401 | 403 => failed("keys", "the carrier does not accept them", LOG_IN),
        404 => failed(
            "base url",
            "the carrier's API is not at this path",
            "an emulator's base URLs end with /flowroute and /tropo/v1/",
        ),
        status => failed("call", format!("the carrier answers {status}"), "try again later"),
    });
    checks.push(ok("latency", took));
    checks.extend(clock(&response));
}

/// How far this machine's clock differs from the carrier's.
fn clock(response: &Response<Bytes>) -> Option<Check> {
    let theirs = http_date(response.headers().get(http::header::DATE)?.to_str().ok()?)?;
    let ours = Timestamp::from(SystemTime::now()).unix_seconds()?;
    let off = ours - theirs;
    let detail = format!("{} s from the carrier's", off.abs());
    Some(if off.abs() <= SKEW {
        ok("clock", detail)
    } else {
        failed(
            "clock",
            detail,
            "set this machine's clock; an emulator's may be virtual",
        )
    })
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, in seconds since 1970.
fn http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, date) = text.split_once(", ")?;
    let mut words = date.split(' ');
    let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    Timestamp::from(format!("{year}-{month:02}-{day}T{time}Z").as_str()).unix_seconds()
}

/// Of `https://host:port/path`.
fn host_and_port(url: &str) -> (String, u16) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let authority = rest.split('/').next().unwrap_or_default();
    let usual = if scheme == "http" { 80 } else { 443 };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().unwrap_or(usual)),
        _ => (authority, usual),
    };
    (host.trim_matches(['[', ']']).to_owned(), port)
}

fn since(started: Instant) -> String {
    format!("{} ms", started.elapsed().as_millis())
}

#[cfg(test)]
mod tests {
    use super::{host_and_port, http_date};

    #[test]
    fn dates_and_hosts_are_read() {
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(http_date("soon"), None);
        assert_eq!(
            host_and_port("https://api.flowroute.com"),
            ("api.flowroute.com".to_owned(), 443)
        );
        assert_eq!(
            host_and_port("http://[::1]:4010/flowroute"),
            ("::1".to_owned(), 4010)
        );
    }
}
