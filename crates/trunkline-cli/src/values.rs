//! Parsers of option values.

use std::time::{Duration, SystemTime};

use trunkline::flowroute::e911::AddressType;
use trunkline::flowroute::numbers::NumberType;
use trunkline::flowroute::porting::PortStatus;
use trunkline::flowroute::routes::{HostTarget, RouteTarget, RouteType, UriTarget};
use trunkline::{Country, PhoneNumber, Region, Timestamp};

/// `on`, `off`, `yes`, `no`.
pub(crate) fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "yes" | "y" | "true" | "1" => Ok(true),
        "off" | "no" | "n" | "false" | "0" => Ok(false),
        _ => Err("expected on or off, yes or no".into()),
    }
}

/// Digits, however they are grouped: `(201) 5`.
pub(crate) fn digits(text: &str) -> Result<String, String> {
    let plus = if text.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_grouping = |c: char| c.is_ascii_digit() || " +-.()/".contains(c);
    if digits.is_empty() || digits.len() > 15 || !text.chars().all(is_grouping) {
        return Err("expected 1 to 15 digits".into());
    }
    Ok(format!("{plus}{digits}"))
}

/// `WA`, `wa`.
pub(crate) fn region(text: &str) -> Result<Region, String> {
    known(Region::from(text), Region::is_known, || {
        "expected the two-letter code of a state, territory or province, such as WA".into()
    })
}

/// `US` or `CA`.
pub(crate) fn country(text: &str) -> Result<Country, String> {
    known(Country::from(text), Country::is_known, || {
        "expected US or CA".into()
    })
}

/// `longcode` or `toll-free`.
pub(crate) fn number_type(text: &str) -> Result<NumberType, String> {
    match NumberType::from(text) {
        kind @ (NumberType::Longcode | NumberType::TollFree) => Ok(kind),
        _ => Err("expected longcode or toll-free".into()),
    }
}

/// `sip-reg`, `host`, `number` or `uri`.
pub(crate) fn route_type(text: &str) -> Result<RouteType, String> {
    known(RouteType::from(text), RouteType::is_known, || {
        format!("expected one of {}", RouteType::KNOWN.join(", "))
    })
}

/// Where a port order stands.
pub(crate) fn port_status(text: &str) -> Result<PortStatus, String> {
    known(PortStatus::from(text), PortStatus::is_known, || {
        format!("expected one of {}", PortStatus::KNOWN.join(", "))
    })
}

/// `Suite 200`: the type of unit and its number.
pub(crate) fn unit(text: &str) -> Result<(AddressType, String), String> {
    let Some((kind, number)) = text.trim().split_once(char::is_whitespace) else {
        return Err("expected a unit type and its number, such as \"Suite 200\"".into());
    };
    let kinds = || format!("expected a unit type out of {}", AddressType::KNOWN.join(", "));
    let kind = known(AddressType::from(kind), AddressType::is_known, kinds)?;
    Ok((kind, number.trim().to_owned()))
}

/// The target of a route: `sip:user@host` is a SIP URI, digits are a telephone number, anything else is a host.
pub(crate) fn target(text: &str) -> Result<RouteTarget, String> {
    if text.starts_with("sip:") || (text.starts_with("sips:") && text.contains('@')) {
        return UriTarget::parse(text)
            .map(RouteTarget::from)
            .map_err(|e| e.to_string());
    }
    // An IPv4 address has no letters either, but is a host.
    let is_number = text.parse::<std::net::Ipv4Addr>().is_err()
        && !text.contains(':')
        && text.chars().all(|c| !c.is_ascii_alphabetic());
    if is_number {
        return text
            .parse::<PhoneNumber>()
            .map(RouteTarget::from)
            .map_err(|e| e.to_string());
    }
    HostTarget::parse(text)
        .map(RouteTarget::from)
        .map_err(|e| e.to_string())
}

