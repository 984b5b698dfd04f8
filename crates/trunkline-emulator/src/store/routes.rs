//! Inbound routes (docs/contracts/flowroute-v2.md §5.2, §6.3).

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::{Refused, State};

/// Where calls to a number go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Route {
    pub(crate) kind: RouteKind,
    /// Nothing for the built-in route only.
    pub(crate) value: Option<String>,
    pub(crate) alias: String,
    pub(crate) edge_strategy: Option<i64>,
}

impl Route {
    /// Whether calls come out at this number: as the number itself, or as the user of a URI.
    fn leads_to(&self, tn: Tn) -> bool {
        let value = self.value.as_deref().unwrap_or_default();
        let target = match self.kind {
            RouteKind::Number => Some(value),
            RouteKind::Uri => value
                .split_once(':')
                .and_then(|(_, rest)| rest.split_once('@'))
                .map(|(user, _)| user),
            RouteKind::SipReg | RouteKind::Host => None,
        };
        target.and_then(Tn::parse) == Some(tn)
    }
}

/// The four types of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RouteKind {
    SipReg,
    Host,
    Number,
    Uri,
}

/// A point of presence (docs/contracts/flowroute-v2.md §3.2); fixed data.
pub(crate) struct EdgeStrategy {
    pub(crate) id: i64,
    pub(crate) name: &'static str,
    pub(crate) naptr: &'static str,
    pub(crate) firewall_rules: [&'static str; 2],
}

/// In the documented order.
pub(crate) const EDGE_STRATEGIES: &[EdgeStrategy] = &[
    EdgeStrategy {
        id: 4,
        name: "US-East-VA",
        naptr: "us-east-va.sip.flowroute.com",
        firewall_rules: ["34.226.36.32/28", "34.226.36.32-34.226.36.47"],
    },
    EdgeStrategy {
        id: 2,
        name: "US-West-OR",
        naptr: "us-west-or.sip.flowroute.com",
        firewall_rules: ["34.210.91.112/28", "34.210.91.112-34.210.91.127"],
    },
];

/// The built-in route every account has.
pub(crate) const BUILT_IN: u64 = 0;

const ALIAS_LIMIT: usize = 255;

impl RouteKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::SipReg => "sip-reg",
            Self::Host => "host",
            Self::Number => "number",
            Self::Uri => "uri",
        }
    }

    /// Reads a type from a request or a filter; lower case only.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::SipReg, Self::Host, Self::Number, Self::Uri]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// Whether a value fits the grammar of the type (docs/contracts/flowroute-v2.md A:62).
    pub(crate) fn accepts(self, value: &str) -> bool {
        match self {
            Self::SipReg => false,
            Self::Host => is_host(value.strip_prefix("sips:").unwrap_or(value)),
            Self::Number => is_nanp(value),
            Self::Uri => is_uri(value),
        }
    }
}

fn is_nanp(value: &str) -> bool {
    let bytes = value.as_bytes();
    let from_two = |index: usize| bytes.get(index).is_some_and(|b| (b'2'..=b'9').contains(b));
    value.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && value.starts_with('1')
        && from_two(1)
        && from_two(4)
}

/// `name-or-address[:port][;key=value]...`
fn is_host(value: &str) -> bool {
    let mut parts = value.split(';');
    let authority = parts.next().unwrap_or_default();
    let (host, port) = authority
        .split_once(':')
        .map_or((authority, None), |(host, port)| (host, Some(port)));
    let alphanumeric = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = host.as_bytes();
    alphanumeric(bytes.first())
        && alphanumeric(bytes.last())
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        && port.is_none_or(is_port)
        && parts.all(is_parameter)
}

/// `sip[s]:user@domain[:port][;key=value]...`
fn is_uri(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("sip:").or_else(|| value.strip_prefix("sips:")) else {
        return false;
    };
    let mut parts = rest.split(';');
    let address = parts.next().unwrap_or_default();
    let Some((user, domain)) = address.split_once('@') else {
        return false;
    };
    let (host, port) = domain
        .split_once(':')
        .map_or((domain, None), |(host, port)| (host, Some(port)));
    let plain = |text: &str| !text.is_empty() && !text.contains(|c: char| c == '@' || c.is_whitespace());
    plain(user) && plain(host) && port.is_none_or(is_port) && parts.all(is_parameter)
}

fn is_port(port: &str) -> bool {
    (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit())
}

fn is_parameter(text: &str) -> bool {
    text.split_once('=').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.bytes().all(|b| b.is_ascii_lowercase())
            && !value.is_empty()
            && value.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Which of the two positions of a number a route is put into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    Primary,
    Failover,
}

impl State {
    /// Adds a route; alias and value must be valid and the alias free.
    pub(crate) fn create_route(&mut self, route: Route) -> Result<u64, Refused> {
        self.check_route(None, &route)?;
        let id = self.counters.route;
        self.counters.route += 1;
        self.routes.insert(id, route);
        Ok(id)
    }

