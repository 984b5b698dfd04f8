//! Who may make control calls: programs, and the emulator's own page. The page of another site may not, neither from afar (its
//! `Origin` says so) nor under a name of its own that it lets point to this machine (then `Host` says so).

use std::net::IpAddr;

use http::Method;
use http::header::{HOST, ORIGIN};

use crate::config::Config;
use crate::wire::Incoming;
use crate::wire::incoming::host_of;

/// Refuses what another site's page has sent.
pub(super) fn check(config: &Config, request: &Incoming) -> Result<(), (u16, String)> {
    let authority = authority_of(&request.origin).unwrap_or_default();
    let hosts = request.headers.get_all(HOST).into_iter();
    let texts = hosts.map(|host| host.to_str().unwrap_or_default());
    for host in texts.chain([authority]).map(host_of) {
        if !is_of_this_machine(host) && !is_allowed(config, host) {
            let reason = format!(
                "{host:?} is not known as a name of this machine; if it is one, start the emulator with --allow-host"
            );
            return Err((403, reason));
        }
    }
    if matches!(request.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    // Browsers tell it with every request that may change something; programs do not know it.
    for origin in request.headers.get_all(ORIGIN) {
        let named = origin.to_str().ok().and_then(authority_of);
        let is_own =
            |named: &str| named.eq_ignore_ascii_case(authority) || is_allowed(config, host_of(named));
        if !named.is_some_and(is_own) {
            let reason = format!("a page of {origin:?} may change nothing here");
            return Err((403, reason));
        }
    }
    Ok(())
}

/// Host and port of `http://127.0.0.1:4010`.
fn authority_of(origin: &str) -> Option<&str> {
    let (scheme, authority) = origin.split_once("://")?;
    matches!(scheme, "http" | "https").then_some(authority)
}

/// An address, or a name that cannot lead anywhere else: nobody can let an address point to another one.
fn is_of_this_machine(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let name = host.rsplit('.').next().unwrap_or_default();
    bare.unwrap_or(host).parse::<IpAddr>().is_ok() || name.eq_ignore_ascii_case("localhost")
}

fn is_allowed(config: &Config, host: &str) -> bool {
    let mut names = config.allowed_hosts.iter();
    names.any(|name| name.eq_ignore_ascii_case(host))
}