/// A point in time: `2026-11-20`, `2026-11-20T10:02:00Z`, or an age: `30m`, `24h`, `7d`.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    const DAY: Duration = Duration::from_secs(86_400);
    let ago = match text.to_ascii_lowercase().as_str() {
        "now" => Some(Duration::ZERO),
        "yesterday" => Some(DAY),
        other => ago(other),
    };
    if let Some(ago) = ago {
        return SystemTime::now()
            .checked_sub(ago)
            .map(Timestamp::from)
            .ok_or_else(|| "too long ago".into());
    }
    // A date alone is its first moment.
    let text = if text.len() == "2026-11-20".len() {
        format!("{text}T00:00:00Z")
    } else {
        text.to_owned()
    };
    known(Timestamp::from(text.as_str()), Timestamp::is_known, || {
        "expected a date (2026-11-20), a time (2026-11-20T10:02:00Z) or an age (30m, 24h, 7d)".into()
    })
}

/// `90s`, `30m`, `24h`, `2d`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    ago(text).ok_or_else(|| "expected a duration such as 90s, 30m, 24h or 2d".into())
}

/// Seconds: `5`, `5s`, `2m`; at most an hour.
pub(crate) fn seconds(text: &str) -> Result<u64, String> {
    let seconds = text
        .parse()
        .ok()
        .or_else(|| ago(text).map(|duration| duration.as_secs()));
    seconds
        .filter(|seconds| (1..=3600).contains(seconds))
        .ok_or_else(|| "expected 1 to 3600 seconds, such as 5, 5s or 2m".into())
}

fn ago(text: &str) -> Option<Duration> {
    let unit = text.chars().last()?;
    let count: u64 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return None,
    };
    count.checked_mul(seconds).map(Duration::from_secs)
}

fn known<T>(value: T, is_known: fn(&T) -> bool, problem: impl FnOnce() -> String) -> Result<T, String> {
    if is_known(&value) {
        Ok(value)
    } else {
        Err(problem())
    }
}

#[cfg(test)]
mod tests {
    use trunkline::flowroute::routes::RouteType;

    #[test]
    fn the_form_of_a_target_says_what_it_is() {
        for (text, kind) in [
            ("sip.example.com", RouteType::Host),
            ("206.55.123.4", RouteType::Host),
            ("206.55.123.4:5060", RouteType::Host),
            ("sips:sip.example.com", RouteType::Host),
            ("sip:alice@example.com", RouteType::Uri),
            ("+1 206 555 0142", RouteType::Number),
            ("206-555-0142", RouteType::Number),
        ] {
            assert_eq!(super::target(text).unwrap().route_type(), kind, "{text}");
        }
        assert!(super::target("123").is_err());
    }

    #[test]
    fn moments_are_dates_times_or_ages() {
        assert!(super::moment("24h").unwrap().is_known());
        assert!(super::moment("2026-11-20").unwrap().is_known());
        assert!(super::moment("24x").is_err());
        assert!(super::moment("yesterday").unwrap().is_known());
        assert!(super::moment("tomorrow").is_err());
    }

    #[test]
    fn seconds_may_have_a_unit() {
        assert_eq!(super::seconds("5"), Ok(5));
        assert_eq!(super::seconds("5s"), Ok(5));
        assert_eq!(super::seconds("2m"), Ok(120));
        assert!(super::seconds("0").is_err() && super::seconds("2h").is_err());
    }

    #[test]
    fn switches_are_words() {
        assert_eq!(super::switch("on"), Ok(true));
        assert_eq!(super::switch("No"), Ok(false));
        assert!(super::switch("maybe").is_err());
    }

    #[test]
    fn digits_are_grouped_at_will() {
        assert_eq!(super::digits("(201) 5"), Ok("2015".to_owned()));
        assert_eq!(super::digits("+44 20"), Ok("+4420".to_owned()));
        assert!(super::digits("20x").is_err() && super::digits("").is_err());
    }

    #[test]
    fn units_have_two_parts() {
        assert!(super::unit("suite 200").is_ok());
        assert!(super::unit("200").is_err());
        assert!(super::unit("Castle 200").is_err());
    }
}