    /// Replaces a route by an already merged one.
    pub(crate) fn update_route(&mut self, id: u64, route: Route) -> Result<(), Refused> {
        if id == BUILT_IN {
            return Err(Refused::Fixed);
        }
        self.check_route(Some(id), &route)?;
        *self.routes.get_mut(&id).ok_or(Refused::NotFound)? = route;
        Ok(())
    }

    /// Removes a route no number uses.
    pub(crate) fn delete_route(&mut self, id: u64) -> Result<(), Refused> {
        if !self.routes.contains_key(&id) {
            return Err(Refused::NotFound);
        }
        if id == BUILT_IN {
            return Err(Refused::Fixed);
        }
        let used = |number: &crate::store::numbers::Number| {
            number.primary_route == Some(id) || number.failover_route == Some(id)
        };
        if self.numbers.values().any(used) {
            return Err(Refused::InUse);
        }
        self.routes.remove(&id);
        Ok(())
    }

    /// Points a number at a route, or at none. A failover route must not lead to an own number (docs/contracts/flowroute-v2.md A:27).
    pub(crate) fn assign_route(
        &mut self,
        tn: Tn,
        position: Position,
        route: Option<u64>,
    ) -> Result<(), Refused> {
        if let Some(id) = route {
            let target = self.routes.get(&id).ok_or(Refused::NotFound)?;
            let own = target.kind == RouteKind::Number
                && target
                    .value
                    .as_deref()
                    .and_then(Tn::parse)
                    .is_some_and(|to| self.numbers.contains_key(&to));
            if position == Position::Failover && own {
                let text = "A failover route may not lead to another number of this account.".to_owned();
                return Err(Refused::Invalid("id", text));
            }
        }
        let number = self.number_mut(tn)?;
        match position {
            Position::Primary => number.primary_route = route,
            Position::Failover => number.failover_route = route,
        }
        Ok(())
    }

    /// Points a number at two routes at once, as Flowroute v1 does; neither may lead back to the number.
    pub(crate) fn assign_routes(&mut self, tn: Tn, primary: u64, failover: u64) -> Result<(), Refused> {
        for id in [primary, failover] {
            let route = self.routes.get(&id).ok_or(Refused::NotFound)?;
            if route.leads_to(tn) {
                let text = format!("The route {} leads back to the number itself.", route.alias);
                return Err(Refused::Invalid("routes", text));
            }
        }
        let number = self.number_mut(tn)?;
        (number.primary_route, number.failover_route) = (Some(primary), Some(failover));
        Ok(())
    }

    fn check_route(&self, own: Option<u64>, route: &Route) -> Result<(), Refused> {
        if !route
            .value
            .as_deref()
            .is_some_and(|value| route.kind.accepts(value))
        {
            let text = "Not a valid value for a route of this type.".to_owned();
            return Err(Refused::Invalid("value", text));
        }
        if route.alias.is_empty() || route.alias.chars().count() > ALIAS_LIMIT {
            let text = format!("Alias must be 1 to {ALIAS_LIMIT} characters long.");
            return Err(Refused::Invalid("alias", text));
        }
        if route
            .edge_strategy
            .is_some_and(|id| !EDGE_STRATEGIES.iter().any(|edge| edge.id == id))
        {
            return Err(Refused::Invalid(
                "edge_strategy_id",
                "No such edge strategy.".to_owned(),
            ));
        }
        if self
            .routes
            .iter()
            .any(|(id, other)| Some(*id) != own && other.alias == route.alias)
        {
            return Err(Refused::Duplicate);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_the_documented_samples() {
        for value in [
            "il775u.sonsofodin.com",
            "215.122.69.152",
            "215.122.69.152:5060",
            "sip.example.com;transport=tls",
        ] {
            assert!(RouteKind::Host.accepts(value), "{value}");
        }
        for value in [
            "",
            "-a.example",
            "exa mple.com",
            "host:port",
            "host:123456",
            "host;x",
        ] {
            assert!(!RouteKind::Host.accepts(value), "{value}");
        }
        assert!(RouteKind::Number.accepts("12065551212"));
        assert!(!RouteKind::Number.accepts("2065551212"));
        assert!(!RouteKind::Number.accepts("11065551212"));
        for value in [
            "sip:alice@atlanta.com",
            "sip:16476998778@215.122.69.152:5060;transport=tcp",
            "sips:securecall@securedserver.com",
        ] {
            assert!(RouteKind::Uri.accepts(value), "{value}");
        }
        for value in ["alice@atlanta.com", "sip:atlanta.com", "sip:a@b@c", "sip:a b@c"] {
            assert!(!RouteKind::Uri.accepts(value), "{value}");
        }
    }
}
